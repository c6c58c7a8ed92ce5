"""Asking partners, and what they answer. A partner with an account accepts first, and then sees what was shared.

``ask``, ``enter`` and ``withdraw`` are called by the bureau while acting for examination; ``accept``, ``decline`` and
``answer`` by the partner, for the purpose the request names. Raises ``Refused``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.access.scope import System
from opennrm.access.terms import Basis, FieldClass, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import is_suspended
from opennrm.agencies.roles import powers
from opennrm.agencies.terms import Power
from opennrm.page.refusals import Refused, refuse
from opennrm.prevention import intern_rules as rules
from opennrm.prevention.actions.interns import KEPT, acted, leads_of, open_still, tell
from opennrm.prevention.intern_terms import InternRefusal, RequestState
from opennrm.prevention.interns import InternCase, InternRequest
from opennrm.reporting.actions.desk import organisations_served
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

SHARED_FOR = timedelta(days=90)  # how long a partner that accepted sees the case; ours
SHAREABLE = (FieldClass.IDENTITY, FieldClass.CONTACT, FieldClass.IMMIGRATION_STATUS, FieldClass.ACCOUNT)
ANSWERING = System(
    "answer-intern-request",
    reads=frozenset({File._meta.db_table}),
    writes=frozenset(each._meta.db_table for each in (InternCase, InternRequest, Grant)),
)


@dataclass(frozen=True)
class Asked:
    """What is asked of whom in which step. ``words`` names nobody: it is read before accepting."""

    to: Organisation
    step: str
    classes: frozenset[FieldClass]
    words: str
    answer_by: date

    def __repr__(self) -> str:
        return f"<request of {self.step}>"


@transaction.atomic
def ask(case: InternCase, asked: Asked, *, by: Official, on: date) -> InternRequest:
    """Ask a partner; it sees what is asked and nothing of the case. Without an account, its answer is entered."""
    held = open_still(case)
    there = InternRequest.objects.running().filter(case=held.pk, to=asked.to, step=asked.step).exists()
    refuse(
        rules.why_not_ask(
            itself=asked.to.pk == held.owner_id,
            suspended=is_suspended(asked.to),
            asked=there,
            classes=asked.classes,
            words=asked.words,
            answer_by=asked.answer_by,
            today=on,
        )
    )
    made = put(held, asked, by=by, on=on)
    acted(held, on=on)
    record("intern-request.asked", made.word, by=by.word)
    return made


def put(held: InternCase, asked: Asked, *, by: Official | None, on: date) -> InternRequest:
    """The request with its own file, opened to the partner where somebody there can answer; leads there are told."""
    purpose, until = purpose_of(asked.to, on), timezone.now() + KEPT
    duty, reason = Basis.LEGAL_DUTY, "intern case: a partner is asked"
    file = access.open_file(
        FileKind.REFERRAL,
        owner=held.owner,
        purpose=Purpose.EXAMINATION,
        basis=duty,
        until=until,
        reason=reason,
        by=by,
    )
    if purpose:
        access.grant(file, to=asked.to, purpose=purpose, basis=duty, until=until, reason=reason, by=by)
    made = InternRequest(
        file=file,
        case=held.pk,
        code=held.code,
        asking=held.owner,
        to=asked.to,
        step=asked.step,
        purpose=purpose or "",
        classes=" ".join(sorted(each.value for each in asked.classes)),
        asked=on,
        by=by,
        answer_by=asked.answer_by,
    )
    seal(made, "ask", asked.words.strip())
    made.save(force_insert=True)
    tell(leads_of(asked.to, on), by=by)
    return made


@transaction.atomic
def accept(request: InternRequest, *, by: Official, on: date) -> InternRequest:
    """Say yes: the case opens to the partner, for 90 days and within the classes that were chosen."""
    found, ours = _seen(request)
    with running(ANSWERING, by=by, line_last=True):
        case = InternCase.objects.select_for_update(of=("self",)).filter(pk=found.case, closed=None).first()
        held = _held(found)
        refuse(rules.why_not_answer(held.state, RequestState.ACCEPTED, ours=ours, words=""))
        if case is None:
            raise Refused(InternRefusal.CLOSED)
        access.grant(
            File.objects.get(pk=case.file_id),
            to=held.to,
            purpose=Purpose(held.purpose),
            basis=Basis.LEGAL_DUTY,
            until=timezone.now() + SHARED_FOR,
            reason="intern case: the partner accepted",
            classes=[FieldClass(each) for each in held.classes.split()],
            by=by,
        )
        _set(held, RequestState.ACCEPTED, by=by, on=on)
    _tell_asking(held, by=by, on=on)
    return held


@transaction.atomic
def decline(request: InternRequest, *, words: str, by: Official, on: date) -> InternRequest:
    """Say no, and why."""
    return _say(request, RequestState.DECLINED, words=words, by=by, on=on)


@transaction.atomic
def answer(request: InternRequest, *, words: str, by: Official, on: date) -> InternRequest:
    """What the partner found or did; it sees the case on until its time is over."""
    return _say(request, RequestState.ANSWERED, words=words, by=by, on=on)


@transaction.atomic
def enter(request: InternRequest, *, declined: bool, words: str, by: Official, on: date) -> None:
    """Enter by hand what a partner without an account answered."""
    held, case = _own(request)
    refuse(InternRefusal.THEIR_ACCOUNT if held.purpose else None)
    state = RequestState.DECLINED if declined else RequestState.ANSWERED
    refuse(InternRefusal.ANSWERED if held.state != RequestState.ASKED else None)
    refuse(None if words.strip() else InternRefusal.NOTHING_SAID)
    seal(held, "answer", words.strip())
    held.save(update_fields=["answer"])
    _set(held, state, by=by, on=on)
    acted(case, on=on)


@transaction.atomic
def withdraw(request: InternRequest, *, by: Official, on: date) -> None:
    """Take a request back; what the partner could open of the case is shut."""
    held, case = _own(request)
    refuse(None if held.state in (RequestState.ASKED, RequestState.ACCEPTED) else InternRefusal.ANSWERED)
    others = InternRequest.objects.filter(case=case.pk, to=held.to, state=RequestState.ACCEPTED).exclude(pk=held.pk)
    if not others.exists():
        for given in Grant.objects.holding().filter(file=case.file_id, organisation=held.to_id):
            access.revoke(given, reason="the request was withdrawn", by=by)
    _set(held, RequestState.WITHDRAWN, by=by, on=on)
    acted(case, on=on)
    tell(leads_of(held.to, on), by=by)


def purpose_of(body: Organisation, on: date) -> Purpose | None:
    """For what somebody there can answer: examination, else investigation; None where nobody has an account for it."""
    there = Official.objects.serving(on).filter(organisation=body).prefetch_related("held")
    may = {power for each in there for power in powers(role.role for role in each.held.all())}
    if Power.EXAMINE in may:
        return Purpose.EXAMINATION
    return Purpose.INVESTIGATION if Power.INVESTIGATE in may else None


def _say(request: InternRequest, to: RequestState, *, words: str, by: Official, on: date) -> InternRequest:
    found, ours = _seen(request)
    with running(ANSWERING, by=by, line_last=True):
        held = _held(found)
        refuse(rules.why_not_answer(held.state, to, ours=ours, words=words))
        seal(held, "answer", words.strip())
        held.save(update_fields=["answer"])
        _set(held, to, by=by, on=on)
    _tell_asking(held, by=by, on=on)
    return held


def _seen(request: InternRequest) -> tuple[InternRequest, bool]:
    """The request as the scope in force sees it, and whether whoever acts serves the partner that was asked."""
    found = InternRequest.objects.filter(pk=request.pk).first()
    if found is None:
        raise Refused(InternRefusal.NOT_HERE)
    return found, found.to_id in organisations_served()


def _held(request: InternRequest) -> InternRequest:
    rows: Collection[InternRequest] = (
        InternRequest.objects.select_for_update(of=("self",)).select_related("to", "asking", "by").filter(pk=request.pk)
    )
    return next(iter(rows))


def _own(request: InternRequest) -> tuple[InternRequest, InternCase]:
    """The request and its case, both held, for the bureau that asked."""
    case = open_still(InternCase(pk=request.case))
    found, _ours = _seen(request)
    return _held(found), case


def _set(held: InternRequest, state: RequestState, *, by: Official, on: date) -> None:
    held.state, held.answered, held.answered_by = state, on, by
    held.save(update_fields=["state", "answered", "answered_by"])
    record(f"intern-request.{state.value}", held.word, by=by.word)


def _tell_asking(held: InternRequest, *, by: Official, on: date) -> None:
    tell([held.by] if held.by else leads_of(held.asking, on), by=by)
