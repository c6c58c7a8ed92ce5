"""The words of protection: where a plan stands, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Ending(TextChoices):
    """Why a plan of protection ended."""

    SETTLED = "settled", label("Support has ended; the person has settled", "支援終了（生活の安定）")
    RETURNED = "returned", label("Returned home", "帰国")
    WISH = "wish", label("The person's own wish", "本人の希望")
    OUT_OF_REACH = "out_of_reach", label("The person is out of reach", "連絡が取れない")
    TRANSFERRED = "transferred", label("Another organisation supports the person", "他機関が支援を継続")
    DIED = "died", label("The person has died", "死亡")
    MISTAKE = "mistake", label("Begun by mistake", "誤って開始")


class PlanRefusal(TextChoices):
    """Why something is not done to a plan, and what to do instead."""

    NOT_HERE = (
        "not_here",
        label(
            "There is no such plan for you. Ask the organisation that supports the person.",
            "該当する支援計画がないか、閲覧が許可されていません。支援に当たる機関に問い合わせてください。",
        ),
    )
    NOT_ASKED = (
        "not_asked",
        label(
            "Support was not asked for in this case. Ask the organisation that identifies to ask for it.",
            "このケースでは支援が依頼されていません。認知を担当する機関に支援の依頼を求めてください。",
        ),
    )
    BEGUN = (
        "begun",
        label(
            "Your organisation has a plan for this case already. Open that one.",
            "このケースの支援計画はすでにあります。その計画を開いてください。",
        ),
    )
    ENDED = (
        "ended",
        label("The plan has ended. Reopen it first.", "この支援計画は終了しています。先に再開してください。"),
    )
    NOT_THERE = (
        "not_there",
        label(
            "That official is no caseworker of the organisation. Choose another.",
            "その担当者はこの機関の支援担当ではありません。別の担当者を選んでください。",
        ),
    )
    NOTHING_SAID = ("nothing_said", label("Write something first.", "内容を入力してください。"))
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    BEFORE_BEGUN = (
        "before_begun",
        label(
            "The day lies before the case was opened. Enter a later one.",
            "ケースの開始より前の日付です。それ以降の日付を入力してください。",
        ),
    )
    PROTECTED = (
        "protected",
        label(
            "The day protection began is entered already. Take it back first.",
            "保護の開始日はすでに登録されています。変更する場合は、先に取り消してください。",
        ),
    )
    NOT_PROTECTED = (
        "not_protected",
        label("No day is entered on which protection began.", "保護の開始日は登録されていません。"),
    )
