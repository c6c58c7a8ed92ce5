"""The words of the organisations: what kind of body, how it is reached, what an official may do and why not."""

from django.db.models import IntegerChoices, TextChoices

from opennrm.page.bilingual import label


class OrganisationKind(TextChoices):
    """What sort of body an organisation is."""

    CABINET = "cabinet", label("Cabinet body", "内閣の機関")
    MINISTRY = "ministry", label("Ministry", "省")
    AGENCY = "agency", label("Agency", "庁")
    LABOUR_BUREAU = "labour_bureau", label("Prefectural Labour Bureau", "都道府県労働局")
    LEGAL_AFFAIRS_BUREAU = "legal_affairs_bureau", label("Legal Affairs Bureau", "法務局")
    DISTRICT_LEGAL_AFFAIRS_BUREAU = (
        "district_legal_affairs_bureau",
        label("District Legal Affairs Bureau", "地方法務局"),
    )
    PROSECUTORS_OFFICE = "prosecutors_office", label("Public Prosecutors Office", "検察庁")
    POLICE = "police", label("Prefectural Police", "都道府県警察")
    WOMENS_SUPPORT_CENTER = "womens_support_center", label("Women's Support Center", "女性相談支援センター")
    CHILD_GUIDANCE_CENTER = "child_guidance_center", label("Child Guidance Center", "児童相談所")
    SPOUSAL_VIOLENCE_CENTER = (
        "spousal_violence_center",
        label("Spousal Violence Counseling and Support Center", "配偶者暴力相談支援センター"),
    )
    ONE_STOP_CENTER = (
        "one_stop_center",
        label(
            "One-stop support center for sexual violence",
            "性犯罪・性暴力被害者支援のワンストップ支援センター",
        ),
    )
    IMMIGRATION_BUREAU = (
        "immigration_bureau",
        label("Regional Immigration Services Bureau", "地方出入国在留管理局"),
    )
    EMBASSY = "embassy", label("Embassy or consulate", "大使館・領事館")
    NGO = "ngo", label("Non-governmental organisation", "民間支援団体")
    PUBLIC_CORPORATION = "public_corporation", label("Public corporation", "法人")
    INTERNATIONAL_ORGANISATION = "international_organisation", label("International organisation", "国際機関")


class Reach(TextChoices):
    """How a contact point is reached."""

    PHONE = "phone", label("Telephone", "電話")
    OVERSEAS = "overseas", label("From IP telephones and from abroad", "IP電話・海外から")
    WEB = "web", label("Website", "ウェブサイト")


class Evidence(TextChoices):
    """How sure we are of a contact point. Only the first three may stand on a page the public sees."""

    VERIFIED = "verified", label("Verified with the operator", "運営機関に確認済み")
    ATTESTED = "attested", label("Seen in a published source", "公表資料で確認")
    GENERAL_KNOWLEDGE = "general_knowledge", label("Generally known", "広く知られた番号")
    IN_REPOSITORIES = (
        "in_repositories",
        label("Seen only in other projects' files; verify first", "他の事業の資料でのみ確認（要確認）"),
    )
    MAY_BE_CLOSED = "may_be_closed", label("May be closed now; verify first", "現在は終了の可能性（要確認）")
    LIKELY_SUPERSEDED = (
        "likely_superseded",
        label("Likely superseded; verify first", "変更済みの可能性（要確認）"),
    )
    LANGUAGES_ONLY = (
        "languages_only",
        label("Languages seen, numbers not found", "対応言語のみ確認、番号は未確認"),
    )
    WEAK = "weak", label("Weak source; verify first", "典拠が弱い（要確認）")
    NOT_FOUND = "not_found", label("Not found; verify first", "未確認（要確認）")

    @property
    def official(self) -> bool:
        """Whether a page may show the contact point without a check by a person."""
        return self in {Evidence.VERIFIED, Evidence.ATTESTED, Evidence.GENERAL_KNOWLEDGE}


class Holidays(TextChoices):
    """What holds at a contact point on national holidays."""

    UNKNOWN = "unknown", label("Not known", "不明")
    AS_USUAL = "as_usual", label("As on other days", "通常どおり")
    AS_SUNDAY = "as_sunday", label("As on Sundays", "日曜日と同じ")
    CLOSED = "closed", label("Closed", "休業")


class Opening(TextChoices):
    """Whether a contact point answers at a moment."""

    OPEN = "open", label("Open now", "受付中")
    UNKNOWN = "unknown", label("Hours not known", "受付時間は不明")
    CLOSED = "closed", label("Closed now", "受付時間外")


class Speaks(TextChoices):
    """Whether a contact point answers in a language."""

    YES = "yes", label("Speaks the language", "この言語に対応")
    UNKNOWN = "unknown", label("Languages not known", "対応言語は不明")
    NO = "no", label("Language not offered", "この言語には未対応")


class Power(TextChoices):
    """What a role lets an official do. Which files they may do it to is a matter of grants (``access``)."""

    RECEIVE = "receive", label("Read and answer reports", "通報・相談を受け、返答する")
    IDENTIFY = "identify", label("Identify victims", "被害者を認知する")
    SUPPORT = "support", label("Protect and support victims", "被害者を保護し、支援する")
    INVESTIGATE = "investigate", label("Investigate offences", "犯罪を捜査する")
    EXAMINE = "examine", label("Examine employers and supervising bodies", "事業者・監理団体を審査する")
    MATCH = "match", label("Match persons across organisations", "機関をまたいで同一人を照合する")
    COMPILE = "compile", label("Compile statistics", "統計を作成する")
    PUBLISH = "publish", label("Check and release publications", "公表物を確認し、公表する")
    REPORT_PROGRESS = "report_progress", label("Report the progress of measures", "施策の進捗を報告する")
    COORDINATE = "coordinate", label("Coordinate the action plan", "行動計画の取りまとめを行う")
    APPOINT = "appoint", label("Appoint officials and suspend organisations", "担当者の任命と機関の停止を行う")
    ERASE = "erase", label("Approve erasure and retention", "消去と保存を承認する")
    READ_AUDIT = "read_audit", label("Search the audit", "監査記録を調べる")
    KEEP_CONTACTS = "keep_contacts", label("Keep contact points up to date", "相談窓口の情報を管理する")


class Weekday(IntegerChoices):
    """Days of a week, numbered as Python's ``date.weekday`` does."""

    MONDAY = 0, label("Monday", "月曜日")
    TUESDAY = 1, label("Tuesday", "火曜日")
    WEDNESDAY = 2, label("Wednesday", "水曜日")
    THURSDAY = 3, label("Thursday", "木曜日")
    FRIDAY = 4, label("Friday", "金曜日")
    SATURDAY = 5, label("Saturday", "土曜日")
    SUNDAY = 6, label("Sunday", "日曜日")


class Refusal(TextChoices):
    """Why an act upon officials or organisations may not be done, and what to do instead."""

    NOT_SERVING = (
        "not_serving",
        label(
            "You no longer serve here. Ask the lead.", "現在この機関の担当者ではありません。責任者に連絡してください。"
        ),
    )
    NOT_YOURS_TO_APPOINT = (
        "not_yours_to_appoint",
        label(
            "Only an administrator, or a lead for their own organisation, may do this. Ask one of them.",
            "管理者、又は自らの機関の責任者だけが行えます。いずれかに依頼してください。",
        ),
    )
    NOT_YOURS_TO_SUSPEND = (
        "not_yours_to_suspend",
        label("Only an administrator may do this. Ask one.", "管理者だけが行えます。管理者に依頼してください。"),
    )
    NO_ROLE = (
        "no_role",
        label("An official needs a role. Choose at least one.", "担当者には役割が必要です。一つ以上選んでください。"),
    )
    UNKNOWN_ROLE = (
        "unknown_role",
        label("There is no such role. Choose from the list.", "そのような役割はありません。一覧から選んでください。"),
    )
    NOT_BY_A_LEAD = (
        "not_by_a_lead",
        label(
            "This role is given by an administrator only. Ask one.",
            "この役割は管理者だけが付与できます。管理者に依頼してください。",
        ),
    )
    NOT_YOURS_TO_KEEP = (
        "not_yours_to_keep",
        label(
            "Only who keeps the contact points may do this. Ask an editor.",
            "相談窓口の情報を管理する担当者だけが行えます。公表担当者に依頼してください。",
        ),
    )
    OWN_ORGANISATION = (
        "own_organisation",
        label(
            "You would shut yourself out, and could not lift the suspension. Ask an administrator elsewhere.",
            "自らの機関を停止すると、ご自身も解除できなくなります。他の機関の管理者に依頼してください。",
        ),
    )
    NO_REASON = "no_reason", label("Write the reason.", "理由を記入してください。")
    CODE_TAKEN = (
        "code_taken",
        label(
            "Another entry has this code. Choose one of its own.",
            "このコードは使われています。別のコードを付けてください。",
        ),
    )
    ABOVE_ITSELF = (
        "above_itself",
        label(
            "This would put the organisation above itself. Choose another body above it.",
            "この機関が自らの上位機関になってしまいます。別の上位機関を選んでください。",
        ),
    )
    NAME_IN_USE = (
        "name_in_use",
        label(
            "A name already begins on that day or later. Choose a later day, or withdraw that name first.",
            "その日以降に始まる名称があります。より後の日を選ぶか、先にその名称を取り消してください。",
        ),
    )
    ONLY_NAME = (
        "only_name",
        label(
            "The first name cannot be withdrawn. Rename the organisation instead.",
            "最初の名称は取り消せません。改称してください。",
        ),
    )
    NOT_LEAVING = (
        "not_leaving",
        label(
            "There is no leaving to take back: the day has come, or none was set. Appoint them anew.",
            "取り消せる離任がありません。離任日が到来したか、未設定です。改めて任命してください。",
        ),
    )
    NO_NUMBER = (
        "no_number",
        label(
            "A point the public sees needs a number and a source. Give both, or choose another evidence.",
            "公開する窓口には番号と典拠が必要です。両方を入力するか、別の確認状況を選んでください。",
        ),
    )
    LANGUAGE_SPOKEN = (
        "language_spoken",
        label("This language is on the list already.", "この言語は既に登録されています。"),
    )
    LANGUAGE_ENDED = (
        "language_ended",
        label("This language has ended already.", "この言語の対応は既に終了しています。"),
    )
    UNKNOWN_LANGUAGE = (
        "unknown_language",
        label(
            "This is no language code. Write one such as en, zh or pt-BR.",
            "言語コードではありません。en、zh、pt-BR のように入力してください。",
        ),
    )
    SUSPENDED = (
        "suspended",
        label(
            "The organisation is suspended. Reinstate it first.", "この機関は停止中です。先に停止を解除してください。"
        ),
    )
    NOT_SUSPENDED = (
        "not_suspended",
        label("The organisation is not suspended.", "この機関は停止されていません。"),
    )
    ALREADY_LEFT = (
        "already_left",
        label("This official has left already.", "この担当者は既に離任しています。"),
    )
    BEFORE_ARRIVAL = (
        "before_arrival",
        label(
            "Nobody leaves before they came. Correct the day.",
            "着任前の日に離任することはできません。日付を直してください。",
        ),
    )
    LAST_LEAD = (
        "last_lead",
        label(
            "This is the organisation's only lead. Make somebody else lead first.",
            "この機関の唯一の責任者です。先に別の担当者を責任者にしてください。",
        ),
    )
    OWN_SUBSTITUTE = (
        "own_substitute",
        label(
            "Nobody stands in for themselves. Choose somebody else.",
            "本人を代行者にすることはできません。別の担当者を選んでください。",
        ),
    )
    DIFFERENT_KIND = (
        "different_kind",
        label(
            "A substitute comes from the same kind of body. Choose somebody else.",
            "代行者は同じ種類の機関の担当者でなければなりません。別の担当者を選んでください。",
        ),
    )
    DAYS_REVERSED = (
        "days_reversed",
        label(
            "The last day lies before the first. Correct the days.", "最終日が初日より前です。日付を直してください。"
        ),
    )
    EMPTY_TURN = (
        "empty_turn",
        label("A turn needs an end that differs from its start.", "当番の開始と終了が同じです。時刻を直してください。"),
    )
    TURN_THERE = (
        "turn_there",
        label(
            "This official has a turn that begins then already.",
            "この担当者には、その時刻に始まる当番が既にあります。",
        ),
    )


class Act(TextChoices):
    """What is done to officials, as their page tells it from the audit."""

    APPOINTED = "official.appointed", label("Appointed", "任命")
    NAMED = "official.named", label("Name or post written", "氏名・職名の記入")
    ROLES = "official.roles-changed", label("Roles changed", "役割の変更")
    LEFT = "official.left", label("Leaving entered", "離任の登録")
    STAYED = "official.stayed", label("Leaving taken back", "離任の取消し")
    ENDED = "access.ended", label("Access ended", "アクセスの終了")
    SUBSTITUTED = "official.substituted", label("Absence and substitute entered", "不在と代行者の登録")
    BACK = "official.came-back", label("Absence ended", "不在の終了")
    GIVEN = "duty.given", label("Turn of duty given", "当番の割当て")
    DROPPED = "duty.dropped", label("Turn of duty taken off", "当番の取消し")


CHANGED = {
    "kind": label("Kind", "種類"),
    "parent": label("Body above it", "上位機関"),
    "prefecture": label("Prefecture", "都道府県"),
    "source": label("Source", "典拠"),
    "name_en": label("Name in English", "英語名称"),
    "name_ja": label("Name in Japanese", "日本語名称"),
    "suspended": label("Suspended", "停止"),
    "operator": label("Operator", "運営機関"),
    "operator_note_en": label("Note on the operator, English", "運営機関の注記（英語）"),
    "operator_note_ja": label("Note on the operator, Japanese", "運営機関の注記（日本語）"),
    "hours_en": label("Hours in words, English", "受付時間の説明（英語）"),
    "hours_ja": label("Hours in words, Japanese", "受付時間の説明（日本語）"),
    "open": label("Hours", "受付時間"),
    "holidays": label("On national holidays", "祝日"),
    "break_from": label("Closed every year from", "毎年の休業（開始）"),
    "break_until": label("Closed every year until", "毎年の休業（終了）"),
    "numbers": label("Numbers", "番号"),
    "languages": label("Languages", "対応言語"),
    "languages_note_en": label("Note on the languages, English", "対応言語の注記（英語）"),
    "languages_note_ja": label("Note on the languages, Japanese", "対応言語の注記（日本語）"),
    "as_of": label("Time the source speaks of", "典拠の時点"),
    "evidence": label("How sure it is", "確認状況"),
    "verified_on": label("Last verified on", "最終確認日"),
}
