"""Sessions: 30 minutes unused or 8 hours in all, known to the database by a digest, seen and ended by their owner."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import SESSION_KEY, login
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from opennrm.accounts import rules
from opennrm.accounts.models import Account, Session
from opennrm.accounts.terms import Factor
from opennrm.agencies.models import Official
from opennrm.vault.actions import record
from opennrm.vault.rules import STEADY

BACKEND = "opennrm.accounts.backend.ByFactor"
WORD, BEGUN, FACTOR, CONFIRMED, HALF = "word", "begun", "factor", "confirmed", "half"
A_MINUTE = 60.0


class SessionStore(DatabaseStore):
    """Django's store, but that the row knows a digest of the key alone: who reads the table can enter by none.

    A session that somebody ended is not brought back by a page that was under way: saving it raises UpdateError.
    """

    @classmethod
    def get_model_class(cls) -> Any:
        """This room's sessions."""
        return Session

    def exists(self, session_key: str | None) -> bool:
        """Whether there is a row for this key."""
        return Session.objects.filter(session_key=digest(session_key or "")).exists()

    def delete(self, session_key: str | None = None) -> None:
        """End it."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=digest(key)).delete()

    def cycle_key(self) -> None:
        """A new key for the same session. The old row goes first: two rows never bear one ``word``."""
        kept = self._session  # type: ignore[attr-defined]
        if self.session_key:
            self.delete(self.session_key)
        self._session_cache = kept
        super().cycle_key()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row. A session nobody has signed in by lasts as long as signing in may take."""
        now = timezone.now()
        begun = _moment(data.get(BEGUN)) or now
        signed_in = data.get(SESSION_KEY)
        return Session(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=rules.ends(begun=begun, used=now) if signed_in else now + rules.HALFWAY,
            account_id=signed_in,
            word=UUID(data[WORD]) if WORD in data else uuid4(),
            begun=begun,
            used=now,
        )

    def _get_session_from_db(self) -> Session | None:
        """The row, unless its time is over, or it was used at a time to come: the clock was set back since."""
        key, now = digest(self.session_key or ""), timezone.now()
        found = Session.objects.filter(session_key=key, expire_date__gt=now, used__lte=now + STEADY).first()
        if found is None:
            self._session_key = None
        return found


def digest(key: str) -> str:
    """What the database knows of a session's key."""
    return hashlib.sha256(b"opennrm.session.1" + key.encode()).hexdigest()


def begin(request: HttpRequest, account: Account, *, factor: Factor) -> None:
    """Sign in, past every factor: a new session under a new key; whatever the browser held before is gone."""
    request.session.flush()
    login(request, account, backend=BACKEND)
    mark(request.session, factor=factor)
    with transaction.atomic():
        record("signed.in", account.word, by=account.official.word)


def mark(session: SessionBase, *, factor: Factor) -> None:
    """Note in a session that a factor has passed now."""
    now = timezone.now().timestamp()
    session.update({WORD: uuid4().hex, BEGUN: now, FACTOR: str(factor), CONFIRMED: now})


def has_passed(session: SessionBase) -> bool:
    """Whether a factor has passed in this session."""
    return session.get(FACTOR) in Factor.values


def confirmed(session: SessionBase) -> datetime | None:
    """When its owner last proved who they are."""
    return _moment(session.get(CONFIRMED))


def confirm(session: SessionBase) -> None:
    """Its owner has just proved who they are, again."""
    session[CONFIRMED] = timezone.now().timestamp()


def half(session: SessionBase) -> Account | None:
    """Whose password was given a moment ago, where the second factor has not passed yet."""
    noted = session.get(HALF) or {}
    if not rules.is_fresh(_moment(noted.get("at")), at=timezone.now(), within=rules.HALFWAY):
        return None
    return Account.objects.select_related("official").filter(pk=noted["account"]).first()


def begin_half(request: HttpRequest, account: Account, *, going_to: str = "") -> None:
    """Note that the password was right; nothing opens by it yet."""
    request.session.flush()
    request.session[HALF] = {"account": str(account.pk), "at": timezone.now().timestamp(), "next": going_to}
    request.session.cycle_key()


def going_to(session: SessionBase) -> str:
    """Where somebody wanted to go before they had to sign in."""
    return str((session.get(HALF) or {}).get("next", ""))


def touch(session: SessionBase) -> None:
    """Note that a session is in use, once a minute."""
    now, begun = timezone.now(), _moment(session.get(BEGUN))
    row = Session.objects.filter(session_key=digest(session.session_key or ""))
    used = row.values_list("used", flat=True).first()
    if begun is None or used is None:
        return
    if (now - used).total_seconds() >= A_MINUTE:
        row.update(used=now, expire_date=rules.ends(begun=begun, used=now))


@transaction.atomic
def end(account: Account, words: Iterable[UUID], *, by: Official | None) -> int:
    """End some of an account's sessions at once; how many there were."""
    ended, _rows = account.sessions.filter(word__in=list(words)).delete()
    if ended:
        record("session.ended", account.word, by=by.word if by else "system")
    return ended


def end_all(account: Account, *, by: Official | None, but: UUID | None = None) -> int:
    """End an account's sessions, but for the one that goes on."""
    words = set(account.sessions.values_list("word", flat=True)) - {but}
    return end(account, [word for word in words if word], by=by) if words else 0


def word_of(session: SessionBase) -> UUID | None:
    """How a session is named, to its owner and to nobody else."""
    return UUID(session[WORD]) if WORD in session else None


def sweep() -> int:
    """Delete sessions whose time has passed, and those of officials who serve no more; how many."""
    today = timezone.localdate()
    over, _rows = Session.objects.filter(expire_date__lte=timezone.now()).delete()
    gone, _rows = (
        Session.objects.filter(account__isnull=False)
        .exclude(account__official__in=Official.objects.serving(today))
        .delete()
    )
    return over + gone


def _moment(stamp: Any) -> datetime | None:
    return datetime.fromtimestamp(stamp, UTC) if isinstance(stamp, int | float) else None
