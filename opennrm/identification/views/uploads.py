"""How a page of the desk takes a file: into memory alone, after it knows who sends it."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from opennrm.reporting.attachments import InMemory

View = Callable[[HttpRequest], HttpResponse]


def takes_a_file(view: View) -> View:
    """The desk's middleware would read the form for its token with handlers that refuse every file.

    So the view itself asks who is there, then checks the token: put ``csrf_protect`` behind its door.
    """

    @csrf_exempt
    @wraps(view)
    def within(request: HttpRequest) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return view(request)

    return within
