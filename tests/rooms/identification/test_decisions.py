"""A decision is a named official's: rests on an interview, reviewed and appealed by others, counted once."""

import pytest

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.identification.actions import decisions, screenings
from opennrm.identification.actions.decisions import decide_appeal, record_appeal, review
from opennrm.identification.models import Decision, Person
from opennrm.identification.questions import ScreeningRefusal
from opennrm.identification.terms import Due, Minor, Standing
from opennrm.page.refusals import Refused
from opennrm.understanding.facts import VictimIdentified
from opennrm.understanding.models import ROWS
from tests.desk import official
from tests.rooms.identification.screened import CHILD, DRAWN, OF_A_CHILD, WHY, begun, confirmed, decided, screened
from tests.rooms.identification.world import again, days_ago, desk, identified, opened, shelter, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def isa():
    return desk()


def third(isa) -> Official:
    return official(isa.organisation, roles=["identification_officer"])


def refused(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.reason


def test_confirming_lets_one_fact_fall_with_the_codes_that_were_drawn(isa):
    case = opened(isa, on=days_ago(3))
    confirmed(case, isa)
    now, fact = again(case, isa), identified(case.person.key)
    assert (now.standing, now.confirmed, now.due_for) == (Standing.CONFIRMED, today(), Due.SUPPORT)
    assert (fact.exploitation, fact.means, fact.recruiter) == (DRAWN.exploitation, DRAWN.means, "Friend")
    assert ROWS[VictimIdentified].objects.count() == 1


def test_nobody_is_confirmed_or_turned_down_unheard(isa):
    case = opened(isa)
    for outcome in (Standing.CONFIRMED, Standing.NOT_VICTIM):
        assert refused(lambda outcome=outcome: decided(case, isa, outcome)) == ScreeningRefusal.NOT_HEARD
    begun(case, isa)
    assert refused(lambda: decided(case, isa)) == ScreeningRefusal.STILL_OPEN
    assert decided(case, isa, Standing.POSSIBLE).place == 1


@pytest.mark.parametrize(
    ("codes", "why"),
    [
        (("P3.15", "AL5.01", "AL5.02"), ScreeningRefusal.NO_ACT),
        (("P3.01", "AL5.01", "AL5.02"), ScreeningRefusal.NO_PURPOSE),
        (("P3.01", "P3.15", "P3.20", "FL.05"), ScreeningRefusal.NO_MEANS),
    ],
)
def test_an_adult_is_confirmed_only_with_an_act_a_means_and_a_purpose(isa, codes, why):
    case = opened(isa)
    screened(case, isa, codes=codes)
    assert refused(lambda: decided(case, isa)) == why


@pytest.mark.parametrize("minor", [Minor.YES, Minor.NOT_SURE])
def test_who_is_or_may_be_a_child_is_confirmed_without_any_means(isa, minor):
    case = opened(isa, birth_date=None, minor=minor)
    screened(case, isa, codes=CHILD, minor=minor, drawn=OF_A_CHILD)
    made = decided(case, isa)
    assert (made.outcome, made.minor) == (Standing.CONFIRMED, minor)


def test_the_consent_of_an_adult_changes_nothing_once_a_means_is_shown(isa):
    case = opened(isa)
    screened(case, isa, codes=("P3.01", "P3.15", "P3.09", "P3.20"))
    assert decided(case, isa).outcome == Standing.CONFIRMED


@pytest.mark.django_db(transaction=True)
def test_a_decision_has_a_reason_which_is_sealed(isa):
    case = opened(isa)
    with isa.identifying():
        with pytest.raises(Refused):
            decisions.decide(case, outcome=Standing.POSSIBLE, reason=" ", by=isa.officer, on=today())
        made = decisions.decide(case, outcome=Standing.POSSIBLE, reason=WHY, by=isa.officer, on=today())
        assert str(Decision.objects.get().reason) == "<sealed>"
        assert reveal(made, "reason", purpose=Purpose.IDENTIFICATION) == WHY


def test_after_possible_it_is_decided_anew_after_confirmed_only_looked_at_again(isa):
    case = opened(isa)
    decided(case, isa, Standing.POSSIBLE)
    confirmed(case, isa)
    assert refused(lambda: decided(case, isa, Standing.NEEDS_MORE)) == ScreeningRefusal.DECIDED
    with isa.identifying():
        assert list(case.decisions.values_list("outcome", "place")) == [("possible", 1), ("confirmed", 2)]


def test_a_review_is_another_officials_and_its_reversal_withdraws_the_fact(isa):
    case = opened(isa)
    first = confirmed(case, isa)
    assert refused(lambda: decided(case, isa, verb=review)) == ScreeningRefusal.OWN_DECISION
    second = decided(case, isa, Standing.NOT_VICTIM, verb=review, by=isa.second)
    now = again(case, isa)
    assert (second.of_id, now.standing, now.confirmed) == (first.pk, Standing.NOT_VICTIM, None)
    assert identified(case.person.key) is None
    assert ROWS[VictimIdentified].objects.count() == 2  # the fact, and its withdrawal


def test_a_review_that_agrees_keeps_the_day_of_the_first_confirmation(isa):
    case = opened(isa, on=days_ago(9))
    screened(case, isa, on=days_ago(8))
    decided(case, isa, on=days_ago(7))
    decided(case, isa, verb=review, by=isa.second)
    assert again(case, isa).confirmed == identified(case.person.key).day == days_ago(7)


def test_an_appeal_is_recorded_then_decided_by_who_neither_decided_nor_reviewed(isa):
    case = opened(isa)
    screened(case, isa)
    decided(case, isa, Standing.NOT_VICTIM)
    decided(case, isa, Standing.NOT_VICTIM, verb=review, by=isa.second)
    other = third(isa)
    assert refused(lambda: decided(case, isa, verb=decide_appeal, by=other)) == ScreeningRefusal.NOT_APPEALED
    with isa.identifying():
        record_appeal(case, words="made up", asked=today(), by=isa.officer)
    assert again(case, isa).due_for == Due.DECISION
    for one in (isa.officer, isa.second):
        assert refused(lambda one=one: decided(case, isa, verb=decide_appeal, by=one)) == ScreeningRefusal.OWN_DECISION
    assert refused(lambda: decided(case, isa, verb=review, by=other)) == ScreeningRefusal.APPEALED
    decided(case, isa, verb=decide_appeal, by=other)
    assert identified(case.person.key) is not None


def test_nothing_is_reviewed_or_appealed_before_it_was_decided(isa):
    case = opened(isa)
    assert refused(lambda: decided(case, isa, verb=review)) == ScreeningRefusal.NOTHING_DECIDED
    with isa.identifying():
        appeal = lambda: record_appeal(case, words="", asked=today(), by=isa.officer)  # noqa: E731
        assert refused(appeal) == ScreeningRefusal.NOTHING_DECIDED


def test_a_decision_is_not_made_tomorrow_nor_before_the_case_was_opened(isa):
    case = opened(isa)
    assert refused(lambda: decided(case, isa, Standing.POSSIBLE, on=days_ago(-1))) == "future"
    assert refused(lambda: decided(case, isa, Standing.POSSIBLE, on=days_ago(1))) == ScreeningRefusal.BEFORE


def test_who_read_an_earlier_decision_is_told_of_the_later_one(isa):
    case = opened(isa)
    decided(case, isa, Standing.POSSIBLE, seen=0)
    late = refused(lambda: decided(case, isa, Standing.NEEDS_MORE, by=isa.second, seen=0))
    assert late == ScreeningRefusal.DECIDED_MEANWHILE
    assert again(case, isa).standing == Standing.POSSIBLE


def test_one_person_in_two_cases_is_counted_once(isa):
    other = shelter()
    first, second = opened(isa), opened(other)
    with other.identifying():
        Person.objects.filter(pk=second.person_id).update(key=first.person.key)
    confirmed(first, isa)
    confirmed(second, other)
    assert ROWS[VictimIdentified].objects.filter(supersedes="").count() == 1
    decided(first, isa, Standing.NOT_VICTIM, verb=review, by=isa.second)
    assert identified(first.person.key) is not None  # the other body's recognition stands


def test_a_new_interview_must_end_before_it_is_decided_by(isa):
    case = opened(isa)
    screened(case, isa)
    made = begun(case, isa)
    assert refused(lambda: decided(case, isa)) == ScreeningRefusal.STILL_OPEN
    with isa.identifying():
        screenings.conclude(made, DRAWN, by=isa.officer, on=today())
    assert decided(case, isa).screening == made  # what the earlier one was told is in it
