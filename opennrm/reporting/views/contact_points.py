"""Who can I talk to now? What was chosen stands in the address, and says nothing of who asks."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from opennrm.agencies.read import official_contact_points
from opennrm.agencies.terms import Opening
from opennrm.reporting import finding
from opennrm.reporting.doorway import at_door, page
from opennrm.reporting.forms.door import Find


@require_safe
@at_door
def contact_points(request: HttpRequest) -> HttpResponse:
    """Telephone numbers by language, prefecture, topic, and whether somebody answers now."""
    languages = finding.languages_spoken(timezone.localdate())
    first = (get_language() or "en").split("-")[0]
    chosen = request.GET if request.GET else {"language": first if first in languages else ""}
    form = Find(chosen, languages=languages)
    asked = form.cleaned_data if form.is_valid() else {}
    found = finding.find(at=timezone.now(), **asked)
    always = () if found.sure else finding.always()
    shown = {number.href for point in always for number in point.numbers}
    unsure = [point for point in found.unsure if not shown & {number.href for number in point.numbers}]
    unknown = (point for point in (*(found.sure or always), *unsure) if point.opening == Opening.UNKNOWN)
    context = {
        "form": form,
        "found": found.sure,
        "unsure": unsure,
        "explained": next(unknown, None),  # the first of which the hours are not known: there it is said in full
        "always": always,
        "no_places": bool(asked.get("prefecture")) and not finding.has_places(official_contact_points()),
        "by_topic": bool(asked.get("topic")),
    }
    return page(request, "contact_points", context)
