"""The words of education and training, of exchanges with partners, and of campaigns."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label
from opennrm.understanding.awareness import Audience, SessionKind
from opennrm.understanding.terms import Body

# Which audiences a kind of session is for. Life safety education is the schools': pupils by age group, and teachers.
LEARNERS = frozenset(
    {
        Audience.PRESCHOOL, Audience.ELEMENTARY_LOWER, Audience.ELEMENTARY_UPPER, Audience.JUNIOR_HIGH,
        Audience.HIGH_SCHOOL, Audience.UNIVERSITY, Audience.TEACHERS,
    }
)  # fmt: skip
OFFICERS = frozenset(
    {
        Audience.POLICE, Audience.PROSECUTORS, Audience.IMMIGRATION, Audience.COAST_GUARD, Audience.LABOUR,
        Audience.CONSULTING, Audience.LEGAL_AFFAIRS, Audience.CONSULAR, Audience.INTERPRETERS, Audience.OTHER,
    }
)  # fmt: skip
FOR: dict[SessionKind, frozenset[Audience]] = {
    SessionKind.TRAINING: OFFICERS,
    SessionKind.LIFE_SAFETY: LEARNERS,
    SessionKind.LECTURE: frozenset(Audience),
}
PARTNERS = (Body.NGO, Body.EMBASSY, Body.IOM, Body.OTHER)


class Way(TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", label("In person", "対面")
    ONLINE = "online", label("Online", "オンライン")
    BOTH = "both", label("In person and online", "対面・オンライン併用")


class OpinionState(TextChoices):
    """How far an opinion of a partner has come."""

    RAISED = "raised", label("Waits for an answer", "回答待ち")
    ANSWERED = "answered", label("Answered", "回答済み")
    FOLLOW_UP = "follow_up", label("Follow-up promised", "対応を約束")
    CLOSED = "closed", label("Closed", "完了")


class OpinionAct(TextChoices):
    """What was done with an opinion."""

    RAISED = "raised", label("Raised", "意見の提出")
    ANSWERED = "answered", label("Answered", "回答")
    CLOSED = "closed", label("Closed", "完了")
    REOPENED = "reopened", label("Opened again", "再開")


class ChapterRefusal(TextChoices):
    """Why a session, a meeting, an opinion or a campaign is not kept so, and what to do instead."""

    WRONG_AUDIENCE = (
        "wrong_audience",
        label(
            "This kind of session is not for this audience: training is for officials, life safety education for "
            "pupils and teachers. Choose the other kind, or «lecture».",
            "この種別の対象者ではありません。職員研修は職員、生命（いのち）の安全教育は児童生徒等と教職員が対象です。"
            "種別を改めるか、「講演・啓発行事」を選んでください。",
        ),
    )
    NOT_YET = "not_yet", label("The day must not lie ahead.", "日付は今日以前にしてください。")
    NOBODY_THERE = "nobody_there", label("Write how many were there: one or more.", "参加者数は1以上にしてください。")
    NO_PLACE = (
        "no_place",
        label(
            "Choose the prefecture where people met; only what was held online has none.",
            "開催した都道府県を選んでください。空欄にできるのはオンラインの場合に限ります。",
        ),
    )
    HALF_EVALUATED = (
        "half_evaluated",
        label(
            "An evaluation needs the number of questions, and for before and after each how many sheets were handed in "
            "and how many answers on them were right. Fill in all of a pair, or leave it empty.",
            "評価には設問数のほか、実施前・実施後それぞれの回答枚数と正答数が必要です。組にして記入するか、"
            "空欄にしてください。",
        ),
    )
    TOO_FEW_SHEETS = (
        "too_few_sheets",
        label(
            "Fewer than 5 sheets tell of single persons: leave this evaluation out.",
            "回答が5枚未満では個人の結果が分かるため、この評価は記録できません。空欄にしてください。",
        ),
    )
    MORE_SHEETS_THAN_PEOPLE = (
        "more_sheets_than_people",
        label(
            "There are more sheets than people who were there. Correct one of the two.",
            "回答枚数が参加者数を超えています。いずれかを訂正してください。",
        ),
    )
    MORE_RIGHT_THAN_ASKED = (
        "more_right_than_asked",
        label(
            "More answers were right than were asked: at most sheets × questions. Correct the numbers.",
            "正答数が「回答枚数×設問数」を超えています。数を訂正してください。",
        ),
    )
    WRONG_SCALE = (
        "wrong_scale",
        label(
            "A mean needs the top of its scale (2 to 10) and lies between 1 and it; it rests on at least 5 sheets.",
            "平均点には尺度の最大値（2～10）が必要で、1から最大値までの値とし、5枚以上の回答に基づくものに限ります。",
        ),
    )
    NO_REASON = "no_reason", label("Write the reason: it is kept.", "理由を記入してください。記録に残ります。")
    WITHDRAWN = (
        "withdrawn",
        label(
            "This was withdrawn: it counts nowhere. Record it anew if it was right after all.",
            "取り消された記録です。計上されません。必要な場合は改めて記録してください。",
        ),
    )
    NOTHING_CHANGED = "nothing_changed", label("Nothing was changed.", "変更がありません。")
    THERE_ALREADY = (
        "there_already",
        label(
            "Your organisation has recorded such a session already: same day, kind, audience and title. Correct that "
            "one, or give this one another title.",
            "同じ日付・種別・対象者・名称の記録が既にあります。その記録を訂正するか、名称を変えてください。",
        ),
    )
    NO_PARTNER = (
        "no_partner",
        label(
            "Name at least one partner: choose from the directory, or write the organisation's name.",
            "相手方を1団体以上、一覧から選ぶか団体名を記入してください。",
        ),
    )
    NOT_YOURS = (
        "not_yours",
        label(
            "Only the organisation that records this, the one that is to answer, or the secretariat may do this.",
            "記録した機関、回答する機関又は事務局に限ります。",
        ),
    )
    NOT_HELD = (
        "not_held",
        label(
            "The meeting was not held yet. Record first that it was held.",
            "まだ開催されていません。先に開催を記録してください。",
        ),
    )
    HELD_ALREADY = "held_already", label("The meeting is recorded as held.", "既に開催済みとして記録されています。")
    DUE_BEHIND = "due_behind", label("The day to answer by must not lie behind.", "期限は今日以後にしてください。")
    NOT_RAISED = (
        "not_raised",
        label(
            "This opinion has its answer. Open it again to answer anew.",
            "既に回答済みです。再開してから回答してください。",
        ),
    )
    NOT_ANSWERED = (
        "not_answered",
        label(
            "An opinion is closed after it was answered. Answer it first.",
            "回答後に完了できます。先に回答してください。",
        ),
    )
    IS_OPEN = "is_open", label("This opinion waits for an answer already.", "既に回答待ちです。")
    IS_CLOSED = "is_closed", label("This opinion is closed.", "既に完了しています。")
    HAS_OPEN_OPINIONS = (
        "has_open_opinions",
        label(
            "An opinion raised at this meeting still waits. Answer and close it first.",
            "この意見交換会の意見に対応中のものがあります。先に回答し、完了してください。",
        ),
    )
    NOTHING_SAID = "nothing_said", label("Write what is to be kept.", "内容を記入してください。")
    DAYS_REVERSED = (
        "days_reversed",
        label("The last day must not lie before the first.", "終了日は開始日以後にしてください。"),
    )
    NO_MEDIUM = "no_medium", label("Choose at least one medium.", "媒体を1つ以上選んでください。")
    NOT_BEGUN = (
        "not_begun",
        label(
            "Materials with the code are printed for a campaign that was not withdrawn and has not ended.",
            "番号入りの印刷物を作成できるのは、取り消されておらず、終了していない広報啓発に限ります。",
        ),
    )
