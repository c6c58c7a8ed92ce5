"""The pages of organisations, officials and contact points in a real browser, at two widths, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.desk import signed_in
from tests.journeys.directory import Directory, directory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("desk")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def shown(desk, transactional_db) -> Directory:
    return directory()


def open_page(browser: Browser, address, by, width: int, *, scripts: bool) -> Page:
    """A page of somebody signed in; with scripts for axe, without for everything a person does."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, bypass_csp=scripts
    )
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": signed_in(by).cookies[name].value, "url": address, "secure": name.startswith("__")}]
    )
    return context.new_page()


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("ja", 375)])
def test_every_page_of_the_directory_passes_axe_and_does_not_scroll_sideways(
    browser, address, shown, lang, width
) -> None:
    page = open_page(browser, address, shown.administrator, width, scripts=True)
    for path in shown.pages():
        page.goto(f"{address}/{lang}/{path}")
        found = Axe().run(page, options=RULES)
        said = [(each["id"], each["nodes"][0]["html"][:160]) for each in found.response["violations"]]
        assert found.violations_count == 0, (path, said)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_lead_ends_a_service_and_takes_it_back_without_javascript(browser, address, shown) -> None:
    page = open_page(browser, address, shown.lead, 375, scripts=False)
    page.goto(f"{address}/en/officials/?q=架空+太郎")
    page.click("tbody a")
    page.click("text=Leaving")
    page.fill("#id_on", "2099-01-01")
    page.click("text=End their service")
    assert "Leaves on 2099-01-01" in page.inner_text("main")
    page.click("text=Take the leaving back")
    assert "Leaves on" not in page.inner_text("main")


def test_what_was_typed_is_kept_when_a_form_is_refused(browser, address, shown) -> None:
    page = open_page(browser, address, shown.administrator, 1280, scripts=False)
    page.goto(f"{address}/en/organisations/{shown.body.pk}/rename/")
    for field, text in {"name_ja": "架空の家", "name_en": "Too early", "since": "2020-01-01"}.items():
        page.fill(f"#id_{field}", text)
    page.click("form.form button")
    assert "already begins on that day" in page.inner_text(".errors")
    assert page.input_value("#id_name_en") == "Too early"
