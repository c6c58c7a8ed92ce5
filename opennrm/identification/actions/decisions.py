"""Deciding whether a person is a victim: a named official, with a reason; reviewed and appealed, never changed.

Called while acting for identification. Raises ``Refused``. ``seen`` is the place of the last decision the official had
read (0: none), so that of two who decide at once the second is told; None where nobody read (a program).
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.identification import deciding as rules
from opennrm.identification.actions.cases import open_still
from opennrm.identification.assessing import heard, last_screening, latest_of
from opennrm.identification.counting import settle
from opennrm.identification.models import Case, Decision, Screening
from opennrm.identification.questions import ScreeningRefusal
from opennrm.identification.terms import DecisionKind, Due, Standing
from opennrm.page.refusals import Refused, refuse
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


def decide(case: Case, *, outcome: Standing, reason: str, by: Official, on: date, seen: int | None = None) -> Decision:
    """Decide. After «possible» or «more must be known» it is decided anew; anything else is reviewed or appealed."""
    return _decide(case, DecisionKind.FIRST, outcome=outcome, reason=reason, by=by, on=on, seen=seen)


def review(case: Case, *, outcome: Standing, reason: str, by: Official, on: date, seen: int | None = None) -> Decision:
    """Look at the decision again, as an official who took no part in it."""
    return _decide(case, DecisionKind.REVIEW, outcome=outcome, reason=reason, by=by, on=on, seen=seen)


def decide_appeal(
    case: Case, *, outcome: Standing, reason: str, by: Official, on: date, seen: int | None = None
) -> Decision:
    """Decide on what the person asked for, as an official who neither decided nor reviewed."""
    return _decide(case, DecisionKind.APPEAL, outcome=outcome, reason=reason, by=by, on=on, seen=seen)


@transaction.atomic
def record_appeal(case: Case, *, words: str, asked: date, by: Official) -> None:
    """Record that the person asked, on a day, for the decision that stands to be made anew; why, in their words."""
    held = open_still(case)
    last, latest = latest_of(held)
    if last is None or latest is None:
        raise Refused(ScreeningRefusal.NOTHING_DECIDED)
    refuse(rules.why_not_appeal(latest, asked=asked, today=timezone.localdate()))
    last.appealed = asked
    if words.strip():
        seal(last, "appeal", words.strip())
    last.save(update_fields=["appealed", "appeal"])
    Case.objects.filter(pk=held.pk).update(due=asked + rules.APPEAL_DUE, due_for=Due.DECISION)
    record("case.appealed", held.word, by=by.word)


@transaction.atomic
def _decide(
    case: Case, kind: DecisionKind, *, outcome: Standing, reason: str, by: Official, on: date, seen: int | None
) -> Decision:
    held = open_still(case)
    last, latest = latest_of(held)
    refuse(rules.why_not_decide(kind, outcome=outcome, reason=reason, latest=latest, seen=seen, by=by.pk))
    refuse(rules.why_not_on(on, since=latest.on if latest else held.opened, today=timezone.localdate()))
    screening = last_screening(held)
    refuse(rules.why_not_rest(outcome, heard(screening)))
    again = kind != DecisionKind.FIRST
    made = _written(held, kind, screening, outcome=outcome, by=by, on=on, of=last if again else None)
    made.place = latest.place + 1 if latest else 1
    seal(made, "reason", reason.strip())
    made.save(force_insert=True)
    _stand(held, outcome, on=on)
    record(f"case.{'reviewed' if kind == DecisionKind.REVIEW else 'decided'}", held.word, by=by.word)
    settle(held.person.key, reason=Reason.DECISION_CHANGED, by=by, on=on)
    return made


def _written(
    held: Case,
    kind: DecisionKind,
    screening: Screening | None,
    *,
    outcome: Standing,
    by: Official,
    on: date,
    of: Decision | None,
) -> Decision:
    minor = screening.minor if screening else held.person.minor
    return Decision(case=held, screening=screening, kind=kind, outcome=outcome, minor=minor, by=by, on=on, of=of)


def _stand(held: Case, outcome: Standing, *, on: date) -> None:
    """What the case says of itself from now on. Who stays confirmed is so since the day they first were."""
    what, days = rules.THEN[outcome]
    if outcome == Standing.CONFIRMED and held.support_asked is not None:
        what = Due.FOLLOW_UP
    confirmed = (held.confirmed or on) if outcome == Standing.CONFIRMED else None
    Case.objects.filter(pk=held.pk).update(
        standing=outcome, decided=on, confirmed=confirmed, due=on + days, due_for=what
    )
