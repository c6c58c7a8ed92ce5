"""The words of files of cases: what a column holds, how a record leaves, and why not, and what to do instead."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Target(TextChoices):
    """What a column of a file of cases may hold."""

    NAME = "name", label("Name as written", "氏名")
    KANA = "kana", label("Reading in kana", "ふりがな")
    LATIN = "latin", label("Name in Latin letters", "ローマ字氏名")
    ALIAS = "alias", label("Another name", "別名・通称")
    SEX = "sex", label("Sex", "性別")
    NATIONALITY = "nationality", label("Nationality", "国籍・地域")
    LANGUAGE = "language", label("Language", "言語")
    BIRTH_DATE = "birth_date", label("Day of birth", "生年月日")
    AGE = "age", label("Age on the day the case was opened", "年齢（受理時）")
    MINOR = "minor", label("Under 18", "18歳未満か")
    CONTACT = "contact", label("How the person is reached safely", "安全な連絡方法")
    PHONE = "phone", label("Telephone", "電話番号")
    DOCUMENT = "document", label("Number of passport or residence card", "旅券・在留カードの番号")
    STATUS_AT_ENTRY = "status_at_entry", label("Status of residence at entry", "入国時の在留資格")
    STATUS = "status", label("Status of residence now", "現在の在留資格")
    STATUS_UNTIL = "status_until", label("Last day of the period of stay", "在留期限")
    OPENED = "opened", label("Day the case was opened", "受理日")
    ORIGIN = "origin", label("What it begins from", "端緒")
    CHANNEL = "channel", label("How it came to be known", "把握の経路")
    PREFECTURE = "prefecture", label("Prefecture", "都道府県")
    URGENCY = "urgency", label("Urgency", "緊急度")
    RECOGNISED_BY = "recognised_by", label("Recognised by", "認知機関")
    OUTLINE = "outline", label("Outline", "概要")
    INCIDENT = (
        "incident",
        label("Incident: rows with the same word belong together", "事案番号（同じ値の行を一つの事案とする）"),
    )
    STANDING = "standing", label("Decision recorded elsewhere", "他で記録された判断")
    DECIDED_ON = "decided_on", label("Day of that decision", "その判断の日")
    DECIDED_BY = "decided_by", label("Who decided it", "その判断をした者")
    EXPLOITATION = "exploitation", label("Type of exploitation, as recorded elsewhere", "他で記録された搾取の種類")
    MEANS = "means", label("Means of control, as recorded elsewhere", "他で記録された支配の手段")
    INDUSTRY = "industry", label("Industry, as recorded elsewhere", "他で記録された産業")
    RECRUITER = "recruiter", label("Relation of the recruiter, as recorded elsewhere", "他で記録された勧誘者との関係")
    NOTE = "note", label("A note", "メモ")


class ExportForm(TextChoices):
    """In what form a record of the Human Trafficking Case Data Standard leaves."""

    XLSX = "xlsx", label("Excel", "Excel")
    JSON = "json", label("JSON", "JSON")


class ExportState(TextChoices):
    """Where an export stands."""

    ASKED = "asked", label("Waits for a second official", "2人目の担当者の承認待ち")
    APPROVED = "approved", label("Approved: the file may be made once", "承認済み（ファイルは1回だけ作成可）")
    REFUSED = "refused", label("Refused by the second official", "2人目の担当者が不承認")
    MADE = "made", label("Made and handed out", "作成・交付済み")
    OVER = "over", label("The approval is over", "承認の期限切れ")


class ImportRefusal(TextChoices):
    """Why a file of cases is not taken in, and what to do instead."""

    NO_ROWS = (
        "no_rows",
        label(
            "No row of this file can be taken in. Correct the rows that are named, or the columns.",
            "取り込める行がありません。示された行又は列の割当てを修正してください。",
        ),
    )
    TOO_MANY = (
        "too_many",
        label(
            "The desk takes 500 rows at once. Split the file, or use the command: opennrm import cases.",
            "画面で一度に取り込めるのは500行までです。ファイルを分けるか、"
            "コマンド opennrm import cases を使ってください。",
        ),
    )
    TOO_LARGE = (
        "too_large",
        label(
            "The file is larger than 1 MB. Split it, save only the sheet that holds the cases, or use the command: "
            "opennrm import cases.",
            "ファイルが1MBを超えています。分割するか、ケースのシートだけを保存するか、"
            "コマンド opennrm import cases を使ってください。",
        ),
    )
    INBOX_SHUT = (
        "inbox_shut",
        label(
            "This file is sealed to your organisation's inbox. Open the inbox first, then choose the file again.",
            "このファイルは機関の受信箱に宛てて封印されています。先に受信箱を開き、もう一度ファイルを選んでください。",
        ),
    )
    NO_FILE = ("no_file", label("Choose a file first.", "先にファイルを選んでください。"))
    NO_MAPPING = (
        "no_mapping",
        label(
            "Your organisation has no mapping of this name. Choose one of the list, or map the columns anew.",
            "この名前の割当てはありません。一覧から選ぶか、列を割り当ててください。",
        ),
    )
    NO_NAME = ("no_name", label("Give the mapping a name.", "割当てに名前を付けてください。"))
    NO_COLUMNS = (
        "no_columns",
        label("Say of at least one column what it holds.", "少なくとも1つの列に項目を割り当ててください。"),
    )
    TWICE = (
        "twice",
        label(
            "Two columns hold the same field. Leave one out; several columns may be notes or other names.",
            "2つの列に同じ項目が割り当てられています。一方を外してください（メモと別名は複数可）。",
        ),
    )


class ExportRefusal(TextChoices):
    """Why records do not leave, and what to do instead."""

    NO_CASES = (
        "no_cases",
        label(
            "Name the cases by their codes, one a line: at least one, at most 30.",
            "ケース番号を1行に1つ、1件以上30件以内で入力してください。",
        ),
    )
    NOT_OWNER = (
        "not_owner",
        label(
            "Only the organisation that owns a case sends its record out. Ask it.",
            "ケースの記録を提供できるのは所管する機関だけです。所管する機関に依頼してください。",
        ),
    )
    SAME_BODY = (
        "same_body",
        label(
            "That organisation is your own. Choose the one that receives.", "自機関です。提供先の機関を選んでください。"
        ),
    )
    NO_CONSENT = (
        "no_consent",
        label(
            "A case has no consent that holds today to exchange its record with this recipient, and no exemption two "
            "officials agreed on. Take it out of the list, or ask the person.",
            "この提供先への記録の提供について、有効な同意も、2人の担当者が認めた例外もないケースがあります。"
            "一覧から外すか、本人の同意を得てください。",
        ),
    )
    NOT_COVERED = (
        "not_covered",
        label(
            "The consent of a case does not take in all that is to be sent. Choose less.",
            "同意の範囲を超える情報が含まれるケースがあります。提供する情報を減らしてください。",
        ),
    )
    NO_KEY = (
        "no_key",
        label(
            "The recipient has no inbox here and no key was given. Ask them for the line of their public key.",
            "提供先の受信箱がなく、公開鍵も入力されていません。提供先に公開鍵の送付を依頼してください。",
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
    SECOND_OFFICIAL = (
        "second_official",
        label(
            "Whoever asked for the export does not approve it. Ask a colleague.",
            "依頼した本人が承認することはできません。別の担当者に依頼してください。",
        ),
    )
    DECIDED = (
        "decided",
        label("A colleague decided this already: see the page.", "既に判断されています。画面を確認してください。"),
    )
    NOT_APPROVED = (
        "not_approved",
        label(
            "No second official has approved this export. Ask a colleague first.",
            "2人目の担当者の承認がありません。先に別の担当者に承認を依頼してください。",
        ),
    )
    OVER = (
        "over",
        label(
            "The approval is older than 7 days. Ask for the export anew.",
            "承認から7日を過ぎています。改めて依頼してください。",
        ),
    )
    MADE = (
        "made",
        label(
            "The file was made already, and is made once. Where it was lost, ask for a new export.",
            "ファイルは既に作成されています（作成は1回限り）。紛失した場合は、改めて依頼してください。",
        ),
    )
    NOT_HERE = (
        "not_here",
        label(
            "Your organisation has no such export. Go back to the list.",
            "該当する提供の依頼はありません。一覧に戻ってください。",
        ),
    )
    NOT_OPENED = (
        "not_opened",
        label(
            "This file does not open with that key: it was changed, cut short, or sealed to another.",
            "この鍵では開けません。ファイルが変更・欠損しているか、別の鍵に宛てたものです。",
        ),
    )
