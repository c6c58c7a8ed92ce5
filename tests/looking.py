"""Looking at pages in a real browser: seen by axe, and without a sideways scroll down to 320 pixels.

OPENNRM_SHOTS   a folder for pictures of every page looked at
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.journeys.test_public_pages import RULES

SHOTS = os.environ.get("OPENNRM_SHOTS", "")
NARROWEST = 320
SIZES = pytest.mark.parametrize(("lang", "width"), [("ja", 375), pytest.param("en", 1280, marks=pytest.mark.long)])


def context(browser: Browser, address: str, cookies: Mapping[str, str], width: int) -> BrowserContext:
    """A window of that width for whoever has these cookies; axe may put its script into the pages."""
    made = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    made.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    return made


def followed(link_or_button: Locator) -> None:
    """Click, and wait for the page that comes: before that the old one, or none, would be looked at."""
    with link_or_button.page.expect_navigation():
        link_or_button.click()


def looked_at(page: Page, name: str, lang: str, width: int) -> None:
    """Fail where axe finds something or the page scrolls sideways; ``name`` is that of its picture."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{lang}-{width}.png", full_page=True)
    found = Axe().run(page, options=RULES)
    said = [(each["id"], each["nodes"][0]["html"][:160]) for each in found.response["violations"]]
    assert found.violations_count == 0, (name, said)
    for narrow in (NARROWEST, width):
        page.set_viewport_size({"width": narrow, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= narrow, (name, narrow)
