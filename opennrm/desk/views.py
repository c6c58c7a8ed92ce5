"""The home page of staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opennrm.agencies.doors import door


@door()
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this official."""
    return render(request, "desk/home.html")
