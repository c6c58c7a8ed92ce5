"""Interpreters: what was asked for in each language, what was found; and the languages asked for, as numbers."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.models import File
from opennrm.access.terms import FileKind, Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.names import shown_many
from opennrm.page.forms import goes_through
from opennrm.page.sheets import csv_bytes
from opennrm.reporting import spoken
from opennrm.reporting.actions import consultations
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.forms.desk_contacts import BookForm, BookingFilter, EndSearchForm
from opennrm.reporting.models import Consultation, InterpreterBooking, LanguageAsked, Report
from opennrm.reporting.shown import form_page, language_name, number, page_language, page_of
from opennrm.reporting.terms import Found, Interpreting

PAGE = 50
COLUMNS = ("month", "language", "asked", "not_served")


@acting_for(Purpose.RECEPTION)
@require_safe
def interpreters(request: HttpRequest) -> HttpResponse:
    """Searches and bookings, the next day first; of those that ended, too."""
    form = BookingFilter(request.GET)
    paged = Paginator(_found(form), PAGE).get_page(request.GET.get("page"))
    context = {"rows": _rows(list(paged)), "today": timezone.localdate(), **page_of(request, paged)}
    return form_page(request, "reporting/desk/interpreters.html", form, **context)


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin to look for an interpreter for what a file is about."""
    file = row_or_404(File.objects.filter(kind=FileKind.REPORT), pk)
    today = timezone.localdate()
    about = _about([file.pk]).get(file.pk, {})
    initial = {"language": about.get("language", ""), "wanted_for": today}
    form = BookForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        asked = form.cleaned_data | {"way": Interpreting(form.cleaned_data["way"])}
        consultations.book_interpreter(file, by=official_of(request), on=today, **asked)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The search has begun. Say here what was found."))
        return redirect("reports:interpreters")
    return form_page(request, "reporting/desk/book.html", form, about=about)


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def booking(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what a search found; a language nobody was found for is counted."""
    found = row_or_404(InterpreterBooking, pk)
    form = EndSearchForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        asked = form.cleaned_data
        consultations.end_search(
            found, found=Found(asked["found"]), language=asked["language"], by=official_of(request)
        )

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("What was found is kept."))
        return redirect("reports:interpreters")
    return form_page(request, "reporting/desk/booking.html", form, row=_rows([found])[0])


@acting_for(Purpose.RECEPTION)
@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Languages asked for at one's organisation by month, and how often nobody could serve them."""
    rows = [(month, language_name(tag), tag, asked, unserved) for month, tag, asked, unserved in _counted()]
    return render(request, "reporting/desk/languages.html", {"rows": rows})


@acting_for(Purpose.RECEPTION)
@require_safe
def languages_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    rows = [(f"{month:%Y-%m}", tag, asked, unserved) for month, tag, asked, unserved in _counted()]
    answer = HttpResponse(csv_bytes(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="languages.csv"'
    return answer


def _counted() -> list[tuple[date, str, int, int]]:
    return LanguageAsked.objects.filter(organisation__in=organisations_served()).by_month()


def _found(form: BookingFilter) -> QuerySet[InterpreterBooking]:
    if not form.is_valid():
        return InterpreterBooking.objects.none()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    return InterpreterBooking.objects.filter(**asked).select_related("by").order_by("-wanted_for", "language", "id")


def _rows(found: list[InterpreterBooking]) -> list[dict[str, Any]]:
    about = _about([each.file_id for each in found])
    names = shown_many({each.by for each in found})
    return [
        {
            "booking": each,
            "language": language_name(each.language),
            "found_language": language_name(each.found_language),
            "who": names[each.by_id],
            "searching": each.found == Found.SEARCHING,
            **about.get(each.file_id, {}),
        }
        for each in found
    ]


def _about(files: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """What a file is about: a report by its number, or a contact by its day."""
    reports = Report.objects.filter(file__in=files)
    contacts = Consultation.objects.filter(file__in=files)
    return {
        **{each.file_id: {"report": each, "number": number(each), "language": _own(each.language)} for each in reports},
        **{each.file_id: {"contact": each, "language": _own(each.language)} for each in contacts},
    }


def _own(tag: str) -> str:
    return spoken.name(tag, page_language())
