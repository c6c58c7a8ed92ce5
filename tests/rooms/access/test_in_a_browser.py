"""The pages of access in a real browser without JavaScript: seen by axe at two widths, in both languages."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.live_server_helper import LiveServer

from opennrm.access import actions
from opennrm.access.actions import running
from opennrm.access.terms import Purpose
from opennrm.agencies import officials
from tests.desk import signed_in
from tests.journeys.site import BROWSER
from tests.journeys.test_public_pages import RULES
from tests.machine import chromium
from tests.rooms.access.world import everything, granted, official, world

pytestmark = pytest.mark.browser
SHOTS: Path | None = None  # a folder, to look at the pages


@pytest.fixture
def address(desk: None, transactional_db: None) -> Iterator[str]:
    """The desk, served; pytest-django's own server would have begun before the settings were the desk's."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def cookies(address: str) -> dict[str, dict[str, str]]:
    """Sessions of a lead, a caseworker and a data protection officer of a made-up world, and addresses to visit."""
    w = world()
    lead, reader = official(w.other, "caseworker", lead=True), official(w.shelter, "data_protection_officer")
    today = timezone.localdate()
    officials.stand_in(w.stranger, substitute=w.caseworker, since=today, until=today + timedelta(days=9), by=lead)
    for _ in range(2):
        actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason="In danger now.", by=w.caseworker)
    with running(everything()):
        granted(w.mine.file, w.shelter, purpose="investigation", revoked=timezone.now(), why_revoked="By mistake.")
    file = f"files/{w.mine.file_id}/"
    pages = {
        lead: [file, f"{file}give/", f"{file}hand-over/", f"grants/{w.grant.pk}/revoke/", "emergency/reviews/"],
        w.caseworker: ["access/", "emergency/", "grants/?which=own"],
        reader: ["audit/", "audit/?subject=x&since=2021-02-30"],
    }  # fmt: skip
    return {signed_in(by).cookies[settings.SESSION_COOKIE_NAME].value: paths for by, paths in pages.items()}


@pytest.fixture
def browser(cookies) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium()), args=BROWSER)
        yield started
        started.close()


def context(browser: Browser, address: str, session: str, width: int) -> BrowserContext:
    made = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    made.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    return made


@pytest.mark.parametrize(("lang", "width"), [("ja", 375), pytest.param("en", 1280, marks=pytest.mark.long)])
def test_every_page_of_access_passes_axe_and_fits_its_screen(address, browser, cookies, lang, width) -> None:
    for session, paths in cookies.items():
        with context(browser, address, session, width) as visitor:
            page = visitor.new_page()
            for path in paths:
                answer = page.goto(f"{address}/{lang}/{path}")
                assert answer.status in (200, 422), path
                if SHOTS:
                    name = path.split("?")[0].strip("/").replace("/", "-")[-24:] or "home"
                    page.screenshot(path=SHOTS / f"{name}-{lang}-{width}.png", full_page=True)
                found = Axe().run(page, options=RULES)
                said = [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
                assert found.violations_count == 0, (path, said)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
