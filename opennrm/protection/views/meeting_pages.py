"""Meetings: the host's page with a seat for each participant, and the seats one's own organisation was given."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Organisation
from opennrm.protection.actions import meetings
from opennrm.protection.forms.steps import InviteForm, MeetingForm, RecordForm, ShareForm
from opennrm.protection.models import Meeting, Seat
from opennrm.protection.terms import MeetingWay
from opennrm.protection.views.shown import body_name, filled_in, others, plan_or_404, posted
from opennrm.reporting.actions.desk import organisations_served

PAGE = 50


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan a meeting."""
    found, today = plan_or_404(pk), timezone.localdate()
    form = MeetingForm(posted(request), initial={"day": today, "way": MeetingWay.VIDEO})

    def act() -> None:
        said = form.cleaned_data
        told = {"day": said["day"], "way": MeetingWay(said["way"]), "agenda": said["text"]}
        meetings.plan_meeting(found, **told, by=official_of(request), on=today)

    to = f"{reverse('protection:plan', args=[pk])}#meetings"
    done = _("The meeting is planned. Open it to say who takes part.")
    return filled_in(request, form, act, title=_("Plan a meeting"), done=done, to=to, plan=found)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A meeting of one's own: who takes part and what each was told. A POST opens what is sealed."""
    found, called = _meeting(pk), dict(bodies())
    seats = list(Seat.objects.filter(meeting=pk, ended__isnull=True).order_by("organisation"))
    opened = request.method == "POST"
    rows = [
        {
            "seat": each,
            "name": called.get(each.organisation_id, each.organisation_id),
            "agenda": _opened(each, "agenda") if opened else "",
            "agreed": _opened(each, "agreed") if opened else "",
        }
        for each in seats
    ]
    context = {"meeting": found, "plan": found.plan, "rows": rows, "opened": opened}
    if opened:
        context |= {"agenda": _opened(found, "agenda"), "record": _opened(found, "record")}
    return render(request, "protection/meeting.html", context)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let an organisation take part."""
    found = _meeting(pk)
    form = InviteForm(posted(request), bodies=others(found.plan.owner_id))

    def act() -> None:
        to, agenda = Organisation.objects.get(pk=form.cleaned_data["organisation"]), form.cleaned_data["text"]
        meetings.invite(found, to, agenda=agenda, by=official_of(request), on=timezone.localdate())

    done = _("It takes part, and sees the agenda as you wrote it.")
    return _filled(request, found, form, act, title=_("Who takes part"), done=done)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enter that it was held."""
    found, form = _meeting(pk), RecordForm(posted(request))

    def act() -> None:
        meetings.hold(found, text=form.cleaned_data["text"], by=official_of(request))

    done = _("Kept. Share with each what was agreed.")
    return _filled(request, found, form, act, title=_("The meeting was held"), done=done)


@acting_for(Purpose.SUPPORT)
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call it off."""
    meetings.cancel(_meeting(pk), by=official_of(request))
    messages.success(request, _("The meeting is called off. Those who take part see that."))
    return redirect("protection:meeting", pk)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell one participant what was agreed."""
    seat = row_or_404(Seat, pk)
    found, form = _meeting(seat.meeting), ShareForm(posted(request))

    def act() -> None:
        meetings.share(seat, text=form.cleaned_data["text"], by=official_of(request), on=timezone.localdate())

    title = _("What was agreed, for %(name)s") % {"name": body_name(seat.organisation_id)}
    return _filled(request, found, form, act, title=title, done=_("Shared, sealed."))


@acting_for(Purpose.SUPPORT)
@require_POST
def uninvite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shut a participant out again."""
    seat = row_or_404(Seat, pk)
    found = _meeting(seat.meeting)
    meetings.uninvite(seat, by=official_of(request), on=timezone.localdate())
    messages.success(request, _("It takes part no more, and sees nothing of the meeting."))
    return redirect("protection:meeting", found.pk)


@acting_for(Purpose.SUPPORT)
@require_safe
def seats(request: HttpRequest) -> HttpResponse:
    """The meetings of others that one's own organisation takes part in."""
    found = Seat.objects.filter(organisation__in=organisations_served(), ended__isnull=True)
    paged, called = Paginator(found, PAGE).get_page(request.GET.get("page")), dict(bodies())
    rows = [(each, called.get(each.host_id, each.host_id)) for each in paged]
    return render(request, "protection/seats.html", {"rows": rows, "page": paged})


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one's own organisation is told of a meeting. A POST opens what is sealed."""
    found = row_or_404(Seat, pk)
    opened = request.method == "POST"
    context = {"seat": found, "host": body_name(found.host_id), "opened": opened}
    if opened:
        context |= {"agenda": _opened(found, "agenda"), "agreed": _opened(found, "agreed")}
    return render(request, "protection/seat.html", context)


def _meeting(pk: UUID) -> Meeting:
    return row_or_404(Meeting.objects.select_related("plan"), pk)


def _opened(row: Meeting | Seat, field: str) -> str:
    return (reveal(row, field, purpose=Purpose.SUPPORT) or "") if getattr(row, field) is not None else ""


def _filled(
    request: HttpRequest, found: Meeting, form: Form, act: Callable[[], object], *, title: str, done: str
) -> HttpResponse:
    to = reverse("protection:meeting", args=[found.pk])
    return filled_in(request, form, act, title=title, done=done, to=to, plan=found.plan)
