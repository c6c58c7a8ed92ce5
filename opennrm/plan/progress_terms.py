"""The words of the desk where bodies report their progress: states, acts, activities, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import Text, label

TO_TRANSLATE = Text("to be translated, in Japanese only", "翻訳予定（英語のみ）")
MATCHED = Text("matched by us, not stated in the plans", "対応関係は当方による（計画に記載なし）")


class State(TextChoices):
    """Where the progress of one body on one measure for one year stands."""

    DUE = "due", label("Nothing written", "未着手")
    DRAFT = "draft", label("Draft", "作成中")
    SENT = "sent", label("Sent", "提出済み")
    ASKED_BACK = "asked_back", label("Asked back", "照会中")
    ACCEPTED = "accepted", label("Accepted", "確定")

    @property
    def symbol(self) -> str:
        """A sign for narrow cells; the word stands beside it always."""
        return {"due": "○", "draft": "◐", "sent": "▶", "asked_back": "?", "accepted": "●"}[self.value]

    @property
    def with_body(self) -> bool:
        """Whether the next step is the body's."""
        return self in {State.DUE, State.DRAFT, State.ASKED_BACK}


class Act(TextChoices):
    """What happened to a body's progress."""

    ASSIGNED = "assigned", label("Assigned", "割当て")
    SENT = "sent", label("Sent", "提出")
    ASKED_BACK = "asked_back", label("Asked back", "照会")
    EDITED = "edited", label("Wording edited by the secretariat", "事務局による字句修正")
    ACCEPTED = "accepted", label("Accepted", "確定")


class Side(TextChoices):
    """Who wrote a version."""

    BODY = "body", label("Body", "担当機関")
    SECRETARIAT = "secretariat", label("Secretariat", "事務局")


class Basis(TextChoices):
    """Why a body reports on a measure."""

    PLAN = "plan", label("named for this measure", "当該施策の担当機関")
    FOLLOWED = (
        "followed",
        label("named for the measure this one takes up; the match is ours", "前計画の対応施策の担当機関（対応は当方）"),
    )
    SECRETARIAT = "secretariat", label("assigned by the secretariat", "事務局による割当て")


class SuccessionHow(TextChoices):
    """How a measure takes up one of the plan before."""

    SAME = "same", label("same matter", "同一の事項")
    PART = "part", label("takes up in part", "一部を引継ぎ")


class ActivityKind(TextChoices):
    """What kind of thing was done."""

    TRAINING = "training", label("Training", "研修")
    MEETING = "meeting", label("Meeting or exchange", "会議・意見交換")
    CAMPAIGN = "campaign", label("Campaign or information", "広報啓発")
    LAW = "law", label("Law, order or notice", "法令・通達")
    ENFORCEMENT = "enforcement", label("Enforcement or inspection", "取締り・検査")
    SUPPORT = "support", label("Support of victims", "被害者支援")
    COOPERATION = "cooperation", label("International cooperation", "国際協力")
    SURVEY = "survey", label("Survey", "調査")
    OTHER = "other", label("Other", "その他")


class Counted(TextChoices):
    """What the number of an activity counts."""

    PARTICIPANTS = "participants", label("participants", "人（参加者）")
    SESSIONS = "sessions", label("sessions", "回")
    COPIES = "copies", label("copies", "部")
    BODIES = "bodies", label("organisations", "機関")
    CASES = "cases", label("cases", "件")


class Refusal(TextChoices):
    """Why an act upon progress may not be done, and what to do instead."""

    NOT_SERVING = (
        "not_serving",
        label(
            "You no longer serve here. Ask the lead.", "現在この機関の担当者ではありません。責任者に連絡してください。"
        ),
    )
    NOT_YOUR_BODY = (
        "not_your_body",
        label(
            "This is another body's progress. Its lead, or a progress reporter there, writes it.",
            "別の機関の進捗です。その機関の責任者又は進捗報告担当者が記入します。",
        ),
    )
    NOT_SECRETARIAT = (
        "not_secretariat",
        label(
            "Only the secretariat of the plan does this. Write to it.",
            "行動計画の事務局だけが行えます。事務局に連絡してください。",
        ),
    )
    WITH_SECRETARIAT = (
        "with_secretariat",
        label(
            "It was sent and lies with the secretariat. Wait until it is asked back, or ask the secretariat to do so.",
            "提出済みで、事務局が確認しています。照会を待つか、事務局に照会を依頼してください。",
        ),
    )
    WITH_BODY = (
        "with_body",
        label(
            "It lies with the body, which has not sent it. Wait until it does.",
            "担当機関が未提出です。提出を待ってください。",
        ),
    )
    ACCEPTED = (
        "accepted",
        label(
            "It is accepted and stands in the report. The secretariat can ask it back, with a question.",
            "確定済みで、年次報告に用いられます。変更が必要な場合は、事務局が照会として差し戻します。",
        ),
    )
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        label(
            "Somebody else saved this meanwhile. Your text is kept below, theirs stands beside it. Bring the two "
            "together and save again: that replaces theirs.",
            "この間に別の人が保存しました。あなたの入力は下に残っています。保存された内容と見比べて一つにまとめ、"
            "もう一度保存してください。保存すると相手の内容は置き換わります。",
        ),
    )
    NO_TEXT = (
        "no_text",
        label(
            "Write what was done, in Japanese or in English.",
            "実施した内容を日本語又は英語で書いてください。",
        ),
    )
    NO_QUESTION = ("no_question", label("Write what you ask.", "照会の内容を書いてください。"))
    NO_ANSWER = (
        "no_answer",
        label(
            "The secretariat asked something. Write an answer to it, then send.",
            "事務局からの照会があります。回答を書いてから提出してください。",
        ),
    )
    NO_SUCH_FIGURE = (
        "no_such_figure",
        label(
            "The text names a figure, such as {1}, that is not in the list. Add the figure, or take the braces out.",
            "本文中の {1} などの番号に当たる数値が一覧にありません。数値を追加するか、番号を削除してください。",
        ),
    )
    FIGURE_WITHOUT_NUMBER = (
        "figure_without_number",
        label(
            "A figure of the list finds no number in its table now. Take it out, or wait until the table has it.",
            "数値の一覧に、表から値を取得できないものがあります。一覧から外すか、表に値が入るのを待ってください。",
        ),
    )
    FIGURE_THERE = ("figure_there", label("This figure is in the list.", "この数値は既に一覧にあります。"))
    FIGURE_UNKNOWN = (
        "figure_unknown",
        label(
            "No table or series has this figure. Choose one from the list.",
            "そのような表・系列はありません。一覧から選んでください。",
        ),
    )
    OTHER_YEAR = (
        "other_year",
        label(
            "The day of an activity lies in another year than the one reported on. Correct the day.",
            "取組の日付が報告対象の年ではありません。日付を直してください。",
        ),
    )
    YEAR_IN_FILE = (
        "year_in_file",
        label(
            "The progress of this year was loaded from a file. A year has one source: choose another year.",
            "この年の進捗はファイルから読み込まれています。一つの年の出典は一つです。別の年を選んでください。",
        ),
    )
    YEAR_OPEN = ("year_open", label("This year is open already.", "この年は既に開かれています。"))
    YEAR_WITHOUT_PLAN = (
        "year_without_plan",
        label(
            "No action plan is in force for this year. Choose a year from 2015 on.",
            "この年に対応する行動計画がありません。2015年以降を選んでください。",
        ),
    )
    YEAR_NOT_BEGUN = (
        "year_not_begun",
        label("This year has not begun. Choose an earlier one.", "まだ始まっていない年です。前の年を選んでください。"),
    )
    DUE_TOO_EARLY = (
        "due_too_early",
        label(
            "The due day lies before the end of the year reported on. Choose a later one.",
            "期限が対象年の終わりより前です。後の日を選んでください。",
        ),
    )
    ASSIGNED_THERE = (
        "assigned_there",
        label("This body reports on this measure already.", "この機関は既にこの施策の担当です。"),
    )
    WRITTEN_ALREADY = (
        "written_already",
        label(
            "The body has written something. What was written stays: it cannot be unassigned.",
            "既に記入があるため、割当てを外せません。",
        ),
    )
