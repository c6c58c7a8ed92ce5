"""Steps of a case: done, not needed, open again, another day; protection asked of identification.

Called while acting for examination. Raises ``Refused``.
"""

from datetime import date

from django.db import transaction

from opennrm.agencies.models import Official, Organisation
from opennrm.identification.actions import notices
from opennrm.identification.models import Notice
from opennrm.identification.terms import NoticeKind
from opennrm.page.refusals import Refused, refuse
from opennrm.prevention import intern_rules as rules
from opennrm.prevention.actions.interns import acted, open_still
from opennrm.prevention.intern_steps import PROTECTION
from opennrm.prevention.intern_terms import InternRefusal, StepState
from opennrm.prevention.interns import InternCase, InternStep
from opennrm.reporting.terms import Urgency
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@transaction.atomic
def settle_step(step: InternStep, *, to: StepState, why: str, by: Official, on: date) -> None:
    """Done, not needed (with a reason), or open again. Of two at once the second is told that it changed."""
    case = open_still(step.case)
    held = _held(step)
    noticed = held.notice is not None
    refuse(rules.why_not_settle(held.state, to, code=held.code, why=why, noticed=noticed))
    held.state = to
    held.settled, held.settled_by = (None, None) if to == StepState.OPEN else (on, by)
    if why.strip():
        seal(held, "why", why.strip())
    held.save(update_fields=["state", "settled", "settled_by", "why"])
    acted(case, on=on)
    record(f"intern-step.{to.value.replace('_', '-')}", held.word, by=by.word)


@transaction.atomic
def postpone(step: InternStep, *, due: date, why: str, by: Official, on: date) -> None:
    """Give an open step a later day, saying why."""
    case = open_still(step.case)
    held = _held(step)
    refuse(InternRefusal.SETTLED if held.state != StepState.OPEN else None)
    refuse(InternRefusal.PAST if due < on else None)
    refuse(None if why.strip() else InternRefusal.NO_REASON)
    held.due = due
    seal(held, "why", why.strip())
    held.save(update_fields=["due", "why"])
    acted(case, on=on)
    record("intern-step.postponed", held.word, by=by.word)


@transaction.atomic
def ask_protection(
    case: InternCase, *, to: Organisation, urgency: Urgency, text: str, by: Official, on: date
) -> Notice:
    """Send identification a notice, which it pulls; the step of protection is done with it."""
    held = open_still(case)
    message = notices.Message(
        kind=NoticeKind.INTERN, to=to, urgency=urgency, text=text, prefecture=held.prefecture, reference=held.code
    )
    sent = notices.send(message, by=by, on=on)
    step, _made = InternStep.objects.get_or_create(case=held, code=PROTECTION, defaults={"due": on})
    step.notice, step.state, step.settled, step.settled_by = sent.pk, StepState.DONE, on, by
    step.save(update_fields=["notice", "state", "settled", "settled_by"])
    acted(held, on=on)
    record("intern-case.protection-asked", held.word, by=by.word)
    return sent


def _held(step: InternStep) -> InternStep:
    found = InternStep.objects.select_for_update(of=("self",)).select_related("case").filter(pk=step.pk).first()
    if found is None:
        raise Refused(InternRefusal.NOT_HERE)
    return found
