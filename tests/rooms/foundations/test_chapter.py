"""Sessions, meetings, opinions and campaigns: what is kept, what falls, and who may."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opennrm.desk import day
from opennrm.foundations import campaign_actions, chapter_demo, exchange_actions, overview, session_actions
from opennrm.foundations.chapter_terms import OpinionState, Way
from opennrm.foundations.chapter_waiting import exchanges_waiting
from opennrm.foundations.exchange_actions import Meeting
from opennrm.foundations.models import Campaign, Exchange, Session
from opennrm.foundations.session_actions import Told
from opennrm.foundations.terms import Taken
from opennrm.page.refusals import Refused
from opennrm.understanding.awareness import Audience, CampaignMedium, SessionKind
from opennrm.understanding.facts import CampaignBegun, CampaignHeard, ExchangeHeld, SessionHeld
from opennrm.understanding.models import ROWS, Collection
from opennrm.understanding.terms import Body, Channel, Precision
from opennrm.vault.models import AuditLine
from tests.desk import at_the_desk, body, official
from tests.rooms.foundations.world import TODAY, counsellor, secretariat

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=9)
TOLD = Told(SessionKind.TRAINING, Audience.POLICE, "架空の研修", TODAY, 40, prefecture="13")


@pytest.fixture
def house():
    return counsellor()


def held(by, told=TOLD):
    return session_actions.record_session(told, organisation=by.organisation, by=by, on=TODAY)


def met(by, *, on=TODAY):
    meeting = Meeting(Body.NGO, "架空の会", on, Way.ONLINE, "議題", (by.organisation,), "団体A\n団体A\n 団体B ")
    return exchange_actions.plan(meeting, organisation=by.organisation, held=on <= TODAY, by=by, on=TODAY)


def raised(by, *, responsible=None, due=LATER):
    told = {"raised_by": "団体A", "said": "夜間の通訳がほしい。", "responsible": responsible or by.organisation}
    return exchange_actions.raise_opinion(met(by), due=due, by=by, on=TODAY, **told)


def begun(by, **more):
    told = {"title": "空港", "aim": "", "media": ["poster", "web"], "starts": TODAY, "ends": LATER} | more
    return campaign_actions.begin(organisation=by.organisation, by=by, on=TODAY, **told)


def rows(fact):
    return list(ROWS[fact].objects.order_by("supersedes"))


def test_a_session_lets_a_fact_fall_that_names_neither_its_organisation_nor_its_title(house):
    session = held(house)
    (fact,) = rows(SessionHeld)
    assert (fact.session, fact.audience, fact.persons, fact.spoken, fact.prefecture, fact.day) == (
        "training", "police", 40, "ja", 13, TODAY,
    )  # fmt: skip
    assert session.fact == fact.pk


def test_a_correction_supersedes_the_fact_only_where_what_is_counted_changed(house):
    session = held(house)
    session_actions.correct_session(session, replace(TOLD, title="別の題"), reason="題", by=house, on=LATER)
    assert len(rows(SessionHeld)) == 1
    session_actions.correct_session(session, replace(TOLD, persons=4), reason="人数", by=house, on=LATER)
    old, new = rows(SessionHeld)
    assert (old.persons, new.persons, new.supersedes, new.key) == (40, 4, old.pk, old.key)
    with pytest.raises(Refused, match="Write the reason"):
        session_actions.correct_session(session, replace(TOLD, persons=5), reason=" ", by=house, on=LATER)


def test_a_withdrawn_session_counts_nowhere_and_is_changed_no_more(house):
    session = held(house)
    session_actions.withdraw_session(session, reason="重複", by=house, on=LATER)
    assert rows(SessionHeld)[1].change == "withdrawal"
    assert not Session.objects.standing().exists()
    with pytest.raises(Refused, match="withdrawn"):
        session_actions.withdraw_session(session, reason="x", by=house, on=LATER)
    held(house)  # and may be recorded anew


def test_a_session_is_recorded_once_and_by_its_own_organisation_or_the_secretariat(house):
    session = held(house)
    with pytest.raises(Refused, match="already"):
        held(house)
    other = official(body("npa"), roles=["investigator"])
    with pytest.raises(Refused, match="own organisation"):
        session_actions.withdraw_session(session, reason="x", by=other, on=LATER)
    session_actions.withdraw_session(session, reason="x", by=secretariat(), on=LATER)


def test_many_sessions_are_kept_all_or_none(house):
    with pytest.raises(Refused):
        several = [replace(TOLD, title="A"), replace(TOLD, title="A")]
        session_actions.record_sessions(several, organisation=house.organisation, by=house, on=TODAY)
    assert not Session.objects.exists()
    assert rows(SessionHeld) == []


def test_a_planned_meeting_counts_when_it_was_held_and_each_organisation_once(house):
    planned = met(house, on=LATER)
    assert rows(ExchangeHeld) == []
    with pytest.raises(Refused, match="lie ahead"):
        exchange_actions.hold(planned, by=house, on=TODAY)
    exchange_actions.hold(planned, by=house, on=LATER)
    (fact,) = rows(ExchangeHeld)
    assert (fact.partner, fact.partners, fact.day) == ("NGO", 3, LATER)
    with pytest.raises(Refused, match="recorded as held"):
        exchange_actions.hold(planned, by=house, on=LATER)


def test_an_opinion_goes_from_raised_to_closed_and_its_history_says_who_and_when(house):
    opinion, editor = raised(house), secretariat()
    with pytest.raises(Refused, match="Answer it first"):
        exchange_actions.close_opinion(opinion, said="x", by=house, on=TODAY)
    exchange_actions.answer_opinion(
        opinion, taken=Taken.ADOPTED, said="名簿を作る。", follow_up=LATER, by=editor, on=TODAY
    )
    opinion.refresh_from_db()
    assert (opinion.state, opinion.due) == (OpinionState.FOLLOW_UP, LATER)
    exchange_actions.close_opinion(opinion, said="配布した。", by=house, on=LATER)
    exchange_actions.reopen_opinion(opinion, said="足りない。", due=LATER, by=house, on=LATER)
    steps = [(each.act, each.by_id, each.on) for each in opinion.steps.all()]
    assert steps == [
        ("raised", house.pk, TODAY), ("answered", editor.pk, TODAY), ("closed", house.pk, LATER),
        ("reopened", house.pk, LATER),
    ]  # fmt: skip
    opinion.refresh_from_db()
    assert (opinion.state, opinion.due, opinion.taken) == (OpinionState.RAISED, LATER, "")


def test_an_opinion_is_worked_on_by_those_concerned_alone(house):
    other, third = official(body("npa")), official(body("moj", kind="ministry"))
    opinion = raised(house, responsible=other.organisation)
    with pytest.raises(Refused, match="the secretariat may do this"):
        exchange_actions.answer_opinion(opinion, taken=Taken.LATER, said="x", follow_up=None, by=third, on=TODAY)
    exchange_actions.answer_opinion(opinion, taken=Taken.LATER, said="x", follow_up=None, by=other, on=TODAY)


def test_a_meeting_with_an_opinion_that_waits_is_not_withdrawn(house):
    opinion = raised(house)
    with pytest.raises(Refused, match="still waits"):
        exchange_actions.withdraw_exchange(opinion.exchange, reason="x", by=house, on=TODAY)
    exchange_actions.answer_opinion(opinion, taken=Taken.ADOPTED, said="x", follow_up=None, by=house, on=TODAY)
    exchange_actions.withdraw_exchange(opinion.exchange, reason="x", by=house, on=TODAY)
    assert rows(ExchangeHeld)[1].change == "withdrawal"


def test_what_is_late_stands_on_the_day_of_whoever_is_to_answer_and_of_whoever_asked(house):
    other = official(body("npa"))
    raised(house, responsible=other.organisation, due=TODAY)
    assert exchanges_waiting(other) == 1
    with at_the_desk():
        assert [each.late for each in day.day_of(other).due] == [True]
        assert len(day.day_of(house).on_others) == 1
        assert not day.day_of(house).due


def test_a_campaign_counts_from_its_first_day(house, monkeypatch):
    campaign = begun(house, starts=LATER, ends=LATER)
    assert rows(CampaignBegun) == []
    assert not campaign_actions.hear(campaign.code, Channel.WEB, on=TODAY)
    monkeypatch.setattr("opennrm.foundations.campaign_actions.timezone.localdate", lambda: LATER)
    campaign_actions.begin_due()
    campaign_actions.begin_due()
    (fact,) = rows(CampaignBegun)
    assert (fact.media, fact.day) == ("poster;web", LATER)


def test_a_code_that_was_heard_is_counted_with_no_trace_of_the_day_or_the_contact(house):
    campaign, audited = begun(house), AuditLine.objects.count()
    assert campaign_actions.hear(campaign.code.lower(), Channel.WEB, on=LATER)
    assert not campaign_actions.hear("WXYZ", Channel.WEB, on=LATER)
    (fact,) = rows(CampaignHeard)
    month = date(2026, 4, 1)
    assert (fact.day, fact.recorded_on, fact.precision, fact.campaign) == (
        month, month, Precision.MONTH, campaign.pk.hex,
    )  # fmt: skip
    assert AuditLine.objects.count() == audited
    assert overview.said(campaign_actions.heard()[campaign.pk.hex]) == "fewer than 5"


def test_a_withdrawn_campaign_is_heard_no_more_and_its_code_is_gone(house):
    campaign = begun(house)
    campaign_actions.withdraw_campaign(campaign, reason="x", by=house, on=TODAY)
    assert not campaign_actions.hear(campaign.code, Channel.WEB, on=LATER)
    assert rows(CampaignBegun)[1].change == "withdrawal"


def test_a_corrected_campaign_keeps_its_code(house):
    campaign = begun(house)
    told = {"title": "駅", "aim": "", "media": [CampaignMedium.EVENT], "starts": TODAY, "ends": LATER}
    campaign_actions.correct_campaign(campaign, reason="x", by=house, on=LATER, **told)
    assert Campaign.objects.get().code == campaign.code
    assert rows(CampaignBegun)[1].media == "event"


def test_every_act_leaves_one_line_in_the_audit(house):
    opinion = raised(house)
    exchange_actions.answer_opinion(opinion, taken=Taken.ADOPTED, said="x", follow_up=None, by=house, on=TODAY)
    acts = AuditLine.objects.filter(subject__in=[opinion.word, opinion.exchange.word]).order_by("seq")
    assert list(acts.values_list("act", flat=True)) == ["exchange.recorded", "opinion.raised", "opinion.answered"]


def test_the_demonstration_falls_into_its_own_collection_once():
    Collection.objects.create(name="demo", kind="demo", producer="made up", made_on=TODAY)
    for _twice in range(2):
        chapter_demo.stage(lambda _text: None, collection="demo")
    assert Session.objects.count() == len(chapter_demo.HELD)
    assert Exchange.objects.count() == 2
    assert {row.collection_id for fact in (SessionHeld, ExchangeHeld, CampaignHeard) for row in rows(fact)} == {"demo"}
