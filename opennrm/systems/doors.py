"""The door of an operation that another system calls: whose key it is, what it may, and the scope it acts in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.page.api import TooOften
from opennrm.page.refusals import refuse
from opennrm.systems import rules
from opennrm.systems.actions import digest, seconds_to_wait
from opennrm.systems.models import SystemKey
from opennrm.systems.terms import Refusal, Use
from opennrm.vault.actions import await_turn, record
from opennrm.vault.models import AuditLine

CALLED, REFUSED = "system.called", "system.refused"
NOTED = timedelta(hours=1)


@dataclass(frozen=True)
class Caller:
    """Whose system calls: its key, and the official in whose name it acts."""

    key: SystemKey
    official: Official

    @property
    def purpose(self) -> Purpose | None:
        """What the key was made for."""
        return Purpose(self.key.purpose) if self.key.purpose else None

    def note(self, operation: str) -> None:
        """The line in the audit, inside the transaction of the call."""
        record(CALLED, f"{self.key.word}.{operation}", by=self.official.word)

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Act as the official does, for the key's purpose; a key for facts alone opens no file and needs no scope."""
        if self.purpose is None:
            yield
            return
        with acting(scope_for(self.official, purpose=self.purpose)):
            yield


class ByKey(HttpBearer):
    """«Authorization: Bearer» and a key. Counts the call; one line an hour says that a key was refused."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Who calls; None where the key is none, was revoked, is over, or its official no longer serves."""
        key = SystemKey.objects.filter(digest=digest(token)).first()
        if key is None:
            return None
        today = timezone.localdate()
        official = Official.objects.with_posts().get(pk=key.official_id)
        moved = official.organisation_id != key.organisation_id
        if key.revoked is not None or key.until < today or moved or not official.post().serves(today):
            note_refused(key, official)
            return None
        if wait := seconds_to_wait(key):
            raise TooOften(wait)
        return Caller(key, official)


def admitted(request: HttpRequest, use: Use, purposes: tuple[Purpose, ...] = ()) -> Caller:
    """Who calls, once their key and their official's roles allow this use today. PermissionDenied, or Refused."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    post, today = caller.official.post(), timezone.localdate()
    if use not in caller.key.may or rules.why_not_use(post, uses={use}, purpose=caller.purpose, on=today):
        note_refused(caller.key, caller.official)
        raise PermissionDenied
    refuse(Refusal.WRONG_PURPOSE if purposes and caller.purpose not in purposes else None)
    return caller


def noted(request: HttpRequest, operation: str) -> Caller:
    """Who calls an operation that is open to every key, once its line stands in the audit."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    with transaction.atomic():
        caller.note(operation)
    return caller


@contextmanager
def reading(request: HttpRequest, use: Use, operation: str, *purposes: Purpose) -> Iterator[Caller]:
    """Read something: its line stands in the audit, committed, before anything is read; all runs in the scope."""
    caller = admitted(request, use, purposes)
    with transaction.atomic():
        caller.note(operation)
    with caller.acting():
        yield caller


def note_refused(key: SystemKey, official: Official) -> None:
    """One line an hour that a key was refused, however often it goes on trying."""
    with transaction.atomic():
        await_turn()
        lately = AuditLine.objects.lately(REFUSED, by=official.word, since=timezone.now() - NOTED)
        if not lately.filter(subject=key.word).exists():
            record(REFUSED, key.word, by=official.word)
