"""How pages of protection find a plan, and the panels a plan's page is composed of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest

from opennrm.access.doors import row_or_404
from opennrm.agencies.models import Official
from opennrm.protection.models import ProtectionPlan


@dataclass(frozen=True)
class Panel:
    """One part of a plan's page: its template reads ``p`` for what stands in ``context``, and ``plan``."""

    title: object
    template: str
    anchor: str
    context: dict[str, object] = field(default_factory=dict)


PanelOf = Callable[[HttpRequest, ProtectionPlan, Official], Panel]


def plan_or_404(pk: UUID) -> ProtectionPlan:
    """A plan of the scope in force; another's and none are the same 404. Its case may be shut: ask ``case_of``."""
    return row_or_404(ProtectionPlan.objects.select_related("owner", "caseworker"), pk)
