"""The overview of a year: a matrix of measures and bodies, how many stand where, who is late, and the same as CSV."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from opennrm.page.sheets import Cell, csv_bytes
from opennrm.plan.models import BodyProgress, Measure
from opennrm.plan.progress_rules import is_late
from opennrm.plan.progress_terms import State
from opennrm.plan.shown import mark, title
from opennrm.plan.terms import Chapter

HEADER = (
    "year", "plan", "chapter", "item", "title", "mark", "body", "body_name", "basis", "state", "late", "due",
    "accepted_on",
)  # fmt: skip


@dataclass(frozen=True)
class Square:
    """One body's progress on one measure."""

    progress: BodyProgress
    state: State
    late: bool


@dataclass(frozen=True)
class Line:
    """A measure, and a square for each body of the matrix: None where it does not report on it."""

    measure: Measure
    title: str
    mark: str
    squares: tuple[Square | None, ...]


@dataclass(frozen=True)
class Part:
    """The lines of a chapter."""

    chapter: Chapter
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Late:
    """How many measures a body is late with."""

    body: str
    count: int


@dataclass(frozen=True)
class Overview:
    """The matrix: codes of the bodies along the top, chapters with their measures down the side."""

    bodies: tuple[str, ...]
    parts: tuple[Part, ...]
    counts: tuple[tuple[State, int], ...]
    late: tuple[Late, ...]

    @property
    def total(self) -> int:
        """How many squares there are."""
        return sum(count for _state, count in self.counts)


def square(progress: BodyProgress, due: date, today: date) -> Square:
    """A body's progress as a square."""
    state = State(progress.state)
    return Square(progress, state, is_late(state, due, today))


def overview(
    rows: Sequence[BodyProgress], measures: Iterable[Measure], *, due: date, today: date, bare: bool
) -> Overview:
    """The matrix of some progress of a year. ``bare``: measures nobody reports on stand in it too."""
    at = {(row.measure_id, row.organisation_id): square(row, due, today) for row in rows}
    bodies = tuple(sorted({row.organisation_id for row in rows}))
    wanted = {row.measure_id for row in rows}
    lines: dict[int, list[Line]] = {}
    for measure in measures:
        if bare or measure.pk in wanted:
            squares = tuple(at.get((measure.pk, body)) for body in bodies)
            lines.setdefault(measure.chapter, []).append(Line(measure, title(measure), mark(measure), squares))
    states = Counter(each.state for each in at.values())
    late = Counter(body for (_measure, body), each in at.items() if each.late)
    return Overview(
        bodies,
        tuple(Part(Chapter(chapter), tuple(found)) for chapter, found in sorted(lines.items())),
        tuple((state, states[state]) for state in State),
        tuple(Late(body, count) for body, count in sorted(late.items(), key=lambda each: (-each[1], each[0]))),
    )


def csv(rows: Iterable[BodyProgress], called: dict[str, str], *, today: date) -> bytes:
    """A line for each measure and body."""
    return csv_bytes(HEADER, (_line(row, called, today) for row in rows))


def _line(row: BodyProgress, called: dict[str, str], today: date) -> Sequence[Cell]:
    shown, measure = square(row, row.year.due, today), row.measure
    return (
        row.year_id,
        measure.plan_id,
        measure.chapter,
        measure.item,
        title(measure),
        mark(measure),
        row.organisation_id,
        called.get(row.organisation_id, row.organisation_id),
        row.basis,
        row.state,
        "yes" if shown.late else "no",
        row.year.due.isoformat(),
        row.accepted_on.isoformat() if row.accepted_on else None,
    )
