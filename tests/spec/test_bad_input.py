"""Bad input, as worked examples: each is told in words that say what to do, loses nothing, and leaves one line.

Runs on SQLite, and again on PostgreSQL. What stands in the database is compared row by row before and after.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.models import Grant
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.accounts.models import Link
from opennrm.backup import actions as backup
from opennrm.page.refusals import Refused
from opennrm.reporting.actions import desk as reports
from opennrm.vault import inboxes, stream
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.models import AuditLine, Inbox
from tests.rooms.accounts.conftest import PASSWORD, invited, said
from tests.rooms.reporting.conftest import *  # noqa: F403 - phrases made cheaply
from tests.rooms.reporting.world import TODAY, shelter, taken_in

pytestmark = pytest.mark.django_db(transaction=True)
CHAIN = {"vault_auditline", "vault_audithead", "django_session", "accounts_session"}


def standing():
    """Every row of every table but the audit's, past all walls, as the engine itself gives it."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - CHAIN
    with connection.opened(), connection.cursor() as cursor:
        found = {}
        for table in sorted(tables & set(connection.introspection.table_names())):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


@contextmanager
def nothing_lost(*, lines):
    """The rows stay as they are, and just these acts are added to an audit that holds."""
    before, last = standing(), AuditLine.objects.count()
    yield
    assert standing() == before
    assert list(AuditLine.objects.filter(seq__gt=last).values_list("act", flat=True)) == lines


def refused(act):
    with pytest.raises(Refused) as met:
        act()
    return str(met.value)


def noted(there):
    """A note with a sealed text."""
    _receipt, report = taken_in(at=there)
    with there.acting():
        reports.open_report(report, unlocked=there.unlocked, by=there.official)
        return report, reports.note(report, text="made up", by=there.official, on=TODAY)


def test_a_wrong_phrase():
    there = shelter()
    inbox = Inbox.objects.get(organisation=there.organisation.pk)
    with nothing_lost(lines=["inbox.refused"]):
        text = refused(lambda: inboxes.unlock(inbox, member=there.official.word, phrase="made up, and wrong"))
    assert "not the inbox phrase" in text and "Try again" in text


@pytest.mark.usefixtures("desk")
def test_an_expired_invitation():
    invitation = invited()
    Link.objects.update(made=timezone.now() - timedelta(hours=80), until=timezone.now() - timedelta(hours=8))
    with nothing_lost(lines=["link.refused"]):
        answer = Client().post(f"/en/link/{invitation.token}/", {"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 410 and "Ask whoever gave it to you" in said(answer)


def test_a_revoked_grant():
    there = shelter()
    report, note = noted(there)
    with there.acting():
        grant = Grant.objects.get(file=report.file_id)
        access.revoke(grant, reason="made up", by=there.official)
        with nothing_lost(lines=["field.refused"]):
            text = refused(lambda: reveal(note, "text", purpose=Purpose.RECEPTION))
    assert "Your organisation has no" in text and "Ask" in text


def test_a_corrupted_ciphertext():
    there = shelter()
    _report, note = noted(there)
    with connection.opened(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_note SET text = %s", [b"\x01" + bytes(60)])
    with there.acting(), nothing_lost(lines=["field.revealed", "field.broken"]):
        text = refused(lambda: reveal(note, "text", purpose=Purpose.RECEPTION))
    assert "does not open" in text and "compare it with a backup" in text


def test_a_truncated_backup(tmp_path):
    private, file = new_private(), tmp_path / "made-up.backup"
    with file.open("wb") as out:
        sealed = stream.SealedWriter(out, public_of(private), what="backup")
        sealed.write(b"made up")
        sealed.finish()
    file.write_bytes(file.read_bytes()[:-1])
    with nothing_lost(lines=["backup.refused"]):
        text = refused(lambda: backup.restore(file, private))
    assert "cut short or changed" in text and "another copy" in text
