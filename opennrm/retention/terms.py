"""The words of retention."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Then(TextChoices):
    """What becomes of a record when its time is over."""

    ERASE = "erase", label("erased", "消去")
    ANONYMISE = "anonymise", label("made anonymous", "匿名化")
    REVIEW = "review", label("reviewed by two officials, then erased or kept", "2人の担当者が確認し、消去又は保存")
    KEEP = "keep", label("kept for good", "消去しない")


class Decided(TextChoices):
    """Who decided how long a class of record is kept."""

    PRODUCT = "product", label("a property of the product", "本製品の仕様")
    OPERATOR = "operator", label("to be set by the operator", "運用機関が設定すること")
    SET = "set", label("set by the operator", "運用機関が設定")


class Carrier(TextChoices):
    """Who lets records go."""

    OFFICIALS = "officials", label("two officials approve", "2人の承認")
    PROGRAM = "program", label("the program, without asking", "プログラムが自動で実行")


class Seen(TextChoices):
    """How sure we are of a legal basis."""

    SEEN = "seen", label("text seen", "条文を確認")
    SEEN_ELSEWHERE = "seen_elsewhere", label("text seen in an unofficial copy", "非公式の写しで条文を確認")
    NOT_VERIFIED = "not_verified", label("not verified", "未確認")


class State(TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", label("waits for the first approval", "1人目の承認待ち")
    SECOND = "second", label("waits for the second approval", "2人目の承認待ち")
    APPROVED = "approved", label("approved, can still be stopped", "承認済み（取消し可能）")
    CARRIED = "carried", label("carried out", "実行済み")
    REFUSED = "refused", label("refused: the record is kept", "不承認（保存を継続）")
    STOPPED = "stopped", label("stopped after its approval", "承認後に取消し")
    LAPSED = "lapsed", label("lapsed: the record has changed", "失効（記録が更新された）")


class Refusal(TextChoices):
    """Why a proposal or a hold may not be decided this way, and what to do instead."""

    NOT_YOURS = (
        "not_yours",
        label(
            "Your role does not decide on erasure. Ask a data protection officer.",
            "現在の役割では消去・保存を決定できません。個人情報保護担当官に依頼してください。",
        ),
    )
    OWN_PROPOSAL = (
        "own_proposal",
        label(
            "You proposed this yourself. Two other officials decide.",
            "ご自身の提案です。他の2人の担当者が決定します。",
        ),
    )
    SAME_OFFICIAL = (
        "same_official",
        label(
            "You gave the first step yourself. Another official gives the second.",
            "1人目として既に承認されています。2人目は別の担当者が行います。",
        ),
    )
    NOT_OPEN = (
        "not_open",
        label(
            "This was decided in the meantime. Open the list again.",
            "既に決定されています。一覧を開き直してください。",
        ),
    )
    HELD = (
        "held",
        label(
            "The record is held. It can go only after two officials have lifted the hold.",
            "この記録は保全中です。2人の担当者が保全を解除するまで消去できません。",
        ),
    )
    CHANGED = (
        "changed",
        label(
            "The record has changed since it was proposed. The next sweep takes this proposal back; nothing goes.",
            "提案の後に記録が更新されました。この提案は次回の定期処理で取り下げられ、何も消去されません。",
        ),
    )
    GONE = (
        "gone",
        label(
            "There is no such record. Check its kind and number.",
            "該当する記録はありません。種類と番号を確認してください。",
        ),
    )
    NO_REASON = ("no_reason", label("Give a reason.", "理由を書いてください。"))
    NO_DAY = (
        "no_day",
        label(
            "Give a later day, on which the record is looked at again.",
            "次に確認する日として、明日以降の日付を入力してください。",
        ),
    )
    THERE_ALREADY = (
        "there_already",
        label(
            "There is an open proposal for this record. Decide on that one.",
            "この記録には未決定の提案があります。そちらで決定してください。",
        ),
    )
    KEPT_FOR_GOOD = (
        "kept_for_good",
        label(
            "Records of this class are kept for good: see the rules.",
            "この種別の記録は消去しません。保存規則を確認してください。",
        ),
    )
    NOT_ASKED = (
        "not_asked",
        label(
            "Nobody has asked to lift this hold. Ask first; another official lifts it.",
            "保全解除の申請がありません。まず申請し、別の担当者が解除します。",
        ),
    )
    LIFTED = ("lifted", label("This hold was lifted before.", "この保全は既に解除されています。"))
