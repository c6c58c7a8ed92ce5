"""What the public downloads: the released leaflets, posters and cards. Files were made at their release."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from opennrm.foundations.models import Material, MaterialFile
from opennrm.foundations.rules import MANY
from opennrm.foundations.terms import State
from opennrm.foundations.texts import ORDER
from opennrm.foundations.views.materials import pdf
from opennrm.publication.models import Edition


@require_safe
def leaflets(request: HttpRequest) -> HttpResponse:
    """The released materials by language, the reader's own first."""
    by_language: dict[str, list[Material]] = {}
    for material in Material.objects.released():
        by_language.setdefault(material.language, []).append(material)
    own = (get_language() or "en").lower()
    shown = [
        {"code": code, "lang": "" if code == MANY else code, "name": rows[0].language_name, "rows": rows}
        for code, rows in sorted(by_language.items(), key=lambda each: _place(each[0], own))
    ]
    edition = Edition.objects.newest()
    context = {"languages_shown": shown, "newest": edition.year if edition else None}
    return render(request, "foundations/leaflets.html", context)


@require_safe
def leaflet(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The released version of a kind in a language, as PDF."""
    found = get_object_or_404(
        MaterialFile.objects.select_related("material"),
        material__kind=kind,
        material__language=language,
        material__state=State.RELEASED,
    )
    return pdf(bytes(found.content), f"{found.material}.pdf")


def _place(code: str, own: str) -> tuple[bool, bool, int]:
    """The reader's language, then the one in all, then the others in their order."""
    return code != own, code != MANY, ORDER.index(code) if code in ORDER else len(ORDER)
