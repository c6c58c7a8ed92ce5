"""The pages of protection as a caseworker uses them."""

import re

import pytest
from django.urls import reverse

from opennrm.access.terms import FieldClass
from opennrm.identification.models import Consent
from opennrm.identification.terms import ConsentPurpose
from opennrm.protection.actions import needs, stays
from opennrm.protection.consenting import may_treat
from opennrm.protection.giving import ServiceKind, ServiceState
from opennrm.protection.models import Aim, Meeting, ProtectionPlan, Seat, Service, Shelter, Stay, Task
from tests.desk import signed_in
from tests.rooms.identification.world import days_ago, desk, today
from tests.rooms.protection.test_plans import worked_on
from tests.rooms.protection.world import ADDRESS, asked, consented, house, later, need, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def there():
    return planned()


def at(name, *args):
    return reverse(f"protection:{name}", args=args, urlconf="opennrm.config.urls_desk")


def looks(client, name, *args, **data):
    return client.get(at(name, *args), data).content.decode()


def sends(client, name, *args, **data):
    return client.post(at(name, *args), data, follow=True)


def test_a_case_is_begun_from_the_queue_and_is_mine_then():
    there, case = asked()
    client, other = signed_in(there.caseworker), asked(there)[1]
    found = looks(client, "queue", show="begin", code=case.code)
    assert case.code in found and other.code not in found
    assert case.code in looks(client, "queue", show="begin")
    answer = sends(client, "begin", case.code)
    assert answer.status_code == 200
    assert "The plan has begun." in answer.content.decode()
    assert case.code in looks(client, "queue")
    assert case.code not in looks(client, "queue", show="begin")


def test_a_code_that_is_none_is_said_and_a_right_one_finds_the_plan(there):
    world, plan = there
    client = signed_in(world.caseworker)
    answer = client.get(at("queue"), {"show": "all", "code": "nothing"})
    assert answer.status_code == 422
    assert "This is no code of a case" in answer.content.decode()
    assert plan.code in looks(client, "queue", show="all", code=plan.code.lower())


def test_the_page_of_a_plan_shows_no_sealed_word_until_asked(there):
    world, plan = there
    worked_on(world, plan)
    page = looks(signed_in(world.caseworker), "plan", plan.pk)
    assert "家族と暮らしたい" not in page
    assert ADDRESS not in page
    assert all(each in page for each in (plan.code, "Threatened, or the family is threatened", "Health"))


@pytest.mark.django_db(transaction=True)
def test_sealed_words_open_on_a_post(there):
    world, plan = there
    worked_on(world, plan)
    client = signed_in(world.caseworker)
    assert client.get(at("words", plan.pk, "aims")).status_code == 405
    assert "家族と暮らしたい" in sends(client, "words", plan.pk, "aims").content.decode()


def test_what_is_typed_stays_where_something_is_wrong(there):
    world, plan = there
    client = signed_in(world.caseworker)
    told = {"kind": "talk", "due": days_ago(1).isoformat(), "who": str(world.caseworker.pk), "text": "typed words"}
    answer = client.post(at("add_task", plan.pk), told)
    assert answer.status_code == 422
    assert "typed words" in answer.content.decode()
    assert "lies in the past" in answer.content.decode()
    sends(client, "add_task", plan.pk, **told | {"due": later(2).isoformat()})
    with world.supporting():
        assert Task.objects.get().due == later(2)


def test_aims_risks_and_notes_are_added_by_forms(there):
    world, plan = there
    client = signed_in(world.caseworker)
    sends(client, "add_aim", plan.pk, text="仕事がしたい")
    risk = {"level": "raised", "factors": ["debt"], "text": "弁護士に相談", "again": later(5).isoformat()}
    sends(client, "add_risk", plan.pk, **risk)
    sends(client, "add_note", plan.pk, kind="call", happened=today().isoformat(), text="電話あり")
    sends(client, "since", plan.pk, since=days_ago(2).isoformat())
    with world.supporting():
        held = ProtectionPlan.objects.get()
        assert (held.risks.get().factors, held.notes.count(), held.protected) == (["debt"], 1, days_ago(2))
        aim = Aim.objects.get()
    assert "Reached" in sends(client, "set_aim", aim.pk, "reached").content.decode()
    assert sends(client, "set_aim", aim.pk, "nonsense").status_code == 404


def place(**more):
    return {"who": "woman", "children": 0, "since": today().isoformat(), "nights": 2} | more


def test_a_bed_is_found_reserved_and_left_by_pages_alone(there):
    world, plan = there
    made, client = house(world), signed_in(world.caseworker)
    assert made.code in looks(client, "find", plan.pk, **place())
    answer = sends(client, "reserve", plan.pk, made.pk, **place())
    assert "The bed is reserved." in answer.content.decode()
    with world.supporting():
        stay = Stay.objects.get()
    assert "They have come." in sends(client, "stay_step", stay.pk, "arrive").content.decode()
    assert "kept longer" in sends(client, "extend", stay.pk, until=later(4).isoformat()).content.decode()
    assert "The nights count" in sends(client, "leave", stay.pk, left=today().isoformat()).content.decode()


def test_who_comes_too_late_reads_which_shelters_fit_and_keeps_what_was_asked(there):
    world, plan = there
    _world, other = planned(world)
    made = house(world)
    house(world, "spare-one")
    with world.supporting():
        stays.reserve(other, made, need(), by=world.caseworker, on=today())
    answer = signed_in(world.caseworker).post(at("reserve", plan.pk, made.pk), place())
    assert answer.status_code == 409
    assert "These fit: spare-one." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_address_opens_on_a_post_and_not_to_enforcement(there):
    world, _plan = there
    made, client = house(world), signed_in(world.caseworker)
    assert ADDRESS not in looks(client, "shelter", made.pk)
    assert ADDRESS in sends(client, "shelter", made.pk).content.decode()
    npa = desk("npa", kind="police")
    told = {"to": npa.organisation.pk, "until": later(9).isoformat(), "reason": "made up"}
    assert "It may open the address now." in sends(client, "let_know", made.pk, **told).content.decode()
    answer = sends(signed_in(npa.caseworker), "shelter", made.pk)
    assert (answer.status_code, ADDRESS in answer.content.decode()) == (409, False)
    assert "not shown to enforcement" in answer.content.decode()


def test_a_shelter_is_entered_with_its_beds_and_put_right_by_its_operator_alone(there):
    world, _plan = there
    client = signed_in(world.caseworker)
    told = {"code": "made-up-9", "kind": "entrusted", "takes": ["women", "families"], "languages": "vi, ネパール語"}
    sends(client, "add_shelter", **told, address=ADDRESS)
    made = Shelter.objects.get()
    assert made.languages == ["vi", "ne"]
    client.post(at("add_bed", made.pk), {"name": "A", "sleeps": 3})
    assert "made-up-9" in looks(client, "beds")
    answer = client.post(at("edit_shelter", made.pk), told | {"languages": "no such tongue"})
    assert "No language is called so: no such tongue" in answer.content.decode()
    stranger = signed_in(desk("made-up-ngo", kind="ngo").caseworker)
    answer = stranger.post(at("edit_shelter", made.pk), told)
    assert "Only the organisation that runs the shelter" in answer.content.decode()


def test_a_service_goes_from_need_to_giving_by_pages(there):
    world, plan = there
    client = signed_in(world.caseworker)
    sends(client, "add_service", plan.pk, kind="food")
    with world.supporting():
        service = Service.objects.get()
    for verb in ("offer", "accept"):
        sends(client, "service_step", service.pk, verb)
    sends(client, "give", service.pk, given=today().isoformat(), quantity=3, measure="meals", cost=900)
    with world.supporting():
        assert Service.objects.get().state == ServiceState.GIVEN
    assert "900" in looks(client, "costs")
    sends(client, "service_step", service.pk, "take_back")
    with world.supporting():
        assert Service.objects.get().state == ServiceState.ACCEPTED


def test_medical_care_without_consent_is_refused_with_what_to_do(there):
    world, plan = there
    with world.supporting():
        told = {"by": world.caseworker, "on": today()}
        service = needs.need(plan, kind=ServiceKind.TEST, **told)
        needs.offer(service, **told)
    answer = sends(signed_in(world.caseworker), "service_step", service.pk, "accept")
    assert answer.status_code == 409
    assert "enter the consent in the case" in answer.content.decode()


LOOKED_FOR = {"language": "fil", "way": "telephone", "quantity": "1", "measure": "times"}


def test_an_interpreter_is_looked_for_and_found_from_the_plan(there):
    world, plan = there
    client = signed_in(world.caseworker)
    sends(client, "add_interpreter", plan.pk, **LOOKED_FOR, wanted=later(1).isoformat(), so_far="searching")
    with world.supporting():
        service = Service.objects.get()
    assert "Still searching" in looks(client, "service", service.pk)
    sends(client, "interpreter_found", service.pk, "found")
    assert "Still searching" not in looks(client, "service", service.pk)


def test_an_interpreter_whom_the_person_wants_takes_one_button_and_one_who_was_there_one_form(there):
    world, plan = there
    client = signed_in(world.caseworker)
    sends(client, "add_interpreter", plan.pk, **LOOKED_FOR, wanted=later(1).isoformat(), so_far="searching")
    with world.supporting():
        wanted = Service.objects.get()
    sends(client, "interpreter_found", wanted.pk, "accepted")
    assert "Accepted by the person" in looks(client, "service", wanted.pk)
    told = LOOKED_FOR | {"so_far": "given", "quantity": "2", "measure": "hours"}
    future = client.post(at("add_interpreter", plan.pk), told | {"wanted": later(1).isoformat()})
    assert future.status_code == 422
    sends(client, "add_interpreter", plan.pk, **told, wanted=today().isoformat())
    with world.supporting():
        given = Service.objects.exclude(pk=wanted.pk).get()  # what was refused left nothing behind
    assert "2 hours" in looks(client, "service", given.pk)


@pytest.mark.django_db(transaction=True)
def test_a_meeting_is_planned_held_and_shared_by_pages_and_each_reads_its_own(there):
    world, plan = there
    ngo = desk("made-up-ngo", kind="ngo")
    client, theirs = signed_in(world.caseworker), signed_in(ngo.caseworker)
    sends(client, "add_meeting", plan.pk, day=today().isoformat(), way="video", text="住まい")
    with world.supporting():
        meeting = Meeting.objects.get()
    refused = client.post(at("invite", meeting.pk), {"organisation": ngo.organisation.pk})
    assert "has not consented" in refused.content.decode()
    consented(world, plan.case, ConsentPurpose.SUPPORT, ngo.organisation)
    sends(client, "invite", meeting.pk, organisation=ngo.organisation.pk, text="議題")
    with ngo.supporting():
        seat = Seat.objects.get()
    sends(client, "hold", meeting.pk, text="全体の記録")
    sends(client, "share", seat.pk, text="部屋を探す")
    assert str(seat.pk) in looks(theirs, "seats")
    read = sends(theirs, "seat", seat.pk).content.decode()
    assert "部屋を探す" in read
    assert "全体の記録" not in read
    assert theirs.get(at("meeting", meeting.pk)).status_code == 404
    assert "全体の記録" in sends(client, "meeting", meeting.pk).content.decode()
    sends(client, "uninvite", seat.pk)
    assert theirs.get(at("seat", seat.pk)).status_code == 404


def test_tasks_past_their_day_are_counted_in_the_menu(there):
    world, plan = there
    _aim, task = worked_on(world, plan)
    with world.supporting():
        Task.objects.filter(pk=task.pk).update(due=days_ago(1))
    page = looks(signed_in(world.caseworker), "queue", show="tasks")
    assert re.search(r'Plans and tasks <span class="waiting">.*?1</span>', page, re.S)
    assert "past its day" in page


def test_the_beds_by_night_are_a_table_of_fourteen_nights(there):
    world, _plan = there
    house(world, beds=2)
    page = looks(signed_in(world.caseworker), "beds")
    assert page.count('<th scope="col"') == 15


def test_whoever_supports_asks_for_a_consent_records_it_and_lets_it_be_withdrawn(there):
    world, plan = there
    client = signed_in(world.caseworker)
    asked_for = {
        "purpose": ConsentPurpose.MEDICAL, "recipient": world.organisation.pk, "classes": [FieldClass.IDENTITY.value],
        "expires": later(30).isoformat(), "language": "en",
    }  # fmt: skip
    sheet = looks(client, "consent_sheet", plan.pk, **asked_for)
    version = re.search(r"version=([^&\"]+)", sheet)[1]
    said = asked_for | {"version": version, "giver": "self", "how": "signed", "given": today().isoformat()}
    page = sends(client, "record_consent", plan.pk, **said).content.decode()
    assert "The consent is recorded in the case." in page
    with world.supporting():
        consent = Consent.objects.get(case=plan.case_id)
        assert may_treat(plan.case_id, world.organisation.pk, today())
    page = sends(client, "withdraw_consent", plan.pk, consent.pk).content.decode()
    assert "Withdrawn. Referrals ended: 0." in page
    with world.supporting():
        assert not may_treat(plan.case_id, world.organisation.pk, today())
