"""A case on one page: who, where in the procedure, what next, who else. Sealed words only once asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.identification.views.matching_panel import matching_panel
from opennrm.identification.views.shown import PanelOf, case_or_404

PANELS: tuple[PanelOf, ...] = (matching_panel,)


@acting_for(Purpose.IDENTIFICATION)
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """What there is to know of a case, and nothing of what is sealed."""
    found, by = case_or_404(code), official_of(request)
    panels = [panel(request, found, by) for panel in PANELS]
    return render(request, "identification/case.html", {"case": found, "panels": panels})
