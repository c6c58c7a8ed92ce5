"""The secretariat's years: open one, set its due day, say who reports on what."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opennrm.agencies.doors import door
from opennrm.agencies.models import Organisation
from opennrm.agencies.terms import Power
from opennrm.page.forms import goes_through
from opennrm.plan import shown, years
from opennrm.plan.forms import AssignForm, DueForm, OpenForm, UnassignForm
from opennrm.plan.models import BodyProgress, Measure, ReportingYear
from opennrm.plan.progress_terms import Basis, State
from opennrm.plan.views.reading import Asking, asking

Reporter = tuple[BodyProgress, str, str]  # what a body owes, its name, and why it is asked where that is not the usual
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door(Power.COORDINATE)
@form_page
def index(request: HttpRequest) -> HttpResponse:
    """The years that are open, and a form to open another."""
    asked = asking(request)
    form = OpenForm(request.POST if request.method == "POST" else None, initial={"year": asked.today.year - 1})
    made: list[ReportingYear] = []

    def act() -> None:
        given = form.cleaned_data
        made.append(years.open_year(given["year"], due=given["due"], by=asked.official, on=asked.today))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The year is open. See that each measure has its bodies."))
        return redirect("plan:year", year=made[0].year)
    rows = [(each, each.progress.count(), each.progress.late(asked.today).count()) for each in _years()]
    return render(request, "plan/years.html", {"form": form, "rows": rows}, status=422 if form.is_bound else 200)


@door(Power.COORDINATE)
@form_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Who reports on what in a year, and when it is due; ``do`` of a POST says what is changed."""
    asked, held = asking(request), get_object_or_404(ReportingYear.objects.select_related("plan"), pk=year)
    labels = {each.pk: shown.labelled(each) for each in Measure.objects.filter(plan=held.plan_id)}
    do = request.POST.get("do", "") if request.method == "POST" else ""
    due = DueForm(request.POST if do == "due" else None, initial={"due": held.due})
    assign = AssignForm(
        request.POST if do == "assign" else None,
        year=held,
        labels=labels,
        initial={"measure": request.GET.get("measure")},
    )
    unassign = UnassignForm(request.POST if do == "unassign" else None, year=held)
    if do and _done(request, asked, held, due, assign, unassign):
        return redirect("plan:year", year=year)
    bound = next((each for each in (due, assign, unassign) if each.is_bound), None)
    usual = _usual(held)
    context = {
        "year": held,
        "due": due,
        "assign": assign,
        "usual": Basis(usual).label if usual else "",
        "measures": _measures(held, usual=usual),
        "form": bound,
        "removable": State.DUE,
    }
    return render(request, "plan/year.html", context, status=422 if request.method == "POST" else 200)


def _done(
    request: HttpRequest, asked: Asking, held: ReportingYear, due: DueForm, assign: AssignForm, unassign: UnassignForm
) -> bool:
    by, on = asked.official, asked.today
    if due.is_bound and goes_through(due, lambda: years.set_due(held, due.day(), by=by, on=on)):
        messages.success(request, _("The due day is set."))
        return True

    def assigned() -> None:
        given = assign.cleaned_data
        years.assign(held, given["measure"], Organisation.objects.get(pk=given["body"]), by=by, on=on)

    if assign.is_bound and goes_through(assign, assigned):
        messages.success(request, _("Assigned."))
        return True
    if unassign.is_bound and goes_through(
        unassign, lambda: years.unassign(unassign.cleaned_data["progress"], by=by, on=on)
    ):
        messages.success(request, _("The body no longer reports on this measure."))
        return True
    return False


def _years() -> list[ReportingYear]:
    return list(ReportingYear.objects.select_related("plan"))


def _usual(held: ReportingYear) -> str:
    """Why most bodies report; said once for all of them. "" where none does."""
    most = Counter(held.progress.values_list("basis", flat=True)).most_common(1)
    return most[0][0] if most else ""


def _measures(held: ReportingYear, *, usual: str) -> list[tuple[Measure, str, str, list[Reporter]]]:
    """Each measure with its title, its mark, and who reports on it; on what basis where that is not the usual one."""
    called = shown.names_of_bodies()
    rows: dict[int, list[Reporter]] = {}
    for each in held.progress.order_by("organisation"):
        named = called.get(each.organisation_id, each.organisation_id)
        because = "" if each.basis == usual else str(Basis(each.basis).label)
        rows.setdefault(each.measure_id, []).append((each, named, because))
    measures = Measure.objects.filter(plan=held.plan_id)
    return [(each, shown.title(each), shown.mark(each), rows.get(each.pk, [])) for each in measures]
