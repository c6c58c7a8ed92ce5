"""The headers every answer carries."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from opennrm.page.styles import stylesheet_hash

# The hash is that of the style sheet inside a report that is one file.
CSP = (
    f"default-src 'none'; style-src 'self' '{stylesheet_hash()}'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

WITH_SCRIPT = f"{CSP}; script-src 'self'"


def with_script(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose page runs a script file of our own; every other page runs none."""

    @wraps(view)
    def scripted(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", WITH_SCRIPT)
        return response

    return scripted


class SafetyHeaders:
    """No script, no third party, no frame, no referrer to the outside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response
