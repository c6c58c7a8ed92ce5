"""Opening cases: one entry for many persons, the code, the names and how they are found, who sees them."""

from dataclasses import replace

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from opennrm.identification.actions import cases
from opennrm.identification.codes import LETTERS, check_letter, new_code, read, written
from opennrm.identification.models import Case, Person
from opennrm.identification.naming import named
from opennrm.identification.terms import Closing, Due, NameKind, Origin
from opennrm.page.refusals import Refused
from tests.rooms.identification.world import DETAILS, again, desk, identified, opened, protected, shelter, today

pytestmark = pytest.mark.django_db
letters = st.text(alphabet=LETTERS, min_size=7, max_size=7)


@given(letters, st.integers(0, 6), st.sampled_from(LETTERS))
def test_a_code_with_one_letter_misread_is_no_code(text, at, wrong):
    code = text + check_letter(text)
    assert read(code) == written(code)
    if code[at] != wrong:
        assert read(code[:at] + wrong + code[at + 1 :]) is None


def test_a_code_is_read_as_people_type_it():
    code = new_code()
    assert read(f" {code.lower().replace('-', '−')} ") == code
    assert read("nothing") is None


def test_an_incident_with_twelve_workers_is_entered_once_and_opens_linked_cases():
    isa = desk()
    with isa.identifying():
        made = cases.open_cases(cases.Beginning(origin=Origin.NOTICE), [DETAILS] * 12, by=isa.officer, on=today())
        assert len({each.incident_id for each in made}) == 1
        assert Case.objects.filter(incident=made[0].incident).count() == 12
    assert len({each.code for each in made}) == 12


def test_a_single_case_has_no_incident_and_is_due_for_screening():
    case = opened(desk())
    assert (case.incident, case.due_for) == (None, Due.SCREENING)


def test_nobody_is_no_incident():
    isa = desk()
    with isa.identifying(), pytest.raises(Refused):
        cases.open_cases(cases.Beginning(), [], by=isa.officer, on=today())


@pytest.mark.parametrize("text", ["架空 花子", "架空花子", "花子", "カクウ", "かくう　はなこ"])
def test_a_person_is_found_by_a_name_or_a_part_of_it_however_written(text):
    isa = desk()
    case = opened(isa)
    with isa.identifying():
        assert list(Case.objects.filter(named(text, via="person"))) == [case]
        assert not Case.objects.filter(named("別人", via="person")).exists()


def test_another_body_finds_nobody_and_sees_no_case():
    case = opened(desk())
    other = shelter()
    with other.identifying():
        assert not Case.objects.filter(Q(pk=case.pk) | named("花子", via="person")).exists()
        assert not Person.objects.exists()
        with pytest.raises(Refused):
            cases.note(case, text="made up", by=other.officer, on=today())


def test_describing_a_person_keeps_what_is_not_said():
    isa = desk()
    case = opened(isa)
    with isa.identifying():
        told = cases.Details(names=((NameKind.ALIAS, "ハナ"),), sex="female", nationality="TH")
        cases.describe(case, told, by=isa.officer, on=today())
        assert Case.objects.filter(named("花子", via="person") & named("ハナ", via="person")).count() == 1
    person = again(case, isa).person
    assert (person.nationality, person.language, person.minor) == ("TH", "fil", "no")


def test_a_case_is_closed_once_with_a_reason_and_reopened():
    isa = desk()
    case = opened(isa)
    with isa.identifying():
        cases.close(case, why=Closing.WISH, by=isa.officer, on=today())
        with pytest.raises(Refused):
            cases.close(case, why=Closing.WISH, by=isa.officer, on=today())
        with pytest.raises(Refused):
            cases.assign(case, to=isa.second, by=isa.officer, on=today())
        cases.reopen(case, by=isa.second, on=today())
        assert [each.official for each in case.assignments.filter(until=None)] == [isa.second]
    assert again(case, isa).due_for == Due.FOLLOW_UP


def test_support_is_pulled_by_caseworkers_only_after_it_was_asked_for():
    isa = desk()
    case = opened(isa)
    with isa.supporting():
        assert not Case.objects.exists()
    with isa.identifying():
        cases.ask_support(case, reason="made up", by=isa.officer, on=today())
    with isa.supporting():
        assert list(Case.objects.supported()) == [case]


def test_protection_of_who_is_not_confirmed_counts_nowhere():
    isa = desk()
    case = opened(isa)
    with isa.identifying():
        cases.ask_support(case, reason="made up", by=isa.officer, on=today())
    with isa.supporting():
        cases.put_under_protection(case, by=isa.caseworker, on=today())
    assert again(case, isa).due_for == Due.SCREENING  # what else is due stays so
    assert identified(case.person.key) is None
    assert protected(case.person.key) is None


def test_what_identifies_is_sealed():
    isa = desk()
    case = opened(isa, contact="call the made-up cousin", **{"phone": "090-0000-0000"})
    with isa.identifying():
        person = Person.objects.get(pk=case.person_id)
    assert str(person.birth_date) == str(person.contact) == str(person.phone) == "<sealed>"
    assert repr(replace(DETAILS)) == "<details of a person>"
