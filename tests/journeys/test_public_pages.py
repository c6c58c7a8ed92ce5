"""A visitor's journey in a real browser without JavaScript, at two widths, in both languages."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.site import served

pytestmark = pytest.mark.browser

PAGES = (
    "/{lang}/statistics/",
    "/{lang}/report/2020/",
    "/{lang}/statistics/2020/table/victims_by_nationality/",
    "/{lang}/statistics/2020/table/victims_since_2001/",
    "/{lang}/statistics/2020/figure/suspects.unaccounted/",
    "/{lang}/plan/2014/",
    "/{lang}/published/",
    "/{lang}/published/?publisher=UNODC&period=2020",
    "/{lang}/api/",
    "/{lang}/nowhere/",
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passed is told by its first element alone: the rest takes twice as long
    "selectors": False,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("site") / "home") as address:
        yield address


def _open(browser: Browser, url: str, width: int, *, scripts: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, bypass_csp=scripts
    )
    page = context.new_page()
    page.goto(url)
    return page


@pytest.mark.parametrize(
    ("lang", "width"),
    [("ja", 375), ("en", 1200), *(pytest.param(*each, marks=pytest.mark.long) for each in (("en", 375), ("ja", 1200)))],
)
def test_every_page_passes_axe_and_none_scrolls_sideways_on_the_smallest_screen(
    site: str, browser: Browser, lang: str, width: int
) -> None:
    for path in PAGES:
        page = _open(browser, site + path.format(lang=lang), width, scripts=True)
        found = Axe().run(page, options=RULES)
        said = [(v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]]
        assert found.violations_count == 0, (path, said)
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.context.close()


def test_from_the_front_page_to_how_a_number_was_counted_and_its_file(site: str, browser: Browser) -> None:
    page = _open(browser, f"{site}/ja/statistics/", 375)
    page.click(".key-figures a, .kpis a, main dl a")
    assert "/ja/statistics/2020/figure/victims.total/" in page.url
    page.click("main p a[href*='/table/']")
    assert "/ja/statistics/2020/table/victims_by_sex/" in page.url
    with page.expect_download() as download:
        page.click("a[href$='victims_by_sex.csv']")
    assert download.value.suggested_filename == "victims_by_sex-2020.csv"


def test_the_language_menu_keeps_the_page(site: str, browser: Browser) -> None:
    page = _open(browser, f"{site}/ja/statistics/2020/table/victims_by_age/", 1200)
    page.click("details summary")
    page.click("details a[hreflang=en]")
    assert page.url == f"{site}/en/statistics/2020/table/victims_by_age/"
    assert page.locator("html").get_attribute("lang") == "en"


def test_programs_read_by_the_public_process_what_its_role_in_the_database_lets_it(site: str) -> None:
    def told(path: str) -> Any:
        with urlopen(site + path, timeout=60) as answer:
            return json.load(answer)

    whole = told("/api/1/editions/2020")
    for path in (whole["edition"]["address"], *(each["address"] for each in (*whole["files"], *whole["tables"]))):
        with urlopen(site + path, timeout=60) as answer:
            assert answer.status == 200, path
    assert told("/api/1/editions/2020/figures")["figures"]
    assert told(f"/api/1/editions/2020/tables/{whole['tables'][0]['id']}")["rows"]
    numbers = [line["number"] for each in told("/api/1/releases")["budgets"] for line in each["releases"]]
    assert numbers and all(told(f"/api/1/releases/{number}")["files"] for number in numbers)
    assert told("/api/1/openapi.json")["openapi"] == "3.1.0"


def test_the_keyboard_reaches_the_content_first(site: str, browser: Browser) -> None:
    page = _open(browser, f"{site}/en/", 1200)
    page.keyboard.press("Tab")
    target = page.locator(":focus").get_attribute("href") or ""
    assert target.startswith("#") and page.locator(target).count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(target))


def test_filters_stay_while_paging(site: str, browser: Browser) -> None:
    page = _open(browser, f"{site}/en/published/", 1200)
    page.select_option("#f-publisher", "NPA")
    page.click("form button")
    page.click("a[rel=next]")
    assert "publisher=NPA" in page.url and "page=2" in page.url
    assert page.locator("#f-publisher").input_value() == "NPA"
