"""A refusal becomes a page once, here: what was refused, what to do next, and that nothing was written."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opennrm.page.refusals import Refused

CONFLICT = 409  # the request was understood; the state of things or the person's place forbids it


class RefusedPages:
    """Middleware: whatever view raises ``Refused`` answers 409 with the reason in the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal; None for every other exception."""
        if not isinstance(exception, Refused):
            return None
        back = request.headers.get("Referer") if request.method == "POST" else None
        return render(request, "page/refused.html", {"reason": str(exception), "back": back}, status=CONFLICT)
