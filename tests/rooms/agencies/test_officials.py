"""Officials, roles, substitutes, duty and suspension. Runs on SQLite, and again on PostgreSQL from access's tests."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from opennrm.agencies import officials, rules
from opennrm.agencies.models import Official, OfficialRole, Organisation
from opennrm.agencies.roles import ROLES, powers
from opennrm.agencies.rules import Post, Turn
from opennrm.agencies.terms import OrganisationKind, Power, Refusal
from opennrm.page.refusals import Refused
from opennrm.vault.models import AuditLine

DAY = date(2020, 6, 1)
NIGHT = Turn(uuid4(), 4, time(22), time(6))  # Friday to Saturday


def post(*roles, organisation="a", lead=False, **more):
    kind = more.pop("kind", OrganisationKind.POLICE)
    return Post(uuid4(), organisation, kind, frozenset(roles), lead, since=DAY, **more)


def test_every_role_says_what_it_is_in_both_languages_and_what_it_may_do():
    for code, role in ROLES.items():
        assert code == role.code
        assert all([role.name.en, role.name.ja, role.description.en, role.description.ja, role.may])
    assert powers(ROLES) == frozenset(Power)


def test_who_appoints_opens_no_file_and_who_opens_files_does_not_appoint():
    assert powers({"administrator"}) == {Power.APPOINT}
    assert all(Power.APPOINT not in role.may for code, role in ROLES.items() if code != "administrator")


@given(st.integers(-3, 3), st.one_of(st.none(), st.integers(0, 3)), st.booleans())
def test_an_official_serves_from_the_first_day_to_the_day_before_they_left(day, left, suspended):
    ends = None if left is None else DAY + timedelta(days=left)
    serves = post(left=ends, suspended=suspended).serves(DAY + timedelta(days=day))
    assert serves == (day >= 0 and (left is None or day < left) and not suspended)


@pytest.mark.parametrize(
    ("by", "roles", "reason"),
    [
        (None, {"caseworker"}, None),
        (post("administrator", organisation="b"), {"matching_officer"}, None),
        (post(lead=True), {"caseworker"}, None),
        (post(lead=True), {"matching_officer"}, Refusal.NOT_BY_A_LEAD),
        (post(lead=True), {"administrator"}, Refusal.NOT_BY_A_LEAD),
        (post(lead=True, organisation="b"), {"caseworker"}, Refusal.NOT_YOURS_TO_APPOINT),
        (post("caseworker"), {"caseworker"}, Refusal.NOT_YOURS_TO_APPOINT),
        (post("administrator", left=DAY), {"caseworker"}, Refusal.NOT_SERVING),
        (None, set(), Refusal.NO_ROLE),
        (None, {"king"}, Refusal.UNKNOWN_ROLE),
    ],
)
def test_who_may_appoint_whom(by, roles, reason):
    assert rules.why_not_appoint(by, organisation="a", roles=roles, on=DAY) == reason


@pytest.mark.parametrize(
    ("at", "covered"),
    [
        (datetime(2020, 6, 5, 21, 59, tzinfo=UTC), False),
        (datetime(2020, 6, 5, 22, 0, tzinfo=UTC), True),
        (datetime(2020, 6, 6, 5, 59, tzinfo=UTC), True),
        (datetime(2020, 6, 6, 6, 0, tzinfo=UTC), False),
        (datetime(2020, 6, 5, 3, 0, tzinfo=UTC), False),
        (datetime(2020, 6, 6, 22, 0, tzinfo=UTC), False),
    ],
)
def test_a_turn_that_runs_past_midnight_belongs_to_the_day_it_starts(at, covered):
    assert NIGHT.covers(at) == covered


@given(st.integers(0, 6), st.times(), st.times(), st.integers(0, 6), st.times())
def test_a_turn_and_the_one_from_its_end_to_its_start_share_no_moment(weekday, starts, ends, day, clock):
    if starts == ends:
        return
    at = datetime.combine(date(2020, 6, 1) + timedelta(days=day), clock)
    rest = Turn(NIGHT.official, weekday if starts < ends else (weekday + 1) % 7, ends, starts)
    assert not (Turn(NIGHT.official, weekday, starts, ends).covers(at) and rest.covers(at))


def answering(turns, *, serving, instead=None, leads=()):
    at = datetime(2020, 6, 5, 23, 0, tzinfo=UTC)
    return rules.answering(turns, at=at, serving=frozenset(serving), instead=instead or {}, leads=leads)


def test_on_duty_answers_else_their_substitute_else_the_lead_else_nobody():
    who, substitute, lead = NIGHT.official, uuid4(), uuid4()
    everybody = {who, substitute, lead}
    assert answering([NIGHT], serving=everybody, leads=[lead]) == (who,)
    assert answering([NIGHT], serving=everybody, instead={who: substitute}, leads=[lead]) == (substitute,)
    assert answering([NIGHT], serving={lead}, instead={who: substitute}, leads=[lead]) == (lead,)
    assert answering([], serving=everybody, leads=[lead]) == (lead,)
    assert answering([NIGHT], serving=set(), leads=[lead]) == ()


@pytest.mark.parametrize(
    ("line", "enforces"),
    [
        ([("npa", "agency")], True),
        ([("isa-tokyo", "agency"), ("isa", "agency"), ("moj", "ministry")], True),
        ([("aichi-police", "police")], True),
        ([("tokyo-labour", "labour_bureau"), ("mhlw", "ministry")], True),
        ([("moj", "ministry")], False),
        ([("a-shelter", "womens_support_center")], False),
    ],
)
def test_which_bodies_enforce(line, enforces):
    assert rules.enforces(line) == enforces


@pytest.fixture
def bodies(db):
    def body(code, kind=OrganisationKind.ONE_STOP_CENTER):
        return Organisation.objects.create(code=code, kind=kind, source="made up for a test")

    return body("made-up-a"), body("made-up-b"), body("made-up-police", OrganisationKind.POLICE)


@pytest.fixture
def staff(bodies):
    admin = officials.appoint(bodies[1], roles=["administrator"], by=None, on=DAY)
    lead = officials.appoint(bodies[0], roles=["caseworker"], lead=True, by=admin, on=DAY)
    worker = officials.appoint(bodies[0], roles=["caseworker", "counsellor"], by=lead, on=DAY)
    return admin, lead, worker


def test_an_appointment_keeps_an_opaque_id_roles_and_one_line_in_the_audit(staff):
    _admin, lead, worker = staff
    assert isinstance(worker.pk, UUID)
    assert {held.role for held in worker.held.all()} == {"caseworker", "counsellor"}
    line = AuditLine.objects.order_by("-seq").first()
    assert (line.act, line.subject, line.by) == ("official.appointed", worker.word, lead.word)


def test_a_refusal_says_what_to_do_in_the_language_of_the_page_and_writes_nothing(staff, bodies):
    before = Official.objects.count(), AuditLine.objects.count()
    with pytest.raises(Refused, match="Ask one of them") as refused, transaction.atomic():
        officials.appoint(bodies[1], roles=["caseworker"], by=staff[2], on=DAY)
    assert refused.value.reason == Refusal.NOT_YOURS_TO_APPOINT
    assert (Official.objects.count(), AuditLine.objects.count()) == before


def test_whoever_leaves_serves_no_more_and_their_work_is_with_the_lead(staff):
    _admin, lead, worker = staff
    assert officials.leave(worker, by=lead, on=timezone.localdate()) == lead
    worker.refresh_from_db()
    assert worker.handed_to == lead
    assert worker not in Official.objects.serving(timezone.localdate())
    with pytest.raises(Refused, match="left already"):
        officials.leave(worker, by=lead, on=timezone.localdate())


def test_one_who_has_left_acts_no_more_even_with_an_object_in_hand(staff, bodies):
    admin, lead, _worker = staff
    officials.appoint(bodies[0], roles=["caseworker"], lead=True, by=admin, on=DAY)
    officials.leave(lead, by=admin, on=timezone.localdate())
    with pytest.raises(Refused):
        officials.appoint(bodies[0], roles=["caseworker"], by=lead, on=timezone.localdate())


def test_the_last_lead_neither_leaves_nor_steps_down(staff):
    admin, lead, _worker = staff
    with pytest.raises(Refused, match="only lead"):
        officials.leave(lead, by=admin, on=timezone.localdate())
    with pytest.raises(Refused, match="only lead"):
        officials.change_roles(lead, roles=["caseworker"], lead=False, by=admin, on=DAY)


def test_work_handed_on_twice_is_with_the_last_lead(staff, bodies):
    admin, lead, worker = staff
    officials.leave(worker, by=lead, on=timezone.localdate())
    second = officials.appoint(bodies[0], roles=["caseworker"], lead=True, by=admin, on=DAY)
    officials.leave(lead, by=admin, on=timezone.localdate())
    worker.refresh_from_db()
    assert worker.handed_to == second


def test_a_suspended_organisation_has_nobody_serving_until_it_is_reinstated(staff, bodies):
    admin, lead, worker = staff
    today = timezone.localdate()
    with pytest.raises(Refused):
        officials.suspend(bodies[0], reason="made up", by=lead)
    officials.suspend(bodies[0], reason="made up", by=admin)
    assert set(Official.objects.serving(today)) == {admin}
    with pytest.raises(Refused, match="suspended"):
        officials.suspend(bodies[0], reason="again", by=admin)
    officials.reinstate(bodies[0], by=admin)
    assert set(Official.objects.serving(today)) == {admin, lead, worker}
    acts = AuditLine.objects.order_by("seq").values_list("act", flat=True)
    assert list(acts)[-2:] == ["organisation.suspended", "organisation.reinstated"]


def test_a_substitute_comes_from_the_same_kind_of_body_and_has_days(staff, bodies):
    admin, lead, worker = staff
    today = timezone.localdate()
    detective = officials.appoint(bodies[2], roles=["investigator"], by=admin, on=DAY)
    colleague = officials.appoint(bodies[1], roles=["caseworker"], by=admin, on=DAY)
    with pytest.raises(Refused, match="same kind"):
        officials.stand_in(worker, substitute=detective, since=today, until=today, by=lead)
    with pytest.raises(Refused, match="themselves"):
        officials.stand_in(worker, substitute=worker, since=today, until=today, by=lead)
    officials.stand_in(worker, substitute=colleague, since=today, until=today, by=lead)
    assert Official.objects.replaced(today) == {worker.pk: colleague.pk}
    assert Official.objects.replaced(today + timedelta(days=1)) == {}


def test_the_night_turn_is_answered_by_the_official_their_substitute_or_the_lead(staff, bodies):
    _admin, lead, worker = staff
    officials.give_turn(worker, weekday=4, starts=time(22), ends=time(6), by=lead)
    night = datetime(2020, 6, 5, 14, 30, tzinfo=UTC)  # 23:30 on a Friday in Japan
    assert officials.on_duty(bodies[0], at=night) == [worker]
    assert officials.on_duty(bodies[0], at=night - timedelta(hours=3)) == [lead]
    officials.stand_in(worker, substitute=lead, since=date(2020, 6, 5), until=date(2020, 6, 5), by=worker)
    assert officials.on_duty(bodies[0], at=night) == [lead]
    assert officials.on_duty(bodies[1], at=night) == []


def test_the_database_holds_what_the_rules_say(staff):
    worker = staff[2]
    for wrong in ({"left": DAY - timedelta(days=1)}, {"away_since": DAY}, {"substitute": worker}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Official.objects.filter(pk=worker.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialRole.objects.create(official=worker, role="caseworker")
