"""What the worker does by the clock for the plan (``settings.SWEEPS``): bodies are reminded of progress that is due.

A letter says no more than that something waits. The sweep may run at any time and any number of times.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.plan import progress_rules as rules
from opennrm.plan.calendar import calendar
from opennrm.plan.models import BodyProgress
from opennrm.plan.progress_terms import State
from opennrm.plan.reporting import reporters, tell
from opennrm.vault.actions import record


def remind() -> None:
    """Remind every body of what it is to send, at each step of the declared calendar once."""
    remind_on(timezone.localdate())


def remind_on(today: date) -> int:
    """The same as of a day: of how many lines bodies were reminded."""
    rows = BodyProgress.objects.with_body().values_list("pk", "year__due", "told")
    days = calendar().reminders
    due = [pk for pk, day, told in rows if rules.step_due(day, today, days, told=told) > told]
    return sum(_reminded(pk, today) for pk in due)


@transaction.atomic
def _reminded(pk: int, today: date) -> bool:
    """One line, with the row held: two workers remind nobody twice. Steps that were missed go out as one."""
    held = BodyProgress.objects.select_for_update(of=("self",)).select_related("year").filter(pk=pk).first()
    if held is None or not State(held.state).with_body:
        return False
    step = rules.step_due(held.year.due, today, calendar().reminders, told=held.told)
    if step == held.told:
        return False
    BodyProgress.objects.filter(pk=held.pk).update(told=step)
    tell(reporters(held.organisation_id, today))
    record("progress.reminded", held.word)
    return True
