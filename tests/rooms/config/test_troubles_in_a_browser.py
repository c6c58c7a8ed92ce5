"""The pages of a trouble in a real browser without JavaScript, at the desk and at the door: axe, three widths."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import OperationalError
from playwright.sync_api import Browser, Page

from tests.desk import official, signed_in
from tests.journeys.test_public_pages import RULES
from tests.live import live

pytestmark = pytest.mark.browser
SHOTS: Path | None = None  # a folder, to look at the pages
WIDTHS = (320, 375, 1280)


@pytest.fixture
def session(desk: None, transactional_db: None) -> str:
    """Of an official at the desk, made before a browser runs: its loop would forbid the database."""
    by = official(roles=["data_protection_officer"])
    return signed_in(by).cookies[settings.SESSION_COOKIE_NAME].value


def locked(*_said: object, **_more: object) -> None:
    raise OperationalError("database is locked")


def looked_at(page: Page, name: str) -> None:
    found = Axe().run(page, options=RULES)
    said = [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
    assert found.violations_count == 0, (name, said)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    if SHOTS:
        page.screenshot(path=SHOTS / f"trouble-{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_at_the_desk_it_passes_axe_and_fits_its_screen(
    session: str, browser: Browser, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr("opennrm.retention.views.holds.render", locked)
    with live() as url:
        for width in WIDTHS:
            with browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True) as visitor:
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}
                visitor.add_cookies([cookie])
                page = visitor.new_page()
                assert page.goto(f"{url}/{language}/retention/holds/").status == 503
                looked_at(page, f"desk-{language}-{width}")


@pytest.mark.parametrize("language", ["ja", "en", "ja-simple", "my"])
def test_at_the_door_it_passes_axe_and_fits_its_screen(
    transactional_db: None, browser: Browser, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr("opennrm.reporting.views.door.carried.begin", locked)
    with live() as url:
        for width in WIDTHS:
            with browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True) as visitor:
                page = visitor.new_page()
                assert page.goto(f"{url}/{language}/help/").status == 503
                looked_at(page, f"door-{language}-{width}")
