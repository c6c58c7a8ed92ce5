"""What went, the rules by which records go, and the record of processing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from opennrm.agencies.doors import door
from opennrm.agencies.terms import Power
from opennrm.page.sheets import csv_bytes
from opennrm.retention import processing, read
from opennrm.retention.forms import TombstoneForm
from opennrm.retention.models import Tombstone
from opennrm.retention.schedule import rules

PAGE = 50


@door(Power.ERASE)
@require_safe
def tombstones(request: HttpRequest) -> HttpResponse:
    """What went, by number, class and day."""
    form = TombstoneForm(request.GET)
    found = read.tombstones(**form.cleaned_data) if form.is_valid() else Tombstone.objects.none()
    paged = Paginator(found, PAGE).get_page(request.GET.get("page"))
    named = read.called(each for stone in paged for each in (stone.first, stone.second))
    rows = [
        (
            stone,
            read.kind_of(stone.kind),
            read.title_of(stone.rule),
            read.kept_for(stone),
            named[stone.first_id],
            named[stone.second_id],
        )
        for stone in paged
    ]
    context = {"form": form, "rows": rows, "page": paged, "filtered": any(form.cleaned_data.values())}
    return render(request, "retention/tombstones.html", context, status=200 if form.is_valid() else 422)


@door(Power.ERASE)
@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """Every rule: how long, then what, who decided, on what basis; and those nobody has set."""
    declared = list(rules().values())
    return render(
        request,
        "retention/schedule.html",
        {"rules": declared, "unset": [rule for rule in declared if rule.waits_for_operator]},
    )


@door(Power.ERASE)
@require_safe
def processed(request: HttpRequest) -> HttpResponse:
    """The record of processing, with the operator's durations."""
    return render(request, "retention/processing.html", {"activities": processing.activities(rules())})


@door(Power.ERASE)
@require_safe
def processed_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV, in the language of the page."""
    header, rows = processing.sheet(processing.activities(rules()), get_language() or "en")
    answer = HttpResponse(csv_bytes(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="processing.csv"'
    return answer
