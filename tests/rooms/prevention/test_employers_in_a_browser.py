"""The pages of employers and examinations in a real browser: seen by axe at two widths, and used by keys alone."""

from types import SimpleNamespace

import pytest

from opennrm.agencies.models import OrganisationName
from opennrm.prevention.actions import asking, employers, examinations
from opennrm.prevention.examining_terms import ExaminationKind, MeasureKind, PaperKind, Result, TieKind
from opennrm.prevention.models import Contract
from opennrm.reporting.attachments import cleaned
from tests.desk import body, official, signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.identification.world import days_ago, today
from tests.rooms.prevention.examining_world import bureau

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address):
    """Two made-up employers that share a broker: one decided and examined again, with a letter and measures."""
    at = bureau()
    for organisation, en, ja in (
        (at.organisation, "Made-up bureau", "架空労働局"),
        (body("isa"), "Made-up ISA", "架空庁"),
    ):
        for language, name in (("en", en), ("ja", ja)):
            OrganisationName.objects.create(organisation=organisation, language=language, name=name)
    official(body("isa"), roles=["identification_officer"])
    of, other = at.employer(0), at.employer(1)
    at.contract(of, "K-1", weekly_hours="48")
    contract = at.contract(of, "K-2", pay="158000", passport_kept="yes", C09="", S04="", support_languages="")
    by, day = at.examiner, today()
    decided, again = at.begun(of), None
    with at.examining():
        for each in (of, other):
            said = {"name": "架空人材", "number": "13-MADE-UP", "since": days_ago(90), "by": by}
            employers.add_tie(each, kind=TieKind.BROKER, **said)
        letter = asking.send_letter(decided, language="vi", due=days_ago(-7), by=by, on=day)
        asking.answer(letter, text="made up", answered=day, by=by)
        examinations.decide(decided, result=Result.DOES_NOT, reason="made up", by=by, on=day)
        for kind, due in ((MeasureKind.ORDER, days_ago(-30)), (MeasureKind.REFUSAL, None)):
            asking.take_measure(decided, kind=kind, reason="made up", due=due, by=by, on=day)
        rows = list(Contract.objects.filter(employer=of))
        again = examinations.begin(of, rows, kind=ExaminationKind.STRICT, again_of=decided, by=by, on=day)
        asking.attach(again, cleaned(b"made up"), kind=PaperKind.WAGES, by=by, on=day)
        waiting = asking.send_letter(again, language="vi", due=days_ago(-7), by=by, on=day)
        employers.went_missing(contract, on=day, by=by)
    base = f"prevention/examinations/{again.pk}/"
    paths = {
        "employers": "prevention/employers/",
        "file": "prevention/employers/file/",
        "shared": "prevention/employers/shared/",
        "employer": f"prevention/employers/{of.pk}/",
        "contract": f"prevention/contracts/{contract.pk}/",
        "examinations": "prevention/examinations/?state=all",
        "decided": f"prevention/examinations/{decided.pk}/",
        "examination": base,
        "criteria": f"{base}criteria/{contract.pk}/contract/",
        "ask": f"{base}ask/",
        "suspect": f"{base}suspect/",
        "answer": f"prevention/letters/{waiting.pk}/",
    }
    cookies = {name: each.value for name, each in signed_in(by).cookies.items()}
    return SimpleNamespace(paths=paths, cookies=cookies, at=at)


@SIZES
def test_every_page_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        page.goto(f"{address}/{lang}/{there.paths['contract']}")
        page.fill("[name=pay]", "1200")
        followed(page.locator("main form.form button").first)
        looked_at(page, "contract-fault", lang, width)
        page.goto(f"{address}/{lang}/{there.paths['employer']}")
        followed(page.locator("form[action$='/show/'] button"))
        looked_at(page, "opened", lang, width)


def test_a_group_of_criteria_is_kept_by_keys_alone(address, there, browser) -> None:
    with context(browser, address, there.cookies, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/en/{there.paths['criteria']}")
        row = page.locator("section[aria-labelledby=line-C09]")
        row.locator("select").first.focus()
        page.keyboard.type("Met")
        page.keyboard.press("Tab")
        page.keyboard.type("health check seen (made up)")
        page.keyboard.press("Tab")
        page.locator("button[type=submit]", has_text="Keep").first.focus()
        page.get_by_role("button", name="Keep", exact=True).press("Enter")
        page.wait_for_selector(".done")
        assert "You may stop here" in page.locator(".done").first.inner_text()
        assert "9/9" in page.locator("main").inner_text()
