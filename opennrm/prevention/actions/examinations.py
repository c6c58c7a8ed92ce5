"""An examination from its beginning to its decision, and the review of that. For its purpose alone; raises Refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from opennrm.agencies.models import Official, Organisation
from opennrm.identification.actions import notices
from opennrm.identification.actions.notices import Message
from opennrm.identification.codes import new_code
from opennrm.identification.models import Notice
from opennrm.identification.terms import NoticeKind
from opennrm.page.refusals import Refused, refuse
from opennrm.prevention import examining
from opennrm.prevention.actions.employers import held_employer, opened_file
from opennrm.prevention.actions.reckoning import reckon
from opennrm.prevention.counting import settle
from opennrm.prevention.criteria import holding
from opennrm.prevention.examining_terms import (
    ExaminationKind,
    ExaminationRefusal,
    ExaminationState,
    MeasureState,
    Result,
    Review,
)
from opennrm.prevention.models import Contract, Employer, Examination, Letter, Line, Measure, Paper
from opennrm.prevention.terms import Outcome
from opennrm.reporting.terms import Urgency
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Found:
    """What an official says of one line; ``seen`` is the outcome they were shown, ``paper`` what they looked at."""

    line: UUID
    seen: str
    outcome: Outcome
    evidence: str = ""
    paper: UUID | None = None

    def __repr__(self) -> str:
        return f"<found {self.line}>"


@transaction.atomic
def begin(
    employer: Employer,
    contracts: Sequence[Contract],
    *,
    kind: ExaminationKind,
    by: Official,
    on: date,
    law_day: date | None = None,
    again_of: Examination | None = None,
) -> Examination:
    """Examine contracts of an employer against the criteria that hold on ``law_day``: each line is reckoned at once."""
    held = held_employer(employer)
    rows = list(Contract.objects.filter(employer=held, pk__in=[each.pk for each in contracts]))
    going = Examination.objects.going_on().filter(employer=held)
    refuse(examining.why_not_begin(contracts=len(rows), under_way=going.exists()))
    owner, day = Organisation.objects.get(pk=by.organisation_id), law_day or on
    made = Examination(
        code=new_code(),
        file=opened_file(owner, "examination begun", by=by),
        employer=held,
        owner=owner,
        examiner=by,
        kind=kind,
        again_of=again_of.pk if again_of else None,
        criteria=holding(day).id,
        law_day=day,
        begun=on,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(ExaminationRefusal.UNDER_WAY) from None
    reckon(made, rows)
    Employer.objects.filter(pk=held.pk).update(quiet=None)
    record("examination.begun", made.word, by=by.word)
    return made


@transaction.atomic
def stop(examination: Examination, *, by: Official) -> None:
    """Lay it aside; all that was found stays."""
    held = under_way(examination)
    Examination.objects.filter(pk=held.pk).update(state=ExaminationState.STOPPED)
    record("examination.stopped", held.word, by=by.word)


@transaction.atomic
def resume(examination: Examination, *, by: Official) -> None:
    """Go on with it; whoever resumes it examines, and terms that changed meanwhile are reckoned anew."""
    held = held_examination(examination)
    refuse(None if held.state == ExaminationState.STOPPED else ExaminationRefusal.NOT_STOPPED)
    Examination.objects.filter(pk=held.pk).update(state=ExaminationState.UNDER_WAY, examiner=by)
    reckon(held, contracts_of(held))
    record("examination.resumed", held.word, by=by.word)


@transaction.atomic
def find(examination: Examination, found: Sequence[Found], *, by: Official, on: date) -> int:
    """Keep what an official found of some lines, all of them or none; how many changed.

    Refused where another changed one meanwhile, and where a finding against the reckoning names no evidence.
    """
    held = under_way(examination)
    exceptions = {each.id for each in holding(held.law_day).all if each.may_not_apply}
    lines = {each.pk: each for each in Line.objects.filter(examination=held, pk__in=[one.line for one in found])}
    papers = set(Paper.objects.filter(examination=held).values_list("pk", flat=True))
    changed = 0
    for one in found:
        line = lines.get(one.line)
        if line is None or line.outcome != one.seen or (one.paper and one.paper not in papers):
            raise Refused(ExaminationRefusal.CHANGED)
        if line.by_id and (line.outcome, line.paper_id) == (one.outcome, one.paper) and not one.evidence.strip():
            continue
        refuse(
            examining.why_not_find(
                outcome=one.outcome,
                reckoned=line.reckoned,
                may_not_apply=line.criterion in exceptions,
                evidence=one.evidence,
                had_evidence=line.evidence is not None and line.outcome == one.outcome,
            )
        )
        line.outcome, line.by, line.on, line.paper_id = one.outcome, by, on, one.paper
        if one.evidence.strip():
            line.examination = held
            seal(line, "evidence", one.evidence.strip())
        line.save()
        changed += 1
    record("examination.found", held.word, by=by.word)
    return changed


@transaction.atomic
def decide(examination: Examination, *, result: Result, reason: str, by: Official, on: date) -> None:
    """Decide, with a reason, by name; the fact of it falls. No reckoning decides."""
    held = under_way(examination)
    found = list(Line.objects.filter(examination=held).values_list("criterion", "outcome"))
    waiting = Letter.objects.waiting().filter(examination=held).exists()
    outcomes = [outcome for _criterion, outcome in found]
    refuse(examining.why_not_decide(result=result, outcomes=outcomes, waiting=waiting, reason=reason))
    held.state, held.result, held.decided, held.decided_by = ExaminationState.DECIDED, result, on, by
    held.findings = examining.not_fulfilled(found)
    held.review, held.reviewed, held.reviewed_by, held.review_reason = "", None, None, None
    seal(held, "reason", reason.strip())
    held.save()
    settle_end(held, on=on)
    settle(held, reason=Reason.DECISION_CHANGED, on=on)
    record("examination.decided", held.word, by=by.word)


@transaction.atomic
def review(examination: Examination, *, finding: Review, reason: str, by: Official, on: date) -> None:
    """Look at a colleague's decision once more. Where it does not stand the examination goes on, and its fact goes."""
    held = held_examination(examination)
    refuse(
        examining.why_not_review(
            decided=held.state == ExaminationState.DECIDED,
            own=held.decided_by_id == by.pk,
            reviewed=held.reviewed is not None,
            reason=reason,
        )
    )
    held.review, held.reviewed, held.reviewed_by = finding, on, by
    seal(held, "review_reason", reason.strip())
    if finding == Review.REOPENED:
        refuse(ExaminationRefusal.UNDER_WAY if _others_go_on(held) else None)
        held.state, held.result, held.decided, held.decided_by = ExaminationState.UNDER_WAY, "", None, None
        held.findings = None
    held.save()
    settle_end(held, on=on)
    settle(held, reason=Reason.DECISION_CHANGED, on=on)
    record(f"examination.{finding.value}", held.word, by=by.word)


@transaction.atomic
def suspect(
    examination: Examination, *, to: Organisation, urgency: Urgency, text: str, by: Official, on: date
) -> Notice:
    """Tell identification that a worker may be a victim of trafficking: it pulls the notice, and decides."""
    held = held_examination(examination)
    prefecture = held.employer.prefecture
    message = Message(NoticeKind.EMPLOYER, to, urgency, text, prefecture=prefecture, reference=held.code)
    sent = notices.send(message, by=by, on=on)
    Examination.objects.filter(pk=held.pk).update(noticed=on)
    record("examination.noticed", held.word, by=by.word)
    return sent


def held_examination(examination: Examination) -> Examination:
    """The examination as it is now, held until the transaction ends. Refused where it is out of the scope."""
    rows = Examination.objects.select_for_update(of=("self",)).select_related("employer")
    found = rows.filter(pk=examination.pk).first()
    if found is None:
        raise Refused(ExaminationRefusal.NOT_HERE)
    return found


def under_way(examination: Examination) -> Examination:
    """The examination as it is now, held; refused where it is stopped or decided."""
    held = held_examination(examination)
    refuse(examining.why_not_work(held.state))
    return held


def contracts_of(examination: Examination) -> list[Contract]:
    """The contracts an examination is about."""
    return list(Contract.objects.filter(lines__examination=examination).distinct().order_by("code"))


def settle_end(held: Examination, *, on: date) -> None:
    """Say since when nothing waits: of the examination, and of its employer. Inside the caller's transaction."""
    waits = Measure.objects.filter(examination=held, state=MeasureState.OPEN).exists()
    over = held.state == ExaminationState.DECIDED and not waits
    held.closed = (held.closed or on) if over else None
    Examination.objects.filter(pk=held.pk).update(closed=held.closed)
    others = Examination.objects.filter(employer=held.employer_id, closed__isnull=True)
    Employer.objects.filter(pk=held.employer_id).update(quiet=None if others.exists() else on)


def _others_go_on(held: Examination) -> bool:
    return Examination.objects.going_on().filter(employer=held.employer_id).exclude(pk=held.pk).exists()
