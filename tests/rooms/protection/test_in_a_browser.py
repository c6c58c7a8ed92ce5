"""The pages of protection in a real browser without JavaScript: seen by axe at two widths, in two languages."""

import pytest

from opennrm.agencies.models import OrganisationName
from opennrm.identification.terms import ConsentPurpose
from opennrm.protection.actions import meetings, needs, plans, stays, steps
from opennrm.protection.giving import ServiceKind, ServiceUnit
from opennrm.protection.housing import ShelterKind, Takes
from opennrm.protection.terms import MeetingWay, TaskKind
from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.identification.world import days_ago, desk, today
from tests.rooms.protection.test_plans import worked_on
from tests.rooms.protection.world import asked, consented, house, later, need, planned

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address):
    """A support centre with a plan in full swing, all made up; ``paths`` are its pages by name."""
    made, plan = planned(on=days_ago(40))
    ngo = desk("made-up-ngo", kind="ngo")
    for body, en, ja in (
        (made, "Made-up support centre", "架空の支援センター"),
        (ngo, "Made-up association", "架空の支援団体"),
    ):
        for language, name in (("en", en), ("ja", ja)):
            OrganisationName.objects.create(organisation=body.organisation, language=language, name=name)
    asked(made)
    worked_on(made, plan)
    rows = _filled(made, plan, ngo)
    client = signed_in(made.caseworker)
    client.get("/en/")
    made.cookies = {name: each.value for name, each in client.cookies.items()}
    made.paths = paths(plan, **rows)
    return made


def _filled(made, plan, ngo):
    by, told = made.caseworker, {"by": made.caseworker, "on": today()}
    hikari = house(made, "架空ひかり", beds=3, takes=tuple(Takes), sleeps=2, languages=("fil", "vi"), prefecture="13")
    house(ngo, "架空みらい", beds=1, kind=ShelterKind.ENTRUSTED, takes=("men",), entrusted_by=made.organisation)
    consented(made, plan.case, ConsentPurpose.SUPPORT, ngo.organisation)
    with made.supporting():
        plans.protected_since(plan, since=days_ago(9), **told)
        steps.add_task(plan, kind=TaskKind.CALL, words="学校に連絡", due=today(), who=by, **told)
        stay = stays.reserve(plan, hikari, need(days_ago(9), nights=20), by=by, on=days_ago(9))
        stays.arrive(stay, by=by, on=days_ago(9))
        food = needs.need(plan, kind=ServiceKind.FOOD, words="夕食", **told)
        needs.offer(food, **told)
        needs.accept(food, **told)
        needs.give(food, given=today(), quantity=2, measure=ServiceUnit.MEALS, cost=1400, **told)
        legal = needs.need(plan, kind=ServiceKind.LEGAL, wanted=later(3), **told)
        needs.offer(legal, **told)
        agenda = {"way": MeetingWay.VIDEO, "agenda": "住まい（作り話）"}
        meeting = meetings.plan_meeting(plan, day=today(), **agenda, **told)
        seat = meetings.invite(meeting, ngo.organisation, agenda="住まい", **told)
        meetings.hold(meeting, text="記録（作り話）", by=by)
    return {"shelter": hikari, "stay": stay, "service": legal, "food": food, "meeting": meeting, "seat": seat}


def paths(plan, *, shelter, stay, service, food, meeting, seat) -> dict[str, str]:
    """Every page of protection by a name for its picture."""
    top, here = "protection/", f"protection/{plan.pk}/"
    asked_for = f"who=woman&children=1&since={today()}&nights=3&language=fil"
    return {
        "queue": f"{top}plans/", "begin": f"{top}plans/?show=begin", "tasks": f"{top}plans/?show=tasks", "plan": here,
        "since": f"{here}since/", "assign": f"{here}assign/", "aim": f"{here}aim/", "task": f"{here}task/",
        "risk": f"{here}risk/", "note": f"{here}note/", "need": f"{here}service/", "interpreter": f"{here}interpreter/",
        "plan-meeting": f"{here}meeting/", "find": f"{here}shelter/", "found": f"{here}shelter/?{asked_for}",
        "beds": f"{top}beds/", "costs": f"{top}costs/", "shelters": f"{top}shelters/",
        "new-shelter": f"{top}shelters/new/", "shelter": f"{top}shelters/{shelter.pk}/",
        "edit-shelter": f"{top}shelters/{shelter.pk}/edit/", "bed": f"{top}shelters/{shelter.pk}/beds/",
        "know": f"{top}shelters/{shelter.pk}/know/", "stay": f"{top}stays/{stay.pk}/",
        "extend": f"{top}stays/{stay.pk}/extend/", "leave": f"{top}stays/{stay.pk}/leave/",
        "service": f"{top}services/{service.pk}/", "decline": f"{top}services/{service.pk}/decline/",
        "given": f"{top}services/{food.pk}/", "give": f"{top}services/{food.pk}/give/",
        "seats": f"{top}meetings/", "meeting": f"{top}meetings/{meeting.pk}/",
        "invite": f"{top}meetings/{meeting.pk}/invite/", "seat": f"{top}seats/{seat.pk}/",
        "share": f"{top}seats/{seat.pk}/share/",
    }  # fmt: skip


@SIZES
def test_every_page_of_protection_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        page.goto(f"{address}/{lang}/{there.paths['plan']}")
        followed(page.locator("#notes ~ .buttons form button").first)
        looked_at(page, "words", lang, width)
        page.goto(f"{address}/{lang}/{there.paths['aim']}")
        followed(page.locator("main form button").first)
        looked_at(page, "fault", lang, width)


def test_a_bed_is_reserved_by_keys_alone(address, there, browser) -> None:
    with context(browser, address, there.cookies, 1280) as visitor:
        page = visitor.new_page()
        page.goto(f"{address}/en/{there.paths['found'].replace(str(today()), str(later(30)))}")
        page.locator("table button").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".done")
        assert "The bed is reserved." in page.locator(".done").inner_text()
