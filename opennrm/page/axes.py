"""What charts share: the canvas, scales with round ticks, category labels that never collide, legends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Literal

from opennrm.page.document import Chart, Series
from opennrm.page.lettering import fits_unbroken, width, wrap
from opennrm.page.picture import Box, Marker, Shape, Stroke, Words

EDGE = 4.0  # nothing stands closer to the picture's edge
LEADING = 1.35
MUTED = "#4d4d4d"
GRID = "#cccccc"
AXIS = "#595959"
NOT_PUBLISHED = "–"
Dash = str
Markers = Literal["disc", "square", "triangle", "diamond", "ring"]


@dataclass(frozen=True)
class Canvas:
    """The width a chart is drawn in, the letter size on it, and the height of its plot."""

    width: float
    letter: float
    plot: float

    @property
    def small(self) -> float:
        return self.letter - 1

    @property
    def line(self) -> float:
        """From one baseline to the next."""
        return self.letter * LEADING


CANVAS = {"wide": Canvas(720, 14, 300), "narrow": Canvas(320, 13, 220)}


@dataclass(frozen=True)
class Frame:
    """The plot's area, and the height of a value in it."""

    left: float
    right: float
    top: float
    bottom: float
    highest: float

    def y(self, value: float) -> float:
        """Where a value lies; zero is the bottom, the highest tick the top."""
        return self.bottom - (self.bottom - self.top) * value / self.highest

    def centres(self, count: int) -> tuple[float, list[float]]:
        """The step between categories, and the middle of each."""
        step = (self.right - self.left) / max(count, 1)
        return step, [self.left + step * (at + 0.5) for at in range(count)]


def number(value: float) -> str:
    """A number as printed in a chart: thousands apart, no needless decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def text_of(series: Series, at: int) -> str:
    """What stands at a mark: the series' own text, else its number, else an en dash where nothing was published."""
    if at < len(series.texts) and series.texts[at]:
        return series.texts[at]
    value = series.values[at]
    return NOT_PUBLISHED if value is None else number(value)


def ticks(highest: float, *, whole: bool) -> list[float]:
    """Three to seven round numbers from 0 to the first at or above ``highest``; whole ones for counts."""
    if highest <= 0:
        return [0.0, 1.0]
    magnitude = 10.0 ** floor(log10(highest / 5))
    steps = [m * magnitude for m in (1, 2, 2.5, 5, 10)]
    if whole:
        steps = [step for step in steps if step >= 1 and step.is_integer()] or [1.0]
    step = next(step for step in steps if highest / step <= 5 or step == steps[-1])
    return [step * at for at in range(max(ceil(round(highest / step, 9)), 1) + 1)]


def ticks_for(series: Sequence[Series], highest: float) -> list[float]:
    """Ticks for these series: whole when every value is."""
    known = [value for each in series for value in each.values if value is not None]
    return ticks(highest, whole=all(float(value).is_integer() for value in known))


def tick_room(values: Sequence[float], canvas: Canvas) -> float:
    """The room left of the plot that the numbers of the scale take."""
    return EDGE + max(width(number(value), canvas.small) for value in values) + 8


def scale(frame: Frame, values: Sequence[float], canvas: Canvas) -> list[Shape]:
    """The numbers of the scale with their lines; the line at zero is the axis."""
    drawn: list[Shape] = []
    for value in values:
        y = frame.y(value)
        ends = ((frame.left, y), (frame.right, y))
        drawn.append(Stroke(ends, AXIS, "axis", 1.5) if value == 0 else Stroke(ends, GRID, "grid"))
        drawn.append(Words(number(value), frame.left - 8, y + canvas.small * 0.36, canvas.small, "tick", "end", MUTED))
    return drawn


def unit_line(chart: Chart, canvas: Canvas, top: float, language: str) -> tuple[list[Shape], float]:
    """The counting unit in brackets above the plot, and where it ends."""
    if not chart.unit:
        return [], top
    text = f"（{chart.unit}）" if language.split("-")[0] == "ja" else f"({chart.unit})"
    drawn: list[Shape] = []
    for line in wrap(text, canvas.small, canvas.width - 2 * EDGE, lines=2):
        top += canvas.line
        drawn.append(Words(line, EDGE, top - canvas.line * 0.3, canvas.small, "unit", fill=MUTED))
    return drawn, top


Swatch = Callable[[float, float], list[Shape]]
SWATCH_WIDTH = 30.0


def legend(
    entries: Sequence[tuple[str, Swatch]], canvas: Canvas, top: float, *, swatch: float = SWATCH_WIDTH
) -> tuple[list[Shape], float]:
    """Labels with their swatches, flowing in rows; where they end. A swatch is drawn left-middle at a point."""
    drawn: list[Shape] = []
    room = canvas.width - 2 * EDGE - swatch - 6
    x, row = EDGE, 0.0
    for label, sample in entries:
        lines = wrap(label, canvas.letter, room)
        takes = swatch + 6 + max(width(line, canvas.letter) for line in lines)
        if x > EDGE and x + takes > canvas.width - EDGE:
            x, top, row = EDGE, top + row, 0.0
        drawn += sample(x, top + canvas.line / 2)
        for at, line in enumerate(lines):
            y = top + canvas.line * (at + 0.5) + canvas.letter * 0.36
            drawn.append(Words(line, x + swatch + 6, y, canvas.letter, "legend"))
        row = max(row, canvas.line * len(lines) + 3)
        x += takes + 16
    return drawn, top + row + (4 if entries else 0)


def categories(
    labels: Sequence[str], centres: Sequence[float], step: float, canvas: Canvas, top: float
) -> tuple[list[Shape], float]:
    """The labels under the plot and where they end: as many as stand without touching, the last always.

    Years are thinned evenly; other labels are wrapped, and thinned only where no line has room for a few letters.
    """
    dated = all(label[:1].isdigit() for label in labels)
    for stride in range(1, len(labels) + 1):
        shown = [at for at in range(len(labels)) if (len(labels) - 1 - at) % stride == 0]
        room = canvas.width - 2 * EDGE if len(shown) == 1 else step * stride - 6
        whole = all(fits_unbroken(labels[at], canvas.small, room) for at in shown)
        if len(shown) > 1 and not whole and (dated or room < 4 * canvas.small):
            continue
        blocks = [_block(labels[at], centres[at], room, canvas, top) for at in shown]
        if not _touching(blocks):
            break
    bottom = max((words.box.bottom for block in blocks for words in block), default=top)
    return [words for block in blocks for words in block], bottom


def _block(label: str, centre: float, room: float, canvas: Canvas, top: float) -> list[Words]:
    lines = wrap(label, canvas.small, room, lines=5)
    half = max(width(line, canvas.small) for line in lines) / 2
    x = min(max(centre, EDGE + half), canvas.width - EDGE - half)
    high = canvas.small * LEADING
    return [
        Words(line, x, top + high * at + canvas.small, canvas.small, "category", "middle")
        for at, line in enumerate(lines)
    ]


def _touching(blocks: Sequence[Sequence[Words]]) -> bool:
    edges = [(min(words.box.left for words in block), max(words.box.right for words in block)) for block in blocks]
    return any(right + 3 > left for (_, right), (left, _) in pairwise(edges))


def hits(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box overlaps any other."""
    return any(box.overlaps(other) for other in others)


def line_sample(colour: str, dash: Dash, marker: Markers) -> Swatch:
    """A swatch for a line: a stroke with its marker in the middle."""

    def sample(x: float, y: float) -> list[Shape]:
        ends = ((x, y), (x + SWATCH_WIDTH, y))
        return [
            Stroke(ends, colour, "swatch", 2, dash),
            Marker(x + SWATCH_WIDTH / 2, y, 4, marker, colour, "swatch"),
        ]

    return sample
