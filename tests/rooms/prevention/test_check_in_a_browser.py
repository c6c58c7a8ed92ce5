"""«Check my contract» in a real browser without JavaScript: seen by axe, on the smallest screen, and on paper."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from opennrm.agencies.actions import load_organisations
from tests.journeys.test_public_pages import RULES
from tests.live import live
from tests.looking import followed

pytestmark = pytest.mark.browser


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    """The public door, served."""
    load_organisations()
    with live() as url:
        yield url


def answers(page: Page) -> None:
    """Fill the form by its fields and send it."""
    for name, value in {
        "work": "skilled",
        "forced": "yes",
        "equal_pay": "no",
        "hours": "yes",
        "worse": "unsure",
    }.items():
        page.check(f"input[name={name}][value={value}]")
    page.fill("input[name=pay]", "180000")
    page.select_option("select[name=pay_unit]", "month")
    followed(page.locator("main form button").first)
    page.wait_for_load_state()


def looked_at(page: Page, width: int) -> None:
    found = Axe().run(page, options=RULES)
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]] == []
    for narrow in (320, width):
        page.set_viewport_size({"width": narrow, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= narrow


def test_questions_and_answers_pass_axe_fit_the_screen_and_can_be_taken_along(address, browser) -> None:
    for language, width in (("ja", 375), ("en", 1280), ("my", 375)):
        page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
        page.goto(f"{address}/{language}/contract/")
        looked_at(page, width)
        answers(page)
        assert page.locator(".point--wrong").count() == 2
        looked_at(page, width)
        page.emulate_media(media="print")
        assert page.locator(".point--wrong").first.is_visible()
        assert not page.locator(".doors").is_visible() and page.title() == page.title().split(" - ")[0]
        assert page.context.cookies() == [] and page.url.endswith("/contract/")
        page.close()
