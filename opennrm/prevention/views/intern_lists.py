"""The cases of technical interns, a new one, and the officers of all 47 prefectures. Filters stay in the address."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.actions import scope_for
from opennrm.access.doors import acting_for
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import people
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.agencies.rules import Post, may
from opennrm.agencies.terms import OrganisationKind, Power
from opennrm.page.forms import goes_through
from opennrm.prevention.actions import intern_officers, interns
from opennrm.prevention.forms.interns import ALL, CLOSED, LATE, MINE, FilterForm, NameForm, OpenForm
from opennrm.prevention.intern_routing import MINISTRY, bureau_of, coverage, examiners
from opennrm.prevention.intern_terms import Answering, InternOrigin, StepState
from opennrm.prevention.interns import InternCase, NamedOfficer
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.models import Consultation, Report
from opennrm.reporting.shown import body_name, form_page, language_name, page_of
from opennrm.reporting.terms import Topic

PAGE = 50


@acting_for(Purpose.EXAMINATION)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Cases by the filters of the address, those due first; above them what waits to become one."""
    by, today = official_of(request), timezone.localdate()
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    show = asked.get("show") or MINE
    found = _filtered(show, asked, by, today).select_related("officer", "owner")
    found = found.annotate(due=Min("steps__due", filter=Q(steps__state=StepState.OPEN))).order_by("due", "opened", "id")
    paged = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = shown_many({each.officer for each in paged})
    going = InternCase.objects.open()
    reports, contacts = _waiting(by)
    context = {
        "form": form,
        "show": show,
        "rows": [_row(each, names, today) for each in paged],
        "counts": [
            (MINE, _("my cases"), going.worked_on_by(by, today).count()),
            (ALL, _("all open cases"), going.count()),
            (LATE, _("past a day"), InternCase.objects.late(today).count()),
        ],
        "reports": reports,
        "contacts": contacts,
        **page_of(request, paged),
    }
    return render(request, "prevention/interns.html", context, status=200 if form.is_valid() else 422)


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new case: from a report, a contact or a finding that the address names, or from nothing."""
    by, today = official_of(request), timezone.localdate()
    origin, source = _source(request)
    initial: dict[str, Any] = {}
    if origin == InternOrigin.CONSULTATION:
        initial = {"prefecture": next((each.prefecture for each in _waiting(by)[1] if each.pk == source), "")}
    if "employer" in request.GET:
        initial["employer"] = request.GET["employer"]
    form = OpenForm(request.POST if request.method == "POST" else None, fixed=origin, initial=initial)
    made: list[InternCase] = []

    def act() -> None:
        made.append(interns.open_case(form.beginning(source), form.known(), by=by, on=today))

    if request.method == "POST" and goes_through(form, act):
        name = shown_many([made[0].officer])[made[0].officer_id]
        told = {"code": made[0].code, "name": name, "body": body_name(made[0].owner_id)}
        messages.success(request, _("Case %(code)s is with %(name)s, %(body)s.") % told)
        ours = made[0].owner_id in organisations_served()
        return redirect("prevention:intern", made[0].pk) if ours else redirect("prevention:interns")
    context = {
        "title": _("A new case of a technical intern"),
        "back": reverse("prevention:interns"),
        "button": _("Open"),
    }
    context["about"] = _("Write only what is known. The steps and their days follow from the day of the opening.")
    return form_page(request, "prevention/intern_form.html", form, **context)


@door(Power.EXAMINE, Power.APPOINT, or_lead=True)
@require_safe
def officers(request: HttpRequest) -> HttpResponse:
    """Who answers in each of the 47 prefectures today. What is missing stands first."""
    post, today = official_of(request).place(), timezone.localdate()
    found = list(coverage(today))
    names = shown_many({each.official for each in found if each.official})
    named = shown_many({each.named.official for each in found if each.named})
    rows = [
        {
            "covered": each,
            "prefecture": PREFECTURES[each.prefecture],
            "bureau": body_name(each.bureau.pk) if each.bureau else "",
            "how": each.answering.how.label,
            "none": each.answering.how == Answering.NOBODY,
            "who": names.get(each.official.pk, "") if each.official else "",
            "named": named.get(each.named.official_id, "") if each.named else "",
            "may": _may_name(post, each.bureau.pk if each.bureau else "", today),
        }
        for each in found
    ]
    gaps = [row for row in rows if row["covered"].gap]  # type: ignore[attr-defined]
    chosen = gaps if request.GET.get("show") == "gaps" else rows
    desk = Official.objects.serving(today).filter(organisation=MINISTRY).exists()
    context = {
        "rows": chosen,
        "gaps": len(gaps),
        "all": len(rows),
        "desk": desk,
        "only": chosen is gaps,
        "today": today,
    }
    return render(request, "prevention/intern_officers.html", context)


@door(Power.EXAMINE, Power.APPOINT, or_lead=True)
@require_http_methods(["GET", "HEAD", "POST"])
def officer(request: HttpRequest, prefecture: str) -> HttpResponse:
    """Name the officer of a prefecture; all who were, by their days."""
    bureau, by, today = bureau_of(prefecture), official_of(request), timezone.localdate()
    if bureau is None:
        raise Http404
    able = examiners(bureau, today)
    form = NameForm(request.POST if request.method == "POST" else None, people=people(able), initial={"since": today})

    def act() -> None:
        chosen = {str(each.pk): each for each in able}.get(form.cleaned_data["official"])
        intern_officers.name_officer(bureau, chosen, since=form.cleaned_data["since"], by=by, on=today)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Kept. The page of all prefectures shows it."))
        return redirect("prevention:intern_officers")
    rows = list(NamedOfficer.objects.filter(bureau=bureau).select_related("official").order_by("-since"))
    names = shown_many({each.official for each in rows})
    context = {
        "title": _("Officer for interns: %(prefecture)s") % {"prefecture": PREFECTURES[prefecture]},
        "bureau": body_name(bureau.pk),
        "history": [(each, names[each.official_id]) for each in rows],
        "able": able,
        "back": reverse("prevention:intern_officers"),
    }
    return form_page(request, "prevention/intern_officer.html", form, **context)


def _may_name(post: Post, bureau: str, today: date) -> bool:
    return (post.lead and post.organisation == bureau) or may(post, Power.APPOINT, today)


def _filtered(show: str, asked: dict[str, Any], by: Official, today: date) -> Any:
    found = InternCase.objects.filter(closed__isnull=show != CLOSED)
    if show == MINE:
        found = found.worked_on_by(by, today)
    if show == LATE:
        found = found.late(today)
    wanted = {name: asked[name] for name in ("prefecture", "code", "employer") if asked.get(name)}
    found = found.filter(**wanted)
    return (
        found.filter(pk__in=[each.pk for each in found if asked["sign"] in each.signs]) if asked.get("sign") else found
    )


def _row(case: InternCase, names: dict[UUID, str], today: date) -> dict[str, Any]:
    due: date | None = case.due  # type: ignore[attr-defined]
    return {
        "case": case,
        "prefecture": PREFECTURES[case.prefecture],
        "who": names[case.officer_id],
        "language": language_name(case.language),
        "due": due,
        "late": bool(due and due < today),
    }


def _waiting(by: Official) -> tuple[list[Report], list[Consultation]]:
    """Reports and contacts a bureau's desk handed on, from which nothing was begun; for who also receives."""
    if Purpose.RECEPTION not in purposes_of(by):
        return [], []
    with acting(scope_for(by, purpose=Purpose.RECEPTION)):
        reports = Report.objects.requested().filter(owner__kind=OrganisationKind.LABOUR_BUREAU)
        contacts = Consultation.objects.requested().filter(topic=Topic.INTERN)
        return list(reports[:PAGE]), list(contacts[:PAGE])


def _source(request: HttpRequest) -> tuple[InternOrigin | None, UUID | None]:
    """What the address says it begins from; 404 for what is no id."""
    for name, origin in (
        ("report", InternOrigin.REPORT),
        ("contact", InternOrigin.CONSULTATION),
        ("finding", InternOrigin.FINDING),
    ):
        if name in request.GET:
            try:
                return origin, UUID(request.GET[name])
            except ValueError:
                raise Http404 from None
    return None, None
