"""The words of access: what a file is about, for what purpose and on what basis it is opened, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class FileKind(TextChoices):
    """What a file is about."""

    REPORT = "report", label("Report", "通報・相談")
    CASE = "case", label("Case", "ケース")
    INVESTIGATION = "investigation", label("Investigation", "捜査")
    EXAMINATION = "examination", label("Examination", "審査")
    INTERN_CASE = "intern_case", label("Technical intern case", "技能実習生の事案")
    REFERRAL = "referral", label("Referral or notice", "紹介・通知")
    PROTECTION = "protection", label("Protection", "保護・支援")
    SHELTER = "shelter", label("Shelter", "シェルター")


class Purpose(TextChoices):
    """What a file is opened for. A grant for one purpose opens nothing for another."""

    RECEPTION = "reception", label("Receiving reports", "通報・相談の受付")
    IDENTIFICATION = "identification", label("Identifying victims", "被害者の認知")
    SUPPORT = "support", label("Protecting and supporting victims", "被害者の保護・支援")
    INVESTIGATION = "investigation", label("Investigating offences", "犯罪の捜査")
    EXAMINATION = "examination", label("Examining employers", "事業者の審査")


class Basis(TextChoices):
    """What a grant rests on."""

    CONSENT = "consent", label("The person's consent", "本人の同意")
    LEGAL_DUTY = "legal_duty", label("A legal duty", "法令上の義務")
    VITAL_INTEREST = "vital_interest", label("Danger to life or limb", "生命・身体の危険")


class FieldClass(TextChoices):
    """What a protected field tells."""

    IDENTITY = "identity", label("Who the person is", "本人を特定する情報")
    CONTACT = "contact", label("How the person is reached", "連絡先")
    SHELTER_LOCATION = "shelter_location", label("Where the person is sheltered", "保護先の所在")
    IMMIGRATION_STATUS = "immigration_status", label("Immigration status", "在留資格・在留状況")
    ACCOUNT = "account", label("What the person told", "本人の話した内容")


class Refusal(TextChoices):
    """Why a file, a grant or a field stays shut, and what to do instead."""

    NOT_SERVING = (
        "not_serving",
        label(
            "You serve no organisation that may open this. Ask the lead.",
            "この記録を開ける機関の担当者ではありません。責任者に連絡してください。",
        ),
    )
    NOT_YOUR_PURPOSE = (
        "not_your_purpose",
        label(
            "None of your roles serves this purpose. Ask the lead for the role.",
            "この目的に当たる役割がありません。責任者に役割の付与を依頼してください。",
        ),
    )
    NO_FILES = (
        "no_files",
        label(
            "None of your roles has to do with files. Ask the lead for the role.",
            "記録を扱う役割がありません。責任者に役割の付与を依頼してください。",
        ),
    )
    NO_GRANT = (
        "no_grant",
        label(
            "Your organisation has no grant for this file and purpose, or it has ended. Ask its owner for one.",
            "この記録・目的についての許可がないか、終了しています。記録を所有する機関に依頼してください。",
        ),
    )
    OTHER_PURPOSE = (
        "other_purpose",
        label(
            "You act for another purpose now. Change the purpose first.",
            "現在は別の目的で作業しています。先に目的を切り替えてください。",
        ),
    )
    NOT_SHARED = (
        "not_shared",
        label(
            "What was shared of this file does not take in this field. Ask its owner to share it too.",
            "この項目は共有の範囲に含まれていません。記録を所有する機関に共有を依頼してください。",
        ),
    )
    FIREWALL = (
        "firewall",
        label(
            "This is not shown to enforcement for the purpose of support. Ask the supporting organisation.",
            "支援の目的では取締機関に開示されません。支援機関に問い合わせてください。",
        ),
    )
    NOT_OWNER = (
        "not_owner",
        label(
            "Only the organisation that owns the file may do this. Ask it.",
            "記録を所有する機関だけが行えます。所有する機関に依頼してください。",
        ),
    )
    NOT_OWNERS_LEAD = (
        "not_owners_lead",
        label(
            "Only a lead of the organisation that owns the file hands it over. Ask one.",
            "記録の引き継ぎは、記録を所有する機関の責任者だけが行えます。責任者に依頼してください。",
        ),
    )
    BY_ITS_PAGES = (
        "by_its_pages",
        label(
            "Files of this kind are shared from their own pages, which ask for consent. Open the case, and refer it.",
            "この種類の記録は、同意を確認する専用の画面から共有します。ケースを開き、紹介・移管を行ってください。",
        ),
    )
    OWNS_IT = (
        "owns_it",
        label(
            "That organisation owns the file already. Choose another.",
            "この機関は既に記録を所有しています。別の機関を選んでください。",
        ),
    )
    SUSPENDED = (
        "suspended",
        label(
            "That organisation is suspended and opens no file. Choose another, or wait until it is reinstated.",
            "この機関は停止中で、記録を開けません。別の機関を選ぶか、再開を待ってください。",
        ),
    )
    NO_REASON = ("no_reason", label("Give a reason.", "理由を書いてください。"))
    ENDED = (
        "ended",
        label("The end lies in the past. Choose a later one.", "終了の日時が過去です。後の日時を選んでください。"),
    )
    BY_BREAK_GLASS = (
        "by_break_glass",
        label(
            "Danger to life opens a file for four hours only: use emergency access.",
            "生命の危険を理由とする開示は4時間に限られます。緊急アクセスを使ってください。",
        ),
    )
    ALREADY_REVOKED = (
        "already_revoked",
        label("The grant was revoked before.", "この許可は既に取り消されています。"),
    )
    NOT_LEAD = (
        "not_lead",
        label(
            "Only a lead of the organisation concerned reviews emergency access.",
            "緊急アクセスの確認は、関係する機関の責任者だけが行えます。",
        ),
    )
    OWN_REVIEW = (
        "own_review",
        label(
            "Nobody reviews their own emergency access. Ask another lead.",
            "自らの緊急アクセスを確認することはできません。別の責任者に依頼してください。",
        ),
    )
    ALREADY_REVIEWED = ("already_reviewed", label("This was reviewed before.", "既に確認済みです。"))
    REVEALED_MUCH = (
        "revealed_much",
        label(
            "You have opened as many sealed fields as one official may in an hour. Go on when the hour is over, or ask "
            "a colleague. Nothing was opened now.",
            "1時間に開示できる項目数の上限に達しました。時間をおいて続けるか、同僚に依頼してください。今回は何も開示されていません。",
        ),
    )
    NO_FILE = ("no_file", label("There is no such file.", "そのような記録はありません。"))
