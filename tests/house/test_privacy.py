"""Every field says what it tells about a person, every model how long it is kept, every fact where it comes from."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from opennrm.retention.foreign import FOREIGN
from opennrm.retention.schedule import rules
from opennrm.understanding.attributes import Attribute, Kind
from opennrm.understanding.facts import COMMON_FROM, FACTS, IMPORTED, MADE_HERE
from opennrm.vault.fields import SealedField
from opennrm.vault.privacy import Classified, Unclassified, classified, faults
from tests.house.plan import floors

COARSE = {Kind.NUMBER, Kind.CODE}  # what may be left of a field that identifies


def tables():
    """Every model of an installed room or of a project we stand on, with what is declared beside it."""
    for model in apps.get_models():
        if model.__module__.startswith("tests."):
            continue
        ours = model.__module__.startswith("opennrm.")
        yield model, None if ours else FOREIGN.get(model._meta.label_lower, Classified())


def found():
    for model, beside in tables():
        if wrong := faults(model, beside):
            yield from wrong
        elif (kept := classified(model, beside).kept) not in rules():
            yield f"{model._meta.label}: kept = {kept!r} names no rule of opennrm/retention/data/rules.toml"


def test_every_field_is_classified_once_and_every_model_names_a_rule():
    assert list(found()) == []


def declared():
    return {model._meta.label: classified(model, beside) for model, beside in tables()}


def source_faults(attribute: Attribute, built: dict[str, Classified], rooms: set[str]):
    """What is wrong with where an attribute comes from; a field of a room that is not built yet is not looked at."""
    if attribute.comes_from == IMPORTED:
        return
    room, _dot, rest = attribute.comes_from.partition(".")
    model, _dot, field = rest.partition(".")
    if room not in floors() or not field:
        yield f"{attribute.name}: {attribute.comes_from!r} is no room.Model.field"
    elif room in rooms:
        said = built.get(f"{room}.{model}")
        if said is None or field not in {*said.identifies, *said.sensitive, *said.plain}:
            yield f"{attribute.name}: {attribute.comes_from} is not there; name the field it is taken from"
        elif field in said.identifies and not (attribute.coarser and attribute.kind in COARSE):
            yield f"{attribute.name}: {attribute.comes_from} identifies a person; say in coarser what is left of it"


def rooms_with_tables():
    return {model._meta.app_label for model in apps.get_models()}


def test_no_attribute_of_a_fact_is_taken_from_a_field_that_identifies():
    built, rooms = declared(), rooms_with_tables()
    assert [
        f"{fact.table}.{fault}"
        for fact in FACTS
        for attribute in fact.attributes()
        for fault in source_faults(attribute, built, rooms)
    ] == []


def test_fields_that_facts_wait_for_lie_in_rooms_that_are_planned(record_property):
    waiting = {a.comes_from for fact in FACTS for a in fact.attributes()} - {IMPORTED}
    waiting = {source for source in waiting if source.split(".")[0] not in rooms_with_tables()}
    record_property("waiting", sorted(waiting))
    assert {source.split(".")[0] for source in waiting} <= floors().keys()


def test_the_columns_all_facts_have_come_from_no_field_of_a_person():
    assert COMMON_FROM.keys() - {"day"} == {name for name, source in COMMON_FROM.items() if source == MADE_HERE}


@isolate_apps("opennrm.vault")
def test_the_sight_of_a_fault_in_a_declaration_is_sharp():
    class Guest(models.Model):
        name = models.TextField()
        alias = SealedField(under="name")
        sex = models.TextField()
        room = models.TextField()
        friends = models.ManyToManyField("self")

        class Meta:
            app_label = "vault"

        class Privacy:
            identifies = ("name", "alias", "sex")
            sensitive = ("sex", "shoe")
            plain = ("id", "room")
            kept = "case"
            open_because = {"sex": "asked for", "room": "x"}

    said = " ".join(faults(Guest))
    for each in (
        "friends is unclassified", "sex is classified twice", "shoe is no field", "name identifies", "speaks of room"
    ):  # fmt: skip
        assert each in said
    assert "alias" not in said
    Guest.Privacy.plain = "id"
    Guest.Privacy.kep = "case"
    assert "knows no 'kep'" in faults(Guest)[0] and "plain is no tuple" in faults(Guest)[1]
    with pytest.raises(Unclassified, match="no tuple"):
        classified(Guest)


def test_the_sight_of_a_fact_that_names_somebody_is_sharp():
    built = {"identification.Person": Classified(identifies=("name", "birth_date"), sensitive=("sex",))}
    rooms = {"identification"}

    def wrong(source, kind=Kind.CODE, coarser=""):
        return list(source_faults(Attribute("a", kind, "", comes_from=source, coarser=coarser), built, rooms))

    assert wrong("identification.Person.sex") == []
    assert "identifies" in wrong("identification.Person.name")[0]
    assert wrong("identification.Person.birth_date", Kind.NUMBER, "years") == []
    assert "identifies" in wrong("identification.Person.birth_date", Kind.KEY, "years")[0]
    assert "not there" in wrong("identification.Person.hair")[0]
    assert "not there" in wrong("identification.Nobody.sex")[0]
    assert wrong("eradication.Suspect.sex") == []
    assert "no room" in wrong("somewhere")[0]
