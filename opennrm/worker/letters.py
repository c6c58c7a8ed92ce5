"""The outbox: a letter is written in the transaction of the act it follows, and sent once that is committed.

At least once: a worker killed between sending and noting it sends again, under the same Message-ID.
"""

import logging
from contextlib import closing
from datetime import datetime
from smtplib import SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models.functions import Now
from django.db.transaction import TransactionManagementError
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from opennrm.worker.models import Letter
from opennrm.worker.rules import next_try
from opennrm.worker.terms import LetterKind

log = logging.getLogger("opennrm.worker")

BATCH = 200


def leave(kind: LetterKind, *, to: str, language: str, due: datetime | None = None) -> Letter:
    """Put a letter into the outbox, inside the transaction of the act: both are kept, or neither.

    ``to`` is opaque, as in ``official:17``. Where the same letter waits already, untried, that one will do.
    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("a letter is left inside the transaction of its act")
    same = Letter.objects.waiting().filter(kind=kind, recipient=to, language=language, tries=0).first()
    if same is not None and due is None:
        return same
    return Letter.objects.create(kind=kind, recipient=to, language=language, due=due or Now())


def deliver() -> None:
    """The sweep that sends what is due. One letter's failure holds up no other.

    A line that does not open, or breaks, ends the sweep: the server is away, its certificate nobody vouches for, it
    offers no TLS, it does not know the password. No letter's try is counted for a line that never opened.
    """
    if not Letter.objects.due().exists():
        return
    line, address_of = get_connection(), import_string(settings.LETTER_ADDRESSES)
    with closing(line):
        line.open()
        for _each in range(BATCH):
            letter = _taken()
            if letter is None:
                return
            try:
                _send(letter, address_of(letter.recipient), line)
            except (ConnectionError, SMTPServerDisconnected):
                raise
            except Exception:
                log.error("letter.not-sent", extra={"subject": str(letter)}, exc_info=True)
            else:
                Letter.objects.filter(pk=letter.pk).update(sent=timezone.now(), failed=None)


@transaction.atomic
def _taken() -> Letter | None:
    """The next letter, with this try counted and the next one set before it goes: a crash is a try too."""
    letter = Letter.objects.due().select_for_update().first()
    if letter is None:
        return None
    now = timezone.now()
    letter.tries += 1
    again = next_try(now, tries=letter.tries)
    letter.due, letter.failed = again or now, None if again else now
    letter.save(update_fields=["tries", "due", "failed"])
    return letter


def _send(letter: Letter, address: str | None, line: BaseEmailBackend) -> None:
    if address is None:
        Letter.objects.filter(pk=letter.pk).update(failed=timezone.now())
        raise LookupError("nobody is reached under this id any more")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
    with translation.override(letter.language):
        said = str(LetterKind(letter.kind).label)
        message = EmailMessage(
            subject=said,
            body=f"{said}\n",
            to=[address],
            headers={"Message-ID": f"<{letter.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
            connection=line,
        )
        message.send()
