"""What an interview's answers show, read in the scope in force."""

from dataclasses import dataclass
from datetime import date

from opennrm.identification.deciding import Heard, Latest
from opennrm.identification.indicators import Assessment, Indicator, ask_next, assess
from opennrm.identification.lists import asked, assessed, lists_of
from opennrm.identification.models import Case, Decision, Screening, ScreeningAnswer
from opennrm.identification.terms import Answer, Minor, Standing


@dataclass(frozen=True)
class Interview:
    """The questions of an interview, what was answered, what that shows, and what to ask next."""

    items: tuple[Indicator, ...]
    answers: dict[str, Answer]
    shown: Assessment
    next: tuple[Indicator, ...]


def items_of(screening: Screening) -> tuple[Indicator, ...]:
    """The questions of an interview, by the lists it began with."""
    return asked(lists_of(screening.lists), Minor(screening.minor))


def answers_of(screening: Screening) -> dict[str, Answer]:
    """What is known of each indicator that was asked for."""
    rows = ScreeningAnswer.objects.filter(screening=screening).values_list("item", "answer")
    return {item: Answer(answer) for item, answer in rows}


def interview_of(screening: Screening) -> Interview:
    """An interview as it stands."""
    items, answers, minor = items_of(screening), answers_of(screening), Minor(screening.minor)
    shown = assess(answers, items=items, minor=minor, by=assessed())
    return Interview(items, answers, shown, ask_next(answers, items=items, minor=minor, by=assessed()))


def shown_by(screening: Screening) -> Assessment:
    """What the answers of an interview show."""
    items = items_of(screening)
    return assess(answers_of(screening), items=items, minor=Minor(screening.minor), by=assessed())


def last_screening(case: Case) -> Screening | None:
    """The interview a decision would rest on: the last. It holds what the earlier ones were told, too."""
    return Screening.objects.filter(case=case).order_by("place_in_case").last()


def heard(screening: Screening | None) -> Heard:
    """What a decision can rest on."""
    if screening is None:
        return Heard(still_open=False, shown=None)
    return Heard(still_open=screening.ended is None, shown=shown_by(screening))


def latest_of(case: Case) -> tuple[Decision | None, Latest | None]:
    """The decision that stands, and what rules ask of it."""
    by_id = {each.pk: each for each in Decision.objects.filter(case=case).order_by("place")}
    if not by_id:
        return None, None
    last = list(by_id.values())[-1]
    took_part, one = set(), by_id.get(last.pk)
    while one is not None:
        took_part.add(one.by_id)
        one = by_id.get(one.of_id) if one.of_id else None
    appealed: date | None = last.appealed
    return last, Latest(Standing(last.outcome), last.place, last.on, frozenset(took_part), appealed)
