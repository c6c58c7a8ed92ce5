"""What the public downloads: the PDF of a released version, made at its release."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

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
