"""Opening a case of a technical intern, saying what is known, who works on it, notes, closing and reopening.

Called while acting for examination. A case goes to the bureau of its prefecture, whoever opens it. Raises ``Refused``.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.actions import running, scope_for
from opennrm.access.models import File, Grant
from opennrm.access.scope import System, acting
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.codes import new_code
from opennrm.page.refusals import Refused, refuse
from opennrm.prevention import intern_rules as rules
from opennrm.prevention.intern_counting import settle
from opennrm.prevention.intern_routing import examiners, of_prefecture
from opennrm.prevention.intern_steps import declared
from opennrm.prevention.intern_terms import InternOrigin, InternOutcome, InternRefusal, RequestState, StepState
from opennrm.prevention.interns import InternCase, InternNote, InternRequest, InternStep
from opennrm.reporting.actions import taking_up
from opennrm.reporting.actions.desk import organisations_served
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal
from opennrm.worker import letters
from opennrm.worker.terms import LetterKind

KEPT = timedelta(days=10 * 366)  # grants of the bureau end with it, if retention did not end them before
SEALED = ("name", "contact", "status", "supervising", "sending", "account")
PLAIN = ("employer", "occupation", "language", "nationality", "left_workplace")
MOVED = "moved to the bureau of another prefecture"
OPENING = System(
    "open-intern-case",
    reads=frozenset(),
    writes=frozenset(each._meta.db_table for each in (File, Grant, InternCase, InternStep)),
)


@dataclass(frozen=True)
class Known:
    """What is known of a case; everything may be missing. ``employer`` is a corporate number."""

    employer: str = ""
    occupation: str = ""
    language: str = ""
    nationality: str = ""
    signs: tuple[str, ...] = ()
    left_workplace: date | None = None
    name: str = ""
    contact: str = ""
    status: str = ""
    supervising: str = ""
    sending: str = ""
    account: str = ""

    def __repr__(self) -> str:
        return "<what is known of a technical intern>"


@dataclass(frozen=True)
class Beginning:
    """Where a case is, and what it began from: a report, a contact, or an opaque reference of another room."""

    prefecture: str
    origin: InternOrigin = InternOrigin.NONE
    source: UUID | None = None


@transaction.atomic
def open_case(beginning: Beginning, known: Known, *, by: Official, on: date) -> InternCase:
    """Open a case at the bureau of its prefecture, with every step that holds that day, and tell who answers there.

    Refused where nobody there could take it; a report or a contact is taken up once.
    """
    refuse(_why_not(known, on))
    covered = of_prefecture(beginning.prefecture, timezone.localdate())
    if covered.official is None or covered.bureau is None:
        raise Refused(InternRefusal.NOBODY)
    _take_up(beginning, by=by, on=on)
    bureau, officer = covered.bureau, covered.official
    with running(OPENING, by=by, line_last=True):
        file = access.open_file(
            FileKind.INTERN_CASE,
            owner=bureau,
            purpose=Purpose.EXAMINATION,
            basis=Basis.LEGAL_DUTY,
            until=timezone.now() + KEPT,
            reason="intern case opened",
            by=by,
        )
        case = InternCase(
            file=file,
            code=new_code(),
            key=str(uuid4()),
            owner=bureau,
            officer=officer,
            prefecture=beginning.prefecture,
            origin=beginning.origin,
            source=beginning.source,
            opened=on,
        )
        _fill(case, known)
        case.save(force_insert=True)
        InternStep.objects.bulk_create(
            InternStep(case=case, code=each.code, due=on + timedelta(days=each.days)) for each in declared().holding(on)
        )
        record("intern-case.opened", case.word, by=by.word)
    tell([officer], by=by)
    return case


@transaction.atomic
def describe(case: InternCase, known: Known, *, by: Official, on: date) -> None:
    """Put right what is known; sealed fields that are empty in ``known`` stay as they were."""
    held = open_still(case)
    refuse(_why_not(known, held.opened))
    _fill(held, known)
    held.save()
    acted(held, on=on)
    record("intern-case.described", held.word, by=by.word)


@transaction.atomic
def assign(case: InternCase, *, to: Official, by: Official, on: date) -> None:
    """Let another examiner of the bureau work on it. Handing it on is no act: its deadlines run on."""
    held = open_still(case)
    refuse(None if to in examiners(held.owner, on) else InternRefusal.NOT_THERE)
    InternCase.objects.filter(pk=held.pk).update(officer=to)
    record("intern-case.assigned", held.word, by=by.word)
    tell([to], by=by)


@transaction.atomic
def move(case: InternCase, *, prefecture: str, reason: str, by: Official, on: date) -> None:
    """Hand a case to the bureau of another prefecture, with what partners were asked; a lead of this one does.

    Why stands as a note there. From then on the former bureau sees it no more, and whoever answers there is told.
    The fact of the case is corrected to the new prefecture. Refused where nobody there could take it.
    """
    held = open_still(case)
    refuse(rules.why_not_move(held.prefecture, prefecture, reason=reason))
    covered = of_prefecture(prefecture, timezone.localdate())
    if covered.official is None or covered.bureau is None:
        raise Refused(InternRefusal.NOBODY)
    note(held, text=reason, happened=on, by=by, on=on)
    requests = InternRequest.objects.filter(case=held.pk)
    files = [held.file, *(each.file for each in requests.select_related("file"))]
    held.owner, held.officer, held.prefecture = covered.bureau, covered.official, prefecture
    held.save(update_fields=["owner", "officer", "prefecture"])
    requests.update(asking=covered.bureau)
    acted(held, on=on)
    for each in files:
        access.transfer(each, to=covered.bureau, basis=Basis.LEGAL_DUTY, reason=MOVED, by=by, on=on)
    record("intern-case.moved", held.word, by=by.word)
    tell([covered.official], by=by)


@transaction.atomic
def note(case: InternCase, *, text: str, happened: date, by: Official, on: date) -> InternNote:
    """Note what happened on a day, sealed."""
    held = open_still(case)
    refuse(None if text.strip() else InternRefusal.NOTHING_SAID)
    refuse(InternRefusal.FUTURE if happened > on else None)
    made = InternNote(case=held, happened=happened, by=by, on=on)
    seal(made, "text", text.strip())
    made.save(force_insert=True)
    acted(held, on=on)
    record("intern-case.noted", held.word, by=by.word)
    return made


@transaction.atomic
def close(case: InternCase, *, outcome: InternOutcome, reason: str, by: Official, on: date) -> None:
    """Close it with its outcome and a sealed reason; partners see it no more. A mistake leaves the statistics."""
    held = open_still(case)
    waiting = held.steps.filter(state=StepState.OPEN).count()
    refuse(rules.why_not_close(outcome, reason=reason, waiting=waiting))
    seal(held, "why", reason.strip())
    held.closed, held.outcome, held.acted = on, outcome, on
    held.save(update_fields=["closed", "outcome", "acted", "why"])
    _end_requests(held, by=by, on=on)
    settle(held, reason=Reason.NEW_INFORMATION, on=on)
    _source(held, by=by, on=on)
    record("intern-case.closed", held.word, by=by.word)


@transaction.atomic
def reopen(case: InternCase, *, reason: str, by: Official, on: date) -> None:
    """Open a closed case again; why stands as a note."""
    held = held_case(case)
    refuse(InternRefusal.NOT_CLOSED if held.closed is None else None)
    refuse(None if reason.strip() else InternRefusal.NO_REASON)
    held.closed, held.outcome, held.acted, held.told = None, "", on, rules.NOBODY_TOLD
    held.save(update_fields=["closed", "outcome", "acted", "told"])
    made = InternNote(case=held, happened=on, by=by, on=on)
    seal(made, "text", reason.strip())
    made.save(force_insert=True)
    settle(held, reason=Reason.NEW_INFORMATION, on=on)
    _source(held, by=by, on=on)
    record("intern-case.reopened", held.word, by=by.word)


def held_case(case: InternCase) -> InternCase:
    """The case as it is now, held until the transaction ends. Refused where it is out of the scope, or shared only."""
    rows = InternCase.objects.select_for_update(of=("self",)).select_related("owner", "file")
    found = rows.filter(pk=case.pk).first()
    if found is None:
        raise Refused(InternRefusal.NOT_HERE)
    refuse(None if found.owner_id in organisations_served() else InternRefusal.NOT_OWNER)
    return found


def open_still(case: InternCase) -> InternCase:
    """The case as it is now, held; refused where it was closed."""
    held = held_case(case)
    refuse(InternRefusal.CLOSED if held.closed is not None else None)
    return held


def acted(case: InternCase, *, on: date) -> None:
    """Somebody acts: what was escalated rests, and the first act makes the case count."""
    InternCase.objects.filter(pk=case.pk).update(acted=on, told=rules.NOBODY_TOLD)
    case.acted, case.told = on, rules.NOBODY_TOLD
    settle(case, reason=Reason.NEW_INFORMATION, on=on)


def tell(officials: list[Official], *, by: Official | None) -> None:
    """Leave a letter that says no more than that something waits."""
    for each in {each.pk: each for each in officials if by is None or each.pk != by.pk}.values():
        letters.leave(LetterKind.WAITING, to=each.word, language=settings.LANGUAGES[0][0])


def leads_of(body: Organisation, on: date) -> list[Official]:
    """Whoever leads a body."""
    return list(Official.objects.leads(body, on))


def _why_not(known: Known, opened: date) -> InternRefusal | None:
    codes = {each.code for each in declared().signs}
    today = timezone.localdate()
    return rules.why_not_open(opened=opened, today=today, employer=known.employer, signs=known.signs, known=codes)


def _fill(case: InternCase, known: Known) -> None:
    for name in PLAIN:
        setattr(case, name, getattr(known, name))
    case.signs = sorted(set(known.signs))
    for name in SEALED:
        if getattr(known, name).strip():
            seal(case, name, getattr(known, name).strip())


def _take_up(beginning: Beginning, *, by: Official, on: date) -> None:
    if beginning.source is None or beginning.origin not in (InternOrigin.REPORT, InternOrigin.CONSULTATION):
        return
    with acting(scope_for(by, purpose=Purpose.RECEPTION)):
        if beginning.origin == InternOrigin.REPORT:
            taking_up.take_up(beginning.source, by=by, on=on)
        else:
            taking_up.take_up_contact(beginning.source, by=by, on=on)


def _source(case: InternCase, *, by: Official, on: date) -> None:
    """What it began from is kept as long as the case is open."""
    report = case.source if case.origin == InternOrigin.REPORT else None
    contact = case.source if case.origin == InternOrigin.CONSULTATION else None
    if not (report or contact):
        return
    if case.closed:
        taking_up.let_go(report=report, contact=contact, by=by, on=on)
    else:
        taking_up.hold_again(report=report, contact=contact, by=by)


def _end_requests(case: InternCase, *, by: Official, on: date) -> None:
    """Nobody outside the bureau opens a closed case."""
    open_still_asked = InternRequest.objects.running().filter(case=case.pk)
    open_still_asked.update(state=RequestState.WITHDRAWN, answered=on)
    for given in Grant.objects.holding().filter(file=case.file_id).exclude(organisation=case.owner_id):
        access.revoke(given, reason="the case was closed", by=by)
