"""What the worker does by the clock (``settings.SWEEPS``): a case that stands still is told to others.

First to the leads of its bureau; then the ministry's desk is asked, and sees the case once it has accepted.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.access.scope import System
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Organisation
from opennrm.prevention.actions.intern_requests import Asked, put
from opennrm.prevention.actions.interns import leads_of, tell
from opennrm.prevention.intern_routing import MINISTRY
from opennrm.prevention.intern_rules import LEAD_TOLD, MINISTRY_ASKED, escalation
from opennrm.prevention.intern_steps import MINISTRY as STEP
from opennrm.prevention.intern_steps import declared
from opennrm.prevention.intern_terms import StepState
from opennrm.prevention.interns import InternCase, InternRequest, InternStep
from opennrm.vault.actions import record

TABLES = frozenset(each._meta.db_table for each in (InternCase, InternStep, InternRequest, File, Grant))
ESCALATING = System("escalate-intern-cases", reads=TABLES, writes=TABLES)
ANSWER_WITHIN = timedelta(days=3)  # the ministry; ours
WORDS = (
    "期限を過ぎても対応のない技能実習生事案です。労働局に確認してください。(Nobody acts in this case. Ask the bureau.)"
)


def escalate() -> None:
    """Tell of every case in which nobody acts, each step once."""
    escalate_on(timezone.localdate())


def escalate_on(today: date) -> int:
    """The same as of a day: how many cases were told of. Any number of times, it leaves all as after the first."""
    with running(ESCALATING):
        return sum(_told(pk, today) for pk in list(InternCase.objects.open().values_list("pk", flat=True)))


@transaction.atomic
def _told(pk: UUID, today: date) -> bool:
    """One case, with the row held: two workers tell nobody twice."""
    held = InternCase.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=pk, closed=None).first()
    if held is None:
        return False
    dues = held.steps.filter(state=StepState.OPEN).values_list("due", flat=True)
    level = escalation(dues, opened=held.opened, acted=held.acted, today=today, told=held.told, rules=declared())
    if level == held.told:
        return False
    if held.told < LEAD_TOLD <= level:
        tell(leads_of(held.owner, today), by=None)
    ministry = Organisation.objects.filter(pk=MINISTRY).first()
    if level == MINISTRY_ASKED and ministry:
        _ask(held, ministry, today)
    InternCase.objects.filter(pk=held.pk).update(told=level)
    record("intern-case.escalated", held.word)
    return True


def _ask(held: InternCase, ministry: Organisation, today: date) -> None:
    if not InternRequest.objects.running().filter(case=held.pk, step=STEP).exists():
        shared = frozenset({FieldClass.ACCOUNT})
        asked = Asked(ministry, STEP, shared, WORDS, today + ANSWER_WITHIN)
        record("intern-request.asked", put(held, asked, by=None, on=today).word)
