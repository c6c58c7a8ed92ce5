"""Copies ordered, handed out, corrected, and the facts they let fall. Runs on SQLite, and again on PostgreSQL."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from opennrm.foundations import actions, distribution, lists
from opennrm.foundations.models import Distribution
from opennrm.page.refusals import Refused
from opennrm.understanding import register
from opennrm.understanding.facts import MaterialDistributed
from opennrm.understanding.models import ROWS
from opennrm.vault.models import AuditLine
from tests.desk import body
from tests.rooms.foundations.world import TODAY, counsellor, drafted, released, secretariat

pytestmark = pytest.mark.django_db
FACTS = ROWS[MaterialDistributed]
LATER = TODAY + timedelta(days=9)


@pytest.fixture
def editor():
    return secretariat()


@pytest.fixture
def house():
    return counsellor()


@pytest.fixture
def leaflet(editor):
    return released(editor, "vi")


@pytest.fixture
def ordered(leaflet, house):
    return distribution.order(leaflet, organisation=house.organisation, copies=200, by=house, on=TODAY)


def test_a_fact_falls_when_copies_are_handed_out_not_when_they_are_ordered(ordered, editor):
    assert not FACTS.objects.exists()
    distribution.hand_out(ordered, copies=150, day=LATER, by=editor, on=LATER)
    fact = FACTS.objects.get()
    assert (fact.spoken, fact.copies, fact.day, fact.collection_id) == ("vi", 150, LATER, "national")
    assert Distribution.objects.get().fact == fact.pk


def test_a_fact_that_cannot_fall_takes_the_copies_back(ordered, editor, monkeypatch):
    def broken(*_args, **_options):
        raise ValueError("made up")

    monkeypatch.setattr(register, "record", broken)
    with pytest.raises(ValueError, match="made up"):
        distribution.hand_out(ordered, copies=150, day=LATER, by=editor, on=LATER)
    assert Distribution.objects.get().copies is None


def test_an_organisation_orders_for_itself_and_only_what_is_released(leaflet, house, editor):
    with pytest.raises(Refused, match="own organisation"):
        distribution.order(leaflet, organisation=body("npa"), copies=1, by=house, on=TODAY)
    distribution.order(leaflet, organisation=body("npa"), copies=1, by=editor, on=TODAY)
    with pytest.raises(Refused, match="Only a released version"):
        distribution.order(drafted(editor), organisation=house.organisation, copies=1, by=house, on=TODAY)


@pytest.mark.parametrize(
    ("day", "words"), [(LATER + timedelta(days=1), "lie ahead"), (TODAY - timedelta(days=1), "before the release")]
)
def test_copies_are_handed_out_on_a_day_that_has_come(ordered, editor, day, words):
    with pytest.raises(Refused, match=words):
        distribution.hand_out(ordered, copies=1, day=day, by=editor, on=LATER)


def test_copies_are_handed_out_once_and_a_mistake_is_corrected_in_the_register_too(ordered, editor):
    distribution.hand_out(ordered, copies=150, day=LATER, by=editor, on=LATER)
    with pytest.raises(Refused, match="handed out already"):
        distribution.hand_out(ordered, copies=150, day=LATER, by=editor, on=LATER)
    distribution.correct(ordered, copies=15, by=editor, on=LATER)
    old, new = FACTS.objects.order_by("supersedes")
    assert (old.copies, new.copies, new.supersedes, new.key) == (150, 15, old.pk, old.key)
    assert Distribution.objects.get().copies == 15


def test_an_organisation_keeps_what_it_printed_itself(leaflet, house, editor):
    made = distribution.keep_own(leaflet, organisation=house.organisation, copies=30, day=TODAY, by=house, on=LATER)
    assert (made.ordered, made.copies) == (30, 30)
    assert FACTS.objects.get().copies == 30


def test_an_order_is_taken_back_until_it_is_handed_out(ordered, house, editor):
    other = distribution.order(ordered.material, organisation=house.organisation, copies=5, by=house, on=TODAY)
    distribution.take_back(other, by=house, on=TODAY)
    distribution.hand_out(ordered, copies=1, day=TODAY, by=editor, on=TODAY)
    with pytest.raises(Refused, match="handed out already"):
        distribution.take_back(ordered, by=house, on=TODAY)
    assert Distribution.objects.get() == ordered


def test_the_database_refuses_copies_without_a_day_or_a_fact(ordered):
    with pytest.raises(IntegrityError), transaction.atomic():
        Distribution.objects.filter(pk=ordered.pk).update(copies=5)


def test_the_list_has_a_line_for_each_organisation_and_its_sums(ordered, house, editor):
    distribution.hand_out(ordered, copies=150, day=LATER, by=editor, on=LATER)
    distribution.order(ordered.material, organisation=body("npa"), copies=7, by=editor, on=LATER)
    rows = Distribution.objects.select_related("material")
    assert [(each.name, each.copies) for each in lists.by_organisation(rows, {"made-up-house": "House"})] == [
        ("House", 150)
    ]
    lines = lists.csv(rows, {"made-up-house": "House"}).decode("utf-8-sig").splitlines()
    assert sorted(lines[1:]) == [
        "made-up-house,House,card,vi,1,200,2026-04-01,150,2026-04-10",
        "npa,npa,card,vi,1,7,2026-04-10,,",
    ]


def test_what_waits_is_the_secretariats_alone(ordered, house, editor):
    made = drafted(editor)
    actions.comment(made, organisation=house.organisation, said="x", by=house, on=TODAY)
    assert (lists.waiting_for(editor), lists.waiting_for(house)) == (2, 0)


def test_every_act_leaves_one_line_in_the_audit(ordered, editor):
    distribution.hand_out(ordered, copies=1, day=TODAY, by=editor, on=TODAY)
    distribution.correct(ordered, copies=2, by=editor, on=TODAY)
    acts = AuditLine.objects.filter(subject=ordered.word).order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["material.ordered", "material.handed-out", "material.copies-corrected"]
