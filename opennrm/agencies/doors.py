"""The door of a staff page: which powers it takes. Every view of the desk has one, or is open to all who signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from opennrm.agencies import rules
from opennrm.agencies.models import Official
from opennrm.agencies.terms import Power

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Door:
    """Opens to an official with one of the powers; with ``or_lead`` to leads too; with neither, to all who serve."""

    powers: frozenset[Power] = frozenset()
    or_lead: bool = False

    def opens(self, official: Official) -> bool:
        """Whether the official may pass today. Reads the official anew."""
        post = Official.objects.with_posts().get(pk=official.pk).post()
        today = timezone.localdate()
        if not post.serves(today):
            return False
        if not self.powers and not self.or_lead:
            return True
        return (self.or_lead and post.lead) or any(rules.may(post, power, today) for power in self.powers)


def door(*powers: Power, or_lead: bool = False) -> Callable[[View], View]:
    """Put a door before a view. Who may not pass gets 403; ``view.door`` says what it takes."""
    built = Door(frozenset(powers), or_lead)

    def before(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not built.opens(official_of(request)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.door = built  # type: ignore[attr-defined]
        return guarded

    return before


def official_of(request: HttpRequest) -> Official:
    """Who is signed in. Raises PermissionDenied where nobody is: the desk's middleware did not run, or let it by."""
    official = getattr(request, "official", None)
    if not isinstance(official, Official):
        raise PermissionDenied
    return official
