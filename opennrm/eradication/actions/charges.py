"""Suspects, the offences they are charged with, and the steps taken: each follows on those before it, or is refused.

Called while acting for investigation. Facts fall in the same transaction. Raises ``Refused``.
"""

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, time

from django.db import models, transaction
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.agencies.models import Official
from opennrm.eradication import charge_states as states
from opennrm.eradication.actions.investigations import open_still
from opennrm.eradication.investigation_terms import ChargeAct, ChargeState, InvestigationAct, InvestigationRefusal
from opennrm.eradication.investigations import Investigation, Offence
from opennrm.eradication.procedure import due_after, is_juvenile
from opennrm.eradication.settling import COUNTING, age_on, settle_person, settle_suspect, standing_steps
from opennrm.eradication.step_rules import why_not_said
from opennrm.eradication.suspects import Charge, Disposition, Suspect
from opennrm.page.refusals import Refused, refuse
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

OPEN_FIELDS = ("sex", "nationality", "occupation")
SEALED = ("name", "alias")


@dataclass(frozen=True)
class Known:
    """What is known of a suspect; everything may be missing."""

    name: str = ""
    alias: str = ""
    birth_date: date | None = None
    age: int | None = None
    sex: str = ""
    nationality: str = ""
    occupation: str = ""
    role: frozenset[str] = field(default_factory=frozenset)

    def __repr__(self) -> str:
        return "<what is known of a suspect>"


@dataclass(frozen=True)
class Taken:
    """A step that was taken. Which of ``sentence``, ``why`` and ``amount`` it needs follows from the act."""

    act: ChargeAct
    on: date
    clock: time | None = None
    sentence: str = ""
    stayed: bool = False
    why: str = ""
    amount: int | None = None
    detail: str = ""

    def __repr__(self) -> str:
        return f"<{self.act} on {self.on}>"


@transaction.atomic
def enter_suspect(
    investigation: Investigation, known: Known, *, offences: Collection[Offence] = (), by: Official, on: date
) -> Suspect:
    """Enter somebody suspected, tied to offences of the investigation."""
    held = open_still(investigation)
    last = held.suspects.aggregate(most=models.Max("number"))["most"] or 0
    made = Suspect(investigation=held, number=last + 1)
    _take(made, known, on=on)
    made.save(force_insert=True)
    record(InvestigationAct.SUSPECT, held.word, by=by.word)
    for each in offences:
        _charge(held, made, each, on=on)
    return made


@transaction.atomic
def put_suspect_right(suspect: Suspect, known: Known, *, reason: Reason, by: Official, on: date) -> None:
    """Put right who the suspect is; what is empty stays as it was. The register is corrected with it, and says why."""
    held = open_still(Investigation(pk=suspect.investigation_id))
    found = _held_suspect(held, suspect)
    _take(found, known, on=on)
    found.save()
    record(InvestigationAct.PUT_RIGHT, held.word, by=by.word)
    settle_suspect(found, reason=reason, by=by, on=on)


@transaction.atomic
def same_person(suspect: Suspect, other: Suspect, *, by: Official, on: date) -> None:
    """Say that a suspect is one person with a suspect of another investigation: the register counts them once.

    Both must be open to whoever says so. The facts under the key that goes are withdrawn as counted twice, and fall
    anew under the key that stays.
    """
    held = open_still(Investigation(pk=suspect.investigation_id))
    found, kept = _held_suspect(held, suspect), Suspect.objects.filter(pk=other.pk).exclude(pk=suspect.pk).first()
    if kept is None:
        raise Refused(InvestigationRefusal.NO_OTHER)
    refuse(InvestigationRefusal.SAME_ALREADY if kept.key == found.key else None)
    gone, was_shared = found.key, found.shared
    Suspect.objects.filter(pk=kept.pk).update(shared=True)
    found.key, found.shared = kept.key, True
    found.save(update_fields=["key", "shared"])
    record(InvestigationAct.SAME, held.word, by=by.word)
    with running(COUNTING, by=by) if was_shared else nullcontext():
        settle_person(gone, reason=Reason.DUPLICATE, by=by, on=on)
    settle_suspect(found, reason=Reason.DUPLICATE, by=by, on=on)


@transaction.atomic
def remove_suspect(suspect: Suspect, *, by: Official) -> None:
    """Take a suspect out who was entered by mistake: nothing stands of any step."""
    held = open_still(Investigation(pk=suspect.investigation_id))
    found = _held_suspect(held, suspect)
    used = Disposition.objects.filter(charge__suspect=found, struck__isnull=True).exists()
    refuse(InvestigationRefusal.HAS_STEPS if used else None)
    found.delete()
    record(InvestigationAct.REMOVED, held.word, by=by.word)


@transaction.atomic
def charge(suspect: Suspect, offence: Offence, *, by: Official, on: date) -> Charge:
    """Tie a suspect to one more offence of the investigation."""
    held = open_still(Investigation(pk=suspect.investigation_id))
    made = _charge(held, _held_suspect(held, suspect), offence, on=on)
    record(InvestigationAct.CHARGED, held.word, by=by.word)
    return made


@transaction.atomic
def take_step(charge: Charge, taken: Taken, *, seen: int | None = None, by: Official, on: date) -> Charge:
    """Enter the next step.

    ``seen`` is the ``step_count`` whoever enters it saw: where another entered or struck a step since, it is refused.
    """
    return take_steps(charge, [taken], seen=seen, by=by, on=on)


@transaction.atomic
def take_steps(charge: Charge, taken: Sequence[Taken], *, seen: int | None = None, by: Official, on: date) -> Charge:
    """Enter several steps in their order, as from an older file; all or none."""
    held, found = _held_charge(charge)
    refuse(InvestigationRefusal.MEANWHILE if seen is not None and seen != step_count(found) else None)
    standing = standing_steps(found)
    place = found.steps.aggregate(most=models.Max("place"))["most"] or 0
    for each in taken:
        juvenile = is_juvenile(age_on(found.suspect, each.on, by=by), each.on) if each.act in AGED else None
        new, committed, today = (
            states.Step(each.act, each.on, each.sentence),
            found.offence.committed,
            timezone.localdate(),
        )
        refuse(states.why_not_step(standing, new, committed=committed, today=today, juvenile=juvenile))
        refuse(why_not_said(each.act, sentence=each.sentence, why=each.why, amount=each.amount))
        place += 1
        _enter(found, each, place, by=by, on=on)
        standing.append(new)
    _stand(found)
    record(InvestigationAct.STEP, held.word, by=by.word)
    settle_suspect(found.suspect, reason=Reason.NEW_INFORMATION, by=by, on=on)
    return found


AGED = frozenset({ChargeAct.TO_FAMILY_COURT, ChargeAct.PROSECUTE, ChargeAct.SUSPEND})  # who is a juvenile matters


@transaction.atomic
def strike(step: Disposition, *, why: str, reason: Reason, by: Official, on: date) -> Charge:
    """Strike out the latest step of a charge, which was entered by mistake; it stays to be read, and counts no more."""
    held, found = _held_charge(step.charge)
    refuse(None if why.strip() else InvestigationRefusal.NO_REASON)
    last = found.steps.filter(struck__isnull=True).order_by("-place").first()
    if last is None or last.pk != step.pk:
        raise Refused(InvestigationRefusal.NOT_LAST)
    last.charge, last.investigation = found, held
    last.struck, last.struck_by = on, by
    seal(last, "struck_why", why.strip())
    last.save(update_fields=["struck", "struck_by", "struck_why"])
    _stand(found)
    record(InvestigationAct.STRUCK, held.word, by=by.word)
    settle_suspect(found.suspect, reason=reason, by=by, on=on)
    return found


def step_count(charge: Charge) -> int:
    """How many steps were ever entered or struck out: it changes with every act on the charge."""
    rows = charge.steps.aggregate(
        all=models.Count("pk"), struck=models.Count("pk", filter=models.Q(struck__isnull=False))
    )
    return int(rows["all"]) + int(rows["struck"])


def _enter(found: Charge, taken: Taken, place: int, *, by: Official, on: date) -> None:
    outcome = states.OUTCOME.get(taken.act, "")
    row = Disposition(investigation=found.investigation, charge=found, place=place, outcome=outcome, by=by, entered=on)
    for name in ("act", "on", "clock", "sentence", "stayed", "why", "amount"):
        setattr(row, name, getattr(taken, name))
    if taken.detail.strip():
        seal(row, "detail", taken.detail.strip())
    row.save(force_insert=True)


def _stand(found: Charge) -> None:
    """Let the charge stand where its steps say, with the limit of the law that runs."""
    rows = list(found.steps.filter(struck__isnull=True).order_by("place").values_list("act", "on", "clock"))
    steps = [(ChargeAct(act), day, clock) for act, day, clock in rows]
    state = states.replay(act for act, _day, _clock in steps) or ChargeState.SUSPECTED
    due = due_after(steps, state)
    found.state, found.since = state, steps[-1][1] if steps else found.investigation.opened
    found.due, found.due_at, found.due_for = (due.on, due.at, due.limit.code) if due else (None, None, "")
    found.save(update_fields=["state", "since", "due", "due_at", "due_for"])


def _charge(held: Investigation, suspect: Suspect, offence: Offence, *, on: date) -> Charge:
    theirs = offence.investigation_id == held.pk and held.offences.filter(pk=offence.pk).exists()
    refuse(None if theirs else InvestigationRefusal.NO_OFFENCE)
    there = Charge.objects.filter(suspect=suspect, offence=offence).exists()
    refuse(InvestigationRefusal.CHARGED if there else None)
    return Charge.objects.create(investigation=held, suspect=suspect, offence=offence, since=on)


def _held_suspect(held: Investigation, suspect: Suspect) -> Suspect:
    found = Suspect.objects.filter(pk=suspect.pk, investigation=held).first()
    if found is None:
        raise Refused(InvestigationRefusal.NOT_HERE)
    found.investigation = held
    return found


def _held_charge(charge: Charge) -> tuple[Investigation, Charge]:
    held = open_still(Investigation(pk=charge.investigation_id))
    found = Charge.objects.filter(pk=charge.pk, investigation=held).select_related("suspect", "offence").first()
    if found is None:
        raise Refused(InvestigationRefusal.NOT_HERE)
    found.investigation = found.suspect.investigation = held
    return held, found


def _take(suspect: Suspect, known: Known, *, on: date) -> None:
    for name in OPEN_FIELDS:
        if getattr(known, name):
            setattr(suspect, name, getattr(known, name))
    for name in SEALED:
        if text := getattr(known, name).strip():
            seal(suspect, name, text)
    if known.birth_date is not None:
        seal(suspect, "birth_date", known.birth_date.isoformat())
    if known.age is not None:
        suspect.age, suspect.age_on = known.age, on
    if known.role:
        suspect.role = sorted(known.role)
