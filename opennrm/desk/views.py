"""The home page of staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opennrm.agencies.doors import door


@door()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this official."""
    return render(request, "desk/home.html")
