"""What the worker does by the clock for protection (``settings.SWEEPS``): reminders of a stay that ends, facts.

A letter says no more than that something waits. Sweeps may run at any time and any number of times.
"""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.identification.models import Case, Person
from opennrm.protection import deadlines
from opennrm.protection.checklists import residence
from opennrm.protection.falling import bring_residence, bring_return, whose
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.procedures import ProcedureState
from opennrm.protection.residence import Expiry, Reminder, ResidenceProcedure
from opennrm.protection.returns import Return
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.worker import letters
from opennrm.worker.terms import LetterKind

PLAN, CASE, PERSON, EXPIRY, REMINDER, PROCEDURE, RETURN = (
    model._meta.db_table for model in (ProtectionPlan, Case, Person, Expiry, Reminder, ResidenceProcedure, Return)
)
REMINDING = System("remind-of-expiry", reads=frozenset({PLAN}), writes=frozenset({EXPIRY, REMINDER}))
COUNTING = System("count-residence-and-return", reads=frozenset({PLAN, CASE, PERSON, PROCEDURE, RETURN}))
LEADS_TOO = 14  # days before the end from which leads are told as well; ours


def remind() -> None:
    """Tell whoever works on a plan that a stay ends, at each step of the declared data once."""
    today, steps = timezone.localdate(), residence().reminders
    with running(REMINDING):
        ends = Expiry.objects.watched().filter(until__gte=today).values_list("pk", "until", "told")
        late = [pk for pk, until, told in ends if deadlines.step_due(until, today, steps, told=told) is not None]
        for pk in late:
            _remind(pk)


def settle() -> None:
    """Bring the register in line where somebody was confirmed, or no longer is, after a grant or a departure."""
    today = timezone.localdate()
    with running(COUNTING):
        granted = ResidenceProcedure.objects.filter(state=ProcedureState.GRANTED)
        for procedure in granted.iterator():
            with transaction.atomic():
                bring_residence(procedure, whose(procedure.plan_id), reason=Reason.NEW_INFORMATION, on=today)
        departed = Return.objects.filter(departed__isnull=False)
        for going in departed.iterator():
            with transaction.atomic():
                bring_return(going, whose(going.plan_id), reason=Reason.NEW_INFORMATION, on=today)


@transaction.atomic
def _remind(pk: UUID) -> None:
    """One step for one end of stay, with the row held: two workers tell nobody twice."""
    today = timezone.localdate()
    held = Expiry.objects.select_for_update(of=("self",)).select_related("plan").get(pk=pk)
    step = deadlines.step_due(held.until, today, residence().reminders, told=held.told)
    if step is None:
        return
    for official in _whom(held.plan, step):
        Reminder.objects.create(expiry=held, official=official, step=step, on=today)
        letters.leave(LetterKind.WAITING, to=official.word, language=settings.LANGUAGES[0][0])
    Expiry.objects.filter(pk=held.pk).update(told=step)
    record("expiry.reminded", held.word)


def _whom(plan: ProtectionPlan, step: int) -> list[Official]:
    """Whoever works on the plan; near the end, and where that official serves no longer, the leads of its owner."""
    today = timezone.localdate()
    found = list(Official.objects.serving(today).filter(pk=plan.caseworker_id))
    if step <= LEADS_TOO or not found:
        found += Official.objects.leads(plan.owner, today)
    return list({official.pk: official for official in found}.values())
