"""The words of protection: where a plan and its parts stand, and why not.

Those of shelter stand in ``housing``, those of services in ``giving``.
"""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Ending(TextChoices):
    """Why a plan of protection ended."""

    SETTLED = "settled", label("Support has ended; the person has settled", "支援終了（生活の安定）")
    RETURNED = "returned", label("Returned home", "帰国")
    WISH = "wish", label("The person's own wish", "本人の希望")
    OUT_OF_REACH = "out_of_reach", label("The person is out of reach", "連絡が取れない")
    TRANSFERRED = "transferred", label("Another organisation supports the person", "他機関が支援を継続")
    DIED = "died", label("The person has died", "死亡")
    MISTAKE = "mistake", label("Begun by mistake", "誤って開始")


class AimState(TextChoices):
    """What became of an aim."""

    OPEN = "open", label("Wished for", "希望中")
    REACHED = "reached", label("Reached", "達成")
    DROPPED = "dropped", label("No longer wished for", "取りやめ")


class RiskLevel(TextChoices):
    """How great the danger is, as whoever assessed it judged."""

    LOW = "low", label("Low", "低い")
    RAISED = "raised", label("Raised", "やや高い")
    HIGH = "high", label("High", "高い")
    ACUTE = "acute", label("Acute: act today", "切迫（当日対応）")


class TaskKind(TextChoices):
    """What is to be done."""

    TALK = "talk", label("Talk with the person", "本人との面談")
    ACCOMPANY = "accompany", label("Accompany the person", "同行支援")
    CALL = "call", label("Call or write to somebody", "関係先への連絡")
    PAPERS = "papers", label("Prepare papers", "書類の準備")
    SHELTER = "shelter", label("Find shelter", "保護先の調整")
    HEALTH = "health", label("Health", "健康・医療")
    LEGAL = "legal", label("Legal matters", "法的な手続")
    WORK = "work", label("Work or school", "就労・就学")
    OTHER = "other", label("Other: see the words", "その他（内容参照）")


class TaskState(TextChoices):
    """Where a task stands."""

    OPEN = "open", label("To do", "未了")
    DONE = "done", label("Done", "完了")
    DROPPED = "dropped", label("Dropped", "取りやめ")


class NoteKind(TextChoices):
    """What a note tells of."""

    TALK = "talk", label("Talk with the person", "本人との面談")
    VISIT = "visit", label("Visit", "訪問")
    CALL = "call", label("Call", "電話")
    ACCOMPANIED = "accompanied", label("Accompanied the person", "同行")
    SEEN = "seen", label("Something noticed", "気付き")


class MeetingWay(TextChoices):
    """How a meeting is held."""

    TOGETHER = "together", label("In one room", "対面")
    VIDEO = "video", label("By video", "オンライン")
    TELEPHONE = "telephone", label("By telephone", "電話")


class MeetingState(TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", label("Planned", "予定")
    HELD = "held", label("Held", "開催済み")
    CANCELLED = "cancelled", label("Cancelled", "中止")


class WorkRefusal(TextChoices):
    """Why an aim, a risk, a task or a meeting stays as it is, and what to do instead."""

    CHANGED = (
        "changed",
        label(
            "Somebody changed this meanwhile. Look at it again, then decide.",
            "その間に別の担当者が変更しました。内容を確認してから操作してください。",
        ),
    )
    DUE_PAST = (
        "due_past",
        label(
            "The day it is due lies in the past. Choose today or a later day.",
            "期限が過去の日付です。今日以降の日付を入力してください。",
        ),
    )
    NO_FACTOR = (
        "no_factor",
        label("That factor is not in the list. Choose from it.", "一覧にない要因です。一覧から選んでください。"),
    )
    ITSELF = (
        "itself",
        label(
            "Your own organisation is there already. Choose another.",
            "自機関は既に参加しています。他の機関を選んでください。",
        ),
    )
    INVITED = (
        "invited",
        label("That organisation takes part already.", "その機関は既に参加しています。"),
    )
    NO_CONSENT = (
        "no_consent",
        label(
            "The person has not consented that this organisation supports them. Ask for the consent in the case first, "
            "or leave the organisation out.",
            "この機関による支援について本人の同意がありません。先にケースで同意を得るか、この機関を除いてください。",
        ),
    )
    NOT_HELD = (
        "not_held",
        label(
            "Share what was agreed after the meeting was held: enter it first.",
            "合意内容は、会議を開催済みとして登録してから共有してください。",
        ),
    )


class PlanRefusal(TextChoices):
    """Why something is not done to a plan, and what to do instead."""

    NOT_HERE = (
        "not_here",
        label(
            "There is no such plan for you. Ask the organisation that supports the person.",
            "該当する支援計画がないか、閲覧が許可されていません。支援に当たる機関に問い合わせてください。",
        ),
    )
    CASE_SHUT = (
        "case_shut",
        label(
            "The case is no longer open to your organisation. Ask the organisation that owns it for a referral.",
            "このケースは貴機関に対して閉じられています。ケースを所管する機関に紹介を依頼してください。",
        ),
    )
    NOT_ASKED = (
        "not_asked",
        label(
            "Support was not asked for in this case. Ask the organisation that identifies to ask for it.",
            "このケースでは支援が依頼されていません。認知を担当する機関に支援の依頼を求めてください。",
        ),
    )
    BEGUN = (
        "begun",
        label(
            "Your organisation has a plan for this case already. Open that one.",
            "このケースの支援計画は既にあります。その計画を開いてください。",
        ),
    )
    ENDED = (
        "ended",
        label("The plan has ended. Reopen it first.", "この支援計画は終了しています。先に再開してください。"),
    )
    NOT_THERE = (
        "not_there",
        label(
            "That official is no caseworker of the organisation. Choose another.",
            "その担当者はこの機関の支援担当ではありません。別の担当者を選んでください。",
        ),
    )
    NOTHING_SAID = ("nothing_said", label("Write something first.", "内容を入力してください。"))
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    BEFORE_BEGUN = (
        "before_begun",
        label(
            "The day lies before the case was opened. Enter a later one.",
            "ケースの開始より前の日付です。それ以降の日付を入力してください。",
        ),
    )
    PROTECTED = (
        "protected",
        label(
            "The day protection began is entered already. Take it back first.",
            "保護の開始日は既に登録されています。変更する場合は、先に取り消してください。",
        ),
    )
    NOT_PROTECTED = (
        "not_protected",
        label("No day is entered on which protection began.", "保護の開始日は登録されていません。"),
    )
