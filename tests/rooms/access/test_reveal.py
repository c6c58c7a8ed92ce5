"""Revealing a field: the grant, the firewall, the line, the commit, and only then the text. On both engines."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from opennrm.access import rules
from opennrm.access.actions import running
from opennrm.access.models import Grant
from opennrm.access.reveal import reveal
from opennrm.access.scope import NoScope, OutOfScope, acting
from opennrm.access.walls import Misdeclared
from opennrm.agencies.models import Official
from opennrm.agencies.terms import OrganisationKind
from opennrm.page.refusals import Refused
from opennrm.vault import sealing
from opennrm.vault.models import AuditLine
from opennrm.vault.sealing import seal
from tests.rooms.access.madeup.models import Area, Case, Person
from tests.rooms.access.world import everything, granted, official, organisation, scope, world

HERS = {"full_name": "Made-up Name", "address": "Made-up Street 1", "residence": "made-up status"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def w(monkeypatch):
    monkeypatch.setattr(sealing, "_spent", {})  # lines are numbered anew in each test
    return world()


@pytest.fixture
def person(w):
    with acting(w.scope):
        her = Person.objects.get()
        for field, text in HERS.items():
            seal(her, field, text)
        her.save()
        return her


def last():
    line = AuditLine.objects.order_by("-seq").first()
    return line.act, line.subject, line.by


def test_a_granted_field_is_opened_after_its_line_is_committed(w, person):
    with acting(w.scope):
        assert reveal(person, "full_name", purpose="support") == "Made-up Name"
    assert last() == ("field.revealed", f"madeup-person:{person.pk}.full_name", f"official:{w.caseworker.pk}")
    assert AuditLine.objects.looked_at(f"madeup-person:{person.pk}").count() == 1


def test_what_is_revealed_is_what_the_row_holds_now_not_what_a_copy_held(w, person):
    with acting(w.scope):
        now = Person.objects.get()
        seal(now, "full_name", "Corrected Name")
        now.save()
        assert reveal(person, "full_name", purpose="support") == "Corrected Name"


@pytest.mark.fault("full")
def test_where_the_line_cannot_be_written_nothing_is_opened(w, person, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("opennrm.access.reveal.record", full)
    monkeypatch.setattr("opennrm.access.reveal.open_sealed", lambda *args, **kwargs: pytest.fail("opened"))
    with acting(w.scope), pytest.raises(OSError, match="full"):
        reveal(person, "full_name", purpose="support")


def test_a_revoked_grant_a_foreign_row_and_another_purpose_open_nothing_and_leave_a_line(w, person):
    with running(everything()):
        foreign = Person.objects.exclude(pk=person.pk).get()
    refusals = [(foreign, "support", "no grant"), (person, "investigation", "another purpose")]
    for row, purpose, text in refusals:
        with acting(w.scope), pytest.raises(Refused, match=text):
            reveal(row, "full_name", purpose=purpose)
        assert last() == ("field.refused", f"madeup-person:{row.pk}.full_name", f"official:{w.caseworker.pk}")
    with running(everything()):
        Grant.objects.update(revoked=timezone.now())
    with acting(w.scope), pytest.raises(Refused, match="no grant"):
        reveal(person, "full_name", purpose="support")
    assert not AuditLine.objects.filter(act="field.revealed").exists()


@pytest.mark.fault("revoked")
def test_one_who_left_reveals_nothing_with_a_row_in_hand(w, person):
    with acting(w.scope):
        Official.objects.filter(pk=w.caseworker.pk).update(left=timezone.localdate())
        with pytest.raises(Refused):
            reveal(person, "full_name", purpose="support")


@pytest.mark.parametrize("code", ["isa", "made-up-force"])
def test_enforcement_helping_a_victim_learns_the_name_but_not_where_she_sleeps(w, person, code):
    force = organisation(code, OrganisationKind.POLICE if code != "isa" else OrganisationKind.AGENCY)
    helper = official(force, "caseworker")
    with running(everything()):
        granted(w.mine.file, force)
        granted(w.mine.file, force, purpose="investigation")
    with acting(scope(helper)):
        assert reveal(person, "full_name", purpose="support")
        for field in ("address", "residence"):
            with pytest.raises(Refused, match="supporting organisation"):
                reveal(person, field, purpose="support")
    with acting(scope(helper, "investigation")):
        assert reveal(person, "address", purpose="investigation")
    with acting(w.scope):
        assert reveal(person, "address", purpose="support")


def test_inside_a_transaction_nothing_is_revealed(w, person):
    with acting(w.scope), transaction.atomic(), pytest.raises(TransactionManagementError, match="outside"):
        reveal(person, "full_name", purpose="support")


def test_without_a_scope_or_in_a_system_scope_nothing_is_revealed(w, person):
    with pytest.raises(NoScope):
        reveal(person, "full_name", purpose="support")
    with running(everything()), pytest.raises(OutOfScope, match="never to a system"):
        reveal(person, "full_name", purpose="support")


def test_a_field_that_does_not_say_what_it_tells_is_not_revealed(w, person):
    with acting(w.scope):
        for row, field in ((person, "case"), (Case.objects.get(), "title"), (Area.objects.get(), "full_name")):
            with pytest.raises(Misdeclared, match="class Scoped"):
                reveal(row, field, purpose="support")


def test_an_official_reveals_so_many_fields_in_an_hour_and_trying_on_adds_one_line(w, person, settings, monkeypatch):
    settings.REVEALS_AN_HOUR = 2
    with acting(w.scope):
        for field in ("full_name", "address"):
            assert reveal(person, field, purpose="support") == HERS[field]
        for _again in range(3):
            with pytest.raises(Refused, match="as many sealed fields"):
                reveal(person, "residence", purpose="support")
    by = f"official:{w.caseworker.pk}"
    assert AuditLine.objects.filter(act="field.limited", by=by).count() == 1
    monkeypatch.setattr(rules, "REVEALING", timedelta(0))
    with acting(w.scope):
        assert reveal(person, "residence", purpose="support") == HERS["residence"]
