"""What can be done to a case of a technical intern, to its steps, and to its requests: a form and a verb each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.forms import Form
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import people
from opennrm.agencies.models import Official, Organisation
from opennrm.prevention.actions import intern_requests, intern_work, interns
from opennrm.prevention.forms import interns as asked
from opennrm.prevention.intern_routing import examiners
from opennrm.prevention.intern_terms import InternOutcome, StepState
from opennrm.prevention.interns import InternCase, InternRequest, InternStep
from opennrm.reporting.terms import Urgency

R = TypeVar("R", bound=Model)
Said = str | Promise
WEEK = timedelta(days=7)
WORDS = (
    ("name", _("Name of the intern")), ("contact", _("How the intern is reached safely")),
    ("status", _("Status of residence")), ("supervising", _("Supervising organisation")),
    ("sending", _("Sending organisation")), ("account", _("What is told")), ("why", _("Why it was closed")),
)  # fmt: skip


@dataclass(frozen=True)
class Deed(Generic[R]):
    """Something done to a row: its form, and the act. The page keeps what was typed where it was refused.

    ``away``: whoever did it may see the case no more, and is led to the list.
    """

    title: Said
    button: Said
    done: Said
    form: Callable[[R, Any], Form]
    act: Callable[[R, Form, Official, date], object]
    about: Said = ""
    away: bool = False


def _known(found: InternCase, sent: Any) -> Form:
    initial = {name: getattr(found, name) for name in (*interns.PLAIN, "signs")}
    return asked.KnownForm(sent, initial=initial)


def _today(kind: type[Form], name: str, days: int = 0) -> Callable[[Any, Any], Form]:
    return lambda _row, sent: kind(sent, initial={name: timezone.localdate() + timedelta(days=days)})


def _ask(found: InternCase, sent: Any) -> Form:
    return asked.AskForm(sent, own=found.owner_id, initial={"answer_by": timezone.localdate() + WEEK})


def _protect(found: InternCase, form: Form, by: Official, on: date) -> None:
    said = form.cleaned_data
    to = Organisation.objects.get(pk=said["to"])
    intern_work.ask_protection(found, to=to, urgency=Urgency(said["urgency"]), text=said["text"], by=by, on=on)


def _assign(found: InternCase, form: Form, by: Official, on: date) -> None:
    interns.assign(found, to=Official.objects.get(pk=form.cleaned_data["to"]), by=by, on=on)


def _settle(to: StepState) -> Callable[[InternStep, Form, Official, date], object]:
    return lambda row, form, by, on: intern_work.settle_step(
        row, to=to, why=form.cleaned_data.get("reason", ""), by=by, on=on
    )


DEEDS: dict[str, Deed[InternCase]] = {
    "describe": Deed(
        _("What is known"), _("Keep"), _("Kept."), _known,
        lambda row, form, by, on: interns.describe(row, form.known(), by=by, on=on),  # type: ignore[attr-defined]
        _("Sealed fields that stay empty here stay as they were."),
    ),
    "assign": Deed(
        _("Hand over to a colleague"), _("Hand over"), _("Handed over. The days run on."),
        lambda row, sent: asked.WhoForm(
            sent, people=people(examiners(row.owner, timezone.localdate())), initial={"to": str(row.officer_id)}
        ), _assign,
    ),
    "move": Deed(
        _("Move to another prefecture"), _("Move"), _("Moved. The bureau there has the case now, and was told."),
        lambda _row, sent: asked.MoveForm(sent),
        lambda row, form, by, on: interns.move(
            row, prefecture=form.cleaned_data["prefecture"], reason=form.cleaned_data["reason"], by=by, on=on
        ),
        _("A lead of this bureau does it. The case, its notes and what partners were asked go along: "
             "this bureau sees them no more."),
        away=True,
    ),
    "ask": Deed(
        _("Ask a partner"), _("Ask them"), _("Asked. What they answer stands here."), _ask,
        lambda row, form, by, on: intern_requests.ask(row, form.asked(), by=by, on=on),  # type: ignore[attr-defined]
        _("A partner with an account sees the case once it accepted, within what you choose. "
             "Of one without an account you enter the answer yourself."),
    ),
    "protect": Deed(
        _("Ask for protection"), _("Send"), _("Sent to identification. What becomes of it stands here."),
        lambda _row, sent: asked.ProtectForm(sent), _protect,
        _("Identification decides whether the intern may be a victim. It learns what you write here, and the code."),
    ),
    "note": Deed(
        _("Note what happened"), _("Keep"), _("The note is kept."), _today(asked.NoteForm, "happened"),
        lambda row, form, by, on: interns.note(
            row, text=form.cleaned_data["text"], happened=form.cleaned_data["happened"], by=by, on=on
        ),
    ),
    "close": Deed(
        _("Close the case"), _("Close"), _("The case is closed. It can be reopened on this page."),
        lambda _row, sent: asked.CloseForm(sent),
        lambda row, form, by, on: interns.close(
            row, outcome=InternOutcome(form.cleaned_data["outcome"]), reason=form.cleaned_data["reason"], by=by, on=on
        ),
        _("Partners see it no more. What was entered by mistake leaves the statistics."),
    ),
    "reopen": Deed(
        _("Reopen the case"), _("Reopen"), _("The case is open again."),
        lambda _row, sent: asked.ReasonForm(sent),
        lambda row, form, by, on: interns.reopen(row, reason=form.cleaned_data["reason"], by=by, on=on),
    ),
}  # fmt: skip
STEP_DEEDS: dict[str, Deed[InternStep]] = {
    "done": Deed(
        _("Done"), _("Done"), _("The step is done."), lambda _row, sent: Form(sent), _settle(StepState.DONE)
    ),
    "not-needed": Deed(
        _("Not needed"), _("Not needed"), _("Kept, with its reason."),
        lambda _row, sent: asked.ReasonForm(sent), _settle(StepState.NOT_NEEDED),
    ),
    "again": Deed(
        _("Open again"), _("Open again"), _("The step is to do again."),
        lambda _row, sent: Form(sent), _settle(StepState.OPEN),
    ),
    "postpone": Deed(
        _("Another day"), _("Keep"), _("The day is kept, with its reason."),
        _today(asked.PostponeForm, "due", days=7),
        lambda row, form, by, on: intern_work.postpone(
            row, due=form.cleaned_data["due"], why=form.cleaned_data["reason"], by=by, on=on
        ),
    ),
}  # fmt: skip
SENT_DEEDS: dict[str, Deed[InternRequest]] = {
    "enter": Deed(
        _("Enter the answer"), _("Keep"), _("The answer is kept, sealed."),
        lambda _row, sent: asked.EnterForm(sent),
        lambda row, form, by, on: intern_requests.enter(
            row, declined=form.cleaned_data["declined"], words=form.cleaned_data["text"], by=by, on=on
        ),
    ),
    "withdraw": Deed(
        _("Withdraw the request"), _("Withdraw"), _("Withdrawn. They see the case no more."),
        lambda _row, sent: Form(sent), lambda row, _form, by, on: intern_requests.withdraw(row, by=by, on=on),
    ),
}  # fmt: skip
