"""The words of information exchange: with whom, what, how it goes, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class PartnerKind(TextChoices):
    """What sort of partner it is."""

    POLICE = "police", label("Foreign police", "外国の警察")
    PROSECUTOR = "prosecutor", label("Foreign prosecutor or central authority", "外国の検察・中央当局")
    IMMIGRATION = "immigration", label("Foreign immigration or border authority", "外国の入管・国境当局")
    LABOUR = "labour", label("Foreign labour authority", "外国の労働当局")
    OTHER_AUTHORITY = "other_authority", label("Other foreign authority", "その他の外国機関")
    INTERNATIONAL = "international", label("International organisation", "国際機関")


class Direction(TextChoices):
    """Which way."""

    OUT = "out", label("From us", "こちらから")
    IN = "in", label("To us", "相手から")


class Act(TextChoices):
    """What was exchanged."""

    REQUEST = "request", label("Request", "照会・要請")
    REPLY = "reply", label("Reply", "回答")
    INFORMATION = "information", label("Information without a request", "自発的な情報提供")


class Closing(TextChoices):
    """How a request ended."""

    ANSWERED = "answered", label("Answered", "回答済み")
    REFUSED = "refused", label("Refused by the one who was asked", "拒否")
    WITHDRAWN = "withdrawn", label("Withdrawn", "取下げ")
    NO_ANSWER = "no_answer", label("No answer came", "回答なし")
    NOTED = "noted", label("Nothing is asked", "回答不要")


class ConferenceWay(TextChoices):
    """How a conference is held."""

    ONLINE = "online", label("Online", "オンライン")
    TOGETHER = "together", label("In one room", "対面")
    TELEPHONE = "telephone", label("By telephone", "電話")


class ConferenceState(TextChoices):
    """Where a conference stands."""

    PLANNED = "planned", label("Planned", "予定")
    HELD = "held", label("Held", "開催済み")
    CANCELLED = "cancelled", label("Called off", "中止")


class DecisionState(TextChoices):
    """Where a decision of a conference stands."""

    OPEN = "open", label("To do", "未了")
    DONE = "done", label("Done", "完了")
    DROPPED = "dropped", label("Dropped", "取りやめ")


class DataClass(TextChoices):
    """Classes of field an agreement lets pass. There is none for victims."""

    OFFENCE = "offence", label("The offence", "犯罪事実")
    ROUTE = "route", label("Routes and methods", "経路・手口")
    SUSPECT = "suspect", label("Who a suspect is", "被疑者の特定情報")
    COMPANY = "company", label("Companies, brokers, accounts", "企業・ブローカー・口座")
    FIGURES = "figures", label("Figures", "統計")


class PackageState(TextChoices):
    """Where a package stands."""

    ASKED = "asked", label("Waits for two approvals", "承認待ち（2人）")
    SECOND = "second", label("Waits for a second approval", "承認待ち（2人目）")
    APPROVED = "approved", label("Approved: the file can be made", "承認済み（作成可）")
    MADE = "made", label("Made and handed out", "作成・送付済み")
    REFUSED = "refused", label("Refused", "不承認")
    QUARANTINED = "quarantined", label("In quarantine", "検疫中")
    IMPORTED = "imported", label("Imported", "取込み済み")
    REJECTED = "rejected", label("Rejected: nothing was taken in", "受入れ拒否")


class RowFault(TextChoices):
    """What is wrong with a cell or row of a package."""

    NOT_A_DAY = "not_a_day", label("write a day such as 2024-04-01", "日付（例：2024-04-01）を入力してください")
    NOT_A_COUNTRY = (
        "not_a_country",
        label("write a country as two letters, such as PH", "国コード2文字（例：PH）を入力してください"),
    )
    NOT_A_NUMBER = "not_a_number", label("write a whole number", "整数を入力してください")
    TOO_LONG = "too_long", label("write at most 2,000 characters", "2,000文字以内で入力してください")
    UNKNOWN_FIELD = "unknown_field", label("no such field is known here", "この項目は登録されていません")
    OUTSIDE = (
        "outside",
        label(
            "the agreement does not let a field of this class pass: take the column out",
            "協定で認められていない種類の項目です。この列を除いてください",
        ),
    )
    EMPTY_ROW = "empty_row", label("the row says nothing", "空の行です")
    NOT_A_ROW = "not_a_row", label("this is no row of the file's columns", "列の数が見出しと一致しません")


class PackageRefusal(TextChoices):
    """Why a package is not sent, opened or taken in, and what to do."""

    NOT_OPENED = (
        "not_opened",
        label(
            "This file was not sealed to your organisation's key, or was changed or cut short on the way. Nothing was "
            "taken in; keep the file, and ask the partner to seal it to your key and send it again.",
            "このファイルは貴機関の鍵あてに封印されていないか、途中で改変・欠損しています。取り込みは行っていません。"
            "ファイルを保管し、貴機関の鍵で封印して再送するよう相手方に依頼してください。",
        ),
    )
    NOT_SIGNED = (
        "not_signed",
        label(
            "The signature is not this partner's, or the content was changed after signing. Nothing was taken in; "
            "compare the name of the key with the partner by telephone.",
            "署名がこの相手方のものでないか、署名後に内容が変更されています。取り込みは行っていません。"
            "鍵の名称を電話で相手方と照合してください。",
        ),
    )
    NO_KEY = (
        "no_key",
        label(
            "The partner's keys are missing or were not compared with them. Enter them, and compare their names by "
            "telephone first.",
            "相手方の鍵が未登録か、未照合です。先に鍵を登録し、名称を電話で照合してください。",
        ),
    )
    NOT_A_PACKAGE = (
        "not_a_package",
        label(
            "This is no package of this kind. Choose the file the partner sent, ending in .sealed.",
            "このファイルは情報パッケージではありません。相手方から届いた .sealed ファイルを選んでください。",
        ),
    )
    OTHER_AGREEMENT = (
        "other_agreement",
        label(
            "The package speaks of another agreement. Choose that one, or ask the partner.",
            "別の協定に基づくパッケージです。該当する協定を選ぶか、相手方に確認してください。",
        ),
    )
    EXPIRED = (
        "expired",
        label(
            "The agreement is not in force on this day. Renew it first; nothing passes without one.",
            "この日に有効な協定ではありません。先に協定を更新してください。協定なしに情報は授受できません。",
        ),
    )
    SEEN = (
        "seen",
        label(
            "This package was received before. Open that one; nothing was taken in twice.",
            "このパッケージは受領済みです。受領済みのものを開いてください。二重の取込みは行っていません。",
        ),
    )
    OUTSIDE = (
        "outside",
        label(
            "A column is outside the agreement. Take it out; the others may go.",
            "協定の範囲外の列があります。その列を除けば送付できます。",
        ),
    )
    NO_ROWS = (
        "no_rows",
        label(
            "The file has no row that can be used. Correct what is listed.",
            "利用できる行がありません。表示された点を訂正してください。",
        ),
    )
    TOO_LARGE = (
        "too_large",
        label("At most 1 MB and 2,000 rows. Divide the file.", "1MB・2,000行までです。ファイルを分割してください。"),
    )
    OWN = (
        "own",
        label(
            "Nobody approves what they asked for. Two other officials do.",
            "自ら申請したものは承認できません。他の担当者2人が承認します。",
        ),
    )
    TWICE = (
        "twice",
        label(
            "You have approved it already. A second official does now.",
            "既に承認済みです。別の担当者の承認が必要です。",
        ),
    )
    STATE = (
        "state",
        label(
            "The package has moved on meanwhile. Look at it again.",
            "パッケージの状態が変わっています。画面を更新して確認してください。",
        ),
    )
    CHANGED = (
        "changed",
        label(
            "What was approved is not there any more. Ask anew.",
            "承認された内容が見つかりません。改めて申請してください。",
        ),
    )


class ExchangeRefusal(TextChoices):
    """Why an exchange, a conference or a partner is refused, and what to do."""

    NOTHING_SAID = "nothing_said", label("Write something first.", "内容を入力してください。")
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    DUE_PAST = (
        "due_past",
        label("The day due lies before the day it was sent. Correct it.", "期限が送付日より前です。訂正してください。"),
    )
    NO_DUE = ("no_due", label("A request needs a day by which it is answered.", "照会には回答期限が必要です。"))
    NOT_A_REQUEST = (
        "not_a_request",
        label("Only an open request is answered or closed.", "未回答の照会だけに回答・終了できます。"),
    )
    NO_PARTNER = (
        "no_partner",
        label("Choose at least one partner.", "相手方を一つ以上選んでください。"),
    )
    PARTNER_ENDED = (
        "partner_ended",
        label(
            "This partner is no longer used. Choose another.",
            "この相手方は使用を終了しています。別の相手方を選んでください。",
        ),
    )
    NO_COUNTRY = (
        "no_country",
        label("An authority has a country. Choose it.", "外国の機関には国が必要です。選んでください。"),
    )
    NO_NAME = (
        "no_name",
        label("Write the name in Japanese and in English.", "日本語と英語の名称を入力してください。"),
    )
    NOT_A_KEY = (
        "not_a_key",
        label(
            "This is no key of this kind. Paste the whole line the partner sent; never the private half.",
            "この種類の鍵ではありません。相手方から届いた行をそのまま貼り付けてください（秘密鍵は不可）。",
        ),
    )
    KEY_OWN = (
        "key_own",
        label(
            "Who entered the keys does not compare them. Ask a colleague.",
            "鍵を登録した本人は照合できません。別の担当者に依頼してください。",
        ),
    )
    NO_CLASS = (
        "no_class",
        label("An agreement lets at least one class of field pass.", "協定には一つ以上の項目の種類が必要です。"),
    )
    DAYS_REVERSED = (
        "days_reversed",
        label(
            "The last day lies before the first. Correct the days.", "最終日が初日より前です。日付を訂正してください。"
        ),
    )
    ENTERED = (
        "entered",
        label(
            "An entry of this name is there already. Open that one, or choose another name.",
            "同じ名称の登録があります。登録済みのものを開くか、別の名称にしてください。",
        ),
    )
    ENDED = ("ended", label("This has ended already.", "既に終了しています。"))
    NOT_PLANNED = (
        "not_planned",
        label("Only a planned conference is held or called off.", "予定中の会議だけを開催済み・中止にできます。"),
    )
    NOT_HELD = (
        "not_held",
        label(
            "Enter the minutes first: decisions are taken at a conference that was held.",
            "先に議事録を登録してください。決定は開催済みの会議に登録します。",
        ),
    )
    NOBODY = (
        "nobody",
        label(
            "Say who does it: one of your officials or one partner, not both.",
            "担当者を、貴機関の担当者又は相手方のいずれか一方で指定してください。",
        ),
    )
    NOT_OPEN = ("not_open", label("This decision is closed already.", "この決定は処理済みです。"))
    NOT_HERE = (
        "not_here",
        label(
            "There is no such record for you. Ask the organisation that owns it.",
            "該当する記録がないか、閲覧が許可されていません。所管する機関に問い合わせてください。",
        ),
    )
