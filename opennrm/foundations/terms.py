"""The words of this room."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class MaterialKind(TextChoices):
    """What is printed."""

    COMPACT = "compact", label("Compact leaflet in many languages", "多言語コンパクト版リーフレット")
    LEAFLET = "leaflet", label("Leaflet in one language", "リーフレット（一言語）")
    POSTER = "poster", label("Poster", "ポスター")
    CARD = "card", label("Wallet cards", "携帯用カード")


class State(TextChoices):
    """How far a version has come: commented on as a draft, then handed out, then no longer."""

    DRAFT = "draft", label("Draft", "案")
    RELEASED = "released", label("Released", "公開中")
    WITHDRAWN = "withdrawn", label("Withdrawn", "取下げ")


class Taken(TextChoices):
    """What became of what an organisation said of a draft."""

    ADOPTED = "adopted", label("Adopted", "反映する")
    IN_PART = "in_part", label("Adopted in part", "一部反映する")
    LATER = "later", label("Kept for the next version", "次の版で検討する")
    NOT_ADOPTED = "not_adopted", label("Not adopted", "反映しない")


class Refusal(TextChoices):
    """Why nothing is printed, kept or handed out, and what to do instead."""

    NOT_SERVING = "not_serving", label("Only an official who serves today may do this.", "現職の担当者に限ります。")
    NOT_YOURS_TO_RELEASE = (
        "not_yours_to_release",
        label(
            "Only an official who releases publications (editor) may do this. Ask the secretariat.",
            "公表を担当する者（公表担当者）に限ります。事務局に依頼してください。",
        ),
    )
    NOT_YOURS_TO_ORDER = (
        "not_yours_to_order",
        label(
            "You can order, record and comment for your own organisation only.",
            "申込み、部数の記録、意見の提出は、所属する機関の分に限ります。",
        ),
    )
    NOT_A_DRAFT = (
        "not_a_draft",
        label(
            "This version is no longer a draft. Make a new draft, or comment on the one that is there.",
            "この版は案ではありません。新しい案を作成するか、現在の案に意見を提出してください。",
        ),
    )
    DRAFT_THERE = (
        "draft_there",
        label(
            "There is a draft of this material in this language already. Release it or withdraw it first.",
            "この資料・言語の案が既にあります。先に公開するか、取り下げてください。",
        ),
    )
    SAYS_SOMETHING_ELSE = (
        "says_something_else",
        label(
            "Texts, contact points or figures have changed since this draft was made, so what was commented on is "
            "not what would be printed. Withdraw it and make a new draft.",
            "案の作成後に文章、相談窓口又は数値が変わったため、意見を求めた内容と印刷される内容が異なります。"
            "案を取り下げ、作り直してください。",
        ),
    )
    UNANSWERED = (
        "unanswered",
        label(
            "An organisation waits for an answer to what it said of this draft. Answer it first.",
            "この案への意見に未回答のものがあります。先に回答してください。",
        ),
    )
    ANSWERED = "answered", label("This was answered already.", "既に回答済みです。")
    NOT_RELEASED = (
        "not_released",
        label(
            "Only a released version is handed out. Choose the version that is released.",
            "配布できるのは公開中の版に限ります。公開中の版を選んでください。",
        ),
    )
    WITHDRAWN = "withdrawn", label("This version was withdrawn already.", "この版は既に取り下げられています。")
    NO_REASON = "no_reason", label("Write the reason: it is kept.", "理由を記入してください。記録に残ります。")
    NOTHING_SAID = "nothing_said", label("Write what should change.", "意見を記入してください。")
    NO_COPIES = "no_copies", label("Write how many copies: one or more.", "部数は1以上で記入してください。")
    NOT_YET = "not_yet", label("The day must not lie ahead.", "日付は今日以前にしてください。")
    BEFORE_RELEASE = (
        "before_release",
        label("The day must not lie before the release.", "日付は公開日以後にしてください。"),
    )
    BEFORE_ORDER = (
        "before_order",
        label("The day must not lie before the order.", "日付は申込日以後にしてください。"),
    )
    HANDED_OUT = (
        "handed_out",
        label(
            "These copies were handed out already. Correct the number instead.",
            "既に配布済みです。部数の訂正を行ってください。",
        ),
    )
    NOT_HANDED_OUT = (
        "not_handed_out",
        label(
            "Nothing was handed out yet, so there is nothing to correct.", "まだ配布されていないため、訂正できません。"
        ),
    )
    SAME_NUMBER = "same_number", label("This is the number that is kept already.", "記録されている部数と同じです。")

    NO_TEXT = (
        "no_text",
        label(
            "The text of this language is not whole, so nothing is printed in it. Complete its file first.",
            "この言語の文章が揃っていないため、印刷物を作成できません。先に文章を完成させてください。",
        ),
    )
    NO_ADDRESS = (
        "no_address",
        label(
            "The address of the public site is not set, so the QR code would lead nowhere. "
            "Name it by --address or set OPENNRM_PUBLIC_URL, as in https://nrm.example.jp/",
            "公開サイトのアドレスが設定されておらず、QRコードの行き先がありません。"
            "--address 又は OPENNRM_PUBLIC_URL で指定してください（例：https://nrm.example.jp/）。",
        ),
    )
    REVIEW_PAST = (
        "review_past",
        label("The day of the next review must lie ahead.", "見直し期限は今日より後の日にしてください。"),
    )
