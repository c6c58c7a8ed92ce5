"""The directory of shelters, their beds by night, and for those who run one: what it is, its beds, who knows where."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.models import Grant
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Organisation
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.protection import costs
from opennrm.protection.actions import shelters
from opennrm.protection.finding import overview
from opennrm.protection.forms.queue import PeriodForm
from opennrm.protection.forms.stays import BedForm, KnowForm, ShelterForm
from opennrm.protection.housing import Takes
from opennrm.protection.models import Bed, Shelter, ShelterAddress, Stay
from opennrm.protection.views.shown import body_name, filled_in, language_name, others, posted
from opennrm.reporting.actions.desk import organisations_served

NIGHTS = 14
FAR = timedelta(days=366)


@acting_for(Purpose.SUPPORT)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Every shelter: what it is, whom it takes, what is free tonight. Not where it stands."""
    today, called, served = timezone.localdate(), dict(bodies()), organisations_served()
    every = overview(Shelter.objects.open(today), today, 1)
    rows = [
        {
            "shelter": each,
            "tonight": nights[0],
            "operator": called.get(each.operator_id, each.operator_id),
            "ours": each.operator_id in served,
            "prefecture": PREFECTURES.get(each.prefecture, ""),
            **_said(each),
        }
        for each, nights in every
    ]
    return render(request, "protection/shelters.html", {"rows": rows})


@acting_for(Purpose.SUPPORT)
@require_safe
def beds(request: HttpRequest) -> HttpResponse:
    """What is free on each of the next fourteen nights."""
    today = timezone.localdate()
    rows = overview(Shelter.objects.open(today), today, NIGHTS)
    nights = [today + timedelta(days=each) for each in range(NIGHTS)]
    totals = [sum(found[place].free for _shelter, found in rows) for place in range(NIGHTS)]
    return render(request, "protection/beds.html", {"rows": rows, "nights": nights, "totals": totals})


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def shelter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One shelter. A POST opens where it stands, to those it let know; never to enforcement."""
    found = get_object_or_404(Shelter, pk=pk)
    ours = found.operator_id in organisations_served()
    where = ShelterAddress.objects.filter(shelter=found).first()
    context = {
        "shelter": found,
        "operator": body_name(found.operator_id),
        "payer": body_name(found.entrusted_by_id) if found.entrusted_by_id else "",
        "prefecture": PREFECTURES.get(found.prefecture, ""),
        "ours": ours,
        "where": where,
        "beds": list(found.beds.all()),
        "coming": list(Stay.objects.holding().filter(shelter=found).select_related("bed")),
        **_said(found),
    }
    if request.method == "POST" and where is not None:
        context |= {"opened": True, **{name: _opened(where, name) for name in ("address", "phone")}}
    if ours and where is not None:
        context |= {"knowing": _knowing(where, found)}
    return render(request, "protection/shelter.html", context)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_shelter(request: HttpRequest) -> HttpResponse:
    """Enter a shelter that one's own organisation runs."""
    by = official_of(request)
    form = ShelterForm(posted(request), bodies=others(by.organisation_id))

    def act() -> None:
        shelters.open_shelter(form.described(), location=form.location(), by=by, on=timezone.localdate())

    done = _("The shelter is entered. Open it to add its beds.")
    return filled_in(request, form, act, title=_("A new shelter"), done=done, to=reverse("protection:shelters"))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put right what is said of a shelter."""
    found = get_object_or_404(Shelter, pk=pk)
    same = ("code", "kind", "takes", "accessible", "pets", "prefecture", "cost_night")
    initial = {name: getattr(found, name) for name in same}
    initial |= {"entrusted_by": found.entrusted_by_id or "", "languages": ", ".join(found.languages)}
    form = ShelterForm(posted(request), bodies=others(found.operator_id), initial=initial)

    def act() -> None:
        shelters.change(found, form.described(), location=form.location(), by=official_of(request))

    to = reverse("protection:shelter", args=[pk])
    return filled_in(request, form, act, title=_("Put a shelter right"), done=_("Kept."), to=to)


@acting_for(Purpose.SUPPORT)
@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a shelter, or open it again."""
    found, today = get_object_or_404(Shelter, pk=pk), timezone.localdate()
    shelters.close(found, closed=None if found.closed else today, by=official_of(request))
    messages.success(request, _("Open again.") if found.closed else _("Closed: no bed is reserved there any more."))
    return redirect("protection:shelter", pk)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_bed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A bed, or a room."""
    found, form = get_object_or_404(Shelter, pk=pk), BedForm(posted(request))

    def act() -> None:
        shelters.add_bed(found, **form.cleaned_data, by=official_of(request))

    to = reverse("protection:shelter", args=[pk])
    return filled_in(request, form, act, title=_("Add a bed or a room"), done=_("Added."), to=to)


@acting_for(Purpose.SUPPORT)
@require_POST
def close_bed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a bed out of use, or in again."""
    found, today = get_object_or_404(Bed.objects.select_related("shelter"), pk=pk), timezone.localdate()
    shelters.close_bed(found, closed=None if found.closed else today, by=official_of(request), on=today)
    messages.success(request, _("In use again.") if found.closed else _("Out of use."))
    return redirect("protection:shelter", found.shelter_id)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def let_know(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let another organisation open the address."""
    found, until = get_object_or_404(Shelter, pk=pk), timezone.localdate() + FAR
    form = KnowForm(posted(request), bodies=others(found.operator_id), initial={"until": until})

    def act() -> None:
        said = form.cleaned_data
        last = timezone.make_aware(datetime.combine(said["until"] + timedelta(days=1), time()))
        to = Organisation.objects.get(pk=said["to"])
        shelters.let_know(found, to=to, until=last, reason=said["reason"], by=official_of(request))

    about = [_("Enforcement bodies never open an address for the purpose of support, whatever is granted here.")]
    back = reverse("protection:shelter", args=[pk])
    title, done = _("Who may know where it stands"), _("It may open the address now.")
    return filled_in(request, form, act, title=title, done=done, to=back, about=about)


@acting_for(Purpose.SUPPORT)
@require_POST
def know_no_more(request: HttpRequest, pk: UUID, grant: int) -> HttpResponse:
    """Shut an organisation out from the address again."""
    found = get_object_or_404(Shelter, pk=pk)
    shelters.know_no_more(found, row_or_404(Grant, grant), by=official_of(request))
    messages.success(request, _("It can open the address no more."))
    return redirect("protection:shelter", pk)


@acting_for(Purpose.SUPPORT)
@require_safe
def spent(request: HttpRequest) -> HttpResponse:
    """What protection cost one's own organisation between two days."""
    today = timezone.localdate()
    april = today.replace(year=today.year - (today.month < 4), month=4, day=1)
    form = PeriodForm(request.GET or {"first": april, "last": today})
    said = form.cleaned_data if form.is_valid() else {}
    rows = costs.between(said["first"], said["last"], organisations_served()) if said else []
    context = {"form": form, "sums": {"rows": rows, "total": costs.total(rows)}}
    return render(request, "protection/costs.html", context, status=422 if form.errors else 200)


def _said(found: Shelter) -> dict[str, object]:
    return {
        "takes": [Takes(each).label for each in Takes.values if each in found.takes],
        "languages": [language_name(each) for each in found.languages],
    }


def _opened(where: ShelterAddress, field: str) -> str:
    return (reveal(where, field, purpose=Purpose.SUPPORT) or "") if getattr(where, field) is not None else ""


def _knowing(where: ShelterAddress, found: Shelter) -> list[tuple[Grant, str]]:
    called = dict(bodies())
    given = Grant.objects.holding().filter(file=where.file_id).exclude(organisation=found.operator_id)
    return [(each, called.get(each.organisation_id, each.organisation_id)) for each in given.order_by("since")]
