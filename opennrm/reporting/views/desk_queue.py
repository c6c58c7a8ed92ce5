"""The queue of reports: what waits, the most urgent first. It shows nothing of what is in them."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.reporting.actions import intake
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.forms.desk import MINE, UNASSIGNED, FilterForm
from opennrm.reporting.models import Assignment, Report
from opennrm.reporting.shown import language_name, number, page_of
from opennrm.reporting.terms import ReportState, Urgency
from opennrm.reporting.waiting import alarms

PAGE = 50
KEPT = "reports.filters"  # in the session: who comes back from a report finds the queue as they left it


@dataclass(frozen=True)
class Row:
    """A report as the queue shows it: ``age`` in days, ``late`` unread past its time, ``elsewhere`` who holds it."""

    report: Report
    number: str
    language: str
    age: int
    handler: str
    mine: bool
    late: bool
    elsewhere: str


@acting_for(Purpose.RECEPTION)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Take in what was posted, then show what waits, by filters that stay."""
    intake.take_in()
    by = official_of(request)
    asked = _asked(request)
    languages = Report.objects.order_by().values_list("language", flat=True).distinct()
    form = FilterForm(asked, languages=set(languages))
    paged = Paginator(_found(form, by), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": form.is_valid() and any(form.cleaned_data.values()),
        "rows": _rows(list(paged), by, timezone.now()),
        "counts": _counts(by),
        "alarms": alarms(by),
        **page_of(request, paged),
    }
    return render(request, "reporting/desk/queue.html", context, status=200 if form.is_valid() else 422)


def _asked(request: HttpRequest) -> QueryDict:
    """The filters of the address; without any, those of the last time; ``?clear`` forgets them."""
    if "clear" in request.GET:
        request.session.pop(KEPT, None)
        return QueryDict()
    given = request.GET.copy()
    given.pop("page", None)
    if not given:
        return QueryDict(request.session.get(KEPT, ""))
    if request.session.get(KEPT) != given.urlencode():
        request.session[KEPT] = given.urlencode()
    return given


def _found(form: FilterForm, by: Official) -> QuerySet[Report]:
    if not form.is_valid():
        return Report.objects.none()
    asked = form.cleaned_data
    found = Report.objects.queue()
    if asked["state"]:
        found = Report.objects.filter(state=asked["state"]).order_by("urgency", "received", "id")
    same = {name: asked[name] for name in ("urgency", "kind", "language") if asked[name]}
    found = found.filter(**same)
    if asked["whose"] == MINE:
        found = found.filter(_handled_by(by))
    return found.filter(_unassigned()) if asked["whose"] == UNASSIGNED else found


def _handled_by(by: Official) -> Exists:
    """Those one handles, oneself or standing in for who is away or gone."""
    replaced = Official.objects.replaced(timezone.localdate())
    mine = [by.pk, *(away for away, instead in replaced.items() if instead == by.pk)]
    return Exists(Assignment.objects.filter(report=OuterRef("pk"), until__isnull=True, official__in=mine))


def _unassigned() -> Q:
    return ~Q(Exists(Assignment.objects.filter(report=OuterRef("pk"), until__isnull=True)))


def _counts(by: Official) -> dict[str, int]:
    """What there is to do, whatever the filters."""
    return (
        Report.objects.queue()
        .order_by()
        .aggregate(
            waiting=Count("pk"),
            unread=Count("pk", filter=Q(state=ReportState.NEW) | Q(news=True)),
            urgent=Count("pk", filter=Q(urgency=Urgency.NOW)),
            mine=Count("pk", filter=_handled_by(by)),
            unassigned=Count("pk", filter=_unassigned()),
        )
    )


def _rows(reports: list[Report], by: Official, now: datetime) -> list[Row]:
    handled = Assignment.objects.filter(report__in=[each.pk for each in reports], until__isnull=True)
    handlers = {each.report_id: each.official for each in handled.select_related("official")}
    names = shown_many(set(handlers.values()))
    served, called, today = organisations_served(), dict(bodies()), timezone.localdate(now)
    return [
        Row(
            report=each,
            number=number(each),
            language=language_name(each.language),
            age=max((today - each.received).days, 0),
            handler=names[handlers[each.pk].pk] if each.pk in handlers else "",
            mine=each.pk in handlers and handlers[each.pk] == by,
            late=each.alarm_at is not None and each.alarm_at <= now,
            elsewhere="" if each.owner_id in served else called.get(each.owner_id, each.owner_id),
        )
        for each in reports
    ]
