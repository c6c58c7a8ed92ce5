"""Every answer of the public process is a multiple of 4096 bytes long: how long a page is tells nothing."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

BLOCK = 4096
HEADER = "X-Padding"
OPEN, CLOSE = "<!-- ", " -->"


class Padded:
    """Middleware, before all others. HTML is filled up by a comment, anything else by a header of random letters.

    Random, so that compressing on the way gives the length away by little. ``fill(response, to=…)`` beforehand makes
    pages of unlike length alike.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and response.status_code != 304 and request.method != "HEAD":
            _pad(response, BLOCK)
        return response


def fill(response: HttpResponse, *, to: int) -> HttpResponse:
    """Fill an HTML page up to a multiple of ``to`` bytes, itself a multiple of 4096."""
    _pad(response, to)
    return response


def _pad(response: HttpResponse, block: int) -> None:
    missing = -len(response.content) % block
    if not missing:
        return
    if response.headers.get("Content-Type", "").startswith("text/html"):
        around = len(OPEN) + len(CLOSE)
        missing += block if missing < around else 0
        response.content += f"{OPEN}{_letters(missing - around)}{CLOSE}".encode()
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
    else:
        response.headers[HEADER] = _letters(missing)


def _letters(many: int) -> str:
    """Random letters that end no comment: no dash among them."""
    return secrets.token_urlsafe(many)[:many].replace("-", "x")
