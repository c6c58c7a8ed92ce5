"""Sessions: every official sees all, and records those of their own organisation."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.foundations import session_actions, session_files
from opennrm.foundations.chapter_forms import CorrectSession, FindSessions, PasteForm, SessionForm
from opennrm.foundations.models import Session, name_of
from opennrm.foundations.sessions import SessionQuerySet
from opennrm.foundations.views.changing import Said, changed, filled_in, may_change
from opennrm.foundations.views.materials import keeps
from opennrm.page.forms import goes_through

ROWS = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sessions the URL asks for, with their sums; with ``?as=csv`` the same as a file."""
    form, called = FindSessions(request.GET), dict(bodies())
    rows = _found(form) if form.is_valid() else Session.objects.none()
    if request.GET.get("as") == "csv":
        return HttpResponse(
            session_files.write(rows, called),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="sessions.csv"'},
        )
    standing = [row.persons for row in rows if row.withdrawn_on is None]
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.body_name = called.get(row.organisation_id, row.organisation_id)  # type: ignore[attr-defined]
        row.place = PREFECTURES.get(row.prefecture, "")  # type: ignore[attr-defined]
    context = {"form": form, "page": page, "number": len(standing), "persons": sum(standing)}
    return render(request, "foundations/sessions.html", context)


@door()
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Record a session."""
    by = official_of(request)
    form = SessionForm(request.POST or None, own=by.organisation, any_body=keeps(by))
    made: list[Session] = []

    def act() -> None:
        made.append(
            session_actions.record_session(form.told(), organisation=form.body(), by=by, on=timezone.localdate())
        )

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The session was recorded, and counts in the register."))
        return redirect("foundations:session", made[0].pk)
    return filled_in(request, form, _("Record a session"), _("Record"), back=reverse("foundations:sessions"))


@door()
@form_page
def taken_in(request: HttpRequest) -> HttpResponse:
    """Record many sessions at once, from cells of a spreadsheet."""
    by = official_of(request)
    form = PasteForm(request.POST or None, own=by.organisation, any_body=keeps(by))
    faults: tuple[str, ...] = ()
    kept: list[int] = []
    if request.method == "POST" and form.is_valid():
        read = session_files.read(form.cleaned_data["rows"], on=timezone.localdate())
        faults = read.faults

        def act() -> None:
            told = list(read.told)
            kept.append(session_actions.record_sessions(told, organisation=form.body(), by=by, on=timezone.localdate()))

        if not faults and goes_through(form, act):
            said = ngettext("%(n)d session was recorded.", "%(n)d sessions were recorded.", kept[0])
            messages.success(request, said % {"n": kept[0]})
            return redirect("foundations:sessions")
    context = {
        "form": form,
        "faults": faults[:100],
        "more": max(len(faults) - 100, 0),
        "example": session_files.example(),
        "columns": [(name, also[0], name in session_files.NEEDED) for name, also in session_files.COLUMNS.items()],
    }
    return render(request, "foundations/sessions_in.html", context)


@door()
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One session, with what its participants knew before and after."""
    session = get_object_or_404(Session.objects.select_related("material"), pk=pk)
    told = session.evaluation
    context = {
        "session": session,
        "held_by": dict(bodies()).get(session.organisation_id, session.organisation_id),
        "place": PREFECTURES.get(session.prefecture, ""),
        "language": name_of(session.language),
        "before": told.before(),
        "after": told.after(),
        "told": told,
        "may_change": may_change(session, official_of(request)),
    }
    return render(request, "foundations/session.html", context)


CHANGED = Said(
    gettext_lazy("Correct a session"),
    gettext_lazy("The session was corrected."),
    gettext_lazy("Withdraw a session"),
    gettext_lazy("The session was withdrawn."),
)


@door()
@form_page
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a session, or, with ``?do=withdraw``, take it back."""
    session, back = get_object_or_404(Session, pk=pk), reverse("foundations:session", args=[pk])
    by, today = official_of(request), timezone.localdate()

    def correct(form: CorrectSession, reason: str) -> None:
        session_actions.correct_session(session, form.told(), reason=reason, by=by, on=today)

    def withdraw(reason: str) -> None:
        session_actions.withdraw_session(session, reason=reason, by=by, on=today)

    return changed(request, session, CHANGED, shape=CorrectSession, back=back, correct=correct, withdraw=withdraw)


def _found(form: FindSessions) -> SessionQuerySet:
    said = {name: value for name, value in form.cleaned_data.items() if value}
    rows = Session.objects.select_related("material")
    if year := said.pop("year", None):
        rows = rows.filter(day__year=year)
    return rows.filter(**said)
