"""Copies: every official orders and records for their own organisation; the secretariat hands out and sums up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.terms import Power
from opennrm.foundations import distribution, lists
from opennrm.foundations.forms import CorrectForm, HandOutForm, OrderForm, OwnCopiesForm, YearForm
from opennrm.foundations.models import Campaign, Distribution, DistributionQuerySet, Material
from opennrm.foundations.views.materials import called, keeps
from opennrm.page.forms import goes_through

ROWS = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Orders and copies handed out, with sums: of all for the secretariat, else of one's own organisation."""
    me, form = official_of(request), YearForm(request.GET)
    rows = _seen(me, form)
    names = dict(bodies())
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.body_name = names.get(row.organisation_id, row.organisation_id)  # type: ignore[attr-defined]
    handed = list(rows.filter(handed_on__isnull=False))
    context = {
        "form": form,
        "page": page,
        "waiting": rows.waiting().count(),
        "sums": [
            (_("Organisation"), lists.by_organisation(handed, names)),
            (_("Language"), lists.by_language(handed)),
            (_("Kind"), lists.by_kind(handed)),
        ],
        "total": sum(row.copies or 0 for row in handed),
        "keeps": keeps(me),
    }
    return render(request, "foundations/distribution.html", context)


@door()
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The same list as CSV."""
    rows = _seen(official_of(request), YearForm(request.GET))
    return HttpResponse(
        lists.csv(rows, dict(bodies())),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="distribution.csv"'},
    )


@door()
@form_page
def order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for copies of a version."""
    material = get_object_or_404(Material, pk=pk)
    by = official_of(request)
    form = OrderForm(request.POST or None, own=by.organisation, any_body=keeps(by))

    def act() -> None:
        copies, today = form.cleaned_data["copies"], timezone.localdate()
        campaign = _campaign(form.cleaned_data["campaign"])
        distribution.order(material, organisation=form.body(), copies=copies, by=by, on=today, campaign=campaign)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The order was kept. The secretariat sends the copies."))
        return redirect("foundations:distribution")
    return _form(request, form, _("Order copies"), _("Order"), called(material))


@door()
@form_page
def keep_own(request: HttpRequest) -> HttpResponse:
    """Record copies an organisation printed and handed out itself."""
    by = official_of(request)
    form = OwnCopiesForm(
        request.POST or None,
        own=by.organisation,
        any_body=keeps(by),
        initial={"material": request.GET.get("material"), "campaign": request.GET.get("campaign")},
    )

    def act() -> None:
        said = form.cleaned_data
        distribution.keep_own(
            Material.objects.get(pk=said["material"]),
            organisation=form.body(),
            copies=said["copies"],
            day=said["day"],
            by=by,
            on=timezone.localdate(),
            campaign=_campaign(said["campaign"]),
        )

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The copies were recorded."))
        return redirect("foundations:distribution")
    return _form(request, form, _("Record copies you printed yourselves"), _("Record"))


@door(Power.PUBLISH)
@form_page
def hand_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that ordered copies reached the organisation."""
    row = get_object_or_404(Distribution.objects.select_related("material"), pk=pk)
    form = HandOutForm(request.POST or None, initial={"copies": row.ordered})
    by = official_of(request)

    def act() -> None:
        said = form.cleaned_data
        distribution.hand_out(row, copies=said["copies"], day=said["day"], by=by, on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The copies were recorded."))
        return redirect("foundations:distribution")
    return _form(request, form, _("Hand copies out"), _("Record"), called(row.material))


@door(Power.PUBLISH)
@form_page
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a number that was recorded by mistake."""
    row = get_object_or_404(Distribution.objects.select_related("material"), pk=pk)
    form = CorrectForm(request.POST or None, initial={"copies": row.copies})
    by = official_of(request)
    if request.method == "POST" and goes_through(
        form, lambda: distribution.correct(row, copies=form.cleaned_data["copies"], by=by, on=timezone.localdate())
    ):
        messages.success(request, _("The number was corrected; the statistics keep both."))
        return redirect("foundations:distribution")
    return _form(request, form, _("Correct the number of copies"), _("Correct"), called(row.material))


@door()
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop an order."""
    row = get_object_or_404(_of(official_of(request)), pk=pk)
    distribution.take_back(row, by=official_of(request), on=timezone.localdate())
    messages.success(request, _("The order was taken back."))
    return redirect("foundations:distribution")


def _campaign(code: str) -> Campaign | None:
    return Campaign.objects.standing().filter(code=code).first() if code else None


def _of(me: Official) -> DistributionQuerySet:
    """What an official sees: all in the secretariat, else their own organisation's."""
    rows = Distribution.objects.select_related("material")
    return rows if keeps(me) else rows.filter(organisation=me.organisation_id)


def _seen(me: Official, form: YearForm) -> DistributionQuerySet:
    rows = _of(me)
    year = form.cleaned_data["year"] if form.is_valid() else None
    return rows.in_year(year) if year else rows


def _form(request: HttpRequest, form: Any, title: str, act: str, about: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "act": act, "about": about, "method": "post"}
    return render(request, "foundations/form.html", context | {"back": reverse("foundations:distribution")})
