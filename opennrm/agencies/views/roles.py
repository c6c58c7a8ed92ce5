"""The roles: what each is for, what it lets one do, who gives it, and how many hold it."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opennrm.agencies import directory
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import OfficialRole
from opennrm.agencies.roles import ROLES
from opennrm.page.bilingual import label_of


@door()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All roles."""
    serving = directory.seen_by(official_of(request)).serving(timezone.localdate())
    held = OfficialRole.objects.filter(official__in=serving).values_list("role").annotate(held=Count("pk"))
    holders = dict(held.order_by("role"))
    roles = [
        {
            "code": role.code,
            "name": label_of(role.name),
            "description": label_of(role.description),
            "may": sorted(str(power.label) for power in role.may),
            "by_lead": role.by_lead,
            "holders": holders.get(role.code, 0),
        }
        for role in ROLES.values()
    ]
    return render(request, "agencies/roles.html", {"roles": roles})
