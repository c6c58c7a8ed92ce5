"""What two editions give differently, cell by cell. Plain values in, plain values out."""

from collections.abc import Iterator

from opennrm.page.bilingual import Text
from opennrm.publication.report import ChangedCell, Line, Report, ReportTable

Place = tuple[str, str, str]


def changed(old: Report, new: Report) -> tuple[ChangedCell, ...]:
    """Every cell whose value differs, in the order of the newer report; what only the older has comes last."""
    before, after = dict(_cells(old)), dict(_cells(new))
    places = [*after, *(place for place in before if place not in after)]
    return tuple(
        ChangedCell(*named, old=was, new=now)
        for place in places
        if (was := before.get(place, (None, None))[1]) != (now := after.get(place, (None, None))[1])
        and (named := (after.get(place) or before[place])[0])
    )


Named = tuple[str, Text, str, Text, str, Text]


def _cells(report: Report) -> Iterator[tuple[Place, tuple[Named, int | None]]]:
    for table in report.tables:
        for line in [*table.rows, *([table.total] if table.total else [])]:
            yield from _of_line(table, line)


def _of_line(table: ReportTable, line: Line) -> Iterator[tuple[Place, tuple[Named, int | None]]]:
    for column, label, value in zip(table.columns, table.column_labels, line.values):
        named = (table.id, table.title, line.id, line.label, column, label)
        yield (table.id, line.id, column), (named, value)
