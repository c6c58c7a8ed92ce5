"""Leaflets and posters to read, print and pass on: listed by language, the reader's own first."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from opennrm.foundations import lending
from opennrm.page.languages import SOURCE
from opennrm.reporting.doorway import at_door, page


@require_safe
@at_door
def leaflets(request: HttpRequest) -> HttpResponse:
    """What is released. The files were made at their release."""
    language = get_language() or SOURCE
    shown = lending.shelves(language)
    context = {"words": lending.words(language), "shelves": shown, "own": lending.has_own(shown, language)}
    return page(request, "leaflets", context)
