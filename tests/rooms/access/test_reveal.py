"""Revealing a field: the grant, the firewall, the line, the commit, and only then the text. On both engines."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.models import Grant
from opennrm.access.reveal import reveal
from opennrm.access.scope import NoScope, OutOfScope, acting
from opennrm.access.walls import Misdeclared
from opennrm.agencies.models import Official
from opennrm.agencies.refusals import Refused
from opennrm.agencies.terms import OrganisationKind
from opennrm.vault.models import AuditLine
from tests.rooms.access.madeup.models import Area, Case, Person
from tests.rooms.access.world import everything, granted, official, organisation, scope, world

pytestmark = pytest.mark.django_db(transaction=True)


class Opener:
    """Stands where the vault's key would: notes whether its line was committed when it was asked."""

    def __init__(self):
        self.lines = []

    def __call__(self, row, field, *, audited):
        assert not connection.in_atomic_block
        assert AuditLine.objects.filter(pk=audited.pk).exists()
        self.lines.append(audited)
        return f"the {field}"


@pytest.fixture
def w():
    return world()


@pytest.fixture
def person(w):
    with acting(w.scope):
        return Person.objects.get()


def last():
    line = AuditLine.objects.order_by("-seq").first()
    return line.act, line.subject, line.by


def test_a_granted_field_is_opened_after_its_line_is_committed(w, person):
    opener = Opener()
    with acting(w.scope):
        assert reveal(person, "name", purpose="support", opener=opener) == "the name"
    assert last() == ("field.revealed", f"person:{person.pk}.name", f"official:{w.caseworker.pk}")
    assert [line.subject for line in opener.lines] == [f"person:{person.pk}.name"]


def test_a_revoked_grant_a_foreign_row_and_another_purpose_open_nothing_and_leave_a_line(w, person):
    opener = Opener()
    with running(everything()):
        foreign = Person.objects.exclude(pk=person.pk).get()
    refusals = [(foreign, "support", "no grant"), (person, "investigation", "another purpose")]
    for row, purpose, text in refusals:
        with acting(w.scope), pytest.raises(Refused, match=text):
            reveal(row, "name", purpose=purpose, opener=opener)
        assert last() == ("field.refused", f"person:{row.pk}.name", f"official:{w.caseworker.pk}")
    with running(everything()):
        Grant.objects.update(revoked=timezone.now())
    with acting(w.scope), pytest.raises(Refused, match="no grant"):
        reveal(person, "name", purpose="support", opener=opener)
    assert opener.lines == []


def test_one_who_left_reveals_nothing_with_a_row_in_hand(w, person):
    with acting(w.scope):
        Official.objects.filter(pk=w.caseworker.pk).update(left=timezone.localdate())
        with pytest.raises(Refused):
            reveal(person, "name", purpose="support", opener=Opener())


@pytest.mark.parametrize("code", ["isa", "made-up-force"])
def test_enforcement_helping_a_victim_learns_the_name_but_not_where_she_sleeps(w, person, code):
    force = organisation(code, OrganisationKind.POLICE if code != "isa" else OrganisationKind.AGENCY)
    helper = official(force, "caseworker")
    with running(everything()):
        granted(w.mine.file, force)
        granted(w.mine.file, force, purpose="investigation")
    with acting(scope(helper)):
        assert reveal(person, "name", purpose="support", opener=Opener())
        for field in ("address", "residence"):
            with pytest.raises(Refused, match="supporting organisation"):
                reveal(person, field, purpose="support", opener=Opener())
    with acting(scope(helper, "investigation")):
        assert reveal(person, "address", purpose="investigation", opener=Opener())
    with acting(w.scope):
        assert reveal(person, "address", purpose="support", opener=Opener())


def test_inside_a_transaction_nothing_is_revealed(w, person):
    with acting(w.scope), transaction.atomic(), pytest.raises(TransactionManagementError, match="outside"):
        reveal(person, "name", purpose="support", opener=Opener())


def test_without_a_scope_or_in_a_system_scope_nothing_is_revealed(w, person):
    with pytest.raises(NoScope):
        reveal(person, "name", purpose="support", opener=Opener())
    with running(everything()), pytest.raises(OutOfScope, match="never to a system"):
        reveal(person, "name", purpose="support", opener=Opener())


def test_a_field_that_does_not_say_what_it_tells_is_not_revealed(w, person):
    with acting(w.scope):
        for row, field in ((person, "case"), (Case.objects.get(), "title"), (Area.objects.get(), "name")):
            with pytest.raises(Misdeclared, match="class Scoped"):
                reveal(row, field, purpose="support", opener=Opener())
