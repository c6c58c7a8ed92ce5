"""The pages of return and reintegration: the wish first, what is missing for the journey, and what follows it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official, Organisation
from opennrm.protection import returning
from opennrm.protection.actions import returns as verbs
from opennrm.protection.checklists import factors
from opennrm.protection.forms.residence import DayForm
from opennrm.protection.forms.returns import (
    BeginForm,
    JourneyForm,
    ReceiveForm,
    RiskForm,
    StepForm,
    TracedForm,
    TraceForm,
    WishForm,
)
from opennrm.protection.journeys import (
    Escort,
    FactorAnswer,
    Funding,
    Programme,
    Receiver,
    ReturnAct,
    ReturnState,
    RiskResult,
    StepKind,
    TracingState,
    TravelDocument,
    WishSays,
)
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.returns import FamilyTracing, ReintegrationStep, Return
from opennrm.protection.views.deeds import Deed, days_form, deed_or_404, do, shown
from opennrm.protection.views.shown import Panel, plan_or_404
from opennrm.understanding.countries import names

KEPT = gettext_lazy("It is kept.")
KEEP = gettext_lazy("Keep it")
ENTER = gettext_lazy("Enter it")
ENTERED = gettext_lazy("It is entered.")
Said = dict[str, Any]


def _begin(plan: ProtectionPlan, said: Said, by: Official, on: date) -> Return:
    partner = Organisation.objects.get(pk=said["partner"])
    programme = Programme(said["programme"])
    told = {"country": said["country"], "programme": programme, "partner": partner, "words": said["words"]}
    return verbs.begin(plan, **told, by=by, on=on)


def _assess(row: Return, said: Said, by: Official, on: date) -> None:
    answers = {each.code: FactorAnswer(said[each.code]) for each in factors()}
    result = RiskResult(said["result"])
    verbs.assess(row, answers=answers, result=result, measures=said["measures"], by=by, on=on)


def _plan_journey(row: Return, said: Said, by: Official, on: date) -> None:
    journey = verbs.Journey(
        document=TravelDocument(said["document"]),
        escort=Escort(said["escort"]),
        funding=Funding(said["funding"]),
        travel_on=said["travel_on"],
        route=said["route"],
    )
    verbs.plan_journey(row, journey, by=by)


def _receive(row: Return, said: Said, by: Official, on: date) -> None:
    verbs.receive(row, day=said["day"], receiver=Receiver(said["receiver"]), met_by=said["met_by"], by=by)


def _trace(row: Return, said: Said, by: Official, on: date) -> None:
    verbs.trace(row, partner=Organisation.objects.get(pk=said["partner"]), by=by, on=on)


def _add_step(row: Return, said: Said, by: Official, on: date) -> None:
    verbs.add_step(row, **(said | {"kind": StepKind(said["kind"])}), by=by)


def _moved(act: ReturnAct, *, danger: bool = False) -> "Deed[Return]":
    def done(row: Return, said: Said, by: Official, on: date) -> None:
        verbs.move(row, act=act, day=said["day"], by=by)

    return Deed(act.label, ENTER, ENTERED, days_form(DayForm), done, danger=danger)


def _journey_form(row: Return, sent: Any) -> Form:
    known = {name: getattr(row, name) for name in ("document", "escort", "travel_on", "funding")}
    return JourneyForm(sent, initial=known)


BEGIN: Deed[ProtectionPlan] = Deed(
    gettext_lazy("The person wishes to return"),
    gettext_lazy("Begin to prepare"),
    gettext_lazy("The wish is kept, and the return begun. Next: assess the risks in the country."),
    lambda _plan, sent: BeginForm(sent),
    _begin,
    page="protection:return",
    hint=gettext_lazy("Nobody returns without wishing to. The person is asked anew in the week before the journey."),
)
DEEDS: "dict[str, Deed[Return]]" = {
    "wish": Deed(
        gettext_lazy("Ask the person anew"),
        KEEP,
        gettext_lazy("What the person says is kept; it is what holds from now on."),
        lambda _row, sent: WishForm(sent),
        lambda row, said, by, on: verbs.ask(row, says=WishSays(said["says"]), words=said["words"], by=by, on=on),
        hint=gettext_lazy("Alone with the person, with an interpreter who is not of the family or the recruiter's."),
    ),
    "risk": Deed(
        gettext_lazy("Assess the risks in the country"), KEEP, KEPT, lambda _row, sent: RiskForm(sent), _assess
    ),
    "journey": Deed(gettext_lazy("Plan the journey"), KEEP, KEPT, _journey_form, _plan_journey),
    "trace": Deed(
        gettext_lazy("Look for the family"),
        ENTER,
        gettext_lazy("It is entered that the family is looked for."),
        lambda _row, sent: TraceForm(sent),
        _trace,
    ),
    "step": Deed(
        gettext_lazy("Plan a step of reintegration"), KEEP, KEPT, lambda _row, sent: StepForm(sent), _add_step
    ),
    ReturnAct.DEPART.value: Deed(
        ReturnAct.DEPART.label,
        ENTER,
        gettext_lazy("The departure is entered, and counted where the programme is."),
        days_form(DayForm),
        lambda row, said, by, on: verbs.depart(row, day=said["day"], by=by, on=on),
        hint=gettext_lazy("On the day it took place, not before."),
    ),
    ReturnAct.RECEIVE.value: Deed(ReturnAct.RECEIVE.label, ENTER, ENTERED, days_form(ReceiveForm), _receive),
    ReturnAct.COMPLETE.value: _moved(ReturnAct.COMPLETE),
    ReturnAct.STOP.value: _moved(ReturnAct.STOP, danger=True),
    ReturnAct.RESUME.value: _moved(ReturnAct.RESUME),
    ReturnAct.TAKE_BACK.value: Deed(
        ReturnAct.TAKE_BACK.label,
        gettext_lazy("Take it back"),
        gettext_lazy("The departure is taken back, and with it what was counted."),
        lambda _row, sent: Form(sent),
        lambda row, said, by, on: verbs.take_back(row, by=by, on=on),
        hint=gettext_lazy("The return is being prepared again. What was counted is withdrawn."),
        danger=True,
    ),
}
PREPARED = ("wish", "risk", "journey", "trace")  # what is done while it is being prepared, besides what the table says
TRACED: Deed[FamilyTracing] = Deed(
    gettext_lazy("What came of looking for the family"),
    KEEP,
    KEPT,
    lambda _row, sent: TracedForm(sent),
    lambda row, said, by, on: verbs.traced(row, state=TracingState(said["state"]), words=said["words"], on=on, by=by),
)
DONE: Deed[ReintegrationStep] = Deed(
    gettext_lazy("A step was done"),
    ENTER,
    ENTERED,
    days_form(DayForm),
    lambda row, said, by, on: verbs.step_done(row, day=said["day"], by=by),
)


def panel(request: HttpRequest, plan: ProtectionPlan, by: Official) -> Panel:
    """The part of a plan's page that tells of return."""
    return Panel(_("Return"), "protection/panels/return.html", "return", {"rows": rows_of(plan)})


def rows_of(plan: ProtectionPlan) -> list[tuple[Return, str]]:
    """The returns of a plan, each with the name of its country."""
    return [(each, country(each.country)) for each in Return.objects.filter(plan=plan)]


def country(code: str) -> str:
    """A country's name in the language of the page."""
    return names()[code].of(get_language()) if code in names() else code


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a return, by the person's wish."""
    plan = plan_or_404(pk)
    return do(request, BEGIN, plan, plan=plan, back=f"{reverse('protection:plan', args=[pk])}#return")


@acting_for(Purpose.SUPPORT)
@require_safe
def going_home(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One return: the wish, what is missing, the journey, and what is done in the country."""
    found = return_or_404(pk)
    day = found.travel_on or timezone.localdate()
    preparing = found.state == ReturnState.PREPARING
    follow = [(each.value, DEEDS[each.value].title) for each in returning.STEPS[ReturnState(found.state)]]
    before = [(each, DEEDS[each].title) for each in PREPARED] if preparing else []
    risk = found.risks.first()
    missing = returning.missing(verbs.ready(found, day=day), day=day) if preparing else []
    context = {
        "plan": found.plan,
        "going": found,
        "country": country(found.country),
        "partner": dict(bodies()).get(found.partner_id, found.partner_id),
        "wishes": list(found.wishes.all()),
        "risk": risk,
        "answers": _answered(risk.answers) if risk else [],
        "missing": [each.label for each in missing],
        "tracings": [(each, dict(bodies()).get(each.partner_id, each.partner_id)) for each in found.tracings.all()],
        "steps": list(found.steps.all()),
        "acts": [*before, *follow, ("step", DEEDS["step"].title)] if found.plan.ended is None else [],
        "working": found.plan.ended is None,
        "today": timezone.localdate(),
    }
    return render(request, "protection/return.html", context)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def do_return(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Do one thing to a return."""
    found = return_or_404(pk)
    back = reverse("protection:return", args=[pk])
    head = country(found.country)
    return do(request, deed_or_404(DEEDS, what), found, plan=found.plan, back=back, head=head)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def traced(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What came of looking for the family."""
    found = row_or_404(FamilyTracing.objects.select_related("going__plan"), pk)
    back = reverse("protection:return", args=[found.going_id])
    return do(request, TRACED, found, plan=found.going.plan, back=back)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def step_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A step of reintegration was done."""
    found = row_or_404(ReintegrationStep.objects.select_related("going__plan"), pk)
    back = reverse("protection:return", args=[found.going_id])
    return do(request, DONE, found, plan=found.going.plan, back=back, head=found.get_kind_display())


@acting_for(Purpose.SUPPORT)
@require_POST
def show_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open what is sealed of a return: the last words of the person, the measures, the route, who meets them."""
    found = return_or_404(pk)
    rows: list[tuple[Any, Any, str]] = [(_("Route and flights"), found, "route")]
    rows += [(_("How they are reached there"), found, "met_by")]
    rows += [(_("What the person said, in their words"), each, "words") for each in found.wishes.all()[:1]]
    rows += [(_("Danger seen, and how it is met"), each, "measures") for each in found.risks.all()[:1]]
    rows += [(_("What is known of them"), each, "words") for each in found.tracings.all()]
    rows += [(each.get_kind_display(), each, "note") for each in found.steps.all()]
    return shown(request, rows, plan=found.plan, back=reverse("protection:return", args=[pk]))


def return_or_404(pk: UUID) -> Return:
    """A return of the scope in force, with its plan and case."""
    return row_or_404(Return.objects.select_related("plan"), pk)


def _answered(answers: dict[str, str]) -> list[tuple[str, str, str]]:
    """Each factor with what was answered, those that speak of danger first."""
    language = get_language()
    found = [(each.text.of(language), answers.get(each.code, FactorAnswer.UNKNOWN.value)) for each in factors()]
    order = {FactorAnswer.YES.value: 0, FactorAnswer.UNKNOWN.value: 1, FactorAnswer.NO.value: 2}
    return [(text, str(FactorAnswer(said).label), said) for text, said in sorted(found, key=lambda e: order[e[1]])]
