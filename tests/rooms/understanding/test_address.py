"""Which collection a report reads where none is named."""

from datetime import date

import pytest
from django.db import transaction

from opennrm.understanding import address
from opennrm.understanding.facts import ContactReceived
from opennrm.understanding.models import Collection
from opennrm.understanding.national import national
from opennrm.understanding.register import record
from opennrm.vault import master

pytestmark = pytest.mark.django_db


def fact(year, collection):
    day = date(year, 5, 1)
    with transaction.atomic():
        record(ContactReceived(id=f"c{year}", key=f"c{year}", day=day, recorded_on=day), collection=collection)


def collection(name, kind):
    return Collection.objects.create(name=name, kind=kind, producer="made up", made_on=date(2026, 1, 1)).name


def test_what_officials_do_in_a_demonstration_is_counted_with_what_was_made_up():
    collection("demo", Collection.Kind.DEMO)
    fact(2026, national(date(2026, 5, 1)))
    assert {address.database(year=year).collection for year in (2020, 2026)} == {"demo"}


def test_beside_a_register_in_earnest_nothing_falls_into_a_made_up_one(monkeypatch):
    collection("demo", Collection.Kind.DEMO)
    monkeypatch.setattr(master, "is_demo", lambda: False)
    assert national(date(2026, 5, 1)) == "national"


def test_a_year_the_nation_has_no_fact_of_is_read_from_what_was_made_up():
    collection("demo", Collection.Kind.DEMO)
    fact(2026, collection("national", Collection.Kind.NATIONAL))
    assert address.database(year=2020).collection == "demo"
    assert address.database(year=2026).collection == "national"


def test_without_a_demonstration_the_nation_is_asked_whatever_the_year():
    fact(2026, national(date(2026, 5, 1)))
    assert address.database(year=2020).collection == "national"


def test_nothing_to_report_on_says_how_to_get_it():
    with pytest.raises(address.NoRegister, match="opennrm import facts"):
        address.database(year=2020)
