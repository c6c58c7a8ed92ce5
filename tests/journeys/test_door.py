"""The public door in a real browser without JavaScript: report, receipt, an answer from the desk, come back, leave."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.journeys.door_states import WORDS, faults, go, opened, receipt_on, tip
from tests.journeys.site import served
from tests.looking import followed
from tests.machine import run_python

pytestmark = pytest.mark.browser

LANGUAGES = [code for code, _ in settings.LANGUAGES]
NARROW = [code for code in LANGUAGES if code in {"ja-simple", "my"}]  # Japanese with its readings; English wide
REST = [(code, 1280) for code in LANGUAGES if code != "en"] + [(code, 375) for code in LANGUAGES if code not in NARROW]
ANSWER = """
from django.utils import timezone
from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.demo import officials
from opennrm.reporting import receipts
from opennrm.reporting.actions import desk, intake
from opennrm.reporting.models import Report
intake.take_in()
by = officials()["reception"]
lookup = receipts.opened(receipts.read({digits!r})).lookup
with acting(scope_for(by, purpose=Purpose.RECEPTION)):
    desk.reply(Report.objects.get(box__lookup=lookup), text={text!r}, language="en", by=by, on=timezone.localdate())
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("door") / "home"


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    with served(home) as address:
        yield address


@pytest.mark.parametrize(
    ("language", "width"),
    [*((code, 375) for code in NARROW), ("en", 1280), *(pytest.param(*each, marks=pytest.mark.long) for each in REST)],
)
def test_every_page_and_error_passes_axe_and_none_scrolls_sideways_on_the_smallest_screen(
    site: str, browser: Browser, language: str, width: int
) -> None:
    page = opened(browser, f"{site}/{language}/", width, looked_at=True)
    assert [each for state in tip(page, f"{site}/{language}/") for each in faults(page, state)] == []
    page.context.close()


def test_from_a_report_to_the_answer_and_away(site: str, home: Path, browser: Browser) -> None:
    page = opened(browser, f"{site}/en/")
    page.click("a.door[href$='/help/']")
    go(page, "danger")
    page.check("input[value=no]")
    go(page, "next")
    page.fill("textarea", WORDS)
    for _ in ("topics", "where", "child", "more", "safe", "check"):
        go(page, "next")
    assert page.locator("dd").filter(has_text=WORDS).count() == 1
    go(page, "send")
    digits = receipt_on(page)
    page.fill("input[name=last]", digits[-4:])
    go(page, "kept")
    answer(home, digits, "Made up: we can help you.")
    page.goto(f"{site}/en/receipt/")
    page.fill("input[name=receipt]", digits)
    followed(page.locator("main form button").first)
    assert page.locator("article").inner_text().endswith("Made up: we can help you.")
    assert WORDS not in page.content()
    assert page.context.cookies() == []


def answer(home: Path, digits: str, text: str) -> None:
    """What an official does at the desk meanwhile."""
    done = run_python(ANSWER.format(digits=digits, text=text), home=home)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("width", [800, 1150, 1280])
def test_the_button_that_leaves_lies_over_no_text_while_one_reads(site: str, browser: Browser, width: int) -> None:
    page = opened(browser, f"{site}/ja-simple/safety/", width)
    page.mouse.wheel(0, 400)
    button, text = page.locator("#leave").bounding_box(), page.locator("main").bounding_box()
    at_the_foot = button["y"] + button["height"] == page.viewport_size["height"]
    assert at_the_foot or button["x"] >= text["x"] + text["width"]
    page.context.close()


def test_leaving_quickly_takes_the_place_of_the_page_in_the_history(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    context.route("**/bosai/**", lambda route: route.fulfill(body="weather"))
    page = context.new_page()
    page.goto("about:blank")
    page.goto(f"{site}/en/safety/")
    page.click("#leave")
    page.wait_for_url("**/bosai/**")
    page.go_back()
    assert page.url == "about:blank"
    context.close()
