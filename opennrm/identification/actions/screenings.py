"""The interview: begun with who interprets, where and how safe; answered, stopped, resumed, concluded.

Called while acting for identification. Raises ``Refused``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.identification import deciding as rules
from opennrm.identification.actions.cases import open_still
from opennrm.identification.assessing import answers_of, items_of, last_screening
from opennrm.identification.counting import settle
from opennrm.identification.indicators import carried, may_be_child
from opennrm.identification.lists import asked, holding, lists_of
from opennrm.identification.models import Case, Screening, ScreeningAnswer
from opennrm.identification.questions import ScreeningRefusal, StopReason
from opennrm.identification.terms import Answer, Minor, Place, Refusal
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.terms import Interpreting
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Setting:
    """Where and how a person is spoken with. Where papers are read, nobody is, and it is alone and safe."""

    place: Place
    interpreting: Interpreting
    language: str
    alone: bool = True
    safe: bool = True


@dataclass(frozen=True)
class Given:
    """An answer, None to leave the question unasked again; and the person's words, "" to keep what was sealed."""

    answer: Answer | None
    words: str = ""

    def __repr__(self) -> str:
        return f"<answer: {self.answer}>"


@dataclass(frozen=True)
class Drawn:
    """What an official drew from the answers for the register: codes of ``understanding.terms``."""

    exploitation: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    recruiter: str = ""
    industry: frozenset[str] = frozenset()


@transaction.atomic
def begin(case: Case, setting: Setting, *, minor: Minor, by: Official, on: date) -> Screening:
    """Begin an interview. Where it is not safe to speak it is recorded so, and waits: no question is asked.

    What an earlier interview was told is there (the words stay with it), so that nobody has to tell it twice.
    ``minor`` is whether the person was under 18 when it happened, or is.
    """
    held = open_still(case)
    refuse(
        rules.why_not_begin(
            open_already=Screening.objects.filter(case=held, ended=None).exists(),
            said=minor,
            known=Minor(held.person.minor),
            on=on,
            opened=held.opened,
            today=timezone.localdate(),
        )
    )
    earlier = last_screening(held)
    begun = Screening(case=held, begun=on, by=by, minor=minor, lists=[each.word for each in holding(on, minor)])
    begun.place_in_case = earlier.place_in_case + 1 if earlier else 1
    _sit(begun, setting, on=on)
    begun.save(force_insert=True)
    told = carried(answers_of(earlier), items=items_of(begun)) if earlier else {}
    ScreeningAnswer.objects.bulk_create(
        ScreeningAnswer(screening=begun, item=code, answer=each) for code, each in told.items()
    )
    record("screening.begun", begun.word, by=by.word)
    return begun


@transaction.atomic
def answer(screening: Screening, given: Mapping[str, Given], *, by: Official) -> None:
    """Keep answers, by the codes of their questions; what was answered before is replaced."""
    held = held_screening(screening)
    refuse(rules.why_not_ask(ended=held.ended is not None, stopped=held.stopped is not None))
    asked_here = {item.code for item in items_of(held)}
    for code, each in given.items():
        refuse(None if code in asked_here else _why_not_this(held))
        _keep(held, code, each)
    record("screening.answered", held.word, by=by.word)


@transaction.atomic
def stop(screening: Screening, *, because: StopReason, by: Official, on: date) -> None:
    """Let an interview wait; it is resumed once it can go on."""
    held = held_screening(screening)
    refuse(rules.why_not_ask(ended=held.ended is not None, stopped=held.stopped is not None))
    refuse(rules.why_not_on(on, since=held.begun, today=timezone.localdate()))
    held.stopped, held.stopped_because = on, because
    held.save(update_fields=["stopped", "stopped_because"])
    record("screening.stopped", held.word, by=by.word)


@transaction.atomic
def resume(screening: Screening, setting: Setting, *, by: Official, on: date) -> Screening:
    """Go on with an interview that waits; where it is still not safe, it goes on waiting, for the reason of today."""
    held = held_screening(screening)
    refuse(ScreeningRefusal.CONCLUDED if held.ended else None)
    refuse(ScreeningRefusal.NOT_STOPPED if held.stopped is None else None)
    refuse(rules.why_not_on(on, since=held.begun, today=timezone.localdate()))
    _sit(held, setting, on=on)
    held.save()
    record("screening.stopped" if held.stopped else "screening.resumed", held.word, by=by.word)
    return held


@transaction.atomic
def tell_age(screening: Screening, *, minor: Minor, by: Official, on: date) -> None:
    """Say anew whether the person was under 18. The questions change with it; answers to the same ones are carried."""
    held = held_screening(screening)
    refuse(ScreeningRefusal.CONCLUDED if held.ended else None)
    known = Minor(held.case.person.minor)
    refuse(ScreeningRefusal.CHILD_IN_THE_CASE if known == Minor.YES and minor != Minor.YES else None)
    held.minor, held.lists = minor, [each.word for each in holding(held.begun, minor)]
    held.save(update_fields=["minor", "lists"])
    _carry(held)
    record("screening.age-told", held.word, by=by.word)


@transaction.atomic
def conclude(screening: Screening, drawn: Drawn, *, by: Official, on: date) -> None:
    """End an interview with what was drawn from it for the register."""
    held = held_screening(screening)
    refuse(ScreeningRefusal.CONCLUDED if held.ended else None)
    refuse(rules.why_not_on(on, since=held.begun, today=timezone.localdate()))
    held.ended = on
    _draw(held, drawn)
    record("screening.concluded", held.word, by=by.word)
    settle(held.case.person.key, reason=Reason.NEW_INFORMATION, by=by, on=on)


@transaction.atomic
def redraw(screening: Screening, drawn: Drawn, *, by: Official, on: date) -> None:
    """Put right what was drawn from a concluded interview; the register is corrected with it."""
    held = held_screening(screening)
    refuse(ScreeningRefusal.STILL_OPEN if held.ended is None else None)
    _draw(held, drawn)
    record("screening.redrawn", held.word, by=by.word)
    settle(held.case.person.key, reason=Reason.ENTRY_ERROR, by=by, on=on)


def held_screening(screening: Screening) -> Screening:
    """The interview as it is now, held with its open case until the transaction ends. Refused out of the scope."""
    open_still(screening.case)
    rows = Screening.objects.select_for_update(of=("self",)).select_related("case__person")
    found = rows.filter(pk=screening.pk).first()
    if found is None:
        raise Refused(Refusal.NOT_HERE)
    return found


def _sit(screening: Screening, setting: Setting, *, on: date) -> None:
    """Who interprets, where, how safe; and that it waits, where no question may be asked so."""
    papers = setting.place == Place.PAPERS
    screening.place, screening.interpreting, screening.language = setting.place, setting.interpreting, setting.language
    screening.alone, screening.safe = papers or setting.alone, papers or setting.safe
    because = rules.why_stop(
        place=setting.place, interpreting=setting.interpreting, alone=setting.alone, safe=setting.safe
    )
    screening.stopped, screening.stopped_because = (on, because) if because else (None, "")


def _keep(screening: Screening, code: str, given: Given) -> None:
    rows = ScreeningAnswer.objects.filter(screening=screening, item=code)
    if given.answer is None:
        rows.delete()
        return
    kept = rows.first() or ScreeningAnswer(screening=screening, item=code)
    kept.answer = given.answer
    if given.words.strip():
        seal(kept, "words", given.words.strip())
    kept.save()


def _why_not_this(screening: Screening) -> ScreeningRefusal:
    child = may_be_child(Minor(screening.minor))
    return ScreeningRefusal.NOT_ASKED_OF_A_CHILD if child else ScreeningRefusal.NO_SUCH_QUESTION


def _carry(screening: Screening) -> None:
    """Let the answers stand for the questions of the other lists; what these do not ask stays, and counts nowhere."""
    items = asked(lists_of(screening.lists), Minor(screening.minor))
    before = answers_of(screening)
    for code in before:
        to = next(iter(carried({code: before[code]}, items=items)), code)
        if to != code and to not in before:
            ScreeningAnswer.objects.filter(screening=screening, item=code).update(item=to)


def _draw(screening: Screening, drawn: Drawn) -> None:
    child = may_be_child(Minor(screening.minor))
    refuse(ScreeningRefusal.NOT_ASKED_OF_A_CHILD if child and drawn.means else None)
    screening.exploitation, screening.means = sorted(drawn.exploitation), sorted(drawn.means)
    screening.recruiter, screening.industry = drawn.recruiter, sorted(drawn.industry)
    screening.save(update_fields=["exploitation", "means", "recruiter", "industry", "ended"])
