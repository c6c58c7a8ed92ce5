"""The door of a staff page: which powers it takes. Every view of the desk has one, or is open to all who signed in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from opennrm.agencies import rules
from opennrm.agencies.models import Official
from opennrm.agencies.rules import Post
from opennrm.agencies.terms import Power
from opennrm.vault.actions import await_turn, record
from opennrm.vault.models import AuditLine

View = Callable[..., HttpResponse]
NOTED = timedelta(hours=1)
NO_WORD = re.compile(r"[^A-Za-z0-9._-]")
LONGEST = 80  # of what the audit names a page


@dataclass(frozen=True)
class Door:
    """Opens to an official with one of the powers; with ``or_lead`` to leads too; with neither, to all who serve."""

    powers: frozenset[Power] = frozenset()
    or_lead: bool = False

    def opens(self, official: Official) -> bool:
        """Whether the official may pass today: by what this request read of them, or read now."""
        return self.opens_to(official.place(), on=timezone.localdate())

    def opens_to(self, post: Post, *, on: date) -> bool:
        """The same of a post that was just read: a menu asks it of many doors."""
        if not post.serves(on):
            return False
        if not self.powers and not self.or_lead:
            return True
        return (self.or_lead and post.lead) or any(rules.may(post, power, on) for power in self.powers)


def door(*powers: Power, or_lead: bool = False) -> Callable[[View], View]:
    """Put a door before a view. Who may not pass gets 403 and a line in the audit; ``view.door`` says what it takes."""
    built = Door(frozenset(powers), or_lead)

    def before(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not built.opens(by := official_of(request)):
                note_once("door.refused", view, by=by)
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.door = built  # type: ignore[attr-defined]
        return guarded

    return before


def note_once(act: str, view: Callable[..., object], *, by: Official) -> None:
    """One line in the audit that a page was refused to an official; trying again within the hour adds none."""
    name = f"{view.__module__.removeprefix('opennrm.')}.{view.__name__}"
    subject = f"page:{NO_WORD.sub('', name)}"[:LONGEST].rstrip("._-")
    with transaction.atomic():
        await_turn()
        lately = AuditLine.objects.lately(act, by=by.word, since=timezone.now() - NOTED)
        if not lately.filter(subject=subject).exists():
            record(act, subject, by=by.word)


def official_of(request: HttpRequest) -> Official:
    """Who is signed in. Raises PermissionDenied where nobody is: the desk's middleware did not run, or let it by."""
    official = getattr(request, "official", None)
    if not isinstance(official, Official):
        raise PermissionDenied
    return official
