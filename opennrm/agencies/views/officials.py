"""Officials: administrators see all, everybody else those of their own organisation; leads and administrators act.

Ending somebody's service ends their access with it: that page stands in ``desk``, which sees ``access`` as well.
"""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.agencies import directory, history, names, officials, rules
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.forms.officials import AbsenceForm, AppointForm, NameForm, RolesForm, SearchForm
from opennrm.agencies.models import Official, OfficialQuerySet, Organisation
from opennrm.agencies.roles import ROLES
from opennrm.agencies.terms import Power
from opennrm.page.bilingual import label_of
from opennrm.page.forms import goes_through

ROWS = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list, by what the URL asks for."""
    me = official_of(request)
    only = directory.organisations_of(me)
    called = dict(bodies())
    form = SearchForm(request.GET, organisations=[each for each in called.items() if not only or each[0] in only])
    rows = directory.seen_by(me)
    rows = _found(form, rows) if form.is_valid() else rows.none()
    page = Paginator(rows.with_posts(), ROWS).get_page(request.GET.get("page"))
    people = list(page.object_list)
    shown = names.shown_many(people)
    rows_shown = [
        {
            "official": each,
            "name": shown[each.pk],
            "organisation": called[each.organisation_id],
            "roles": _role_names(each),
            "away": _is_away(each),
        }
        for each in people
    ]
    appoints = directory.appoints_in(me, me.organisation_id)
    return render(
        request, "agencies/officials.html", {"form": form, "page": page, "rows": rows_shown, "appoints": appoints}
    )


@door()
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One official: post, roles, absence, turns of duty, who took what over, and what was done."""
    me = official_of(request)
    seen = _seen(me, pk)
    others = [each for each in (seen.substitute, seen.handed_to) if each]
    shown = names.shown_many([seen, *others])
    today = timezone.localdate()
    context = {
        "seen": seen,
        "name": shown[seen.pk],
        "organisation": dict(bodies())[seen.organisation_id],
        "roles": [ROLES[held.role] for held in seen.held.all()],
        "role_rows": [
            (label_of(ROLES[held.role].name), label_of(ROLES[held.role].description)) for held in seen.held.all()
        ],
        "away": _is_away(seen) or (seen.away_until is not None and seen.away_until >= today),
        "substitute": shown.get(seen.substitute_id) if seen.substitute_id else "",
        "heir": shown.get(seen.handed_to_id) if seen.handed_to_id else "",
        "leaves": seen.left is not None and seen.left > today,
        "gone": seen.left is not None and seen.left <= today,
        "turns": seen.duty.all(),
        "acts": history.acts(seen),
        "changes": rules.why_not_change(officials.post_of(me), seen.post(), on=today) is None,
        "appoints": directory.appoints_in(me, seen.organisation_id),
    }
    return render(request, "agencies/official.html", context)


@door(Power.APPOINT, or_lead=True)
@form_page
def appoint(request: HttpRequest) -> HttpResponse:
    """Make somebody an official."""
    me = official_of(request)
    everywhere = directory.administers(me)
    offered = [each for each in bodies() if everywhere or each[0] == me.organisation_id]
    start = {"on": timezone.localdate(), "organisation": request.GET.get("organisation") or me.organisation_id}
    form = AppointForm(request.POST or None, initial=start, organisations=offered, all_roles=everywhere)
    made: list[Official] = []

    def act() -> None:
        said = form.cleaned_data
        where = Organisation.objects.get(pk=said["organisation"])
        made.append(
            officials.appoint(
                where,
                roles=said["roles"],
                lead=said["lead"],
                on=said["on"],
                by=me,
                name=said["name"],
                title=said["title"],
            )
        )

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The official was appointed."))
        return redirect("agencies:official", made[0].pk)
    return _form(request, form, _("Appoint an official"), _("Appoint"))


@door(Power.APPOINT, or_lead=True)
@form_page
def roles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an official other roles, make or unmake them lead."""
    me = official_of(request)
    seen = _seen(me, pk)
    held = {"roles": [each.role for each in seen.held.all()], "lead": seen.lead}
    form = RolesForm(request.POST or None, initial=held, all_roles=directory.administers(me))
    if request.method == "POST" and goes_through(
        form,
        lambda: officials.change_roles(
            seen, roles=form.cleaned_data["roles"], lead=form.cleaned_data["lead"], by=me, on=timezone.localdate()
        ),
    ):
        messages.success(request, _("The roles were changed. They hold from the next page on."))
        return redirect("agencies:official", seen.pk)
    return _form(request, form, _("Change the roles"), _("Keep the roles"), seen)


@door()
@form_page
def name(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the name and post anew: the official themselves, their lead, or an administrator."""
    me = official_of(request)
    seen = _changed_by(me, pk)
    held = {"name": names.shown(seen) if seen.name is not None else "", "title": seen.title}
    form = NameForm(request.POST or None, initial=held)
    if request.method == "POST" and goes_through(
        form,
        lambda: officials.call(seen, name=form.cleaned_data["name"], title=form.cleaned_data["title"], by=me),
    ):
        messages.success(request, _("The name was sealed anew."))
        return redirect("agencies:official", seen.pk)
    return _form(request, form, _("Name and post"), _("Keep the name"), seen)


@door()
@form_page
def absence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enter an absence and who stands in: the official themselves, their lead, or an administrator."""
    me = official_of(request)
    seen = _changed_by(me, pk)
    today = timezone.localdate()
    colleagues = Official.objects.serving(today).filter(
        Q(organisation=seen.organisation_id)
        | (Q(organisation__kind=seen.organisation.kind) if directory.administers(me) else Q(pk__in=[]))
    )
    held = {"since": seen.away_since, "until": seen.away_until, "substitute": seen.substitute_id}
    form = AbsenceForm(request.POST or None, initial=held, substitutes=colleagues.exclude(pk=seen.pk))

    def act() -> None:
        said = form.cleaned_data
        instead = Official.objects.get(pk=said["substitute"])
        officials.stand_in(seen, substitute=instead, since=said["since"], until=said["until"], by=me)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The substitute answers during these days."))
        return redirect("agencies:official", seen.pk)
    return _form(request, form, _("Absence and substitute"), _("Keep the absence"), seen)


@door()
@require_POST
def come_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an absence, or take it back."""
    me = official_of(request)
    seen = _changed_by(me, pk)
    officials.come_back(seen, by=me)
    messages.success(request, _("The absence has ended."))
    return redirect("agencies:official", seen.pk)


@door(Power.APPOINT, or_lead=True)
@require_POST
def stay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a leaving back whose day has not come."""
    me = official_of(request)
    seen = _seen(me, pk)
    officials.stay(seen, by=me)
    messages.success(request, _("The leaving was taken back."))
    return redirect("agencies:official", seen.pk)


def _seen(me: Official, pk: UUID) -> Official:
    return get_object_or_404(directory.seen_by(me).with_posts().select_related("substitute", "handed_to"), pk=pk)


def _changed_by(me: Official, pk: UUID) -> Official:
    """An official whom this one may change; whoever may only look gets 404, as for a page that is not there."""
    seen = _seen(me, pk)
    if rules.why_not_change(officials.post_of(me), seen.post(), on=timezone.localdate()) is not None:
        raise Http404
    return seen


def _found(form: SearchForm, rows: OfficialQuerySet) -> OfficialQuerySet:
    said, today = form.cleaned_data, timezone.localdate()
    if said["state"] != "all":
        gone = Q(left__isnull=False, left__lte=today)
        rows = rows.filter(gone) if said["state"] == "left" else rows.exclude(gone)
    if said["organisation"]:
        rows = rows.filter(organisation=said["organisation"])
    if said["role"]:
        rows = rows.filter(held__role=said["role"])
    if said["lead"]:
        rows = rows.filter(lead=True)
    return rows.filter(names.called(said["q"])) if said["q"] else rows


def _role_names(official: Official) -> list[str]:
    return [label_of(ROLES[held.role].name) for held in official.held.all()]


def _is_away(official: Official) -> bool:
    since, until = official.away_since, official.away_until
    return since is not None and until is not None and since <= timezone.localdate() <= until


def _form(request: HttpRequest, form: object, title: str, act: str, about: Official | None = None) -> HttpResponse:
    back = redirect("agencies:official", about.pk) if about else redirect("agencies:officials")
    context = {"form": form, "title": title, "act": act, "about": names.shown(about) if about else "", "back": back.url}
    return render(request, "agencies/form.html", context)
