"""What the public downloads, the PDF of a released version; and where the short address of a campaign leads."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from opennrm.foundations.chapter_rules import read_code
from opennrm.foundations.models import MaterialFile
from opennrm.foundations.terms import State
from opennrm.foundations.views.materials import pdf


@require_safe
def leaflet(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The released version of a kind in a language. No cache on the way keeps it."""
    found = get_object_or_404(
        MaterialFile.objects.select_related("material"),
        material__kind=kind,
        material__language=language,
        material__state=State.RELEASED,
    )
    response = pdf(bytes(found.content), "information.pdf")
    add_never_cache_headers(response)
    return response


@require_safe
def campaign(request: HttpRequest, code: str, language: str = "") -> HttpResponse:
    """To the public door, with the code in its address. Nothing is counted, set or looked up here.

    A code that cannot be one is dropped; so nobody learns here which codes there are.
    """
    offered = dict(settings.LANGUAGES)
    to = language if language in offered else get_language_from_request(request)
    found = read_code(code)
    response = redirect(f"/{to}/?k={found}" if found else f"/{to}/")
    add_never_cache_headers(response)
    return response
