"""A plan on one page: who, where in the procedure, what next. Sealed words only once asked for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.protection.views import followups, residence, returns
from opennrm.protection.views.shown import PanelOf, plan_or_404

PANELS: tuple[PanelOf, ...] = ()
PANELS += (residence.panel, returns.panel, followups.panel)


@acting_for(Purpose.SUPPORT)
@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What there is to know of a plan, and nothing of what is sealed."""
    found, by = plan_or_404(pk), official_of(request)
    panels = [panel(request, found, by) for panel in PANELS]
    return render(request, "protection/plan.html", {"plan": found, "panels": panels})
