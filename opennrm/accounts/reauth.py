"""Before a dangerous act: prove again who you are. Other rooms put ``fresh()`` before their views."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from opennrm.accounts import rules, sessions

View = Callable[..., HttpResponse]
MINUTES = 5


def recent(request: HttpRequest, *, minutes: int = MINUTES) -> bool:
    """Whether whoever asks proved who they are within so many minutes."""
    within = timedelta(minutes=minutes)
    return rules.is_fresh(sessions.confirmed(request.session), at=timezone.now(), within=within)


def fresh(minutes: int = MINUTES) -> Callable[[View], View]:
    """A view that opens only so soon after a proof; who is late proves it on the way and comes back.

    What is sent from such a page may come ten minutes later: so long a form may be filled in.
    """

    def before(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            filling = int(rules.FILLING_IN.total_seconds()) // 60 if request.method == "POST" else 0
            if recent(request, minutes=minutes + filling):
                return view(request, *args, **kwargs)
            back = request.get_full_path() if request.method == "GET" else _page_before(request)
            return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': back})}")

        guarded.fresh = minutes  # type: ignore[attr-defined]
        return guarded

    return before


def safe(request: HttpRequest, where: str) -> str:
    """The address if it leads to a page of this desk, else its first page."""
    inside = where.startswith("/") and not where.startswith(("//", "/\\"))
    if inside and url_has_allowed_host_and_scheme(where, allowed_hosts=None):
        return where
    return reverse("desk:home")


def _page_before(request: HttpRequest) -> str:
    """The page a form was sent from."""
    parts = urlsplit(request.headers.get("Referer", ""))
    return safe(request, parts.path + (f"?{parts.query}" if parts.query else ""))
