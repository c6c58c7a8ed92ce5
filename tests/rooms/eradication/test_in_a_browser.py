"""The pages of investigations in a real browser without JavaScript: seen by axe at two widths, in two languages."""

import pytest

from opennrm.agencies.models import OrganisationName
from opennrm.eradication.actions import charges, investigations
from opennrm.eradication.actions.charges import Known
from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.eradication.world import charged, police, stepped
from tests.rooms.identification.world import days_ago, desk, today
from tests.rooms.identification.world import opened as opened_case

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address):
    """A police body with an investigation in full swing, all made up; ``paths`` are its pages by name."""
    made, osaka = police(), police("police-osaka", kind="police")
    for body, en, ja in (
        (made, "Made-up police agency", "架空の警察機関"),
        (osaka, "Made-up police", "架空の府警"),
    ):
        for language, name in (("en", en), ("ja", ja)):
            OrganisationName.objects.create(organisation=body.organisation, language=language, name=name)
    made.paths = paths(_filled(made, osaka))
    client = signed_in(made.officer)
    client.get("/en/")
    made.cookies = {name: each.value for name, each in client.cookies.items()}
    return made


def _filled(made, osaka):
    told, by = {"by": made.officer, "on": today()}, made.officer
    charge = charged(made)
    found, custody = charge.investigation, {"why": "warrant"}
    stepped(made, charge, ("arrest", 60, custody), ("refer", 59), ("detain", 59), ("prosecute", 40))
    victim = opened_case(desk(made.organisation.pk))
    with made.acting():
        second = charges.enter_suspect(found, Known(name="架空 次郎", age=19), offences=[charge.offence], **told)
        later = second.charges.get()
    stepped(made, later, ("arrest", 3, custody | {"detail": "取調べ（作り話）"}))
    with made.acting():
        charges.enter_suspect(found, Known(name="架空 花子"), **told)
        investigations.clear(charge.offence, day=days_ago(58), **told)
        investigations.note(found, text="捜索（作り話）", happened=days_ago(50), **told)
        investigations.join_victim(found, code=victim.code, **told)
        until = days_ago(-60)
        investigations.join_body(found, to=osaka.organisation, until=until, reason="合同捜査本部", by=by)
    return found, charge, later


def paths(made) -> dict[str, str]:
    """Every page of investigations by a name for its picture."""
    found, charge, later = made
    here = f"investigations/{found.code}/"
    return {
        "investigations": "investigations/", "new": "investigations/new/", "investigation": here,
        "offence": f"{here}offence/", "suspect": f"{here}suspect/", "join": f"{here}join/",
        "guilty": f"{here}charges/{charge.pk}/guilty/", "strike": f"{here}charges/{later.pk}/strike/",
        "print": f"{here}print/",
    }  # fmt: skip


@SIZES
def test_every_page_of_investigations_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        page.goto(f"{address}/{lang}/{there.paths['investigation']}")
        followed(page.locator("main form button").first)
        looked_at(page, "opened", lang, width)
        page.goto(f"{address}/{lang}/{there.paths['offence']}")
        followed(page.locator("main form button").first)
        looked_at(page, "fault", lang, width)
        page.goto(f"{address}/{lang}/{there.paths['print']}")
        followed(page.locator("main form button").first)
        looked_at(page, "summary", lang, width)
