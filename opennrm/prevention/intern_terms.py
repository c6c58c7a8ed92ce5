"""The words of technical interns' cases."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class InternOrigin(TextChoices):
    """What a case began from."""

    REPORT = "report", label("A report through the public door", "通報・相談フォーム")
    CONSULTATION = "consultation", label("A contact at the consultation desk", "相談窓口への連絡")
    NOTICE = "notice", label("A notice from another body", "他機関からの通知")
    FINDING = "finding", label("An examination of the employer", "事業者の審査")
    NONE = "none", label("Noticed by the bureau itself", "労働局での把握")


class Occupation(TextChoices):
    """The fields of work of the training system, as its lists of occupations group them."""

    AGRICULTURE = "agriculture", label("Agriculture", "農業関係")
    FISHERY = "fishery", label("Fishery", "漁業関係")
    CONSTRUCTION = "construction", label("Construction", "建設関係")
    FOOD = "food", label("Food manufacturing", "食品製造関係")
    TEXTILE = "textile", label("Textile and clothing", "繊維・衣服関係")
    MACHINERY = "machinery", label("Machinery and metal", "機械・金属関係")
    OTHER = "other", label("Other", "その他")


class InternOutcome(TextChoices):
    """How a case ended."""

    VICTIM = "victim", label("Suspected victim, with identification now", "被害の疑い（認知担当が対応）")
    VIOLATION = "violation", label("Violations found and put right, no trafficking", "違反を是正（人身取引に当たらず）")
    NONE = "none", label("Nothing of the kind found", "該当する事実なし")
    OUT_OF_REACH = "out_of_reach", label("The intern is out of reach", "本人と連絡が取れない")
    LEFT_JAPAN = "left_japan", label("The intern has left Japan", "出国")
    MISTAKE = "mistake", label("Entered by mistake", "誤登録")


class StepState(TextChoices):
    """Where a step stands."""

    OPEN = "open", label("to do", "未対応")
    DONE = "done", label("done", "実施済み")
    NOT_NEEDED = "not_needed", label("not needed", "不要")


class RequestState(TextChoices):
    """Where what was asked of a partner stands."""

    ASKED = "asked", label("Waiting for an answer", "回答待ち")
    ACCEPTED = "accepted", label("Accepted", "受入れ")
    DECLINED = "declined", label("Declined", "辞退")
    ANSWERED = "answered", label("Answered", "回答済み")
    WITHDRAWN = "withdrawn", label("Withdrawn", "取下げ")


class Answering(TextChoices):
    """Who answers for a prefecture on a day."""

    OFFICER = "officer", label("Named officer", "担当官")
    SUBSTITUTE = "substitute", label("Substitute of the officer", "担当官の代行者")
    LEAD = "lead", label("No officer named: the lead of the bureau", "担当官なし（労働局の責任者が対応）")
    NOBODY = "nobody", label("Nobody: name an officer", "対応者なし（担当官の指定が必要）")


class InternRefusal(TextChoices):
    """Why not, and what to do instead."""

    NOT_HERE = (
        "not_here",
        label(
            "There is no such case for you. It may be another bureau's: ask it.",
            "該当する事案がないか、閲覧が許可されていません。所管する労働局に問い合わせてください。",
        ),
    )
    NOT_OWNER = (
        "not_owner",
        label(
            "Only the bureau that has the case may do this. Answer its request instead.",
            "事案を所管する労働局だけが行えます。依頼への回答で伝えてください。",
        ),
    )
    CLOSED = ("closed", label("The case is closed. Reopen it first.", "終結した事案です。先に再開してください。"))
    NOT_CLOSED = ("not_closed", label("The case is open already.", "この事案は終結していません。"))
    NO_REASON = ("no_reason", label("Write the reason.", "理由を記入してください。"))
    NOTHING_SAID = ("nothing_said", label("Write something first.", "内容を入力してください。"))
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    PAST = (
        "past",
        label(
            "The day lies in the past. Choose today or a later day.", "過去の日付です。今日以降の日付を選んでください。"
        ),
    )
    NO_BUREAU = (
        "no_bureau",
        label(
            "No Labour Bureau of this prefecture is in the directory. Load the organisations, or enter it.",
            "この都道府県の労働局が登録されていません。組織情報を読み込むか、登録してください。",
        ),
    )
    SAME_PREFECTURE = (
        "same_prefecture",
        label(
            "The case is in this prefecture already. Choose another.",
            "既にこの都道府県の事案です。別の都道府県を選んでください。",
        ),
    )
    NOBODY = (
        "nobody",
        label(
            "Nobody in this prefecture's bureau can take a case: it has neither an officer nor a lead. Tell the "
            "ministry's desk, and see «Officers for interns».",
            "この都道府県の労働局には担当官も責任者もいないため、事案を受け取れません。本省の担当に連絡し、「技能実習生担当官」のページを確認してください。",
        ),
    )
    NO_NUMBER = (
        "no_number",
        label(
            "This is no corporate number: 13 digits, of which the first checks the others. Look for a slip of the pen.",
            "法人番号が正しくありません（13桁、先頭は検査数字）。入力を確認してください。",
        ),
    )
    UNKNOWN_SIGN = ("unknown_sign", label("Choose signs from the list.", "兆候は一覧から選んでください。"))
    NOT_THERE = (
        "not_there",
        label(
            "That official does not examine in this bureau. Choose another.",
            "その担当者はこの労働局の審査担当ではありません。別の担当者を選んでください。",
        ),
    )
    NOT_YOURS_TO_NAME = (
        "not_yours_to_name",
        label(
            "Only a lead of the bureau or an administrator names its officer. Ask one of them.",
            "担当官を指定できるのは、労働局の責任者又は管理者だけです。いずれかに依頼してください。",
        ),
    )
    NAMED_LATER = (
        "named_later",
        label(
            "An officer was named from that day or a later one. Choose a later day.",
            "その日以降に指定された担当官がいます。より後の日を選んでください。",
        ),
    )
    SETTLED = (
        "settled",
        label(
            "This step was settled meanwhile. Look at it again.", "この手順は既に処理されています。確認してください。"
        ),
    )
    BY_NOTICE = (
        "by_notice",
        label(
            "Protection is asked of identification: use «Ask for protection», or say why it is not needed.",
            "保護は認知担当への依頼によって行います。「保護を依頼する」を使うか、不要の理由を記入してください。",
        ),
    )
    NO_CLASSES = ("no_classes", label("Choose what is shared: at least one.", "共有する情報を1つ以上選んでください。"))
    ITSELF = ("itself", label("This is the bureau itself. Choose a partner.", "自局です。他の機関を選んでください。"))
    SUSPENDED = (
        "suspended",
        label("That organisation is suspended. Choose another.", "この機関は停止中です。別の機関を選んでください。"),
    )
    ASKED_ALREADY = (
        "asked_already",
        label(
            "That organisation was asked for this already. Wait for its answer, or withdraw the earlier request.",
            "この機関には同じ依頼をしています。回答を待つか、以前の依頼を取り下げてください。",
        ),
    )
    ANSWERED = (
        "answered",
        label("This was answered or withdrawn already.", "既に回答済みか、取り下げられています。"),
    )
    NOT_ACCEPTED = ("not_accepted", label("Accept it first, or decline.", "先に受け入れるか、辞退してください。"))
    NOT_YOURS = (
        "not_yours",
        label("Only the organisation that was asked may do this.", "依頼を受けた機関だけが行えます。"),
    )
    THEIR_ACCOUNT = (
        "their_account",
        label(
            "This organisation answers by itself, at its own desk. Wait for it, or withdraw.",
            "この機関は自らの画面で回答します。回答を待つか、取り下げてください。",
        ),
    )
    WAITING = (
        "waiting",
        label(
            "Steps are still to do. Settle each of them first, or say why it is not needed.",
            "未対応の手順があります。先にそれぞれ処理するか、不要の理由を記入してください。",
        ),
    )
