"""The words of this room."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class MaterialKind(TextChoices):
    """What is printed."""

    COMPACT = "compact", label("Compact leaflet in many languages", "多言語コンパクト版リーフレット")
    LEAFLET = "leaflet", label("Leaflet in one language", "リーフレット（一言語）")
    POSTER = "poster", label("Poster", "ポスター")
    CARD = "card", label("Wallet cards", "携帯用カード")


class Refusal(TextChoices):
    """Why nothing is printed, and what to do instead."""

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
            "--address または OPENNRM_PUBLIC_URL で指定してください（例：https://nrm.example.jp/）。",
        ),
    )
    REVIEW_PAST = (
        "review_past",
        label("The day of the next review must lie ahead.", "見直し期限は今日より後の日にしてください。"),
    )
