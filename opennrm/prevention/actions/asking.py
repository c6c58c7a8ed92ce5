"""Letters to an employer, what it answered, measures, and documents. For the purpose of examination; raises Refused."""

import base64
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused, refuse
from opennrm.prevention import examining
from opennrm.prevention.actions.examinations import held_examination, settle_end, under_way
from opennrm.prevention.examining_terms import (
    ExaminationRefusal,
    MeasureKind,
    MeasureState,
    PaperKind,
)
from opennrm.prevention.letter_texts import texts
from opennrm.prevention.measures import grounds
from opennrm.prevention.models import Examination, Letter, Line, Measure, Paper
from opennrm.prevention.terms import Outcome
from opennrm.reporting.attachments import Cleaned
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

FINAL = {MeasureKind.REFUSAL, MeasureKind.REVOCATION, MeasureKind.FINDING}


@transaction.atomic
def send_letter(examination: Examination, *, language: str, due: date, by: Official, on: date) -> Letter:
    """Ask the employer for all that is not met or not shown, in Japanese and in the worker's language."""
    held = under_way(examination)
    refuse(None if language in texts() else ExaminationRefusal.NO_LETTER_TEXT)
    lines = Line.objects.filter(examination=held, outcome__in=list(examining.OPEN)).order_by("contract__code")
    points = [list(each) for each in lines.values_list("contract__code", "criterion", "outcome")]
    waiting = Letter.objects.waiting().filter(examination=held).exists()
    refuse(examining.why_not_ask(points=len(points), waiting=waiting, due=due, today=on))
    last = Letter.objects.filter(examination=held).aggregate(n=Max("number"))["n"] or 0
    made = Letter(examination=held, number=last + 1, language=language, points=points, sent=on, due=due, by=by)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(ExaminationRefusal.LETTER_OPEN) from None
    record("letter.sent", made.word, by=by.word)
    return made


@transaction.atomic
def answer(letter: Letter, *, text: str, answered: date, by: Official) -> None:
    """Keep what the employer answered, sealed. What it shows is entered line by line, by an official."""
    held = _held_letter(letter)
    today = timezone.localdate()
    settled = held.answered is not None or held.dropped is not None
    refuse(examining.why_not_answer(settled=settled, on=answered, sent=held.sent, today=today))
    refuse(None if text.strip() else ExaminationRefusal.NO_REASON)
    held.answered = answered
    seal(held, "answer", text.strip())
    held.save(update_fields=["answered", "answer"])
    record("letter.answered", held.word, by=by.word)


@transaction.atomic
def drop(letter: Letter, *, by: Official, on: date) -> None:
    """Wait for the answer no longer: it never came, or is not needed any more."""
    held = _held_letter(letter)
    refuse(ExaminationRefusal.LETTER_DONE if held.answered or held.dropped else None)
    Letter.objects.filter(pk=held.pk).update(dropped=on)
    record("letter.dropped", held.word, by=by.word)


@transaction.atomic
def take_measure(
    examination: Examination, *, kind: MeasureKind, reason: str, due: date | None, by: Official, on: date
) -> Measure:
    """What the authority does, in an official's name with a reason; while it is to be fulfilled nothing is closed."""
    held = held_examination(examination)
    not_met = Line.objects.filter(examination=held, outcome=Outcome.NOT_MET).count()
    ground = grounds()[kind]
    refuse(examining.why_not_take(kind=kind, not_met=not_met, names_day=ground.due, due=due, today=on, reason=reason))
    state = MeasureState.STANDS if kind in FINAL and due is None else MeasureState.OPEN
    made = Measure(examination=held, kind=kind, on=on, due=due, by=by, state=state)
    seal(made, "reason", reason.strip())
    made.save(force_insert=True)
    settle_end(held, on=on)
    record(f"measure.{kind.value}", made.word, by=by.word)
    return made


@transaction.atomic
def settle_measure(measure: Measure, *, state: MeasureState, note: str, by: Official, on: date) -> None:
    """What became of a measure: fulfilled, not fulfilled, withdrawn. One that stands may only be withdrawn."""
    held = held_examination(Examination(pk=measure.examination_id))
    row = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    refuse(None if row.settled is None else ExaminationRefusal.MEASURE_SETTLED)
    refuse(None if note.strip() else ExaminationRefusal.NO_REASON)
    row.examination = held
    row.state, row.settled, row.settled_by = state, on, by
    seal(row, "settled_note", note.strip())
    row.save()
    settle_end(held, on=on)
    record(f"measure.{state.value.replace('_', '-')}", row.word, by=by.word)


@transaction.atomic
def attach(examination: Examination, clean: Cleaned, *, kind: PaperKind, by: Official, on: date) -> Paper:
    """Keep a document that was cleaned of what it hides, sealed; the file as it came is kept nowhere."""
    held = under_way(examination)
    data = clean.data or b""
    number = Paper.objects.filter(examination=held).count() + 1
    stem, _dot, ending = clean.name.rpartition(".")
    name = f"{stem.rsplit('-', 1)[0]}-{number}.{ending}"
    made = Paper(examination=held, kind=kind, name=name, media=clean.media, size=len(data), on=on, by=by)
    seal(made, "content", base64.b64encode(data).decode())
    made.save(force_insert=True)
    record("paper.attached", held.word, by=by.word)
    return made


def _held_letter(letter: Letter) -> Letter:
    under_way(Examination(pk=letter.examination_id))
    held = Letter.objects.select_for_update(of=("self",)).select_related("examination").filter(pk=letter.pk).first()
    if held is None:
        raise Refused(ExaminationRefusal.NOT_HERE)
    return held
