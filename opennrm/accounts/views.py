"""Signing in and out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST


def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page."""
    return HttpResponse(status=501)


sign_in.open_to_all = True  # type: ignore[attr-defined]


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("accounts:sign_in")


sign_out.open_to_all = True  # type: ignore[attr-defined]
