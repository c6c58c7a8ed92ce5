"""Opening cases, saying who the person is, who works on them and what is due, closing and reopening.

Called while acting for identification unless the verb says otherwise. Raises ``Refused``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.models import Grant
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.identification import rules
from opennrm.identification.actions.proposing import propose
from opennrm.identification.actions.sources import hold_source_again, let_source_go
from opennrm.identification.ages import minor_on
from opennrm.identification.codes import new_code
from opennrm.identification.counting import settle
from opennrm.identification.details import Details as Details
from opennrm.identification.link_keys import keep_details
from opennrm.identification.models import Case, CaseAssignment, CaseNote, Incident, Person
from opennrm.identification.naming import give_names, replace_names
from opennrm.identification.terms import Closing, Due, Minor, Origin, Refusal
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.terms import Urgency
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import coarsen, seal

KEPT = timedelta(days=10 * 366)  # grants of the owner end with it, if retention did not end them before
FIRST_STEP = {Urgency.NOW: 0, Urgency.SOON: 3, Urgency.ORDINARY: 14}  # days until the screening is due
SEALED = ("contact", "phone", "document", "status_at_entry", "status", "status_until", "status_at_protection")


@dataclass(frozen=True)
class Beginning:
    """What cases opened at once have in common."""

    origin: Origin = Origin.NONE
    channel: str = ""
    prefecture: str = ""
    urgency: Urgency = Urgency.ORDINARY
    outline: str = ""
    recognised_by: frozenset[str] = field(default_factory=frozenset)
    report: UUID | None = None
    consultation: UUID | None = None

    def __repr__(self) -> str:
        return f"<beginning of a case: {self.origin}>"


@transaction.atomic
def open_cases(beginning: Beginning, persons: Sequence[Details], *, by: Official, on: date) -> list[Case]:
    """Open a case for each person of an incident, entered once; whoever opens them works on them until others do."""
    refuse(rules.why_not_open(persons=len(persons), opened=on, today=timezone.localdate()))
    incident = Incident.objects.create(opened=on) if len(persons) > 1 else None
    made = [_open(beginning, each, incident, by=by, on=on) for each in persons]
    propose([each.person_id for each in made], by=by, on=on)
    return made


def open_case(beginning: Beginning, person: Details, *, by: Official, on: date) -> Case:
    """Open a case of one person."""
    return open_cases(beginning, [person], by=by, on=on)[0]


@transaction.atomic
def describe(case: Case, details: Details, *, by: Official, on: date) -> None:
    """Put right who the person is. What is empty in ``details`` stays as it was; names of a kind are replaced together.

    Where the person was counted, the register is corrected with it.
    """
    held = held_case(case)
    person = held.person
    for name in ("sex", "nationality", "language"):
        if getattr(details, name):
            setattr(person, name, getattr(details, name))
    _tell_age(person, details, on=on)
    _seal(person, details)
    person.save()
    keep_details(person, details)
    for kind in dict.fromkeys(kind for kind, text in details.names if text.strip()):
        replace_names(person, kind, [text for each, text in details.names if each == kind])
    record("person.described", person.word, by=by.word)
    settle(person.key, reason=Reason.NEW_INFORMATION, by=by, on=on)
    propose([person.pk], by=by, on=on)


@transaction.atomic
def set_stay(case: Case, *, status: str, until: date | None, by: Official, on: date) -> None:
    """Say which status of residence the person has now, and until which day; called by protection too.

    An empty ``status`` leaves it as it was; ``until`` None empties the day. Where protection has begun, the status of
    that day is kept beside, since the register counts by it: a later grant never changes that fact.
    """
    held = open_still(case)
    person = held.person
    first = status and held.protected and person.status_at_protection is None
    if first and (before := coarsen(person, "status", to=str, by=by.word)):
        seal(person, "status_at_protection", before)
    if status:
        seal(person, "status", status)
    if until is None:
        person.status_until = None
    else:
        seal(person, "status_until", until.isoformat())
    person.save()
    record("person.stay-set", person.word, by=by.word)
    settle(person.key, reason=Reason.NEW_INFORMATION, by=by, on=on)


@transaction.atomic
def recognise(case: Case, *, bodies: frozenset[str], by: Official, on: date) -> None:
    """Say which bodies recognised the person in this case (codes of ``understanding.terms.Body``)."""
    held = held_case(case)
    Case.objects.filter(pk=held.pk).update(recognised_by=sorted(bodies))
    record("case.recognised", held.word, by=by.word)
    settle(held.person.key, reason=Reason.NEW_INFORMATION, by=by, on=on)


@transaction.atomic
def assign(case: Case, *, to: Official, by: Official, on: date) -> None:
    """Let one official of the organisation that owns the case work on it, from now on alone."""
    held = open_still(case)
    serves = Official.objects.serving(on).filter(pk=to.pk, organisation=held.owner_id).exists()
    refuse(None if serves else Refusal.NOT_THERE)
    _assign(held, to, by=by, on=on)


@transaction.atomic
def set_due(case: Case, *, due: date | None, what: Due | None, by: Official) -> None:
    """Say what is due next and when; None where nothing is."""
    held = open_still(case)
    Case.objects.filter(pk=held.pk).update(due=due, due_for=(what or Due.OTHER) if due else "")
    record("case.due-set", held.word, by=by.word)


@transaction.atomic
def set_urgency(case: Case, *, urgency: Urgency, by: Official) -> None:
    """Say anew how urgent the case is."""
    held = open_still(case)
    Case.objects.filter(pk=held.pk).update(urgency=urgency)
    record("case.urgency-set", held.word, by=by.word)


@transaction.atomic
def note(case: Case, *, text: str, by: Official, on: date) -> CaseNote:
    """Note something for colleagues, sealed; ``access.reveal`` is the way back to it."""
    held = held_case(case)
    refuse(None if text.strip() else Refusal.NOTHING_SAID)
    made = CaseNote(case=held, by=by, on=on)
    seal(made, "text", text.strip())
    made.save(force_insert=True)
    record("case.noted", held.word, by=by.word)
    return made


@transaction.atomic
def ask_support(case: Case, *, reason: str, by: Official, on: date) -> None:
    """Let caseworkers of the organisation that owns the case support the person; protection pulls it."""
    held = open_still(case)
    now = timezone.now()
    there = Grant.objects.holding().filter(
        file=held.file_id, organisation=held.owner_id, purpose=Purpose.SUPPORT, official=None
    )
    if not there.exists():
        until, duty = now + KEPT, Basis.LEGAL_DUTY
        access.grant(held.file, to=held.owner, purpose=Purpose.SUPPORT, basis=duty, until=until, reason=reason, by=by)
    Case.objects.filter(pk=held.pk, support_asked__isnull=True).update(support_asked=on)
    record("case.support-asked", held.word, by=by.word)


@transaction.atomic
def put_under_protection(case: Case, *, by: Official, on: date, since: date | None = None) -> None:
    """The day protection began (``since``, else ``on``, the day it is entered), kept once.

    Called by protection, for the purpose of support.
    """
    held = open_still(case)
    Case.objects.filter(pk=held.pk, due_for=Due.SUPPORT).update(due=None, due_for="")  # what was due is done
    Case.objects.filter(pk=held.pk, protected__isnull=True).update(protected=since or on)
    record("case.protected", held.word, by=by.word)
    settle(held.person.key, reason=Reason.NEW_INFORMATION, by=by, on=on)


@transaction.atomic
def never_protected(case: Case, *, by: Official, on: date) -> None:
    """Take back that protection began, where it was entered by mistake; the register's fact is withdrawn."""
    held = held_case(case)
    Case.objects.filter(pk=held.pk).update(protected=None)
    record("case.protection-taken-back", held.word, by=by.word)
    settle(held.person.key, reason=Reason.ENTRY_ERROR, by=by, on=on)


@transaction.atomic
def close(case: Case, *, why: Closing, by: Official, on: date) -> None:
    """Close a case, saying why. What was decided and counted stands."""
    held = held_case(case)
    refuse(rules.why_not_close(closed=held.closed is not None, reason=why))
    Case.objects.filter(pk=held.pk).update(closed=on, closing=why, due=None, due_for="")
    put_to_work(held, None, on=on)
    let_source_go(held, by=by, on=on)
    record("case.closed", held.word, by=by.word)


@transaction.atomic
def reopen(case: Case, *, by: Official, on: date) -> None:
    """Take a closed case up again, by whoever reopens it."""
    held = held_case(case)
    refuse(rules.why_not_reopen(closed=held.closed is not None))
    Case.objects.filter(pk=held.pk).update(closed=None, closing="", due=on, due_for=Due.FOLLOW_UP)
    hold_source_again(held, by=by)
    record("case.reopened", held.word, by=by.word)
    _assign(held, by, by=by, on=on)


@transaction.atomic
def note_printing(case: Case, *, by: Official) -> None:
    """Say in the audit that a summary of the case is printed; each sealed field on it leaves its own line besides."""
    record("case.printed", held_case(case).word, by=by.word)


def held_case(case: Case) -> Case:
    """The case as it is now, held until the transaction ends. Refused where it is out of the scope."""
    held = Case.objects.select_for_update(of=("self",)).select_related("person", "owner", "file")
    found = held.filter(pk=case.pk).first()
    if found is None:
        raise Refused(Refusal.NOT_HERE)
    return found


def open_still(case: Case) -> Case:
    """The case as it is now, held; refused where it is closed."""
    held = held_case(case)
    refuse(rules.why_not_handle(closed=held.closed is not None))
    return held


def _open(beginning: Beginning, details: Details, incident: Incident | None, *, by: Official, on: date) -> Case:
    owner = Organisation.objects.get(pk=by.organisation_id)
    until = timezone.now() + KEPT
    file = access.open_file(
        FileKind.CASE,
        owner=owner,
        purpose=Purpose.IDENTIFICATION,
        basis=Basis.LEGAL_DUTY,
        until=until,
        reason="case opened",
        by=by,
    )
    person = Person(file=file, sex=details.sex, nationality=details.nationality, language=details.language)
    _tell_age(person, details, on=on)
    _seal(person, details)
    person.save(force_insert=True)
    keep_details(person, details)
    give_names(person, details.names)
    first = on + timedelta(days=FIRST_STEP[Urgency(beginning.urgency)])
    same = ("origin", "channel", "prefecture", "urgency", "report", "consultation")
    case = Case(
        **{name: getattr(beginning, name) for name in same},
        file=file,
        person=person,
        code=new_code(),
        owner=owner,
        incident=incident,
        opened=on,
        recognised_by=sorted(beginning.recognised_by),
        due=first,
        due_for=Due.SCREENING,
    )
    if beginning.outline.strip():
        seal(case, "outline", beginning.outline.strip())
    case.save(force_insert=True)
    record("case.opened", case.word, by=by.word)
    _assign(case, by, by=by, on=on)
    return case


def _tell_age(person: Person, details: Details, *, on: date) -> None:
    if details.birth_date is not None:
        seal(person, "birth_date", details.birth_date.isoformat())
    if details.age is not None:
        person.age, person.age_on = details.age, on
    if details.birth_date is not None or details.minor != Minor.NOT_SURE:
        person.minor = minor_on(details.birth_date, on, said=details.minor)


def _seal(person: Person, details: Details) -> None:
    for name in SEALED:
        if text := getattr(details, name).strip():
            seal(person, name, text)


def _assign(held: Case, to: Official, *, by: Official, on: date) -> None:
    put_to_work(held, to, on=on)
    record("case.assigned", held.word, by=by.word)


def put_to_work(case: Case, to: Official | None, *, on: date) -> None:
    """Let an official, or nobody, work on a case from a day on: its row says who does, its assignments who did."""
    CaseAssignment.objects.filter(case=case, until__isnull=True).update(until=on)
    Case.objects.filter(pk=case.pk).update(worker=to)
    if to is not None:
        CaseAssignment.objects.create(case=case, official=to, since=on)
