"""One procedure of residence: where it stands, its checklist, and everything that can be done to it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.page.refusals import refuse
from opennrm.protection import deadlines
from opennrm.protection.actions import residence as verbs
from opennrm.protection.checklists import Declared, residence
from opennrm.protection.firewall import why_not_residence
from opennrm.protection.forms.residence import (
    ApplyForm,
    DueForm,
    GrantedForm,
    HoldsForm,
    NotedForm,
    PapersForm,
)
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.procedures import PaperState, ProcedureAct, ProcedureKind, ProcedureState
from opennrm.protection.residence import ResidenceProcedure
from opennrm.protection.views.deeds import Deed, days_form, deed_or_404, do, shown
from opennrm.protection.views.shown import plan_or_404
from opennrm.understanding.terms import ResidenceStatus

STATUSES = dict(ResidenceStatus.choices)
Procedure = ResidenceProcedure
DECIDED = gettext_lazy("It is entered.")


def _decision(act: ProcedureAct) -> "Deed[Procedure]":
    granting = act in deadlines.GRANTING

    def done(row: Procedure, said: dict[str, Any], by: Official, on: date) -> None:
        granted = verbs.Granted(said.get("status", ""), said["until"]) if granting else None
        verbs.decide(row, act=act, day=said["day"], granted=granted, note=said["note"], by=by, on=on)

    form = _granted_form if granting else days_form(NotedForm)
    return Deed(act.label, gettext_lazy("Enter it"), DECIDED, form, done)


def _apply(row: Procedure, said: dict[str, Any], by: Official, on: date) -> None:
    verbs.apply(row, day=said["day"], office=said["office"], number=said["number"], due=said["due"], by=by)


def _take_back(row: Procedure, said: dict[str, Any], by: Official, on: date) -> None:
    holds = verbs.Granted(said["status"], said["until"]) if row.state == ProcedureState.GRANTED else None
    verbs.take_back(row, holds=holds, by=by, on=on)


def _check(row: Procedure, said: dict[str, Any], by: Official, on: date) -> None:
    verbs.check(row, {code: PaperState(state) for code, state in said.items()}, by=by)


def _granted_form(row: Procedure, sent: Any) -> Form:
    release = row.kind == ProcedureKind.PROVISIONAL_RELEASE
    return GrantedForm(sent, release=release, initial={"day": timezone.localdate()})


def _holds_form(row: Procedure, sent: Any) -> Form:
    return HoldsForm(sent) if row.state == ProcedureState.GRANTED else Form(sent)


def _papers_form(row: Procedure, sent: Any) -> Form:
    about = declared(row).documents
    known = {each.code: row.documents.get(each.code, PaperState.MISSING.value) for each in about}
    return PapersForm(sent, papers=about, initial=known)


DEEDS: "dict[str, Deed[Procedure]]" = {
    ProcedureAct.APPLY.value: Deed(
        ProcedureAct.APPLY.label, gettext_lazy("Enter it"), DECIDED, days_form(ApplyForm), _apply
    ),
    **{
        act.value: _decision(act)
        for act in (
            ProcedureAct.GRANT,
            ProcedureAct.REFUSE,
            ProcedureAct.WITHDRAW,
            ProcedureAct.OBJECT,
            ProcedureAct.UPHOLD,
            ProcedureAct.REJECT,
            ProcedureAct.PUT_RIGHT,
        )
    },
    ProcedureAct.TAKE_BACK.value: Deed(
        ProcedureAct.TAKE_BACK.label,
        gettext_lazy("Take it back"),
        gettext_lazy("It is taken back, and with it what was counted."),
        _holds_form,
        _take_back,
        hint=gettext_lazy("The procedure stands again where it stood before. What was counted is withdrawn."),
        danger=True,
    ),
    "papers": Deed(
        gettext_lazy("Checklist of documents"),
        gettext_lazy("Keep the checklist"),
        gettext_lazy("The checklist is kept."),
        _papers_form,
        _check,
    ),
    "due": Deed(
        gettext_lazy("Next step due"),
        gettext_lazy("Keep it"),
        gettext_lazy("The due day is kept."),
        lambda row, sent: DueForm(sent, initial={"due": row.due}),
        lambda row, said, by, on: verbs.set_due(row, due=said["due"], by=by),
    ),
}


@acting_for(Purpose.SUPPORT)
@require_safe
def procedure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One procedure: where it stands, its checklist, and what may be done next."""
    found = procedure_or_404(pk)
    about = declared(found)
    states = {each.code: PaperState(found.documents.get(each.code, PaperState.MISSING)) for each in about.documents}
    acts = [(each.value, DEEDS[each.value].title) for each in deadlines.may_follow(ProcedureState(found.state))]
    context = {
        "plan": found.plan,
        "procedure": found,
        "about": about,
        "papers": [(each, states[each.code]) for each in about.documents],
        "acts": acts if found.plan.ended is None else [],
        "going_on": found.state in deadlines.GOING_ON and found.plan.ended is None,
        "sealed": any(getattr(found, name) is not None for name in ("number", "status", "note")),
    }
    return render(request, "protection/procedure.html", context)


@acting_for(Purpose.SUPPORT)
@require_POST
def show_procedure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open what is sealed of a procedure."""
    found = procedure_or_404(pk)
    fields = [
        (_("Number of the application"), "number"),
        (_("Status granted"), "status"),
        (_("What was said"), "note"),
    ]
    rows = [(title, found, field) for title, field in fields]
    back = reverse("protection:procedure", args=[pk])
    return shown(request, rows, plan=found.plan, back=back, codes=STATUSES)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def do_procedure(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Do one thing to a procedure."""
    found = procedure_or_404(pk)
    back = reverse("protection:procedure", args=[pk])
    head = found.get_kind_display()
    return do(request, deed_or_404(DEEDS, what), found, plan=found.plan, back=back, head=head)


def declared(row: Procedure) -> Declared:
    """What is declared of its kind."""
    return residence().procedures[ProcedureKind(row.kind)]


def behind_the_wall(pk: UUID) -> ProtectionPlan:
    """A plan whose residence may be shown to whoever asks; the refusal says whom else to ask."""
    plan = plan_or_404(pk)
    refuse(why_not_residence())
    return plan


def procedure_or_404(pk: UUID) -> Procedure:
    """The same for a procedure."""
    found = row_or_404(ResidenceProcedure.objects.select_related("plan"), pk)
    refuse(why_not_residence())
    return found
