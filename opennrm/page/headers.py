"""The headers every answer carries, and the requests no page answers."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers

from opennrm.page.styles import stylesheet_hash

# The hash is that of the style sheet inside a report that is one file.
CSP = (
    f"default-src 'none'; style-src 'self' '{stylesheet_hash()}'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
TWO_YEARS = 2 * 365 * 24 * 60 * 60  # seconds
METHODS = ("GET", "HEAD", "POST")

Answer = Callable[[HttpRequest], HttpResponse]


class SafetyHeaders:
    """No script, no third party, no frame, no referrer to the outside; once over TLS, for two years nothing else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", f"max-age={TWO_YEARS}; includeSubDomains")
        return response


class PlainRequests:
    """Refuses methods no page answers, and a zero byte in the address, which PostgreSQL would fall over.

    Stands right behind ``SafetyHeaders``, so that its refusals carry the headers too.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if "\0" in request.path or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            raise BadRequest("a zero byte in the address")
        return self.get_response(request)


class NeverKept:
    """Pages of the desk are kept by no browser and no cache. Stands behind the static files, which may be."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response
