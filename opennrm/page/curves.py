"""Lines over years: a gap in a line is never bridged, and every value has its mark."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from opennrm.page.axes import (
    EDGE,
    Canvas,
    Dash,
    Frame,
    Markers,
    categories,
    hits,
    legend,
    line_sample,
    scale,
    text_of,
    tick_room,
    ticks_for,
    unit_line,
)
from opennrm.page.document import Chart, Series
from opennrm.page.lettering import width, wrap
from opennrm.page.picture import Box, Marker, Picture, Shape, Stroke, Words

# Four, five and seven have no common divisor: 140 series differ in at least one of the three.
COLOURS = ("#0017c1", "#ac3e00", "#115a36", "#8b008b", "#1a1a1a", "#006173", "#806300")
DASHES: tuple[Dash, ...] = ("", "7 4", "2 3", "9 3 2 3")
MARKERS: tuple[Markers, ...] = ("disc", "ring", "square", "triangle", "diamond")
EVERY_VALUE = 12  # with more categories only a line's last, highest and first value is written
LABEL_ROOM = 150.0
Point = tuple[float, float]
Look = tuple[str, Dash, Markers]


def look(at: int) -> Look:
    """Colour, dash and marker of a series."""
    return COLOURS[at % 7], DASHES[at % 4], MARKERS[at % 5]


def lines(chart: Chart, canvas: Canvas, language: str) -> Picture:
    """The chart with labels at the lines' ends where all of them fit there, else with a legend above."""
    values = ticks_for(chart.series, _highest(chart.series))
    labels = _end_lines(chart, canvas)
    if labels:
        room = 12 + max(width(line, canvas.letter, bold=True) for label in labels for line in label)
        drawn, frame = _framed(chart, canvas, language, values, room, with_legend=False)
        ends = _end_labels(chart, labels, frame, canvas)
        if ends:
            return _picture(chart, canvas, frame, [*drawn, *ends], values)
    drawn, frame = _framed(chart, canvas, language, values, 0, with_legend=True)
    return _picture(chart, canvas, frame, drawn, values)


def _highest(series: Sequence[Series]) -> float:
    return max((value for each in series for value in each.values if value is not None), default=0)


def _framed(
    chart: Chart, canvas: Canvas, language: str, values: list[float], room: float, *, with_legend: bool
) -> tuple[list[Shape], Frame]:
    drawn: list[Shape] = []
    top = EDGE
    if with_legend:
        entries = [(each.label, line_sample(*look(at))) for at, each in enumerate(chart.series)]
        drawn, top = legend(entries, canvas, top)
    unit, top = unit_line(chart, canvas, top, language)
    top += canvas.line
    right = canvas.width - EDGE - (room or 6)
    return [*drawn, *unit], Frame(tick_room(values, canvas), right, top, top + canvas.plot, values[-1])


def _picture(chart: Chart, canvas: Canvas, frame: Frame, drawn: Sequence[Shape], values: list[float]) -> Picture:
    step, xs = frame.centres(len(chart.categories))
    points = [_points(each, xs, frame) for each in chart.series]
    radius = max(1.6, min(4.0, step * 0.32))
    curves = [shape for at, each in enumerate(points) for shape in _curve(each, look(at), radius)]
    names, bottom = categories(chart.categories, xs, step, canvas, frame.bottom + 8)
    taken = [shape.box for shape in drawn]
    written = list(_values(chart, points, canvas, frame, taken, radius))
    shapes = (*drawn, *scale(frame, values, canvas), *curves, *written, *names)
    return Picture(canvas.width, bottom + EDGE, shapes)


def _points(series: Series, xs: Sequence[float], frame: Frame) -> list[Point | None]:
    return [None if value is None else (x, frame.y(value)) for x, value in zip(xs, series.values)]


def runs(points: Sequence[Point | None]) -> list[list[Point]]:
    """The stretches of a line between its gaps."""
    grouped = groupby(points, key=lambda point: point is not None)
    return [[point for point in group if point is not None] for known, group in grouped if known]


def _curve(points: Sequence[Point | None], of: Look, radius: float) -> Iterator[Shape]:
    colour, dash, marker = of
    for run in runs(points):
        if len(run) > 1:
            yield Stroke(tuple(run), colour, "line", 2, dash)
    for point in points:
        if point is not None:
            yield Marker(*point, radius, marker, colour, "mark")


def _end_lines(chart: Chart, canvas: Canvas) -> list[tuple[str, ...]]:
    """The series' labels as they would stand at the ends; none where a line ends early or a label is long."""
    if canvas.width < 600 or any(each.values[-1] is None for each in chart.series):
        return []
    labels = [wrap(each.label, canvas.letter, LABEL_ROOM, bold=True) for each in chart.series]
    return labels if all(len(label) <= 3 for label in labels) else []


def _end_labels(chart: Chart, labels: Sequence[tuple[str, ...]], frame: Frame, canvas: Canvas) -> list[Shape]:
    """Labels beside the last points, pushed apart; none where they do not fit beside the plot or stray from it."""
    high = canvas.letter * 1.25
    _step, xs = frame.centres(len(chart.categories))
    ends = [frame.y(each.values[-1] or 0) for each in chart.series]
    order = sorted(range(len(ends)), key=lambda at: ends[at])
    tops = _apart([ends[at] - high * len(labels[at]) / 2 for at in order], [high * len(labels[at]) + 3 for at in order],
                  frame.top - canvas.line, frame.bottom + canvas.line)  # fmt: skip
    if tops is None:
        return []
    drawn: list[Shape] = []
    for at, top in zip(order, tops):
        colour = look(at)[0]
        middle = top + high * len(labels[at]) / 2
        start = (xs[-1] + 7, ends[at])
        drawn.append(Stroke((start, (frame.right + 2, middle)), colour, "leader", 0.75))
        for number, line in enumerate(labels[at]):
            y = top + high * number + canvas.letter
            drawn.append(Words(line, frame.right + 6, y, canvas.letter, "end", fill=colour, bold=True))
    return drawn


def _apart(tops: list[float], heights: list[float], first: float, last: float) -> list[float] | None:
    """The tops moved as little as keeps each clear of the one above and all between two bounds."""
    if sum(heights) > last - first:
        return None
    moved = []
    lowest = first
    for top, high in zip(tops, heights):
        moved.append(max(top, lowest))
        lowest = moved[-1] + high
    highest = last
    for at in reversed(range(len(moved))):
        moved[at] = min(moved[at], highest - heights[at])
        highest = moved[at]
    return moved


def _values(
    chart: Chart,
    points: Sequence[Sequence[Point | None]],
    canvas: Canvas,
    frame: Frame,
    taken: list[Box],
    radius: float,
) -> Iterator[Words]:
    """Numbers above or below their marks, where they touch no mark, no line and no other number."""
    marks = [
        Box(x - radius, y - radius, x + radius, y + radius)
        for each in points
        for x, y in (point for point in each if point)
    ]
    strokes = [pair for each in points for run in runs(each) for pair in pairwise(run)]
    bounds = Box(frame.left, EDGE, canvas.width - EDGE, frame.bottom)
    for at, series in enumerate(chart.series):
        for place in _to_write(series):
            point = points[at][place]
            if point is None:
                continue
            for y in (point[1] - radius - 5, point[1] + radius + 3 + canvas.small * 0.86):
                words = Words(
                    text_of(series, place), point[0], y, canvas.small, "value", "middle", look(at)[0], halo=True
                )
                crossed = any(_crosses(words.box, *pair) for pair in strokes)
                if words.box.within(bounds) and not crossed and not hits(words.box, [*taken, *marks]):
                    taken.append(words.box)
                    yield words
                    break


def _to_write(series: Series) -> list[int]:
    """The places whose values are written, those that matter most first."""
    known = [at for at, value in enumerate(series.values) if value is not None]
    if not known:
        return []
    peak = max(known, key=lambda at: series.values[at] or 0)
    chief = list(dict.fromkeys((known[-1], peak, known[0])))
    return chief if len(series.values) > EVERY_VALUE else list(dict.fromkeys((*chief, *known)))


def _crosses(box: Box, start: Point, end: Point) -> bool:
    """Whether a straight line passes through a box (Liang and Barsky's clipping)."""
    (x0, y0), (x1, y1) = start, end
    enter, leave = 0.0, 1.0
    for delta, low, high in ((x1 - x0, box.left - x0, box.right - x0), (y1 - y0, box.top - y0, box.bottom - y0)):
        if delta == 0:
            if low > 0 or high < 0:
                return False
            continue
        first, second = sorted((low / delta, high / delta))
        enter, leave = max(enter, first), min(leave, second)
    return enter < leave
