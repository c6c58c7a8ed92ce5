"""Duty: the week of an organisation, who answers now, and giving and taking turns."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.agencies import directory, names, officials
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.forms.officials import TurnForm
from opennrm.agencies.models import DutyTurn, Official, Organisation
from opennrm.agencies.terms import Power, Weekday
from opennrm.page.forms import goes_through


@door()
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """The week of the organisation the URL names, else of one's own."""
    me = official_of(request)
    body = _body(request, me)
    gives = directory.appoints_in(me, body)
    return render(
        request, "agencies/duty.html", _shown(body) | {"gives": gives, "only": directory.organisations_of(me)}
    )


@door(Power.APPOINT, or_lead=True)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Give an official a weekly turn."""
    me = official_of(request)
    body = _body(request, me)
    here = Official.objects.serving(timezone.localdate()).filter(organisation=body)
    form = TurnForm(request.POST or None, officials=here)
    back = f"{reverse('agencies:duty')}?organisation={body.pk}"
    if request.method == "POST" and goes_through(form, lambda: _give(form, me)):
        messages.success(request, _("The turn was given."))
        return redirect(back)
    context = {"form": form, "title": _("Give a turn of duty"), "act": _("Give the turn"), "back": back}
    return render(request, "agencies/form.html", context | {"about": dict(bodies())[body.pk]})


@door(Power.APPOINT, or_lead=True)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a turn back."""
    me = official_of(request)
    only = directory.organisations_of(me)
    turns = DutyTurn.objects.filter(organisation__in=only) if only else DutyTurn.objects.all()
    turn = get_object_or_404(turns, pk=pk)
    officials.drop_turn(turn, by=me)
    messages.success(request, _("The turn was taken off."))
    return redirect(f"{reverse('agencies:duty')}?organisation={turn.organisation_id}")


def _body(request: HttpRequest, me: Official) -> Organisation:
    """The organisation the URL names, where one may see its officials; else one's own."""
    code, only = request.GET.get("organisation") or me.organisation_id, directory.organisations_of(me)
    if only and code not in only:
        raise Http404
    return get_object_or_404(Organisation, pk=code)


def _give(form: TurnForm, by: Official) -> None:
    said = form.cleaned_data
    official = Official.objects.get(pk=said["official"])
    officials.give_turn(official, weekday=said["weekday"], starts=said["starts"], ends=said["ends"], by=by)


def _shown(body: Organisation) -> dict[str, object]:
    turns = list(body.duty.select_related("official"))
    now = officials.on_duty(body, at=timezone.now())
    shown = names.shown_many({each.pk: each for each in [*now, *(turn.official for turn in turns)]}.values())
    days = [
        (day.label, [(turn, shown[turn.official_id]) for turn in turns if turn.weekday == day.value]) for day in Weekday
    ]
    at = timezone.localtime()
    by_turn = any(turn.turn().covers(at) for turn in turns)
    called = bodies()
    return {
        "body": body,
        "name": dict(called)[body.pk],
        "organisations": called,
        "days": days,
        "now": [(each.pk, shown[each.pk]) for each in now],
        "by_turn": by_turn,
        "at": at,
    }
