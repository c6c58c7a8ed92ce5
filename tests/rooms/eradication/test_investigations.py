"""Investigations from the first entry to the last disposition: what is refused, what falls, what is corrected."""

from datetime import date

import pytest

from opennrm.access.models import Grant
from opennrm.access.terms import Purpose
from opennrm.eradication import investigation_reads as reads
from opennrm.eradication.actions import charges, investigations
from opennrm.eradication.actions.charges import Known, Taken
from opennrm.eradication.actions.investigations import Committed
from opennrm.eradication.investigation_terms import ChargeAct, ChargeState, Ended
from opennrm.eradication.models import Charge, Disposition, Investigation
from opennrm.eradication.views import investigation_panels as panels
from opennrm.identification.actions.pseudonyms import standing
from opennrm.identification.models import Case, Merge
from opennrm.understanding.facts import OffenceCleared, SuspectArrested, SuspectDisposed
from opennrm.understanding.terms import Reason
from opennrm.vault.models import AuditLine
from tests.rooms.eradication.world import (
    KNOWN,
    charged,
    facts,
    offence,
    opened,
    police,
    refused,
    rows,
    stepped,
    suspect,
)
from tests.rooms.identification.world import days_ago, desk, today
from tests.rooms.identification.world import opened as opened_case

pytestmark = pytest.mark.django_db

DETAINED = (("arrest", 40, {"why": "warrant"}), ("refer", 39), ("detain", 39))


@pytest.fixture
def there(db):
    return police()


def test_an_offence_is_counted_in_the_year_it_was_cleared_and_taken_back_with_a_reason(there):
    found = offence(there, opened(there))
    with there.acting():
        investigations.clear(found, day=days_ago(30), by=there.officer, on=today())
        fact = facts(OffenceCleared, found.key)[0]
        assert (fact.day, fact.statutes, fact.exploitation) == (days_ago(30), {"penal_226_2"}, {"ForcedLabour"})
        with refused("cleared"):
            investigations.clear(found, day=days_ago(20), by=there.officer, on=today())
        right = Committed(("employment-security-63",), days_ago(90))
        investigations.put_offence_right(found, right, reason=Reason.ENTRY_ERROR, by=there.officer, on=today())
        assert facts(OffenceCleared, found.key)[0].statutes == {"employment_security"}
        investigations.unclear(found, reason=Reason.ENTRY_ERROR, by=there.officer, on=today())
    assert facts(OffenceCleared, found.key) == []
    assert [each.reason for each in rows(OffenceCleared, found.key)].count("entry_error") == 2  # nothing is overwritten


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Committed(("penal-999",), date(2020, 1, 1)), "unknown_statute"),
        (Committed(("technical-intern-48-1",), date(2017, 10, 31)), "not_in_force"),
        (Committed(("penal-223",), date(2999, 1, 1)), "future"),
        (Committed(("penal-223",), date(2020, 2, 1), last=date(2020, 1, 1)), "crossed"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(there, said, why):
    found = opened(there)
    with there.acting():
        with refused(why):
            investigations.enter_offence(found, said, by=there.officer, on=today())
        assert found.offences.count() == 0


def test_arrest_prosecution_and_judgment_fall_as_facts_of_one_person(there):
    charge = charged(there)
    stepped(there, charge, *DETAINED, ("prosecute", 20), ("guilty", 5, {"sentence": "1_3", "detail": "懲役2年"}))
    arrested = facts(SuspectArrested, charge.suspect.key)[0]
    age = arrested.day.year - 1980 - ((arrested.day.month, arrested.day.day) < (5, 5))
    assert (arrested.day, arrested.age, arrested.offence) == (days_ago(40), age, charge.offence.key)
    said = [(each.outcome, each.day, each.sentence) for each in facts(SuspectDisposed, charge.suspect.key)]
    assert sorted(said) == [("guilty", days_ago(5), "1_3"), ("prosecuted", days_ago(20), None)]
    with there.acting():
        charge.refresh_from_db()
        assert (charge.state, charge.due) == (ChargeState.JUDGED, None)
        assert str(charge.suspect.name) == "<sealed>"
        step = Disposition.objects.get(charge=charge, act="guilty")
        assert str(step.detail) == "<sealed>"


def test_a_disposition_before_an_arrest_is_refused_and_the_later_steps_with_it(there):
    charge = charged(there)
    with refused("out_of_order"):
        stepped(there, charge, ("refer", 30), ("guilty", 20, {"sentence": "fine"}))
    with there.acting():
        assert Disposition.objects.count() == 0
    assert facts(SuspectArrested, charge.suspect.key) == []


def test_the_latest_step_is_struck_out_with_a_reason_and_its_fact_withdrawn(there):
    charge = stepped(there, charged(there), *DETAINED, ("not-prosecute", 20, {"why": "evidence"}))
    with there.acting():
        first, *_more, last = charge.steps.order_by("place")
        told = {"why": "別人の処分", "reason": Reason.ENTRY_ERROR, "by": there.officer, "on": today()}
        with refused("not_last"):
            charges.strike(first, **told)
        key = charge.suspect.key
        charges.strike(last, **told)
        charge.refresh_from_db()
        assert (charge.state, charge.due_for) == (ChargeState.DETAINED, "detention")
        assert Disposition.objects.filter(charge=charge).count() == 4  # it stays to be read
    assert facts(SuspectDisposed, key) == []
    stepped(there, charge, ("prosecute", 19))
    assert [each.outcome for each in facts(SuspectDisposed, key)] == ["prosecuted"]


def test_a_judgment_on_appeal_supersedes_the_one_before_in_the_register(there):
    charge = stepped(there, charged(there), *DETAINED, ("prosecute", 20), ("guilty", 10, {"sentence": "fine"}))
    stepped(there, charge, ("appeal", 9), ("not-guilty", 2), ("final", 1))
    assert {each.outcome for each in facts(SuspectDisposed, charge.suspect.key)} == {"prosecuted", "not_guilty"}
    new = next(each for each in facts(SuspectDisposed, charge.suspect.key) if each.outcome == "not_guilty")
    old = next(each for each in rows(SuspectDisposed, charge.suspect.key) if each.outcome == "guilty")
    assert (new.supersedes, new.change) == (old.id, "correction")


def test_one_suspect_of_two_offences_is_one_person_with_a_fact_for_each_arrest(there):
    charge = stepped(there, charged(there), ("arrest", 40))
    second = offence(there, charge.investigation)
    with there.acting():
        more = charges.charge(charge.suspect, second, by=there.officer, on=today())
    stepped(there, more, ("refer", 10))
    arrested = facts(SuspectArrested, charge.suspect.key)
    assert {each.offence: each.day for each in arrested} == {
        charge.offence.key: days_ago(40),
        second.key: days_ago(10),
    }


def test_suspects_of_two_investigations_who_are_one_person_have_one_key_and_are_counted_once(there):
    osaka, charge = police("police-osaka", kind="police"), stepped(there, charged(there), ("arrest", 40))
    other = stepped(there, charged(there), ("refer", 30))
    kept, gone = charge.suspect.key, other.suspect.key
    with there.acting():
        told = {"by": there.officer, "on": today()}
        with refused("no_other"):
            charges.same_person(other.suspect, other.suspect, **told)
        charges.same_person(other.suspect, charge.suspect, **told)
        with refused("same_already"):
            charges.same_person(other.suspect, charge.suspect, **told)
        until = days_ago(-9)
        investigations.join_body(
            other.investigation, to=osaka.organisation, until=until, reason="joint", by=there.officer
        )
    assert facts(SuspectArrested, gone) == [] and rows(SuspectArrested, gone)[-1].reason == "duplicate"
    assert {each.offence for each in facts(SuspectArrested, kept)} == {charge.offence.key, other.offence.key}
    with osaka.acting():  # it sees one of the two, and takes nothing of the other back
        step = Taken(ChargeAct.PROSECUTE, days_ago(10))
        charges.take_step(Charge.objects.get(), step, by=osaka.officer, on=today())
    assert len(facts(SuspectArrested, kept)) == 2
    assert [each.outcome for each in facts(SuspectDisposed, kept)] == ["prosecuted"]


def test_putting_a_suspect_right_corrects_the_register(there):
    charge = stepped(there, charged(there), ("arrest", 40))
    with there.acting():
        told = {"reason": Reason.NEW_INFORMATION, "by": there.officer, "on": today()}
        charges.put_suspect_right(charge.suspect, Known(nationality="BR"), **told)
        with refused("has_steps"):
            charges.remove_suspect(charge.suspect, by=there.officer)
    fact = facts(SuspectArrested, charge.suspect.key)[0]
    assert (fact.nationality, fact.sex, fact.reason) == ("BR", "male", "new_information")


def test_a_juvenile_is_sent_to_the_family_court_before_a_prosecutor_decides(there):
    charge = stepped(there, charged(there, Known(age=17)), ("arrest", 40), ("refer", 39))
    with refused("juvenile"):
        stepped(there, charge, ("prosecute", 20))
    stepped(there, charge, ("to-family-court", 20), ("family-decide", 5, {"why": "probation"}))
    assert [each.outcome for each in facts(SuspectDisposed, charge.suspect.key)] == ["family_court"]


def test_whoever_entered_meanwhile_wins_and_the_other_is_told(there):
    charge = stepped(there, charged(there), *DETAINED)
    with there.acting():
        seen = charges.step_count(charge)
        told = {"seen": seen, "by": there.officer, "on": today()}
        charges.take_step(charge, Taken(ChargeAct.SUSPEND, days_ago(20)), **told)
        with refused("meanwhile"):
            charges.take_step(charge, Taken(ChargeAct.PROSECUTE, days_ago(20)), **told)


def opens_for(there, case):
    """Let the police open a case; the key of its person."""
    with desk().identifying():
        given = case.file.grants.get()
        Grant.objects.create(
            file=case.file, owner=case.owner, organisation=there.organisation, purpose=Purpose.INVESTIGATION,
            basis="legal_duty", since=given.since, until=given.until, reason="made up",
        )  # fmt: skip
        return case.person.key


def test_a_victim_joins_by_a_pseudonym_and_the_case_stays_shut_to_who_may_not_open_it(there):
    own, elsewhere = opened_case(desk()), opened_case(desk("womens-support-centers", kind="womens_support_center"))
    found = opened(there)
    with there.acting(), refused("no_case"):
        investigations.join_victim(found, code=elsewhere.code, by=there.officer, on=today())
    key = opens_for(there, own)
    with there.acting():
        victim = investigations.join_victim(found, code=own.code, by=there.officer, on=today())
        assert victim.pseudonym == key
        with refused("joined_already"):
            investigations.join_victim(found, code=own.code, by=there.officer, on=today())
        assert not Case.objects.filter(pk=elsewhere.pk).exists()
    assert AuditLine.objects.filter(act="case.pseudonym-handed-over", subject=own.word).exists()


def test_two_victims_found_to_be_one_person_are_said_to_be_and_a_third_time_nobody_joins(there):
    """Merges lead on: of three pseudonyms the second was merged with the first, then the first with the third."""
    found = opened(there)
    with there.acting():
        for number, pseudonym in ((1, "a"), (2, "b")):
            found.victims.create(pseudonym=pseudonym, number=number, joined=today(), by=there.officer)
    one = {"on": today(), "by": there.officer, "reason": "made up"}
    Merge.objects.create(dissolved="b", kept="a", **one)
    last = Merge.objects.create(dissolved="a", kept="c", **one)
    assert standing(["a", "b", "c", "d"]) == {"a": "c", "b": "c", "c": "c", "d": "d"}
    with there.acting():
        assert [row[2] for row in panels.victims(None, found, there.officer).context["rows"]] == [1, 1]
    Merge.objects.filter(pk=last.pk).update(undone=today())
    assert standing(["a", "b", "c"]) == {"a": "a", "b": "a", "c": "c"}


def test_a_person_whose_record_was_merged_joins_no_second_time(there):
    own, found = opened_case(desk()), opened(there)
    key = opens_for(there, own)
    Merge.objects.create(dissolved="before", kept=key, on=today(), by=there.officer, reason="made up")
    with there.acting(), refused("joined_already"):
        found.victims.create(pseudonym="before", number=1, joined=today(), by=there.officer)
        investigations.join_victim(found, code=own.code, by=there.officer, on=today())


def test_another_body_investigates_jointly_until_it_is_ended(there):
    osaka, charge = police("police-osaka", kind="police"), charged(there)
    with osaka.acting():
        assert not Investigation.objects.exists()
    with there.acting():
        told = {"until": days_ago(-30), "reason": "joint headquarters", "by": there.officer}
        given = investigations.join_body(charge.investigation, to=osaka.organisation, **told)
        with refused("in_it"):
            investigations.join_body(charge.investigation, to=osaka.organisation, **told)
    with osaka.acting():
        assert Charge.objects.count() == 1
        with refused("not_owner"):
            investigations.assign(charge.investigation, to=osaka.officer, by=osaka.officer, on=today())
    with there.acting():
        investigations.leave_body(charge.investigation, given, by=there.officer)
    with osaka.acting():
        assert not Investigation.objects.exists() and not Disposition.objects.exists()


def test_a_suspect_is_found_by_a_sealed_name_in_part_and_by_alias_and_code(there):
    charge = charged(there)
    with there.acting():
        asked = {"q": "", "state": "", "stands": "", "statute": "", "whose": ""}
        for text in ("太郎", "架空太郎", "タロー", charge.investigation.code.lower()):
            assert list(reads.found(asked | {"q": text}, there.officer, mine="mine")) == [charge.investigation]
        assert not reads.found(asked | {"q": "次郎"}, there.officer, mine="mine").exists()
        assert reads.found(asked | {"statute": "penal_226_2"}, there.officer, mine="mine").exists()
        assert not reads.found(asked | {"statute": "immigration"}, there.officer, mine="mine").exists()
    stepped(there, charge, ("arrest", 40), ("refer", 39), ("prosecute", 20))
    with there.acting():
        assert reads.found(asked | {"stands": "unaccounted"}, there.officer, mine="mine").exists()
        assert reads.counts(there.officer, today())["unaccounted"] == 1
        counted = reads.tally_of(days_ago(40).year)
        assert (counted.offences, counted.persons) == (0, 1)  # arrested, and nothing cleared yet


def test_an_investigation_is_closed_when_nobody_is_in_custody_and_nothing_is_entered_after(there):
    charge = stepped(there, charged(there), *DETAINED)
    found = charge.investigation
    with there.acting(), refused("in_custody"):
        investigations.close(found, ended=Ended.FINAL, by=there.officer, on=today())
    stepped(there, charge, ("not-prosecute", 20, {"why": "no_suspicion"}))
    with there.acting():
        investigations.close(found, ended=Ended.FINAL, by=there.officer, on=today())
        with refused("closed"):
            charges.take_step(charge, Taken(ChargeAct.REOPEN, today()), by=there.officer, on=today())
        investigations.reopen(found, by=there.officer)
        charges.take_step(charge, Taken(ChargeAct.REOPEN, today()), by=there.officer, on=today())
    assert facts(SuspectDisposed, charge.suspect.key) == []


def test_a_suspect_of_nothing_yet_is_kept_and_counted_nowhere(there):
    found = opened(there)
    with there.acting():
        made = charges.enter_suspect(found, KNOWN, by=there.officer, on=today())
    assert facts(SuspectArrested, made.key) == []
    assert suspect(there, offence(there, found)).number == 2
