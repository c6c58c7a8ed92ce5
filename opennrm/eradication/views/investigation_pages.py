"""The list of investigations, a new one, one on one page, and its summary to print."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for
from opennrm.access.read import audit_lines
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.names import shown, shown_many
from opennrm.eradication import investigation_reads as reads
from opennrm.eradication.actions import investigations
from opennrm.eradication.forms.investigations import MINE, InvestigationFilter, NewInvestigationForm, PrintForm
from opennrm.eradication.investigation_terms import Begun, ChargeState, InvestigationAct
from opennrm.eradication.investigations import Investigation, Offence
from opennrm.eradication.suspects import Charge, Disposition, Suspect
from opennrm.eradication.views import investigation_panels as panels
from opennrm.eradication.views.investigation_shown import PanelOf, in_clear, investigation_or_404, named, posted
from opennrm.identification.models import Notice
from opennrm.page.forms import goes_through
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.shown import body_name, page_of
from opennrm.reporting.shown import named as called
from opennrm.vault.models import AuditLine
from opennrm.vault.sealing import row_subject

PAGE, LINES = 50, 100
BEGINS = {"notice": Begun.NOTICE, "case": Begun.CASE, "related": Begun.RELATED_OFFENCE}  # by its word in the address
PANELS: tuple[PanelOf, ...] = (panels.suspects, panels.offences, panels.victims, panels.timeline, panels.others)


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def investigations_list(request: HttpRequest) -> HttpResponse:
    """Those that fit the filters of the address. A search is a POST, so that no name stands in an address or a log."""
    by, today = official_of(request), timezone.localdate()
    form = InvestigationFilter(request.POST if request.method == "POST" else request.GET)
    asked = form.cleaned_data if form.is_valid() else None
    rows = reads.found(asked, by, mine=MINE) if asked else Investigation.objects.none()
    paged = Paginator(rows.select_related("lead"), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "searched": bool((asked or {}).get("q")),
        "filtered": any((asked or {}).values()),
        "rows": _rows(list(paged)),
        "counts": reads.counts(by, today),
        "referred": list(reads.referred()[:PAGE]),
        "year": today.year,
        "tally": reads.tally_of(today.year),
        "today": today,
        **page_of(request, paged),
    }
    return render(request, "eradication/investigations.html", context, status=200 if form.is_valid() else 422)


def _rows(found: list[Investigation]) -> list[dict[str, Any]]:
    names = shown_many({each.lead for each in found})
    served = organisations_served()
    charges: dict[object, list[Charge]] = {}
    for charge in Charge.objects.filter(investigation__in=found).order_by("id"):
        charges.setdefault(charge.investigation_id, []).append(charge)
    offences = list(Offence.objects.filter(investigation__in=found).values_list("investigation", "cleared"))
    suspects = Counter(Suspect.objects.filter(investigation__in=found).values_list("investigation", flat=True))
    rows = []
    for each in found:
        theirs = charges.get(each.pk, [])
        rows.append(
            {
                "investigation": each,
                "lead": names[each.lead_id],
                "suspects": suspects[each.pk],
                "offences": sum(pk == each.pk for pk, _cleared in offences),
                "cleared": sum(pk == each.pk and cleared is not None for pk, cleared in offences),
                "states": _states(theirs),
                "due": min((charge.due for charge in theirs if charge.due and not each.closed), default=None),
                "elsewhere": "" if each.owner_id in served else body_name(each.owner_id),
            }
        )
    return rows


def _states(charges: Iterable[Charge]) -> list[tuple[object, int]]:
    """In which states the suspects of an investigation are, in the order of the procedure; a suspect once a state."""
    there: dict[str, set[object]] = {}
    for each in charges:
        there.setdefault(each.state, set()).add(each.suspect_id)
    return [(state.label, len(there[state.value])) for state in ChargeState if state.value in there]


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open an investigation. ``?notice=``, ``?case=`` and ``?related=`` name what it begins from."""
    asked = {name: request.GET.get(name, "") for name in BEGINS}
    begun = next((begun for name, begun in BEGINS.items() if asked[name]), Begun.OWN)
    initial = asked | {"begun": begun}
    form = NewInvestigationForm(posted(request), notices=_notices(), initial=initial)
    opened: list[Investigation] = []

    def act() -> None:
        begins, today = form.beginning(), timezone.localdate()
        opened.append(investigations.open_investigation(begins, by=official_of(request), on=today))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Investigation %(code)s is open, and you lead it.") % {"code": opened[0].code})
        return redirect("eradication:investigation", opened[0].code)
    status = 422 if form.is_bound else 200
    return render(request, "eradication/investigation_new.html", {"form": form}, status=status)


def _notices() -> list[tuple[str, str]]:
    """The notices this official may see for investigation, the latest first."""
    rows = Notice.objects.order_by("-sent", "id")[:PAGE]
    return [(str(each.pk), f"{each.get_kind_display()}, {each.sent.isoformat()}") for each in rows]


@acting_for(Purpose.INVESTIGATION)
@require_safe
def investigation(request: HttpRequest, code: str) -> HttpResponse:
    """What there is to know of an investigation, and nothing of what is sealed."""
    return _page(request, investigation_or_404(code))


@acting_for(Purpose.INVESTIGATION)
@require_POST
def opened(request: HttpRequest, code: str) -> HttpResponse:
    """The same page with what is sealed in clear: each field leaves a line first."""
    found = investigation_or_404(code)
    return _page(request, found, sealed=_sealed(found))


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, code: str) -> HttpResponse:
    """A summary to print, with names if they were ticked, and across it who printed it and when."""
    found, by = investigation_or_404(code), official_of(request)
    form = PrintForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "eradication/investigation_print.html", {"form": form, "investigation": found})
    investigations.note_printing(found, by=by)
    context = {
        "investigation": found,
        "suspects": panels.suspects(request, found, by).context["rows"],
        "offences": panels.offences(request, found, by).context["rows"],
        "victims": panels.victims(request, found, by).context["rows"],
        "lines": panels.lines(found),
        "sealed": _sealed(found) if form.cleaned_data["names"] else None,
        "owner": body_name(found.owner_id),
        "who": shown(by),
        "body": body_name(by.organisation_id),
        "at": timezone.localtime(),
    }
    return render(request, "eradication/investigation_summary.html", context)


def _sealed(found: Investigation) -> dict[str, Any]:
    """Every sealed field in clear, by the row it belongs to."""
    people, steps = list(found.suspects.all()), list(Disposition.objects.filter(investigation=found))
    return {
        "outline": in_clear(found, "outline"),
        "names": named(people, "name"),
        "aliases": named(people, "alias"),
        "births": named(people, "birth_date"),
        "notes": named(found.notes.all(), "text"),
        "details": named(steps, "detail"),
        "struck": named(steps, "struck_why"),
    }


def _page(request: HttpRequest, found: Investigation, sealed: dict[str, Any] | None = None) -> HttpResponse:
    by = official_of(request)
    context = {
        "investigation": found,
        "panels": [each for panel in PANELS if (each := panel(request, found, by)) is not None],
        "history": _history(found),
        "looks": _looks(found),
        "sealed": sealed,
        "owned": found.owner_id in organisations_served(),
    }
    return render(request, "eradication/investigation.html", context)


def _history(found: Investigation) -> list[dict[str, object]]:
    """What was done, latest first."""
    lines = list(audit_lines(subject=found.word)[:LINES])
    who, labels = called(line.by for line in lines), dict(InvestigationAct.choices)
    return [{"at": line.at, "act": labels.get(line.act, line.act), "who": who[line.by]} for line in lines]


def _looks(found: Investigation) -> list[tuple[object, str]]:
    """Who read what is sealed, latest first."""
    rows: list[Model] = [found, *found.suspects.all(), *found.notes.all()]
    lines = list(AuditLine.objects.looked_at(*map(row_subject, rows))[:LINES])
    who = called(line.by for line in lines)
    return [(line, who[line.by]) for line in lines]
