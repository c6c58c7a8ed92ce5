"""What holds on every page of the public door: nothing is kept, nothing runs, nothing is told to anybody else."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import lazy
from django.utils.translation import get_language

from opennrm.page.dates import written
from opennrm.page.headers import CSP
from opennrm.page.refusals import Refused
from opennrm.reporting import floods
from opennrm.reporting.duty import when_read
from opennrm.reporting.floods import COMING_BACK, SENDING, TOGETHER, Buckets
from opennrm.reporting.urgency import ReadBy, Reading
from opennrm.vault import master

CONFLICT, TOO_MANY = 409, 429
SCRIPT = "reporting/exit.js"
SHARED = {"127.0.0.1", "::1", ""}  # an onion service or a proxy on this machine: one address for everybody

sending, coming_back, together = Buckets(SENDING), Buckets(COMING_BACK), Buckets(TOGETHER)

View = Callable[..., HttpResponse]


def at_door(view: View) -> View:
    """A page of the public door: its headers, and a refusal as a page that leaves somebody to call."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.at_door = True  # type: ignore[attr-defined]
        try:
            response = view(request, *args, **kwargs)
        except Refused as refused:
            response = page(request, "cannot", {"reason": str(refused)}, status=CONFLICT)
        host = _host(request)
        response.headers["Content-Security-Policy"] = _csp(request) if host else CSP
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noarchive"
        if settings.ONION and host not in {settings.ONION, ""}:
            response.headers["Onion-Location"] = f"http://{settings.ONION}{request.get_full_path()}"
        add_never_cache_headers(response)
        return response

    return guarded


def page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A template of the door, with what they all use."""
    shared = {"demo": master.is_demo()}
    return render(request, f"reporting/door/{name}.html", shared | context, status=status)


def must_wait(request: HttpRequest, buckets: Buckets) -> HttpResponse | None:
    """A page to wait on, which holds all that was typed; None where there is room."""
    address = request.META.get("REMOTE_ADDR", "")
    own = 0.0 if address in SHARED else buckets.wait(address)
    seconds = max(own, together.wait(""))
    if not seconds:
        return None
    response = page(request, "wait", {"seconds": int(seconds) + 1} | once_more(request), status=TOO_MANY)
    response.headers["Retry-After"] = str(int(seconds) + 1)
    return response


def once_more(request: HttpRequest) -> dict[str, Any]:
    """For ``once_more.html``: a form that holds what was typed, and leads where it was sent to."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return {"fields": fields, "action": request.path}


def is_machine(request: HttpRequest) -> bool:
    """Whether the field nobody sees was filled."""
    return floods.is_machine(request.POST)


def duty(organisations: Iterable[str]) -> dict[str, Any]:
    """For ``duty.html``: whether somebody of these organisations is on duty ``now``, or ``at`` what moment next."""
    now = timezone.now()
    found = [when_read(each, at=now) for each in organisations]
    coming = [each.at for each in found if each.reading == Reading.NEXT_TURN and each.at]
    return {"now": any(map(_is_on_duty, found)), "at": moment(min(coming)) if coming else None}


def _is_on_duty(said: ReadBy) -> bool:
    return said.reading == Reading.ON_DUTY


def rest(began: float, *, step: float) -> None:
    """Wait until a whole number of steps has passed since ``began``, so that time tells nothing."""
    spent = time.monotonic() - began
    time.sleep(step - spent % step)


def _written(at: datetime) -> str:
    here = timezone.localtime(at)
    return f"{written(here.date(), get_language() or 'en')} {here:%H:%M}"


moment = lazy(_written, str)


def _host(request: HttpRequest) -> str:
    """The host that was asked for; "" where it is not ours, which has a page of its own too."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""


def _csp(request: HttpRequest) -> str:
    """Our style sheet, our pictures, and of all scripts the one that leaves quickly."""
    script = request.build_absolute_uri(static(SCRIPT))
    return (
        f"default-src 'none'; style-src 'self'; img-src 'self'; script-src {script}; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
