"""The words of return and reintegration: what the person wishes, what was weighed, how they travel, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class WishSays(TextChoices):
    """What the person said, when asked whether they wish to return. It may change at any time."""

    YES = "yes", label("Wishes to return", "帰国を希望")
    NOT_SURE = "not_sure", label("Not sure", "迷っている")
    NO = "no", label("Does not wish to return", "帰国を希望しない")


class RiskResult(TextChoices):
    """What an official concluded from the factors. No sum decides it."""

    SAFE = "safe", label("No sign of danger", "危険の兆候なし")
    WITH_MEASURES = "with_measures", label("With the measures named", "対策を講じれば可")
    DANGEROUS = "dangerous", label("Not safe to return", "帰国は危険")


class FactorAnswer(TextChoices):
    """What is known of a factor."""

    YES = "yes", label("Yes", "該当")
    NO = "no", label("No", "非該当")
    UNKNOWN = "unknown", label("Not known", "不明")


class ReturnState(TextChoices):
    """Where a return stands."""

    PREPARING = "preparing", label("Being prepared", "準備中")
    DEPARTED = "departed", label("Departed", "出国済み")
    RECEIVED = "received", label("Received in the country", "現地で受入れ")
    COMPLETED = "completed", label("Reintegration completed", "社会復帰支援終了")
    STOPPED = "stopped", label("Stopped", "中止")


class ReturnAct(TextChoices):
    """What is done to a return."""

    DEPART = "depart", label("Enter the departure", "出国を登録")
    RECEIVE = "receive", label("Enter who received the person", "現地での受入れを登録")
    COMPLETE = "complete", label("Complete the reintegration", "社会復帰支援を終了")
    STOP = "stop", label("Stop the return", "帰国を中止")
    RESUME = "resume", label("Take it up again", "準備を再開")
    TAKE_BACK = "take_back", label("Take the departure back: it was not so", "出国の登録を取り消す（誤登録）")


class Programme(TextChoices):
    """Under which programme. Only the first is counted in the annual report."""

    IOM = "iom", label("IOM, voluntary return and reintegration", "IOMによる自主的帰国・社会復帰支援")
    EMBASSY = "embassy", label("The embassy of the country", "在京大使館")
    NGO = "ngo", label("A non-governmental organisation", "民間団体")
    OWN = "own", label("Without a programme", "事業によらない")


COUNTED = frozenset({Programme.IOM.value})


class Funding(TextChoices):
    """Who pays."""

    MOFA = "mofa", label("Ministry of Foreign Affairs, through IOM", "外務省（IOM拠出）")
    IOM = "iom", label("IOM's own funds", "IOM独自資金")
    EMBASSY = "embassy", label("The embassy", "大使館")
    OTHER = "other", label("Another", "その他")
    NONE = "none", label("Not settled yet", "未定")


class TravelDocument(TextChoices):
    """With what the person may travel."""

    NONE = "none", label("None yet", "なし")
    ASKED = "asked", label("Asked for at the embassy", "大使館に申請中")
    PASSPORT = "passport", label("Passport", "旅券")
    EMERGENCY = "emergency", label("Travel document of the embassy", "帰国のための渡航書")


MAY_TRAVEL = frozenset({TravelDocument.PASSPORT.value, TravelDocument.EMERGENCY.value})


class Escort(TextChoices):
    """Who goes with the person."""

    NONE = "none", label("Nobody", "なし")
    TO_GATE = "to_gate", label("To the gate", "空港まで")
    ALL_THE_WAY = "all_the_way", label("All the way", "現地まで")
    MEDICAL = "medical", label("Medical escort", "医療者の同行")


class Receiver(TextChoices):
    """Who receives the person in the country."""

    IOM = "iom", label("IOM's office there", "IOM現地事務所")
    GOVERNMENT = "government", label("A body of the government there", "現地政府機関")
    NGO = "ngo", label("A non-governmental organisation there", "現地民間団体")
    FAMILY = "family", label("The family", "家族")
    NOBODY = "nobody", label("Nobody, at the person's wish", "本人の希望により受入れなし")


class TracingState(TextChoices):
    """What came of looking for the family."""

    ASKED = "asked", label("Being traced", "確認中")
    FOUND = "found", label("Found", "判明")
    NOT_FOUND = "not_found", label("Not found", "判明せず")
    STOPPED = "stopped", label("Stopped", "中止")


class StepKind(TextChoices):
    """A step of reintegration."""

    HOUSING = "housing", label("Somewhere to live", "住居")
    HEALTH = "health", label("Health", "医療・健康")
    TRAINING = "training", label("Training or school", "職業訓練・就学")
    INCOME = "income", label("Work or a small business", "就労・小規模事業")
    LEGAL = "legal", label("Legal help", "法的支援")
    FAMILY = "family", label("Family", "家族")
    CASH = "cash", label("Cash", "現金給付")
    VISIT = "visit", label("Visit to see how they are", "状況確認の訪問")
    OTHER = "other", label("Other", "その他")


class ReturnRefusal(TextChoices):
    """Why something is not done to a return, and what to do instead."""

    NOT_HERE = (
        "not_here",
        label(
            "There is no such return for you. Open the plan and look again.",
            "該当する帰国支援が見つかりません。支援計画を開いて確認してください。",
        ),
    )
    GOING_ON = (
        "going_on",
        label("A return is going on. Go on with that one.", "帰国支援が進行中です。その記録を続けてください。"),
    )
    MEANWHILE = (
        "meanwhile",
        label(
            "This cannot follow on where the return stands now; a colleague may have entered something meanwhile. "
            "Look at the return and begin again.",
            "帰国支援の現在の状態ではこの操作はできません。他の担当者が先に登録した可能性があります。記録を確認してからやり直してください。",
        ),
    )
    NO_WISH = (
        "no_wish",
        label(
            "Nobody returns without wishing to. Ask the person, and enter what they say.",
            "本人の希望がなければ帰国の手続は進められません。本人の意思を確認し、登録してください。",
        ),
    )
    ASK_ANEW = (
        "ask_anew",
        label(
            "The person was not asked within the week before the journey. Ask anew, and enter what they say.",
            "出発前1週間以内に本人の意思が確認されていません。改めて意思を確認し、登録してください。",
        ),
    )
    NO_RISK = (
        "no_risk",
        label(
            "The risks in the country were not assessed, or too long ago. Assess them first.",
            "帰国先のリスク評価がないか、古くなっています。先に評価を行ってください。",
        ),
    )
    DANGEROUS = (
        "dangerous",
        label(
            "The last assessment says that return is not safe. Assess anew, with what has changed.",
            "直近の評価では帰国は危険とされています。状況の変化を踏まえて改めて評価してください。",
        ),
    )
    NO_CONSENT = (
        "no_consent",
        label(
            "No consent of the person to this organisation holds. Ask for it and enter it in the case.",
            "この機関に対する本人の有効な同意がありません。同意を得て、ケースに登録してください。",
        ),
    )
    NO_DOCUMENT = (
        "no_document",
        label(
            "There is no document to travel with. Enter the passport or the embassy's document first.",
            "渡航書類がありません。旅券又は渡航書を先に登録してください。",
        ),
    )
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    TOO_EARLY = (
        "too_early",
        label(
            "The day lies before the step it follows. Enter a later one.",
            "前の段階より前の日付です。それ以降の日付を入力してください。",
        ),
    )
    DONE = ("done", label("This is done already.", "既に完了しています。"))
    NO_REASON = ("no_reason", label("Give a reason.", "理由を書いてください。"))
    NO_CURRENCY = (
        "no_currency",
        label(
            "An amount needs its currency, as in JPY or PHP.",
            "金額には通貨が必要です（例：JPY、PHP）。",
        ),
    )
