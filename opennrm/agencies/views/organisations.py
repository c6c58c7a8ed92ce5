"""Organisations: all who serve may look them up; administrators make, change, rename, suspend and reinstate them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.agencies import directory, history, officials, organisations
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.forms.organisations import EditForm, NewForm, ReasonForm, RenameForm, SearchForm
from opennrm.agencies.models import Organisation, OrganisationName, OrganisationQuerySet
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.agencies.terms import Power
from opennrm.page.forms import goes_through

ROWS = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list, by what the URL asks for."""
    form = SearchForm(request.GET)
    rows = _found(form) if form.is_valid() else Organisation.objects.none()
    language = (get_language() or "en").split("-")[0]
    rows = rows.named_on(timezone.localdate(), language)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    shut = set(Organisation.objects.suspended().values_list("pk", flat=True))
    for body in page.object_list:
        body.shut = body.pk in shut  # type: ignore[attr-defined]
        body.place = PREFECTURES.get(body.prefecture, "")  # type: ignore[attr-defined]
    keeps = directory.administers(official_of(request))
    return render(request, "agencies/organisations.html", {"form": form, "page": page, "keeps": keeps})


@door()
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation: its names by date, what stands under it, its suspensions, its history."""
    body = get_object_or_404(Organisation.objects.select_related("parent"), pk=code)
    called = dict(bodies())
    context = {
        "body": body,
        "name": called[body.pk],
        "above": called.get(body.parent_id or ""),
        "place": PREFECTURES.get(body.prefecture, ""),
        "names": _names(body),
        "parts": [(part.pk, called[part.pk]) for part in body.parts.all()],
        "points": body.contact_points.all(),
        "suspensions": body.suspensions.order_by("-since"),
        "suspended": officials.is_suspended(body),
        "lines": history.lines(body.word),
        "keeps": directory.administers(official_of(request)),
        "sees_officials": directory.organisations_of(official_of(request)) in ([], [body.pk]),
    }
    return render(request, "agencies/organisation.html", context)


@door(Power.APPOINT)
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Make an organisation."""
    form = NewForm(request.POST or None)
    by = official_of(request)

    def make() -> None:
        said = form.cleaned_data
        organisations.make(said["code"], form.entry(), name=form.name(), short=form.short(), since=said["since"], by=by)

    if request.method == "POST" and goes_through(form, make):
        messages.success(request, _("The organisation was made."))
        return redirect("agencies:organisation", form.cleaned_data["code"])
    return _form(request, form, _("New organisation"), _("Make the organisation"))


@door(Power.APPOINT)
@form_page
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the entry."""
    body = get_object_or_404(Organisation, pk=code)
    held = {"kind": body.kind, "parent": body.parent_id, "prefecture": body.prefecture, "source": body.source}
    form = EditForm(request.POST or None, initial=held)
    by = official_of(request)
    if request.method == "POST" and goes_through(
        form, lambda: organisations.edit(body, form.entry(), by=by, note=form.cleaned_data["note"])
    ):
        messages.success(request, _("The change was kept."))
        return redirect("agencies:organisation", body.pk)
    return _form(request, form, _("Change the organisation"), _("Keep the change"), body)


@door(Power.APPOINT)
@form_page
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Give a further name from a day on."""
    body = get_object_or_404(Organisation, pk=code)
    form = RenameForm(request.POST or None)
    by = official_of(request)

    def act() -> None:
        said = form.cleaned_data
        organisations.rename(body, name=form.name(), short=form.short(), since=said["since"], by=by, note=said["note"])

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The new name was kept beside the one before."))
        return redirect("agencies:organisation", body.pk)
    return _form(request, form, _("Rename the organisation"), _("Keep the new name"), body)


@door(Power.APPOINT)
@require_POST
def withdraw_name(request: HttpRequest, code: str) -> HttpResponse:
    """Take the last name back."""
    body = get_object_or_404(Organisation, pk=code)
    organisations.withdraw_name(body, by=official_of(request))
    messages.success(request, _("The last name was withdrawn; the one before holds on."))
    return redirect("agencies:organisation", body.pk)


@door(Power.APPOINT)
@form_page
def suspend(request: HttpRequest, code: str) -> HttpResponse:
    """Shut the organisation's officials out at once."""
    body = get_object_or_404(Organisation, pk=code)
    form = ReasonForm(request.POST or None)
    by = official_of(request)
    if request.method == "POST" and goes_through(
        form, lambda: officials.suspend(body, reason=form.cleaned_data["reason"], by=by)
    ):
        messages.success(request, _("The organisation is suspended: none of its officials opens a file from now on."))
        return redirect("agencies:organisation", body.pk)
    return _form(request, form, _("Suspend the organisation"), _("Suspend"), body, danger=True)


@door(Power.APPOINT)
@form_page
def reinstate(request: HttpRequest, code: str) -> HttpResponse:
    """Let the organisation's officials in again."""
    body = get_object_or_404(Organisation, pk=code)
    form = ReasonForm(request.POST or None)
    by = official_of(request)
    if request.method == "POST" and goes_through(
        form, lambda: officials.reinstate(body, reason=form.cleaned_data["reason"], by=by)
    ):
        messages.success(request, _("The organisation is reinstated."))
        return redirect("agencies:organisation", body.pk)
    return _form(request, form, _("Reinstate the organisation"), _("Reinstate"), body)


def _found(form: SearchForm) -> OrganisationQuerySet:
    said, rows = form.cleaned_data, Organisation.objects.all()
    if said["kind"]:
        rows = rows.filter(kind=said["kind"])
    if said["prefecture"]:
        rows = rows.filter(prefecture=said["prefecture"])
    if said["state"] == "suspended":
        rows = rows.suspended()
    if said["state"] == "on_screen":
        rows = rows.filter(on_screen=True)
    if said["q"]:
        named = OrganisationName.objects.filter(Q(name__icontains=said["q"]) | Q(short__icontains=said["q"]))
        rows = rows.filter(Q(pk__icontains=said["q"]) | Q(pk__in=named.values("organisation")))
    return rows


def _names(body: Organisation) -> list[dict[str, object]]:
    """The names in order of time, both languages on a line."""
    spans: dict[object, dict[str, object]] = {}
    for each in body.names.all():
        span = spans.setdefault(each.since, {"since": each.since, "until": each.until})
        span[each.language] = each
    return list(spans.values())


def _form(
    request: HttpRequest, form: object, title: str, act: str, body: Organisation | None = None, *, danger: bool = False
) -> HttpResponse:
    name = dict(bodies())[body.pk] if body else ""
    context = {"form": form, "title": title, "act": act, "about": name, "danger": danger}
    back = redirect("agencies:organisation", body.pk) if body else redirect("agencies:organisations")
    return render(request, "agencies/form.html", context | {"back": back.url})
