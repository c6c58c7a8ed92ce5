"""The pages of residence, return and follow-up in a real browser: seen by axe at two widths, and used by keys alone."""

import pytest

from opennrm.agencies.models import OrganisationName
from opennrm.identification.terms import ConsentPurpose
from opennrm.protection.actions import followups, residence, returns
from opennrm.protection.followups import FollowUp
from opennrm.protection.journeys import FactorAnswer, RiskResult, StepKind
from opennrm.protection.procedures import PaperState, ProcedureKind
from opennrm.protection.terms import Ending
from opennrm.understanding.terms import ResidenceStatus
from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.identification.world import today
from tests.rooms.protection.residing import about_to_depart, ahead, applied, consented, iom, supported, wishing

pytestmark = pytest.mark.browser


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


@SIZES
def test_every_page_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        page.goto(f"{address}/{lang}/{there.paths['grant']}")
        followed(page.locator("main form button").first)
        looked_at(page, "grant-fault", lang, width)
        page.goto(f"{address}/{lang}/{there.paths['residence']}")
        followed(page.locator("form[action$='/show/'] button"))
        looked_at(page, "opened", lang, width)


def test_a_stay_is_entered_by_keys_alone(address, there, browser) -> None:
    with context(browser, address, there.cookies, 1280) as visitor:
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
