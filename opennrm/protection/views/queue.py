"""The queue of protection: cases to begin, one's own plans, all of them, tasks due. Filters stay in the URL."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.identification.models import Case
from opennrm.protection.forms.queue import BEGIN, MINE, TASKS, QueueForm
from opennrm.protection.models import ProtectionPlan, Task
from opennrm.protection.terms import TaskState
from opennrm.protection.views.shown import language_name
from opennrm.reporting.actions.desk import organisations_served

PAGE = 50


@acting_for(Purpose.SUPPORT)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, by the filters of the address."""
    by, today = official_of(request), timezone.localdate()
    form = QueueForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    show = asked.get("show") or MINE
    rows, drawn = {BEGIN: _begin, TASKS: _tasks}.get(show, _plans)(show, asked, by, today)
    paged = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"form": form, "show": show, "page": paged, "kept": kept.urlencode(), "rows": drawn(list(paged))}
    context |= {"counts": counts(by, today), "today": today}
    return render(request, "protection/queue.html", context, status=200 if form.is_valid() else 422)


def to_begin() -> QuerySet[Case]:
    """Cases for which support was asked and of which no organisation one serves has a plan, the most urgent first."""
    ours = ProtectionPlan.objects.filter(case=OuterRef("pk"), owner__in=organisations_served())
    return Case.objects.supported().filter(~Exists(ours)).order_by("urgency", "support_asked", "id")


def counts(by: Official, today: date) -> dict[str, int]:
    """What there is to do, whatever the filters."""
    going = ProtectionPlan.objects.going_on().order_by()
    todo = Task.objects.filter(state=TaskState.OPEN, plan__ended__isnull=True).order_by()
    return {
        "begin": to_begin().count(),
        "mine": going.of(by).count(),
        "all": going.count(),
        **todo.of(by).aggregate(tasks=Count("pk"), overdue=Count("pk", filter=Q(due__lt=today))),
    }


def _begin(_show: str, asked: dict[str, Any], _by: Official, _today: date) -> Any:
    found = to_begin().select_related("person")
    if asked.get("code"):
        found = found.filter(code=asked["code"])

    def drawn(cases: list[Case]) -> list[dict[str, Any]]:
        return [{"case": each, "language": language_name(each.person.language)} for each in cases]

    return found, drawn


def _plans(show: str, asked: dict[str, Any], by: Official, today: date) -> Any:
    ended = asked.get("state") == "ended"
    found = ProtectionPlan.objects.filter(ended__isnull=not ended).select_related("caseworker")
    if show == MINE:
        found = found.of(by)
    if asked.get("code"):
        found = found.filter(code=asked["code"])
    todo = Q(tasks__state=TaskState.OPEN)
    found = found.annotate(next_due=Min("tasks__due", filter=todo)).order_by("next_due", "begun", "id")

    def drawn(plans: list[ProtectionPlan]) -> list[dict[str, Any]]:
        names = shown_many({each.caseworker for each in plans})
        return [
            {
                "plan": each,
                "who": names[each.caseworker_id],
                "due": each.next_due,  # type: ignore[attr-defined]
                "late": bool(each.next_due and each.next_due < today),  # type: ignore[attr-defined]
            }
            for each in plans
        ]

    return found, drawn


def _tasks(_show: str, asked: dict[str, Any], by: Official, today: date) -> Any:
    found = Task.objects.open().of(by).select_related("plan")
    if asked.get("code"):
        found = found.filter(plan__code=asked["code"])

    def drawn(tasks: list[Task]) -> list[dict[str, Any]]:
        return [{"task": each, "late": each.due < today} for each in tasks]

    return found, drawn
