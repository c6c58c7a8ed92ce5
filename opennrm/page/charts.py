"""Charts as SVG, one drawing for HTML and PDF: wide for a page, narrow for a phone.

``lay_out`` is the geometry and can be tested; ``draw`` writes it out. Light fills have a dark outline, so that every
mark stands out at 3 : 1 (WCAG 2.2, 1.4.11); every text at 4.5 : 1.
"""

from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from opennrm.page.axes import (
    AXIS,
    CANVAS,
    EDGE,
    Canvas,
    Frame,
    Swatch,
    categories,
    legend,
    number,
    scale,
    text_of,
    tick_room,
    ticks_for,
    unit_line,
)
from opennrm.page.curves import lines
from opennrm.page.document import Chart, Series
from opennrm.page.lettering import even, width, wrap
from opennrm.page.picture import INK, Bar, Box, Picture, Shape, Stroke, Words

# Neighbours differ in lightness as well as hue. The tokens' primitives: see static/page/tokens.css.
FILLS = ("#00118f", "#57b8ff", "#0c472a", "#9ddd15", "#5c10be", "#ffd43d",
         "#6d2700", "#ff8d44", "#004c59", "#2bc8e4", "#500050", "#b3b3b3")  # fmt: skip
LIGHT = frozenset(("#57b8ff", "#9ddd15", "#ffd43d", "#ff8d44", "#2bc8e4", "#b3b3b3"))
OUTLINE = "#4d4d4d"
BAR_FILL = "#0017c1"


def draw(chart: Chart, *, size: Literal["wide", "narrow"], language: str, inline: bool) -> str:
    """The chart's SVG. ``inline`` for an HTML page (class, role, name and description by id), else standalone.

    Raises ValueError for a chart that is not as its docstring promises.
    """
    picture = lay_out(chart, size=size, language=language)
    if inline:
        return picture.inline(
            id=f"{chart.id}-{size}",
            css=f"chart chart--{size}",
            title=chart.caption,
            description=chart.description,
            language=language,
        )
    return picture.standalone(title=chart.caption, description=chart.description, language=language)


def lay_out(chart: Chart, *, size: Literal["wide", "narrow"], language: str) -> Picture:
    """The chart as shapes on a canvas; one line of words where there is nothing to draw."""
    _refuse_malformed(chart)
    canvas = CANVAS[size]
    if all(value is None for series in chart.series for value in series.values):
        return _nothing(canvas, language)
    if chart.kind == "bars":
        return _bars(chart, canvas, language)
    if chart.kind == "lines":
        return lines(chart, canvas, language)
    return _upright(chart, canvas, language)


def _refuse_malformed(chart: Chart) -> None:
    for series in chart.series:
        if len(series.values) != len(chart.categories):
            raise ValueError(
                f"Chart {chart.id}: series «{series.label}» has {len(series.values)} values for "
                f"{len(chart.categories)} categories; give one value, or None, to each."
            )
        if any(value is not None and value < 0 for value in series.values):
            raise ValueError(
                f"Chart {chart.id}: series «{series.label}» has a value below zero; charts show counts and shares."
            )
    if chart.kind == "bars" and len(chart.series) > 1:
        raise ValueError(f"Chart {chart.id}: bars show one series; use «columns» or «stacked» for {len(chart.series)}.")


def _nothing(canvas: Canvas, language: str) -> Picture:
    with override(language):
        text = _("There are no numbers to show.")
    room = canvas.width - 2 * EDGE
    said: list[Shape] = [
        Words(line, EDGE, EDGE + canvas.line * (at + 1), canvas.letter, "nothing")
        for at, line in enumerate(wrap(text, canvas.letter, room))
    ]
    return Picture(canvas.width, EDGE * 2 + canvas.line * (len(said) + 0.5), tuple(said))


def _bars(chart: Chart, canvas: Canvas, language: str) -> Picture:
    """Horizontal bars: labels left of them on a wide canvas, above them on a narrow one."""
    series, size = chart.series[0], canvas.letter
    beside = canvas.width > 600
    texts = [text_of(series, at) for at in range(len(chart.categories))]
    after = min(max(width(text, size, bold=True) for text in texts) + 10, canvas.width / 3)
    room = canvas.width * 0.36 if beside else canvas.width - 2 * EDGE
    labels = [even(label, size, room) for label in chart.categories]
    column = max(width(line, size) for label in labels for line in label) + 12 if beside else 0.0
    left = EDGE + column
    longest = canvas.width - EDGE - after - left
    highest = max((value for value in series.values if value is not None), default=0) or 1
    shapes, top = unit_line(chart, canvas, EDGE, language)
    first = top = top + 4
    thick = 20.0 if beside else 16.0
    for label, value, text in zip(labels, series.values, texts):
        spoken = len(label) * canvas.line
        high = max(spoken, thick) + 9 if beside else spoken + thick + 13
        middle = top + high / 2 if beside else top + spoken + 3 + thick / 2
        label_top = middle - spoken / 2 if beside else top
        for at, line in enumerate(label):
            y = label_top + canvas.line * at + canvas.line * 0.5 + size * 0.36
            shapes.append(Words(line, left - 10 if beside else EDGE, y, size, "category",
                                "end" if beside else "start"))  # fmt: skip
        end = left + longest * (value or 0) / highest
        if not beside:
            shapes.append(Stroke(((left, middle - thick / 2 - 3), (left, middle + thick / 2 + 3)), AXIS, "axis", 1.5))
        if value:
            shapes.append(Bar(Box(left, middle - thick / 2, end, middle + thick / 2), BAR_FILL, "mark"))
        shapes += _value_lines(text, end + 6, middle, size, canvas.width - EDGE)
        top += high
    if beside:
        shapes.append(Stroke(((left, first), (left, top)), AXIS, "axis", 1.5))
    return Picture(canvas.width, top + EDGE, tuple(shapes))


def _value_lines(text: str, x: float, middle: float, size: float, right: float) -> list[Shape]:
    """A value's text on one line, cut where even the whole room beside the bar is too short."""
    line = wrap(text, size, right - x, lines=1, bold=True)[0]
    return [Words(line, x, middle + size * 0.36, size, "value", bold=True)]


def _upright(chart: Chart, canvas: Canvas, language: str) -> Picture:
    """Columns, side by side or stacked, over a scale from zero."""
    stacked = chart.kind == "stacked"
    totals = [sum(value or 0 for value in column) for column in zip(*(s.values for s in chart.series))]
    highest = max(totals) if stacked else max(v for s in chart.series for v in s.values if v is not None)
    marks = ticks_for(chart.series, highest)
    entries = [(series.label, _fill_sample(at)) for at, series in enumerate(chart.series)]
    key, top = legend(entries, canvas, EDGE, swatch=14) if len(entries) > 1 else ([], EDGE)
    unit, top = unit_line(chart, canvas, top, language)
    top += canvas.line
    frame = Frame(tick_room(marks, canvas), canvas.width - EDGE, top, top + canvas.plot, marks[-1])
    step, centres = frame.centres(len(chart.categories))
    names, bottom = categories(chart.categories, centres, step, canvas, frame.bottom + 8)
    body = _stacks(chart, frame, canvas) if stacked else _columns(chart, frame, canvas)
    grid, axis = _grid_and_axis(scale(frame, marks, canvas))
    return Picture(canvas.width, bottom + EDGE, (*key, *unit, *grid, *body, *axis, *names))


def _grid_and_axis(drawn: Sequence[Shape]) -> tuple[list[Shape], list[Shape]]:
    axis = [shape for shape in drawn if isinstance(shape, Stroke) and shape.role == "axis"]
    return [shape for shape in drawn if shape not in axis], list(axis)


def _fill(at: int) -> tuple[str, str]:
    """A fill and its outline."""
    fill = FILLS[at % len(FILLS)]
    return fill, OUTLINE if fill in LIGHT else ""


def _fill_sample(at: int) -> Swatch:
    def sample(x: float, y: float) -> list[Shape]:
        fill, outline = _fill(at)
        return [Bar(Box(x, y - 7, x + 14, y + 7), fill, "swatch", outline)]

    return sample


def _columns(chart: Chart, frame: Frame, canvas: Canvas) -> list[Shape]:
    """Columns side by side; their numbers on top where every one fits over its column."""
    step, centres = frame.centres(len(chart.categories))
    count = len(chart.series)
    each = min(step * 0.78 / count, 64)
    widest = max(width(text_of(s, at), canvas.small) for s in chart.series for at in range(len(centres)))
    shapes: list[Shape] = []
    for at, centre in enumerate(centres):
        for index, series in enumerate(chart.series):
            left = centre - each * count / 2 + each * index
            value = series.values[at]
            fill, outline = _fill(index)
            if value:
                gap = min(1.0, each * 0.1)
                box = Box(left + gap, frame.y(value), left + each - gap, frame.bottom)
                shapes.append(Bar(box, fill, "mark", outline))
            if widest <= (each if count > 1 else step) - 2:
                y = frame.y(value or 0) - 5
                shapes.append(
                    Words(text_of(series, at), left + each / 2, y, canvas.small, "value", "middle", halo=True)
                )
    return shapes


def _stacks(chart: Chart, frame: Frame, canvas: Canvas) -> list[Shape]:
    """Columns that add up, with the parts' numbers inside where they fit and the sum on top.

    No sum stands over a column with a part that was not published.
    """
    step, centres = frame.centres(len(chart.categories))
    thick = min(step * 0.66, 72)
    sums = [_sum(chart.series, at) for at in range(len(centres))]
    fits = max(width(text, canvas.small, bold=True) for text in sums) <= step - 2
    shapes: list[Shape] = []
    for at, centre in enumerate(centres):
        below = 0.0
        for index, series in enumerate(chart.series):
            value = series.values[at]
            if not value:
                continue
            fill, outline = _fill(index)
            box = Box(centre - thick / 2, frame.y(below + value), centre + thick / 2, frame.y(below))
            shapes.append(Bar(box, fill, "mark", outline or "#ffffff"))
            shapes += _inside(text_of(series, at), box, canvas, INK if fill in LIGHT else "#ffffff")
            below += value
        if fits and sums[at]:
            y = frame.y(below) - 5
            shapes.append(Words(sums[at], centre, y, canvas.small, "value", "middle", bold=True, halo=True))
    return shapes


def _sum(series: Sequence[Series], at: int) -> str:
    parts = [each.values[at] for each in series]
    known = [part for part in parts if part is not None]
    return number(sum(known)) if len(known) == len(parts) else ("" if known else "–")


def _inside(text: str, box: Box, canvas: Canvas, ink: str) -> list[Shape]:
    if box.bottom - box.top < canvas.small + 3 or width(text, canvas.small) > box.right - box.left - 4:
        return []
    y = (box.top + box.bottom) / 2 + canvas.small * 0.36
    return [Words(text, (box.left + box.right) / 2, y, canvas.small, "part", "middle", ink)]
