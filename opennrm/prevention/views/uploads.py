"""How a page of prevention takes a file: into memory alone, after it knows who sends it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from opennrm.reporting.attachments import InMemory


def takes_a_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The desk's middleware would read the form for its token with handlers that refuse every file.

    So the view itself asks who is there, then checks the token: put ``csrf_protect`` behind its door.
    """

    @csrf_exempt
    @wraps(view)
    def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return view(request, *args, **kwargs)

    return within
