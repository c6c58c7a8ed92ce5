"""An inbox that stays open while its member works: sealed in the session's row, its key in a cookie alone.

Whoever has the disk, the database and the environment together still lacks the cookie.
"""

import base64
import binascii

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from opennrm.accounts import sessions, tries
from opennrm.accounts.terms import Refusal
from opennrm.agencies.doors import official_of
from opennrm.page.refusals import Refused
from opennrm.vault import inboxes
from opennrm.vault.cipher import Broken, bind, new_key
from opennrm.vault.models import Inbox
from opennrm.vault.terms import SlotKind
from opennrm.vault.unlocked import Unlocked

KEPT = "inbox"  # the session's half
TO_SET = "_inbox_cookie"


def inbox_of(request: HttpRequest) -> Inbox | None:
    """The inbox of the official's organisation."""
    return Inbox.objects.filter(organisation=official_of(request).organisation_id).first()


def unlock(request: HttpRequest, phrase: str) -> Unlocked:
    """Open the organisation's inbox by its member's phrase, until it is locked or the session ends.

    Refused with ``Lock.WRONG_PHRASE`` and its like, and where it was tried too often. Not inside a transaction.
    """
    inbox, member = inbox_of(request), official_of(request).word
    if inbox is None:
        raise Refused(Refusal.NO_INBOX)
    tries.take(f"inbox:{member}")
    opened = inboxes.unlock(inbox, member=member, phrase=phrase)
    tries.forget(f"inbox:{member}")
    keep(request, opened)
    return opened


def keep(request: HttpRequest, opened: Unlocked) -> None:
    """Keep an inbox open that was founded, recovered or rotated in this request."""
    key = new_key()
    request.session[KEPT] = base64.b64encode(opened.closed(key, bound=_place(request))).decode()
    setattr(request, TO_SET, base64.urlsafe_b64encode(key).decode())


def unlocked(request: HttpRequest) -> Unlocked | None:
    """The open inbox; None where it is locked, or its member was removed since."""
    kept, key = request.session.get(KEPT), _key(request)
    if kept is None or key is None:
        return None
    try:
        opened = Unlocked.reopened(key, base64.b64decode(kept), bound=_place(request))
    except Broken:
        return None
    member = Inbox.objects.filter(pk=opened.inbox, slots__kind=SlotKind.MEMBER, slots__member=official_of(request).word)
    return opened if member.exists() else None


def lock(request: HttpRequest) -> None:
    """Shut it: both halves go."""
    request.session.pop(KEPT, None)
    setattr(request, TO_SET, "")


def carry(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser its half, or take it back."""
    half = getattr(request, TO_SET, None)
    name = _cookie()
    if half:
        response.set_cookie(
            name, half, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict", path="/"
        )
    elif half == "" or (name in request.COOKIES and KEPT not in request.session):
        response.delete_cookie(name, path="/", samesite="Strict")


def _cookie() -> str:
    """The name beside the session's, with its prefix."""
    return settings.SESSION_COOKIE_NAME.replace("session", "inbox")


def _key(request: HttpRequest) -> bytes | None:
    half = getattr(request, TO_SET, None)
    if half is None:
        half = request.COOKIES.get(_cookie(), "")
    try:
        key = base64.urlsafe_b64decode(half)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == 32 else None


def _place(request: HttpRequest) -> bytes:
    """Good in this session alone, for this official."""
    return bind(str(sessions.word_of(request.session)), official_of(request).word)
