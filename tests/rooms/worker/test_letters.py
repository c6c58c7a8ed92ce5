"""The outbox: kept with its act or not at all, sent at least once, and without content."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from opennrm.worker.letters import deliver, leave
from opennrm.worker.models import Letter
from opennrm.worker.rules import LETTER_TRIES
from opennrm.worker.terms import LetterKind

pytestmark = pytest.mark.django_db(transaction=True)
address_of = {"official:1": "one@example.org", "official:2": "two@example.org"}.get


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.LETTER_ADDRESSES = "tests.rooms.worker.test_letters.address_of"


def left(to="official:1", language="en", **options):
    with transaction.atomic():
        return leave(LetterKind.WAITING, to=to, language=language, **options)


def make_due():
    Letter.objects.update(due=timezone.now() - timedelta(seconds=1))


def refuse(monkeypatch, error, *addresses):
    send = mail.EmailMessage.send

    def picky(self, *args):
        if not addresses or self.to[0] in addresses:
            raise error
        return send(self, *args)

    monkeypatch.setattr(mail.EmailMessage, "send", picky)


def test_a_letter_is_left_inside_a_transaction_only():
    with pytest.raises(TransactionManagementError):
        leave(LetterKind.WAITING, to="official:1", language="en")


def test_a_letter_goes_with_its_act_or_not_at_all():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        leave(LetterKind.WAITING, to="official:1", language="en")
        raise ZeroDivisionError
    deliver()
    assert mail.outbox == []


def test_a_letter_says_what_its_kind_says_in_the_readers_language():
    names = [left(language="ja").pk, left("official:2").pk]
    deliver()
    japanese, english = sorted(mail.outbox, key=lambda each: each.to)
    assert (english.to, english.subject) == (["two@example.org"], "There is something waiting for you at the desk.")
    assert "窓口" in japanese.body
    assert [each.extra_headers["Message-ID"] for each in (japanese, english)] == [
        f"<{name}@localhost>" for name in names
    ]


def test_a_sent_letter_is_not_sent_again():
    left()
    deliver()
    make_due()
    deliver()
    assert len(mail.outbox) == 1


def test_several_things_waiting_are_one_letter():
    assert left().pk == left().pk
    deliver()
    assert left().pk != Letter.objects.get(sent__isnull=False).pk


def test_a_letter_for_later_waits():
    left(due=timezone.now() + timedelta(hours=1))
    deliver()
    assert mail.outbox == []


def test_a_refused_letter_holds_up_no_other_and_is_tried_again(monkeypatch):
    left("official:1"), left("official:2")
    refuse(monkeypatch, OSError("no such box"), "one@example.org")
    deliver()
    assert [each.to for each in mail.outbox] == [["two@example.org"]]
    waiting = Letter.objects.waiting().get()
    assert waiting.tries == 1
    assert waiting.due > timezone.now()


def test_an_address_that_would_write_headers_of_its_own_is_not_written_to(monkeypatch):
    forged = {"official:1": "one@example.org\nBcc: other@example.org", "official:2": "two@example.org"}
    monkeypatch.setattr("tests.rooms.worker.test_letters.address_of", forged.get)
    left("official:1"), left("official:2")
    deliver()
    assert [each.to for each in mail.outbox] == [["two@example.org"]]


@pytest.mark.parametrize("error", [ConnectionResetError(), SMTPServerDisconnected()])
def test_a_dead_line_ends_the_sweep_and_loses_nothing(monkeypatch, error):
    left("official:1"), left("official:2")
    refuse(monkeypatch, error)
    with pytest.raises(type(error)):
        deliver()
    assert Letter.objects.waiting().count() == 2
    assert Letter.objects.filter(tries=0).count() == 1


def test_a_letter_that_never_goes_is_given_up(monkeypatch):
    letter = left()
    refuse(monkeypatch, OSError("no"))
    for _ in range(LETTER_TRIES + 1):
        make_due()
        deliver()
    letter.refresh_from_db()
    assert letter.tries == LETTER_TRIES
    assert letter.failed


def test_a_letter_to_nobody_is_given_up_at_once():
    letter = left("official:3")
    deliver()
    letter.refresh_from_db()
    assert letter.failed
    assert mail.outbox == []
