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


class Method(TextChoices):
    """How a table is made fit to go out."""

    SUPPRESS = "suppress", label("Withhold small counts", "少数の値を秘匿する")
    ROUND = "round", label("Round every count", "すべての値を丸める")


class ReleaseState(TextChoices):
    """Where a request for a release stands."""

    ASKED = "asked", label("Waits for two approvals", "承認待ち（2人）")
    FIRST = "first", label("Waits for the second approval", "2人目の承認待ち")
    PUBLISHED = "published", label("Published", "公表済み")
    REFUSED = "refused", label("Refused", "却下")


OPEN_STATES = (ReleaseState.ASKED, ReleaseState.FIRST)


class Refusal(TextChoices):
    """Why a release may not spend or go out, and what to do instead."""

    DECIDED = (
        "decided",
        label(
            "This request is decided already. Ask for a new release.",
            "この申請はすでに決定されています。新たに申請してください。",
        ),
    )
    OWN_REQUEST = (
        "own_request",
        label(
            "You asked for this release. Two other officials decide.",
            "自分が申請した公表です。別の2人の職員が決定します。",
        ),
    )
    GAVE_FIRST = (
        "gave_first",
        label(
            "You gave the first approval. The second is another official's.",
            "1人目の承認をした職員です。2人目は別の職員が承認します。",
        ),
    )
    NO_REASON = (
        "no_reason",
        label("Say why in a sentence or two.", "理由を1～2文で記入してください。"),
    )
    TOO_FEW = (
        "too_few",
        label(
            "The table counts fewer persons than the policy's threshold. Nothing of so few is published: add years or "
            "places together.",
            "表の対象者の総数が方針の基準値を下回ります。複数の年や地域をまとめてください。",
        ),
    )
    NO_LONGER_SAFE = (
        "no_longer_safe",
        label(
            "The attacker finds a weakness under the policy in force now. Refuse this request and ask anew.",
            "現在の方針では攻撃者による検査に合格しません。この申請を却下し、改めて申請してください。",
        ),
    )
    WITHDRAWN = (
        "withdrawn",
        label("This release is withdrawn already.", "この公表はすでに撤回されています。"),
    )
    NOT_THE_RECORDS = (
        "not_the_records",
        label(
            "The page speaks of other records: the digests differ. Paste both files as opennrm synthesize wrote them.",
            "説明書のハッシュ値が記録と一致しません。opennrm synthesizeの2つの出力をそのまま貼り付けてください。",
        ),
    )
    NOT_A_PAGE = (
        "not_a_page",
        label(
            "This is not the page opennrm synthesize writes beside its records. Paste the whole JSON file.",
            "opennrm synthesizeが出力した説明書ではありません。JSONファイル全体を貼り付けてください。",
        ),
    )
    NOT_A_KEY = (
        "not_a_key",
        label(
            "This is no public key for exchange, or it was mistyped. Copy the whole line.",
            "交換用の公開鍵として読めません。行全体をそのまま貼り付けてください。",
        ),
    )
    PRIVATE_KEY = (
        "private_key",
        label(
            "This is the private half of a key. It must not leave its owner: tell them to make a new pair.",
            "これは秘密鍵です。提供先に、新しい鍵の組を作成するよう伝えてください。",
        ),
    )

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
