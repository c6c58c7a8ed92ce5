"""The narrow door in the facts: for one row, once, in one transaction; attacked. SQLite here, PostgreSQL again."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from opennrm.retention import actions, sweeps
from opennrm.retention.models import Passage, Tombstone
from opennrm.retention.passages import open_passage
from opennrm.retention.terms import Then
from opennrm.understanding import register
from opennrm.understanding.facts import ResidenceGranted, VictimIdentified
from opennrm.understanding.forgetting import forget
from opennrm.understanding.models import ROWS, Collection

VICTIM, RESIDENCE = ROWS[VictimIdentified], ROWS[ResidenceGranted]


@pytest.fixture
def facts(db):
    """Two persons of one day; a residence measure for the first."""
    Collection.objects.create(name="made-up", kind="national", producer="made up", made_on=date(2020, 1, 1))
    day = {"day": date(2020, 5, 17), "recorded_on": date(2020, 6, 18)}
    made = [VictimIdentified(key=key, age=20, **day) for key in ("person-1", "person-2")]
    with transaction.atomic():
        for fact in (*made, ResidenceGranted(key="act-1", person="person-1", **day)):
            register.record(fact, collection="made-up")
    return [VICTIM.objects.get(pk=fact.id) for fact in made]


@pytest.fixture
def tombstone(officers):
    return Tombstone.objects.create(
        rule="case", kind="madeup.case", row="1", then=Then.ERASE, at=timezone.now(),
        first=officers.first, second=officers.second,
    )  # fmt: skip


def attack(row, **values):
    with pytest.raises(DatabaseError, match="facts and figures"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def test_who_is_forgotten_is_counted_as_before_and_nobody_knows_who_it_was(facts, tombstone):
    assert forget(["person-1"], tombstone=tombstone) == 2
    one, two = (VICTIM.objects.get(pk=fact.pk) for fact in facts)
    assert (one.day, one.precision, one.recorded_on) == (date(2020, 5, 1), "month", date(2020, 6, 1))
    assert one.key not in {"person-1", ""} and RESIDENCE.objects.get().person == one.key
    assert RESIDENCE.objects.get().key == "act-1"
    assert (two.day, two.key, one.age) == (date(2020, 5, 17), "person-2", 20)
    assert not Passage.objects.filter(unspent__isnull=False).exists()


def test_a_record_that_goes_takes_its_facts_link_with_it(w, officers, facts):
    register.record(
        VictimIdentified(key=w.mine.title, day=date(2020, 5, 17), recorded_on=date(2020, 6, 18)), collection="made-up"
    )
    sweeps.propose()
    pk = actions.Proposal.objects.get().pk
    for by in (officers.first, officers.second):
        actions.approve(pk, by=by)
    sweeps.carry_out()
    assert VICTIM.objects.count() == 3 and not VICTIM.objects.filter(key=w.mine.title).exists()


def test_without_a_passage_nothing_changes(facts):
    attack(facts[0], key="other")
    attack(facts[0], day=date(2020, 5, 1), precision="month")


@pytest.mark.parametrize(
    "values",
    [
        {"age": 30},
        {"age": None},
        {"key": ""},
        {"id": "another"},
        {"collection_id": "other"},
        {"day": date(2020, 4, 1), "precision": "month"},
        {"day": date(2020, 5, 1)},
        {"day": None, "precision": "unknown"},
        {"precision": "month"},
        {"recorded_on": date(2019, 6, 1)},
        {"reason": "entry_error"},
        {"sex": "female", "key": "other"},
        {"until": date(2020, 6, 1)},
    ],
)
def test_a_passage_lets_no_other_column_and_no_other_value_through(facts, tombstone, values):
    open_passage(facts[0], tombstone=tombstone)
    attack(facts[0], **values)
    VICTIM.objects.filter(pk=facts[0].pk).update(key="fresh")


def test_a_passage_is_for_one_row_of_one_table_and_for_once(facts, tombstone):
    open_passage(facts[0], tombstone=tombstone)
    attack(facts[1], key="other")
    attack(RESIDENCE.objects.get(), key="other")
    with pytest.raises(DatabaseError, match="facts and figures"), transaction.atomic():
        VICTIM.objects.update(key="everybody")
    VICTIM.objects.filter(pk=facts[0].pk).update(key="fresh")
    attack(facts[0], key="fresher")


def test_no_passage_opens_the_way_to_delete(facts, tombstone):
    open_passage(facts[0], tombstone=tombstone)
    with pytest.raises(DatabaseError, match="facts and figures"), transaction.atomic():
        VICTIM.objects.filter(pk=facts[0].pk).delete()
    VICTIM.objects.filter(pk=facts[0].pk).update(key="fresh")


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_leaves_a_passage_open_is_rolled_back(facts, tombstone):
    with pytest.raises(IntegrityError), transaction.atomic():
        VICTIM.objects.count()
        open_passage(facts[0], tombstone=tombstone)
    assert not Passage.objects.exists()
    attack(facts[0], key="other")


def test_passages_and_tombstones_are_not_forged_rewritten_or_removed(facts, tombstone):
    forget(["person-1"], tombstone=tombstone)
    spent = Passage.objects.first()
    for act in (
        lambda: Passage.objects.create(table="x", row="1", tombstone=tombstone, unspent=None),
        lambda: Passage.objects.filter(pk=spent.pk).update(unspent_id=0),
        lambda: Passage.objects.filter(pk=spent.pk).update(row="2"),
        lambda: Passage.objects.filter(pk=spent.pk).delete(),
        lambda: Tombstone.objects.update(row="2"),
        lambda: Tombstone.objects.filter(pk=tombstone.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="what was decided"), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.create(table="x", row="1", tombstone=tombstone, unspent=spent)


def test_a_row_cannot_be_replaced_from_behind(facts, tombstone):
    if connection.vendor != "sqlite":
        return
    open_passage(facts[0], tombstone=tombstone)
    with pytest.raises(DatabaseError, match="facts and figures"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("REPLACE INTO understanding_victim_identified SELECT * FROM understanding_victim_identified")
    VICTIM.objects.filter(pk=facts[0].pk).update(key="fresh")
