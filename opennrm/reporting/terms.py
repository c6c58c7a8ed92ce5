"""The words of the public door and of the consultation desk."""

from django.db.models import IntegerChoices, TextChoices

from opennrm.page.bilingual import label


class ReportKind(TextChoices):
    """Who is spoken of. The two have different paths from the first page."""

    TIP = "tip", label("About somebody else", "他の人についての情報提供")
    HELP = "help", label("A call for help for oneself", "本人からの助けを求める連絡")


class Topic(TextChoices):
    """What it is about, in the words of whoever writes; nothing is decided by it but who reads."""

    LABOUR = "labour", label("Work, pay, working hours", "仕事・賃金・労働時間")
    INTERN = "intern", label("Technical intern training", "技能実習")
    SEXUAL = "sexual", label("Sexual exploitation or violence", "性的搾取・性暴力")
    HOME = "home", label("Violence or control at home or by a partner", "家庭や交際相手による暴力・支配")
    PAPERS = "papers", label("Passport, residence status", "旅券・在留資格")
    DEBT = "debt", label("Debt, threats, being watched", "借金・脅し・監視")
    SEA = "sea", label("At sea or on a ship", "海上・船舶")
    HOMECOMING = "homecoming", label("Going home to another country", "母国への帰国")
    LAW = "law", label("A lawyer, money owed, a court", "弁護士・金銭請求・裁判")
    OTHER = "other", label("Something else, or not sure", "その他・分からない")


class Urgency(IntegerChoices):
    """How soon somebody must read; the least number first."""

    NOW = 1, label("Danger now", "今、危険がある")
    SOON = 2, label("Soon: a child, or a date that is near", "早急（子ども、又は期日が近い）")
    ORDINARY = 3, label("In turn", "順番に対応")


class ReportState(TextChoices):
    """Where a report stands at the desk."""

    NEW = "new", label("Not read yet", "未読")
    OPEN = "open", label("Being handled", "対応中")
    ANSWERED = "answered", label("Answered, waiting for the reporter", "返答済み（連絡待ち）")
    REQUESTED = "requested", label("Handed to identification", "認知担当へ依頼済み")
    NOT_TRAFFICKING = "not_trafficking", label("Not trafficking; help was named", "人身取引に当たらず（支援先を案内）")
    MERGED = "merged", label("Merged with another report", "他の通報に統合")
    WITHDRAWN = "withdrawn", label("Withdrawn by the reporter", "通報者が取下げ")


class MessageKind(TextChoices):
    """What a sealed message is."""

    REPORT = "report", label("The report", "通報・相談")
    LETTER = "letter", label("A further message from the reporter", "通報者からの追加の連絡")
    REPLY = "reply", label("A reply to the reporter", "通報者への返答")
    FILE = "file", label("A cleaned file", "添付ファイル（付随情報を除去済み）")
    ORIGINAL = "original", label("A file as it was, kept as evidence", "添付ファイル（証拠として原本のまま）")
    WITHDRAWAL = "withdrawal", label("The reporter withdraws", "取下げ")


class ContactWay(TextChoices):
    """How somebody reached the consultation desk."""

    TELEPHONE = "telephone", label("Telephone", "電話")
    VISIT = "visit", label("Visit", "来所")
    LETTER = "letter", label("Letter", "手紙")
    CHAT = "chat", label("Chat", "チャット")
    WEB = "web", label("Public door", "ウェブ窓口")


class Outcome(TextChoices):
    """What a contact became."""

    ANSWERED = "answered", label("Answered", "その場で回答")
    REPORTED = "reported", label("Became a report", "通報として受付")
    REQUESTED = "requested", label("A request to identify a possible victim", "被害者認知の依頼")
    CUT_OFF = "cut_off", label("Broke off", "途中で切れた")


class Interpreting(TextChoices):
    """How the two sides understood each other."""

    NOT_NEEDED = "not_needed", label("No interpreter needed", "通訳不要")
    OFFICIAL = "official", label("The official speaks the language", "職員が対応")
    TELEPHONE = "telephone", label("Interpreter by telephone", "電話通訳")
    IN_PERSON = "in_person", label("Interpreter in person", "対面通訳")
    VIDEO = "video", label("Interpreter by video", "ビデオ通訳")
    MACHINE = "machine", label("Translation by machine", "機械翻訳")
    OTHER_LANGUAGE = "other_language", label("In another language than asked for", "希望と異なる言語で対応")
    NONE = "none", label("Nobody could be found", "対応できる者なし")

    @property
    def served(self) -> bool:
        """Whether the person was understood in the language they asked for."""
        return self not in {Interpreting.OTHER_LANGUAGE, Interpreting.NONE}


class Found(TextChoices):
    """What became of the search for an interpreter."""

    SEARCHING = "searching", label("Still searching", "手配中")
    FOUND = "found", label("Found", "手配済み")
    OTHER_LANGUAGE = "other_language", label("Found in another language", "別の言語で手配")
    NOT_FOUND = "not_found", label("Nobody found", "手配できず")


class Act(TextChoices):
    """What was done to a report, as its history says it; the words are those of the audit."""

    RECEIVED = "report.received", label("Received", "受付")
    ADDED_TO = "report.added-to", label("The reporter wrote again", "通報者からの追加")
    OPENED = "report.opened", label("Read", "閲覧")
    ASSIGNED = "report.assigned", label("Assigned", "担当者の割当て")
    URGENCY_SET = "report.urgency-set", label("Urgency changed", "緊急度の変更")
    REPLIED = "report.replied", label("Replied to", "返答")
    NOTED = "report.noted", label("Noted something", "メモの記録")
    HANDED_OVER = "report.handed-over", label("Handed over to another organisation", "他機関への引継ぎ")
    NOT_TRAFFICKING = "report.not-trafficking", label("Closed: not trafficking", "終了（人身取引に当たらず）")
    REQUESTED = "report.requested", label("Handed to identification", "認知担当への依頼")
    TAKEN_UP = "report.taken-up", label("A case was begun from it", "ケースの開始")
    LET_GO = "report.let-go", label("Its cases were closed", "ケースの終結")
    REOPENED = "report.reopened", label("Reopened", "再開")
    MERGED = "report.merged", label("Merged with another report", "他の通報への統合")
    UNMERGED = "report.unmerged", label("Taken out of another report", "統合の取消し")
    ESCALATED = "report.escalated", label("Unread past its time: people were told", "期限までに未読（関係者へ通知）")
    WITHDRAWN = "report.withdrawn", label("Withdrawn by the reporter", "通報者による取下げ")


class Fault(TextChoices):
    """What is wrong with a receipt somebody typed; each says what to do."""

    EMPTY = "empty", label("Type the 21 digits of the receipt.", "受付番号の21桁の数字を入力してください。")
    NO_DIGIT = (
        "no_digit",
        label(
            "Something other than digits was typed. Type only the digits; spaces and dashes may stay.",
            "数字以外の文字があります。数字だけを入力してください（空白とハイフンはそのままで構いません）。",
        ),
    )
    TOO_SHORT = (
        "too_short",
        label(
            "Digits are missing: a receipt has 21. Compare it with your note.",
            "桁が足りません。受付番号は21桁です。控えと照らし合わせてください。",
        ),
    )
    TOO_LONG = (
        "too_long",
        label(
            "There are too many digits: a receipt has 21. Compare it with your note.",
            "桁が多すぎます。受付番号は21桁です。控えと照らし合わせてください。",
        ),
    )
    MISTYPED = (
        "mistyped",
        label(
            "One digit is wrong or two are swapped. Compare it with your note, four digits at a time.",
            "数字が一つ違うか、二つが入れ替わっています。控えと4桁ずつ照らし合わせてください。",
        ),
    )


class FileFault(TextChoices):
    """Why a file was not taken, and what to do instead. Nothing else that was sent is lost."""

    EMPTY = "empty", label("This file is empty. Choose another.", "ファイルが空です。別のファイルを選んでください。")
    TOO_MANY = (
        "too_many",
        label(
            "At most five files can be sent at a time. Send the others afterwards with the receipt.",
            "一度に送れるファイルは5つまでです。残りは後で受付番号を使って送ってください。",
        ),
    )
    TOO_LARGE = (
        "too_large",
        label(
            "The files are too large: 10 MB in all. Nothing of them was kept. Send fewer, or smaller pictures.",
            "ファイルが大きすぎます（合計10MBまで）。ファイルは保存されていません。"
            "数を減らすか、小さい画像を送ってください。",
        ),
    )
    TOO_WIDE = (
        "too_wide",
        label(
            "This picture has too many pixels. Take a screenshot of it and send that.",
            "画像の画素数が多すぎます。スクリーンショットを撮り、それを送ってください。",
        ),
    )
    HEIC = (
        "heic",
        label(
            "Pictures of the kind HEIC cannot be cleaned. Open it, take a screenshot, and send the screenshot.",
            "HEIC形式の画像は付随情報を除去できません。画像を開いてスクリーンショットを撮り、それを送ってください。",
        ),
    )
    BROKEN = (
        "broken",
        label(
            "This file cannot be read. Take a screenshot or a photo of it and send that.",
            "ファイルを読み取れません。スクリーンショットか写真を撮り、それを送ってください。",
        ),
    )
    LOCKED = (
        "locked",
        label(
            "This PDF has a password. Take screenshots of its pages and send those.",
            "このPDFにはパスワードがかかっています。各ページのスクリーンショットを送ってください。",
        ),
    )
    UNKNOWN = (
        "unknown",
        label(
            "Only pictures (JPEG, PNG, WebP, GIF), PDF and plain text can be cleaned of what they hide. Send a "
            "screenshot, or choose to send the file as it is: it may hide names and places.",
            "付随情報を除去できるのは、画像（JPEG・PNG・WebP・GIF）、PDF、テキストだけです。スクリーンショットを送るか、"
            "そのまま送ることを選んでください（名前や場所が含まれている場合があります）。",
        ),
    )


class Refusal(TextChoices):
    """Why something at the door or at the desk is not done, and what to do instead."""

    DOOR_SHUT = (
        "door_shut",
        label(
            "Messages cannot be received here at the moment; nothing was sent. In danger call 110. You can also call "
            "a contact point from the list.",
            "現在、この窓口では受信できません。何も送信されていません。危険なときは110番に電話してください。"
            "一覧の相談窓口に電話することもできます。",
        ),
    )
    NOTHING_SAID = (
        "nothing_said",
        label("Write at least a few words: what happened?", "何があったか、一言でも書いてください。"),
    )
    TOO_LONG = (
        "too_long",
        label(
            "This is too long for one message. Send the first part, then write again with the receipt.",
            "一度に送るには長すぎます。前半を送り、続きは受付番号を使って送ってください。",
        ),
    )
    PAGE_OLD = (
        "page_old",
        label(
            "This page was open too long or was changed. Nothing was sent. Begin again, or type the receipt again.",
            "ページを開いてから時間がたちすぎたか、内容が変わっています。何も送信されていません。"
            "最初からやり直すか、受付番号をもう一度入力してください。",
        ),
    )
    CLOSED = (
        "closed",
        label(
            "This report was withdrawn; nothing can be added. Begin a new one.",
            "この通報は取り下げられているため、追加できません。新しく送ってください。",
        ),
    )
    NO_INBOX = (
        "no_inbox",
        label(
            "This organisation has no inbox yet. Choose another, or ask its lead to found one.",
            "この機関にはまだ受信箱がありません。別の機関を選ぶか、責任者に受信箱の設置を依頼してください。",
        ),
    )
    NOT_SEALED_TO_YOU = (
        "not_sealed_to_you",
        label(
            "This was not sealed to the inbox you opened. Ask the organisation that holds the report to share it.",
            "開いた受信箱あてに封印された内容ではありません。通報を扱う機関に共有を依頼してください。",
        ),
    )
    NOT_HERE = (
        "not_here",
        label(
            "This report is not among yours any more. Go back to the queue.",
            "この通報は担当から外れています。一覧に戻ってください。",
        ),
    )
    NOT_OWNER = (
        "not_owner",
        label(
            "Only the organisation that holds the report may do this. Ask it.",
            "この通報を扱う機関だけが行えます。その機関に依頼してください。",
        ),
    )
    NO_REASON = "no_reason", label("Give a reason.", "理由を書いてください。")
    NO_HELP_NAMED = (
        "no_help_named",
        label(
            "Name at least one place that can help: nobody is sent away with nothing.",
            "支援先を少なくとも一つ示してください。何も案内せずに終えることはできません。",
        ),
    )
    NO_REPLY_TEXT = (
        "no_reply_text",
        label("Write the reply, or choose a template.", "返答を書くか、定型文を選んでください。"),
    )
    ENDED = (
        "ended",
        label(
            "This report is closed. Reopen it first, or choose another.",
            "この通報は終了しています。先に再開するか、別の通報を選んでください。",
        ),
    )
    MERGED_ALREADY = (
        "merged_already",
        label(
            "This report was merged before. Undo that first.", "既に統合されています。先に統合を取り消してください。"
        ),
    )
    NOT_MERGED = "not_merged", label("This report is not merged.", "この通報は統合されていません。")
    SAME_REPORT = "same_report", label("Choose another report.", "別の通報を選んでください。")
    SAME_BODY = "same_body", label("The report is there already.", "その機関が既に担当しています。")
    NOT_THERE = (
        "not_there",
        label(
            "This official does not serve in the organisation that holds the report. Choose another.",
            "この通報を扱う機関の担当者ではありません。別の担当者を選んでください。",
        ),
    )
    HAS_RECEIPT = (
        "has_receipt",
        label(
            "This contact became a report, and the reporter holds its receipt. Open the report, and note there what is "
            "to be corrected.",
            "この相談は通報として受け付け、相談者に受付番号を伝えています。通報を開き、訂正内容をメモに記録してください。",
        ),
    )
    DAY_OVER = (
        "day_over",
        label(
            "A contact is corrected or taken back on its day alone. Record another, and say in it what was wrong.",
            "訂正と取消しは記録した当日に限ります。新しく記録し、誤りの内容を書いてください。",
        ),
    )
    SEARCH_ENDED = (
        "search_ended",
        label(
            "This search has ended. Begin another at the report or the contact.",
            "この手配は終了しています。通報又は相談の画面から、新しく手配を始めてください。",
        ),
    )
    TAKEN_UP = (
        "taken_up",
        label(
            "Identification has begun a case from this. Write a note here, or reply; the case goes its own way.",
            "認知担当が既にケースを開始しています。メモの記録と返答はできますが、ケースは認知担当が扱います。",
        ),
    )
    NOT_REQUESTED = (
        "not_requested",
        label(
            "The desk has taken this back, or has not handed it to identification. Ask the desk.",
            "受付が依頼を取り下げたか、認知担当に依頼していません。受付に確認してください。",
        ),
    )
    BOOKED = (
        "booked",
        label(
            "An interpreter was asked for from this contact. Correct it instead of taking it back.",
            "この相談から通訳を依頼しています。取消しではなく訂正してください。",
        ),
    )
    NO_CALL_BACK = (
        "no_call_back",
        label(
            "Say how this person is reached safely, or that they must not be called.",
            "安全な連絡方法か、連絡してはならない旨を記録してください。",
        ),
    )
