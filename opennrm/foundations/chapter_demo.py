"""Sessions, meetings and a campaign of 2020 for the demonstration: all made up, and marked so.

Made where nothing is there yet; twice changes nothing. Facts fall into the demonstration's own collection.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from opennrm.accounts.demo import officials
from opennrm.foundations import campaign_actions, exchange_actions, session_actions
from opennrm.foundations.chapter_rules import Evaluation
from opennrm.foundations.chapter_terms import Way
from opennrm.foundations.exchange_actions import Meeting
from opennrm.foundations.models import Session
from opennrm.foundations.session_actions import Told
from opennrm.foundations.terms import Taken
from opennrm.understanding.awareness import Audience, SessionKind
from opennrm.understanding.national import falling_into
from opennrm.understanding.terms import Body, Channel

ASKED = Evaluation(10, 52, 281, 50, 433, 5, 50, Decimal("4.30"))
HELD = (
    ("training", "police", "人身取引事犯の端緒の把握", date(2019, 11, 12), 61, "13", Evaluation()),
    ("training", "police", "人身取引事犯の端緒の把握", date(2020, 2, 4), 54, "13", ASKED),
    ("training", "immigration", "被害者の認知と保護", date(2020, 6, 17), 120, "13", Evaluation()),
    ("training", "labour", "技能実習と強制労働の兆候", date(2020, 9, 8), 33, "27", Evaluation()),
    ("training", "consulting", "通訳を介した聞き取り", date(2020, 10, 22), 28, "14", Evaluation()),
    ("life_safety", "junior_high", "生命（いのち）の安全教育", date(2020, 11, 5), 160, "23", Evaluation()),
    ("life_safety", "high_school", "生命（いのち）の安全教育", date(2020, 12, 1), 240, "40", Evaluation()),
    ("lecture", "public", "人身取引をなくすために", date(2020, 7, 30), 75, "13", Evaluation()),
)


def stage(step: Callable[[str], None], *, collection: str) -> None:
    """Sessions, two meetings with their opinions, a campaign."""
    step("Made-up sessions and meetings")
    if Session.objects.exists():
        return
    with falling_into(collection):
        _sessions()
        _meetings()
        _campaign()


def _sessions() -> None:
    editor = officials()["editor"]
    for kind, audience, title, day, persons, prefecture, evaluation in HELD:
        told = Told(
            kind=SessionKind(kind),
            audience=Audience(audience),
            title=f"(架空) {title}",
            day=day,
            persons=persons,
            prefecture=prefecture,
            evaluation=evaluation,
        )
        on = max(day, editor.since)
        session_actions.record_session(told, organisation=editor.organisation, by=editor, on=on)


def _meetings() -> None:
    """One of 2020 whose opinion is closed, one of last month whose opinion is late."""
    staff, today = officials(), timezone.localdate()
    editor = staff["editor"]
    house, body = staff["counsellor"].organisation, editor.organisation
    then, lately = date(2020, 9, 15), today - timedelta(days=40)
    old = Meeting(Body.NGO, "(架空) 民間支援団体との意見交換会", then, agenda="保護の引継ぎ", partners=(house,))
    new = Meeting(Body.EMBASSY, "(架空) 大使館との連絡会", lately, Way.BOTH, others="(架空) 大使館")
    held = exchange_actions.plan(old, organisation=body, held=True, by=editor, on=then)
    due = then + timedelta(days=30)
    said = "(架空) 夜間に対応できる通訳者の名簿を共有してほしい。"
    asked = exchange_actions.raise_opinion(
        held, raised_by="(架空) 民間支援団体", said=said, responsible=body, due=due, by=editor, on=then
    )
    exchange_actions.answer_opinion(
        asked, taken=Taken.ADOPTED, said="(架空) 名簿を作成する。", follow_up=due, by=editor, on=then
    )
    exchange_actions.close_opinion(asked, said="(架空) 名簿を関係機関に配布した。", by=editor, on=due)
    with_late = exchange_actions.plan(new, organisation=body, held=True, by=editor, on=lately)
    exchange_actions.raise_opinion(
        with_late,
        raised_by="(架空) 大使館",
        said="(架空) 帰国前に領事と面会できるようにしてほしい。",
        responsible=body,
        due=lately + timedelta(days=30),
        by=editor,
        on=lately,
    )


def _campaign() -> None:
    editor = officials()["editor"]
    begun = campaign_actions.begin(
        organisation=editor.organisation,
        title="(架空) 空港・駅での広報",
        aim="(架空) 来日する技能実習生",
        media=["poster", "transport"],
        starts=date(2020, 6, 1),
        ends=date(2020, 8, 31),
        by=editor,
        on=date(2020, 6, 1),
    )
    for channel in (*[Channel.WEB] * 6, *[Channel.PHONE] * 3):
        campaign_actions.hear(begun.code, channel, on=date(2020, 7, 10))
