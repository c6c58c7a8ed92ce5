"""The words of this room."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Promise(TextChoices):
    """What a release promises to the people its numbers come from."""

    PRIVATE = "private", label("Differential privacy", "差分プライバシー")
    SUPPRESSED = (
        "suppressed",
        label("Suppressed cells; no bound on what is learnt", "秘匿処理（漏えいの上限は保証されない）"),
    )
    ANONYMOUS = "anonymous", label("k-anonymity; no bound on what is learnt", "k-匿名性（漏えいの上限は保証されない）")


class Refusal(TextChoices):
    """Why a release may not spend, and what to do instead."""

    BUDGET_SPENT = (
        "budget_spent",
        label(
            "This would spend more than was declared for this population and year. Publish suppressed tables, or wait.",
            "この集団・年度について宣言した予算を超えます。秘匿処理した表を公表するか、翌年度を待ってください。",
        ),
    )
    NO_BUDGET = (
        "no_budget",
        label(
            "No budget was declared for this population and year. Declare it first.",
            "この集団・年度の予算が宣言されていません。先に宣言してください。",
        ),
    )
    BUDGET_DECLARED = (
        "budget_declared",
        label(
            "The budget of this population and year is declared already, and stays as it is.",
            "この集団・年度の予算はすでに宣言されており、変更できません。",
        ),
    )
    CAP_PASSED = (
        "cap_passed",
        label("Epsilon lies above 0 and is at most 8.", "εは0より大きく8以下にしてください。"),
    )
    DELTA_WRONG = (
        "delta_wrong",
        label("Delta lies above 0 and is at most 0.0001.", "δは0より大きく0.0001以下にしてください。"),
    )
    NOTHING_PROMISED = (
        "nothing_promised",
        label(
            "Only a release with differential privacy has an epsilon and a delta; leave them out for this one.",
            "εとδは差分プライバシーによる公表だけにあります。この公表では指定しないでください。",
        ),
    )
    ONE_OFFICIAL = (
        "one_official",
        label(
            "A second official has to approve the release; nobody approves their own.",
            "公表には別の職員の承認が必要です。自分の申請を自分で承認することはできません。",
        ),
    )
    ALREADY_ENTERED = (
        "already_entered",
        label("This release stands in the ledger already.", "この公表はすでに台帳に記載されています。"),
    )
