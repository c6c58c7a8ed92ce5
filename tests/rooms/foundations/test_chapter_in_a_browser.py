"""The pages of sessions, meetings with partners and campaigns in a real browser, without JavaScript in use."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from opennrm.agencies.models import OrganisationName
from opennrm.foundations import campaign_actions, exchange_actions, session_actions
from opennrm.foundations.chapter_rules import Evaluation
from opennrm.foundations.exchange_actions import Meeting
from opennrm.foundations.models import Opinion
from opennrm.foundations.session_actions import Told
from opennrm.foundations.terms import Taken
from opennrm.understanding.awareness import Audience, SessionKind
from opennrm.understanding.terms import Body, Channel
from tests.desk import signed_in
from tests.looking import SIZES, context, looked_at
from tests.rooms.foundations.world import counsellor, released, secretariat

pytestmark = pytest.mark.browser


class There:
    """A made-up body with something on every page."""

    def __init__(self) -> None:
        self.by, today = counsellor(), timezone.localdate()
        house = self.by.organisation
        for language, name in (("en", "Made-up support centre"), ("ja", "架空の支援センター")):
            OrganisationName.objects.create(organisation=house, language=language, name=name)
        asked = Evaluation(10, 38, 190, 37, 333, 5, 37, Decimal("4.25"))
        told = Told(
            SessionKind.TRAINING, Audience.POLICE, "(架空) 基礎研修", today, 40, prefecture="13", evaluation=asked
        )
        session = session_actions.record_session(told, organisation=house, by=self.by, on=today)
        school = replace(told, kind=SessionKind.LIFE_SAFETY, audience=Audience.JUNIOR_HIGH, evaluation=Evaluation())
        earlier = today - timedelta(days=400)
        session_actions.record_session(replace(school, day=earlier), organisation=house, by=self.by, on=today)
        meeting = Meeting(Body.NGO, "(架空) 意見交換会", today, agenda="引継ぎ", partners=(house,), others="架空の会")
        held = exchange_actions.plan(meeting, organisation=house, held=True, by=self.by, on=today)
        later = replace(meeting, day=today + timedelta(days=9), title="(架空) 予定の会")
        planned = exchange_actions.plan(later, organisation=house, held=False, by=self.by, on=today)
        said = {"raised_by": "架空の会", "said": "夜間に通訳がほしい。", "responsible": house, "due": today}
        open_one, done = (exchange_actions.raise_opinion(held, **said, by=self.by, on=today) for _each in range(2))
        exchange_actions.answer_opinion(
            done, taken=Taken.ADOPTED, said="名簿を作る。", follow_up=today, by=self.by, on=today
        )
        Opinion.objects.filter(pk=open_one.pk).update(due=today - timedelta(days=1))
        released(secretariat(), "vi", on=today)
        days = {"starts": today, "ends": today + timedelta(days=60)}
        campaign = campaign_actions.begin(
            organisation=house,
            title="(架空) 空港での広報",
            aim="実習生",
            media=["poster", "web"],
            by=self.by,
            on=today,
            **days,
        )
        for _each in range(6):
            campaign_actions.hear(campaign.code, Channel.WEB, on=today)
        self.code = campaign.code
        self.opinion = f"exchanges/opinions/{open_one.pk}/"
        self.paths = {
            "sessions": "sessions/",
            "sessions-none": "sessions/?year=2001",
            "session-new": "sessions/new/",
            "sessions-in": "sessions/in/",
            "session": f"sessions/{session.pk}/",
            "session-correct": f"sessions/{session.pk}/change/",
            "session-withdraw": f"sessions/{session.pk}/change/?do=withdraw",
            "meetings": "exchanges/",
            "meeting-new": "exchanges/new/",
            "meeting": f"exchanges/{held.pk}/",
            "meeting-planned": f"exchanges/{planned.pk}/",
            "opinion": self.opinion,
            "opinion-answered": f"exchanges/opinions/{done.pk}/",
            "campaigns": "campaigns/",
            "campaign": f"campaigns/{self.code}/",
            "years": "foundations/years/",
        }
        self.cookies = {name: each.value for name, each in signed_in(self.by).cookies.items()}


@pytest.fixture
def there(address):
    return There()


@SIZES
def test_every_page_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    page = context(browser, address, there.cookies, width).new_page()
    for name, path in there.paths.items():
        page.goto(f"{address}/{lang}/{path}")
        looked_at(page, name, lang, width)


def test_wrong_cells_are_named_by_their_row_and_what_was_pasted_stays(address, there, browser) -> None:
    page = context(browser, address, there.cookies, 375).new_page()
    page.goto(f"{address}/ja/sessions/in/")
    page.fill("#id_rows", "日付,種別,対象者,名称,参加者数,都道府県\n2020-06-01,職員研修,警察職員,(架空) 研修,0,東京都")
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()
    assert "2行目" in page.inner_text("main")
    looked_at(page, "sessions-wrong", "ja", 375)
    page.fill("#id_rows", page.input_value("#id_rows").replace(",0,", ",30,"))
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()
    assert "1件" in page.inner_text("main")


def test_an_opinion_is_answered_and_closed_and_shows_who_did_it(address, there, browser) -> None:
    page = context(browser, address, there.cookies, 375).new_page()
    page.goto(f"{address}/en/{there.opinion}")
    assert "past its day" in page.inner_text("main")
    page.fill("#id_answer-said", "A list of interpreters is made.")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    page.fill("#id_close-said", "It was sent to all.")
    with page.expect_navigation():
        page.locator("main button:has-text('Close it')").click()
    said = page.inner_text("main")
    assert "It was sent to all." in said
    assert "past its day" not in said
