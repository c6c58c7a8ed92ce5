"""The words of retention."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Then(TextChoices):
    """What becomes of a record when its time is over."""

    ERASE = "erase", label("erased", "消去")
    ANONYMISE = "anonymise", label("made anonymous", "匿名化")
    REVIEW = "review", label("reviewed by two officials, then erased or kept", "二名の担当者が確認し、消去又は保存")
    KEEP = "keep", label("kept for good", "消去しない")


class Decided(TextChoices):
    """Who decided how long a class of record is kept."""

    PRODUCT = "product", label("a property of the product", "本製品の仕様")
    OPERATOR = "operator", label("to be set by the operator", "運用機関が設定すること")
    SET = "set", label("set by the operator", "運用機関が設定")


class Carrier(TextChoices):
    """Who lets records go."""

    OFFICIALS = "officials", label("two officials approve", "二名の承認")
    PROGRAM = "program", label("the program, without asking", "プログラムが自動で実行")


class Seen(TextChoices):
    """How sure we are of a legal basis."""

    SEEN = "seen", label("text seen", "条文を確認")
    SEEN_ELSEWHERE = "seen_elsewhere", label("text seen in an unofficial copy", "非公式の写しで条文を確認")
    NOT_VERIFIED = "not_verified", label("not verified", "未確認")


class State(TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", label("waits for the first approval", "一人目の承認待ち")
    SECOND = "second", label("waits for the second approval", "二人目の承認待ち")
    APPROVED = "approved", label("approved, can still be stopped", "承認済み（取消し可能）")
    CARRIED = "carried", label("carried out", "実行済み")
    REFUSED = "refused", label("refused: the record is kept", "不承認（保存を継続）")
    STOPPED = "stopped", label("stopped after its approval", "承認後に取消し")
    LAPSED = "lapsed", label("lapsed: the record has changed", "失効（記録が更新された）")
