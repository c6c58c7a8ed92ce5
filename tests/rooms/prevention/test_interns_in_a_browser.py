"""The pages of technical interns in a real browser without JavaScript: seen by axe at two widths, in two languages."""

import pytest

from opennrm.agencies.actions import load_organisations
from opennrm.agencies.models import Organisation
from opennrm.identification.terms import NoticeKind
from opennrm.prevention.actions import intern_requests, intern_work, interns
from opennrm.prevention.intern_steps import PROTECTION
from opennrm.prevention.intern_terms import StepState
from opennrm.prevention.interns import InternStep
from opennrm.reporting.terms import Urgency
from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.identification.world import days_ago, desk, today
from tests.rooms.prevention.interns_world import asked, bureau, opened

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address):
    """A bureau with a case in full swing, all made up; ``paths`` are its pages by name."""
    load_organisations()
    made, centre, otit = bureau(), desk("womens-support-centers"), bureau("otit", "", named=False)
    case, told = opened(made, on=days_ago(6)), {"by": made.officer, "on": today()}
    received = opened(bureau("labour-osaka", "27"))
    with made.examining():
        opened(made)
        interns.note(case, text="記録（作り話）", happened=today(), **told)
        shared = intern_requests.ask(case, asked(otit.organisation), **told)
        hand = intern_requests.ask(case, asked(Organisation.objects.get(pk="police"), step="police"), **told)
        said = {"to": centre.organisation, "urgency": Urgency.SOON, "text": "作り話"}
        assert intern_work.ask_protection(case, **said, **told).kind == NoticeKind.INTERN
        steps = {each.code: each for each in InternStep.objects.filter(case=case).select_related("case")}
        intern_work.settle_step(steps["hear"], to=StepState.DONE, why="", **told)
    osaka = received.officer
    with made.examining(osaka):
        theirs = intern_requests.ask(received, asked(made.organisation, step="inspection"), by=osaka, on=today())
    with otit.examining():
        intern_requests.accept(shared, by=otit.officer, on=today())
    client = signed_in(made.lead)
    client.get("/en/")
    made.cookies = {name: each.value for name, each in client.cookies.items()}
    top, here = "interns/", f"interns/{case.pk}/"
    made.paths = {
        "interns": f"{top}?show=all", "none": f"{top}?show=mine&sign=debt", "new": f"{top}new/",
        "officers": f"{top}officers/", "officer": f"{top}officers/13/", "requests": f"{top}requests/examination/",
        "request": f"{top}requests/examination/{theirs.pk}/",
        "decline": f"{top}requests/examination/{theirs.pk}/decline/", "intern": here, "ask": f"{here}ask/",
        "protect": f"{here}protect/", "close": f"{here}close/", "enter": f"{top}sent/{hand.pk}/enter/",
        "postpone": f"{top}steps/{steps['otit'].pk}/postpone/",
    }  # fmt: skip
    assert steps[PROTECTION].case == case
    return made


@SIZES
def test_every_page_of_interns_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        page.goto(f"{address}/{lang}/{there.paths['intern']}")
        followed(page.locator("form[action$='/words/'] button").first)
        looked_at(page, "words", lang, width)
        page.goto(f"{address}/{lang}/{there.paths['new']}")
        followed(page.locator("main form button").first)
        looked_at(page, "fault", lang, width)
