"""Organisations made and changed on screen, beside the declared ones. Runs on SQLite, and again on PostgreSQL."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from opennrm.agencies import actions, history, officials, organisations
from opennrm.agencies.models import Change, Organisation
from opennrm.agencies.organisations import Entry
from opennrm.agencies.terms import OrganisationKind
from opennrm.page.bilingual import Text
from opennrm.page.refusals import Refused
from opennrm.vault.models import AuditLine
from tests.desk import body
from tests.rooms.agencies.people import administrator, editor

pytestmark = pytest.mark.django_db
NAME, NONE, LATER = Text("Made-up House", "架空の家"), Text("", ""), Text("New House", "新しい家")
ENTRY = Entry(OrganisationKind.NGO, None, "13", "made up for a test")


@pytest.fixture
def admin():
    return administrator()


@pytest.fixture
def house(admin):
    return organisations.make("made-up", ENTRY, name=NAME, short=NONE, since=date(2001, 1, 1), by=admin)


def test_only_an_administrator_makes_or_changes_one(house):
    for act in (
        lambda: organisations.make("other", ENTRY, name=NAME, short=NONE, since=None, by=editor()),
        lambda: organisations.edit(house, ENTRY, by=editor()),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            act()


def test_a_code_is_given_once(house, admin):
    with pytest.raises(Refused, match="has this code"):
        organisations.make("made-up", ENTRY, name=NAME, short=NONE, since=None, by=admin)


def test_a_new_name_leaves_the_one_before_as_it_was(house, admin):
    organisations.rename(house, name=LATER, short=NONE, since=date(2024, 4, 1), by=admin, note="by law")
    assert house.name_on(date(2024, 3, 31), "ja") == "架空の家"
    assert house.name_on(date(2024, 4, 1), "ja") == "新しい家"


@pytest.mark.parametrize("since", [date(2001, 1, 1), date(1999, 1, 1)])
def test_a_name_begins_after_every_other(house, admin, since):
    with pytest.raises(Refused, match="already begins"):
        organisations.rename(house, name=LATER, short=NONE, since=since, by=admin)


def test_a_name_entered_by_mistake_is_withdrawn_and_the_history_keeps_it(house, admin):
    organisations.rename(house, name=LATER, short=NONE, since=date(2024, 4, 1), by=admin)
    organisations.withdraw_name(house, by=admin)
    assert house.name_on(date(2030, 1, 1), "en") == "Made-up House"
    assert any("新しい家" in each.before for each in Change.objects.of(house.word))
    with pytest.raises(Refused, match="first name"):
        organisations.withdraw_name(house, by=admin)


def test_nothing_stands_above_itself(house, admin):
    below = organisations.make(
        "below", Entry(OrganisationKind.NGO, house, "", "x"), name=NAME, short=NONE, since=None, by=admin
    )
    with pytest.raises(Refused, match="above itself"):
        organisations.edit(house, Entry(OrganisationKind.NGO, below, "", "x"), by=admin)


def test_the_history_has_who_when_and_both_sides(house, admin):
    assert (
        organisations.edit(house, Entry(OrganisationKind.EMBASSY, None, "13", "a letter"), by=admin, note="mistake")
        == 2
    )
    latest = {line.what: line for line in history.lines(house.word)[:2]}
    assert (latest["Kind"].before, latest["Kind"].after) == ("Non-governmental organisation", "Embassy or consulate")
    assert (latest["Source"].before, latest["Source"].after, latest["Source"].note) == (
        "made up for a test",
        "a letter",
        "mistake",
    )
    assert organisations.edit(house, Entry(OrganisationKind.EMBASSY, None, "13", "a letter"), by=admin) == 0


@pytest.mark.parametrize("act", [lambda rows: rows.update(after="forged"), lambda rows: rows.delete()])
def test_the_history_only_grows(house, act):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        act(Change.objects.all())
    assert not Change.objects.filter(after="forged").exists()


def test_loading_never_touches_what_a_person_made_or_changed(house, admin):
    actions.load_organisations()
    moj = Organisation.objects.get(pk="moj")
    organisations.rename(moj, name=LATER, short=NONE, since=date(2030, 4, 1), by=admin)
    assert actions.load_organisations().changed == 0
    assert moj.name_on(date(2030, 4, 1), "en") == "New House"
    assert Organisation.objects.filter(pk="made-up").exists()


def test_a_suspension_has_a_reason_and_so_has_its_end(house, admin):
    with pytest.raises(Refused, match="Write the reason"):
        officials.suspend(house, reason=" ", by=admin)
    officials.suspend(house, reason="under review", by=admin)
    officials.reinstate(house, reason="review ended", by=admin)
    held = house.suspensions.get()
    assert (held.reason, held.why_lifted) == ("under review", "review ended")
    assert [line.what for line in history.lines(house.word)[:2]] == ["Suspended", "Suspended"]


def test_nobody_shuts_themselves_out(admin):
    with pytest.raises(Refused, match="shut yourself out"):
        officials.suspend(body("cas"), reason="made up", by=admin)


def test_every_act_leaves_one_line_in_the_audit(house, admin):
    organisations.rename(house, name=LATER, short=NONE, since=date(2024, 4, 1), by=admin)
    acts = AuditLine.objects.filter(subject=house.word).order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["organisation.made", "organisation.renamed"]
