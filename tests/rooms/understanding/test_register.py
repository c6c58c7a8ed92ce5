"""The register: facts enter with the act that made them countable, and are never changed."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from opennrm.understanding.facts import VictimProtected
from opennrm.understanding.models import ROWS, Collection
from opennrm.understanding.register import NoSuchFact, record, supersede
from opennrm.understanding.terms import Precision, Reason

DAY, LATER = date(2020, 5, 1), date(2020, 6, 1)
PROTECTED = ROWS[VictimProtected].objects  # type: ignore[attr-defined]


def a_victim(**more) -> VictimProtected:
    return VictimProtected(**{"key": "k1", "day": DAY, "recorded_on": LATER, **more})


@pytest.fixture
def nation(db) -> str:
    return Collection.objects.create(name="nation", kind="national", producer="made up", made_on=DAY).name


def test_a_fact_is_kept_as_it_fell(nation):
    record(a_victim(sex="female", age=17, exploitation=frozenset({"Other", "ForcedLabour"})), collection=nation)
    row = PROTECTED.get()
    assert (row.sex, row.age, row.exploitation, row.day) == ("female", 17, "ForcedLabour;Other", DAY)


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_refused():
    with pytest.raises(TransactionManagementError, match="put the act and its fact in one"):
        record(a_victim(), collection="nation")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"sex": "F"}, "VictimProtected.sex: 'F' — expected one of female, male, other"),
        ({"age": 121}, "VictimProtected.age: '121' — expected a whole number from 0 to 120"),
        ({"nationality": "ZZ"}, "nationality: 'ZZ' — expected an ISO 3166-1 code"),
        ({"means": frozenset({"Magic"})}, "means: 'Magic' — expected some of PhysicalThreats"),
        ({"key": ""}, "key: '' — expected an opaque key of 1 to 64 characters"),
        ({"day": None}, "precision: .*unknown where the day is empty"),
        ({"precision": Precision.SPAN}, "until: '' — expected a day where the precision is span"),
        (
            {"recorded_on": date(2020, 4, 1)},
            "recorded_on: '2020-04-01' — expected a day not before 2020-05-01",
        ),
        ({"change": "correction"}, "supersedes: '' — expected supersedes, change and reason together"),
    ],
)
def test_an_unsound_fact_is_refused_with_what_was_expected(nation, more, message):
    with pytest.raises(ValueError, match=message):
        record(a_victim(**more), collection=nation)
    assert not PROTECTED.exists()


def test_a_correction_leaves_the_old_fact_and_says_why(nation):
    old = a_victim(age=17)
    record(old, collection=nation)
    new = supersede(old.id, a_victim(age=18), reason=Reason.ENTRY_ERROR, recorded_on=LATER, collection=nation)
    assert PROTECTED.get(id=old.id).age == 17
    assert (PROTECTED.get(id=new.id).supersedes, new.change, new.age) == (old.id, "correction", 18)


def test_a_withdrawal_keeps_key_and_day(nation):
    old = a_victim(age=17)
    record(old, collection=nation)
    new = supersede(old.id, None, reason=Reason.DUPLICATE, recorded_on=LATER, collection=nation)
    row = PROTECTED.get(id=new.id)
    assert (row.key, row.day, row.change, row.age) == ("k1", DAY, "withdrawal", None)


def test_a_fact_is_superseded_once(nation):
    old = a_victim()
    record(old, collection=nation)
    supersede(old.id, None, reason=Reason.DUPLICATE, recorded_on=LATER, collection=nation)
    with pytest.raises(ValueError, match="superseded before: correct the fact that superseded it"):
        supersede(old.id, None, reason=Reason.DUPLICATE, recorded_on=LATER, collection=nation)


def test_a_fact_of_another_collection_cannot_be_superseded(nation):
    old = a_victim()
    record(old, collection=nation)
    Collection.objects.create(name="other", kind="import", producer="made up", made_on=DAY)
    with pytest.raises(NoSuchFact, match="in collection other"):
        supersede(old.id, None, reason=Reason.DUPLICATE, recorded_on=LATER, collection="other")


@pytest.mark.parametrize(
    "verb", ["UPDATE {} SET key = 'k2'", "DELETE FROM {}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_the_database_refuses_to_change_a_fact(nation, verb):
    if "REPLACE" in verb and connection.vendor != "sqlite":
        verb = "UPDATE {} SET key = 'k3'"
    record(a_victim(), collection=nation)
    with pytest.raises(DatabaseError, match="facts and figures are only added"), transaction.atomic():
        connection.cursor().execute(verb.format("understanding_victim_protected"))
    assert PROTECTED.get().key == "k1"
