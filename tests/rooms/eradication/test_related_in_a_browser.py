"""The pages of related offences and information exchange in a real browser: seen by axe at two widths."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from opennrm.agencies.models import OrganisationName
from opennrm.eradication import parcel
from opennrm.eradication.actions import conferences, exchanges, flags, packages, related
from opennrm.eradication.actions.exchanges import Noted
from opennrm.eradication.actions.flags import Possible
from opennrm.eradication.exchange_terms import Act, ConferenceWay, Direction
from opennrm.eradication.related_terms import Stage
from opennrm.reporting.terms import Urgency
from tests.desk import signed_in
from tests.journeys.site import BROWSER
from tests.journeys.test_public_pages import RULES
from tests.machine import chromium
from tests.rooms.eradication.exchange_world import agreement, days_ago, offence, ours, squad, today
from tests.rooms.eradication.test_exchange import CSV, said

pytestmark = pytest.mark.browser
SHOTS: Path | None = None  # a folder, to look at the pages


@pytest.fixture
def address(desk: None, transactional_db: None) -> Iterator[str]:
    """The desk, served."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def there(address):
    """A made-up police body with something on every page."""
    s = squad()
    for body, en, ja in (
        (s.officer.organisation, "Made-up police", "架空県警察"),
        (s.desk.organisation, "Made-up support centre", "架空の支援センター"),
    ):
        for language, name in (("en", en), ("ja", ja)):
            OrganisationName.objects.create(organisation=body, language=language, name=name)
    loud, quiet = offence(s, "P-2026-1", "papers_held", "debt", account="made up"), offence(s, "P-2026-2")
    asked = offence(s, "P-2026-3", "violence", minor="yes", kind="child_prostitution")
    under = agreement(s)
    with s.investigating():
        to = s.desk.organisation
        related.send(asked, to=to, urgency=Urgency.SOON, why="made up", by=s.officer, on=today())
        possible = Possible("made-up-key-1", Stage.WITH_PROSECUTOR, ["compelled", "entry"], to, "made up")
        flag = flags.flag_possible_victim(possible, by=s.officer, on=today())
        request = Noted(under.partner, Direction.OUT, Act.REQUEST, days_ago(20), "made up", days_ago(2), "ICPO-1")
        exchange = exchanges.note(request, by=s.officer, on=today())
        told = {"day": today(), "way": ConferenceWay.ONLINE, "agenda": "made up"}
        conference = conferences.plan([under.partner], **told, by=s.officer, on=today())
        conferences.hold(conference, minutes="made up", by=s.officer, on=today())
        due = {"due": days_ago(-3), "by": s.officer}
        conferences.decide(conference, words="made up", who=s.second, partner=None, **due)
        sealed = parcel.pack(said(), signs=s.theirs.signs, to=ours(s).public[0])
        came = packages.receive(under, sealed, by=s.officer, on=today())
    with s.investigating(s.second):
        out = packages.ask(under, CSV, by=s.second, on=today())
    s.paths = {
        "related": "related/",
        "related-all": "related/?show=all",
        "related-none": "related/?number=nothing",
        "new": "related/new/",
        "file": "related/file/",
        "signs": "related/signs/",
        "loud": f"related/{loud.pk}/",
        "quiet": f"related/{quiet.pk}/",
        "asked": f"related/{asked.pk}/",
        "send": f"related/{loud.pk}/send/",
        "flags": "related/flags/",
        "flag-new": "related/flags/new/?suspect=made-up-key-2",
        "flag": f"related/flags/{flag.pk}/",
        "exchange": "exchange/",
        "exchange-conferences": "exchange/?show=conferences",
        "exchange-new": "exchange/new/",
        "exchange-one": f"exchange/{exchange.pk}/",
        "conference-new": "exchange/conferences/new/",
        "conference": f"exchange/conferences/{conference.pk}/",
        "decision": f"exchange/conferences/{conference.pk}/decision/",
        "partners": "exchange/partners/",
        "partner": f"exchange/partners/{under.partner_id}/",
        "agreement": f"exchange/partners/{under.partner_id}/agreement/",
        "packages": "exchange/packages/",
        "package-new": "exchange/packages/out/new/",
        "package": f"exchange/packages/{out.pk}/",
        "quarantine": f"exchange/packages/{came.pk}/",
    }
    s.cookies = {name: each.value for name, each in signed_in(s.officer).cookies.items()}
    return s


@pytest.fixture
def browser(there) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium()), args=BROWSER)
        yield started
        started.close()


def visiting(browser, address, there, width):
    found = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    found.add_cookies([{"name": name, "value": value, "url": address} for name, value in there.cookies.items()])
    return found


def looked_at(page: Page, name: str, lang: str, width: int) -> None:
    if SHOTS:
        page.screenshot(path=SHOTS / f"{name}-{lang}-{width}.png", full_page=True)
    found = Axe().run(page, options=RULES)
    told = [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
    assert found.violations_count == 0, (name, told)
    for narrow in (320, width):
        page.set_viewport_size({"width": narrow, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= narrow, (name, narrow)


@pytest.mark.parametrize(("lang", "width"), [("ja", 375), pytest.param("en", 1280, marks=pytest.mark.long)])
def test_every_page_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with visiting(browser, address, there, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        for name, button in (
            ("new", "main form.form button"),
            ("conference", "form[method=post]:has([name=do]) button"),
        ):
            page.goto(f"{address}/{lang}/{there.paths[name]}")
            page.locator(button).first.click()
            looked_at(page, f"{name}-after", lang, width)
