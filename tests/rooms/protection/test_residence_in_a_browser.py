"""The pages of residence, return and follow-up in a real browser: seen by axe at two widths, and used by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from opennrm.agencies.models import OrganisationName
from opennrm.identification.terms import ConsentPurpose
from opennrm.protection.actions import followups, residence, returns
from opennrm.protection.followups import FollowUp
from opennrm.protection.journeys import FactorAnswer, RiskResult, StepKind
from opennrm.protection.procedures import PaperState, ProcedureKind
from opennrm.protection.terms import Ending
from opennrm.understanding.terms import ResidenceStatus
from tests.desk import signed_in
from tests.journeys.site import BROWSER
from tests.journeys.test_public_pages import RULES
from tests.machine import chromium
from tests.rooms.identification.world import today
from tests.rooms.protection.residing import about_to_depart, ahead, applied, consented, iom, supported, wishing

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
    """A made-up person with a stay that ends, procedures and a return, and another whose plan has ended."""
    s = supported(status=ResidenceStatus.ENTERTAINER.value)
    for body, en, ja in (
        (s.at.organisation, "Made-up support centre", "架空の支援センター"),
        (iom(), "Made-up IOM office", "架空のIOM事務所"),
    ):
        for language, name in (("en", en), ("ja", ja)):
            OrganisationName.objects.create(organisation=body, language=language, name=name)
    special, change = applied(s, ProcedureKind.SPECIAL_PERMISSION), applied(s)
    going = about_to_depart(s)
    consented(s, ConsentPurpose.FAMILY_TRACING)
    with s.supporting():
        residence.watch(s.plan, until=ahead(12), by=s.by, on=today())
        residence.check(change, {"passport": PaperState.HERE}, by=s.by)
        told = {"danger_at_home": FactorAnswer.YES, "debt": FactorAnswer.NO}
        measures = {"measures": "a shelter there (made up)", "by": s.by, "on": today()}
        returns.assess(going, answers=told, result=RiskResult.WITH_MEASURES, **measures)
        returns.trace(going, partner=iom(), by=s.by, on=today())
        cash = {"amount": 20000, "currency": "PHP", "note": "", "by": s.by}
        returns.add_step(going, kind=StepKind.CASH, due=ahead(30), **cash)
    other = supported(s.at)
    wishing(other)
    ended = supported(s.at)
    with s.supporting():
        followups.end(ended.plan, why=Ending.SETTLED, close_case=False, by=s.by, on=today())
        follow = FollowUp.objects.waiting().first()
    s.paths = {
        "plan": f"protection/{s.plan.pk}/",
        "plan-ended": f"protection/{ended.plan.pk}/",
        "residence": f"protection/{s.plan.pk}/residence/",
        "stay": f"protection/{s.plan.pk}/residence/stay/",
        "begin": f"protection/{s.plan.pk}/residence/begin/",
        "who-sees": f"protection/{s.plan.pk}/residence/who-sees/",
        "procedure": f"protection/procedures/{special.pk}/",
        "papers": f"protection/procedures/{change.pk}/papers/",
        "grant": f"protection/procedures/{change.pk}/grant/",
        "begin-return": f"protection/{ended.plan.pk}/return/",
        "return": f"protection/returns/{going.pk}/",
        "return-missing": f"protection/returns/{other_return(other)}/",
        "risk": f"protection/returns/{going.pk}/risk/",
        "journey": f"protection/returns/{going.pk}/journey/",
        "end": f"protection/{s.plan.pk}/end/",
        "follow-up": f"protection/follow-ups/{follow.pk}/",
        "expiring": "protection/expiring/",
        "under-way": "protection/returns/",
        "follow-ups": "protection/follow-ups/?due=all",
        "none": "protection/follow-ups/",
    }
    s.cookies = {name: each.value for name, each in signed_in(s.by).cookies.items()}
    return s


def other_return(s):
    with s.supporting():
        return s.plan.returns.get().pk


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
    said = [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
    assert found.violations_count == 0, (name, said)
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
        page.goto(f"{address}/{lang}/{there.paths['grant']}")
        page.locator("main form button").first.click()
        looked_at(page, "grant-fault", lang, width)
        page.goto(f"{address}/{lang}/{there.paths['residence']}")
        page.locator("form[action$='/show/'] button").click()
        looked_at(page, "opened", lang, width)


def test_a_stay_is_entered_by_keys_alone(address, there, browser) -> None:
    with visiting(browser, address, there, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/en/{there.paths['stay']}")
        page.locator("[name=status]").focus()
        keys, day = page.keyboard, ahead(400)
        keys.type("Long-Term")
        keys.press("Tab")
        keys.type(f"{day:%m%d%Y}")
        page.locator("[name=until]").press("Enter")
        page.wait_for_selector(".done")
        assert "You are reminded before it ends." in page.locator(".done").first.inner_text()
        assert f"{day.day} {day:%B %Y}" in page.locator("main").inner_text()
