"""The words of what comes after protection: how somebody fares months later, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Fares(TextChoices):
    """How the person was found at a follow-up."""

    WELL = "well", label("Fares well", "安定している")
    NEEDS_SUPPORT = "needs_support", label("Needs support: the plan is reopened", "支援が必要（計画を再開）")
    OUT_OF_REACH = "out_of_reach", label("Out of reach", "連絡が取れない")


class EndingRefusal(TextChoices):
    """Why a plan is not ended or reopened, or a follow-up not recorded, and what to do instead."""

    ENDED = ("ended", label("The plan has ended already. Look at how.", "この支援計画は既に終了しています。"))
    NOT_ENDED = ("not_ended", label("The plan has not ended.", "この支援計画は終了していません。"))
    NO_REASON = ("no_reason", label("Say why the plan ends.", "終了の理由を選んでください。"))
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    TOO_EARLY = (
        "too_early",
        label(
            "The day lies before the plan was begun or ended. Enter a later one.",
            "計画の開始・終了より前の日付です。それ以降の日付を入力してください。",
        ),
    )
    DONE = (
        "done",
        label(
            "A colleague has recorded this follow-up already. Look at what was found.",
            "このフォローアップは既に他の担当者が登録しています。内容を確認してください。",
        ),
    )
    NOT_HERE = (
        "not_here",
        label(
            "There is no such follow-up for you. Open the plan and look again.",
            "該当するフォローアップが見つかりません。支援計画を開いて確認してください。",
        ),
    )
