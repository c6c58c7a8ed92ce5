"""The pages of retention in a real browser without JavaScript: seen by axe at two widths, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.live_server_helper import LiveServer

from opennrm.retention import actions, sweeps
from opennrm.retention.models import Hold, Proposal
from tests.desk import signed_in
from tests.journeys.site import BROWSER
from tests.journeys.test_public_pages import RULES
from tests.machine import chromium
from tests.rooms.retention.conftest import made
from tests.rooms.retention.test_proposals import KIND

pytestmark = pytest.mark.browser
SHOTS: Path | None = None  # a folder, to look at the pages


@pytest.fixture
def address(desk: None, transactional_db: None) -> Iterator[str]:
    """The desk, served; pytest-django's own server would have begun before the settings were the desk's."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def visits(address: str, rules_set: None, officers, settings) -> tuple[str, list[str]]:
    """A session of a data protection officer, and addresses: proposals of every state, holds, what went."""
    w = made()
    sweeps.propose()
    gone = Proposal.objects.get()
    for by in (officers.first, officers.second):
        actions.approve(gone.pk, by=by)
    sweeps.carry_out()
    settings.RETENTION_UNDO_DAYS = 7
    waits = actions.propose(KIND, str(w.theirs.pk), why="The person asks, on paper.", by=officers.first)
    actions.approve(waits.pk, by=officers.second)
    approved = actions.propose("agencies.official", str(officers.other.pk), why="Made up.", by=officers.first)
    for by in (officers.second, officers.third):
        actions.approve(approved.pk, by=by)
    for why in ("A court asks.", "A trial goes on."):
        actions.hold(file=w.mine.file_id, why=why, by=officers.first)
    held = Hold.objects.filter(why="A court asks.").get()
    actions.ask_to_lift(held.pk, why="The court is done.", by=officers.first)
    session = signed_in(officers.third).cookies[settings.SESSION_COOKIE_NAME].value
    paths = [
        "proposals/", "proposals/?which=closed", "proposals/?kind=accounts.account", "proposals/new/",
        f"proposals/{waits.pk}/", f"proposals/{approved.pk}/", f"proposals/{gone.pk}/", f"proposals/{waits.pk}/keep/",
        "holds/", "holds/new/", f"holds/{held.pk}/ask/", "tombstones/", "tombstones/?since=2021-02-30",
        "rules/", "processing/",
    ]  # fmt: skip
    return session, paths


@pytest.fixture
def browser(visits) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium()), args=BROWSER)
        yield started
        started.close()


def context(browser: Browser, address: str, session: str, width: int) -> BrowserContext:
    made = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    made.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    return made


@pytest.mark.parametrize(
    ("lang", "width"), [("ja", 320), ("ja", 375), pytest.param("en", 1280, marks=pytest.mark.long)]
)
def test_every_page_of_retention_passes_axe_and_fits_its_screen(address, browser, visits, lang, width) -> None:
    session, paths = visits
    with context(browser, address, session, width) as visitor:
        page = visitor.new_page()
        for number, path in enumerate(paths):
            answer = page.goto(f"{address}/{lang}/retention/{path}")
            assert answer.status in (200, 422), path
            if SHOTS:
                page.screenshot(path=SHOTS / f"{number:02}-{path.split('/')[0]}-{lang}-{width}.png", full_page=True)
            found = Axe().run(page, options=RULES)
            said = [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
            assert found.violations_count == 0, (path, said)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
