"""The words of systems: what a key may be used for, and why it is refused."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Use(TextChoices):
    """What a key lets a system do; less is safer."""

    FACTS = "facts", label("Push facts", "事実（統計用）の送信")
    NOTICES = "notices", label("Send notices, read their answers", "通知の送信と回答の取得")
    REFERRALS = "referrals", label("Send referrals, read where they stand", "紹介の送信と状況の取得")
    CASES = "cases", label("Read cases and where they stand", "ケースと状況の取得")
    IDENTITIES = (
        "identities",
        label("Read what identifies a person, sealed to the key below", "個人を特定する情報の取得（下記の鍵で封印）"),
    )


class Refusal(TextChoices):
    """Why a key is not made, or does not open something, and what to do instead."""

    NOT_LEAD = (
        "not_lead",
        label(
            "Keys are made by a lead of the organisation, for officials of the same one. Ask a lead.",
            "キーは機関の責任者が、同じ機関の担当者について発行します。責任者に依頼してください。",
        ),
    )
    NOT_SERVING = (
        "not_serving",
        label(
            "The official in whose name the key acts does not serve now. Choose another.",
            "キーの名義の担当者は現在在任していません。別の担当者を選んでください。",
        ),
    )
    NO_USE = ("no_use", label("Choose at least one use.", "用途を一つ以上選んでください。"))
    NO_NAME = ("no_name", label("Say which system this key is for.", "どのシステムのキーか記入してください。"))
    NO_PURPOSE = (
        "no_purpose",
        label(
            "Everything but facts is read or sent for a purpose. Choose the one this system works for.",
            "事実の送信以外には業務の目的が必要です。このシステムの目的を選んでください。",
        ),
    )
    NO_POWER = (
        "no_power",
        label(
            "The official holds no role for this. Choose another official, or give them the role first.",
            "担当者に必要な役割がありません。別の担当者を選ぶか、先に役割を付与してください。",
        ),
    )
    NO_EXCHANGE_KEY = (
        "no_exchange_key",
        label(
            "Identities go out sealed only. Give the public line the system made with: opennrm exchange key",
            "個人を特定する情報は封印してのみ提供します。opennrm exchange key で作成した公開鍵の行を入力してください。",
        ),
    )
    NOT_A_KEY = (
        "not_a_key",
        label(
            "This is no public line of an exchange key. Copy the whole line; never the private one.",
            "交換用の公開鍵の行ではありません。公開鍵の行全体を貼り付けてください（秘密鍵は入力しないでください）。",
        ),
    )
    TOO_LONG = (
        "too_long",
        label(
            "A key lasts from tomorrow to a year from now at most. Choose a day in between.",
            "有効期限は明日から1年以内の日を選んでください。",
        ),
    )
    REVOKED = ("revoked", label("This key was revoked before.", "このキーは既に失効しています。"))
    OTHER_BODY = (
        "other_body",
        label(
            "This idempotency key came before with another content. Use a new one for what is new.",
            "この冪等キーは別の内容で使用済みです。新しい内容には新しいキーを使用してください。",
        ),
    )
    NO_INBOX = (
        "no_inbox",
        label(
            "That organisation has no inbox to seal to. Reach it at its contact point; ask its lead to found one.",
            "宛先の機関に受信箱がありません。窓口に連絡し、責任者に受信箱の作成を依頼してください。",
        ),
    )
    OTHER_KEY = (
        "other_key",
        label(
            "This is not sealed to the inbox's key in use. Read the inbox's key again, and seal anew.",
            "受信箱の現在の鍵で封印されていません。鍵を取得し直して、封印し直してください。",
        ),
    )
    WRONG_PURPOSE = (
        "wrong_purpose",
        label(
            "This key's purpose does not do this. Ask a lead for a key made for the purpose.",
            "このキーの目的では利用できません。目的に合ったキーの発行を責任者に依頼してください。",
        ),
    )
