"""Gathers the tables and figures of one report, and marks what a demonstration made up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop

from opennrm.page.bilingual import Text
from opennrm.plan.statements import Desk
from opennrm.publication.notes import Notes
from opennrm.publication.report import FigureValue, Line, ReportTable
from opennrm.understanding import definitions
from opennrm.understanding.published import Published, as_figures, best, of
from opennrm.understanding.tabulate import Tabulated

GOVERNMENT = "government"
CHANGE = Text("Change", "増減")
MADE_UP = gettext_noop("Made up for the demonstration: never published.")
PREVIOUS_MADE_UP = gettext_noop("The value of the previous year is made up for the demonstration.")


@dataclass(frozen=True)
class Sources:
    """What a report is made from besides the register. ``progress``: what the desk accepted of the year, if it did."""

    published: Sequence[Published]
    notes: Notes
    built_on: date
    progress: Desk | None = None


class Builder:
    """Gathers tables and figures of one report."""

    def __init__(self, year: int, demo: bool, register: str, producer: str, sources: Sources) -> None:
        self.year = year
        self.demo = demo
        self.register = register
        self.publisher = producer
        self.sources = sources
        self.tables: list[ReportTable] = []
        self.figures: dict[str, FigureValue] = {}
        self.official = {y: as_figures(sources.published, publisher=GOVERNMENT, year=y) for y in (year - 1, year)}

    def values(self) -> dict[str, tuple[int | None, int | None]]:
        """Figures as checks and sentences read them."""
        return {f.id: (f.value, f.previous) for f in self.figures.values()}

    def add(self, tabulated: Tabulated) -> None:
        """A table counted from the register, and the figures it yields."""
        table = tabulated.table
        yearly = not table.columns
        rows = tuple(self._row(tabulated, at) for at in range(len(tabulated.lines)))
        columns, labels = tabulated.columns, tabulated.column_labels
        if yearly and len(columns) == 2:
            columns, labels = (*columns, "change"), (*labels, CHANGE)
        total = self._total(tabulated)
        self.tables.append(
            ReportTable(
                id=table.id,
                kind="register",
                title=table.title,
                chapter=table.chapter,
                section=table.section,
                unit=table.unit,
                population=table.population,
                publisher=self.publisher,
                rules=table.rules,
                columns=columns,
                column_labels=labels,
                rows=rows,
                total=total,
                chart=table.chart,
                definition=table.digest,
                register=self.register,
                notes=table.notes,
            )
        )
        self._figures(tabulated, rows)

    def _total(self, tabulated: Tabulated) -> Line:
        table = tabulated.table
        yearly = not table.columns
        made_up = [
            self.demo and yearly and value != 0 and not self._is_published(table.total, int(column), value)
            for column, value in zip(tabulated.columns, tabulated.total)
        ]
        values = _with_change(tabulated.total, yearly)
        if len(values) > len(made_up):
            made_up.append(any(made_up))
        ids = (table.total,) if yearly and table.total else ()
        return Line("total", Text("Total", "総数"), values, tuple(made_up), ids)

    def _is_published(self, id: str, year: int, value: int | None) -> bool:
        found = self.official.get(year, {}).get(id)
        return found is not None and found.value == value

    def _row(self, tabulated: Tabulated, at: int) -> Line:
        table, line = tabulated.table, tabulated.lines[at]
        yearly = not table.columns
        values = _with_change(line.values, yearly)
        ids = (
            (table.figure.format(row=line.code),)
            if yearly
            else tuple(table.figure.format(row=line.code, column=c) for c in tabulated.columns)
        )
        made_up = [self._made_up(tabulated, line.code, ids[0], c, v) for c, v in zip(tabulated.columns, line.values)]
        if len(values) > len(made_up):
            made_up.append(any(made_up))
        return Line(line.code, line.label, values, tuple(made_up), ids)

    def _made_up(self, tabulated: Tabulated, code: str, figure: str, column: str, value: int) -> bool:
        """Whether a cell of a demonstration is one that no government ever published (a zero shows nobody)."""
        if not self.demo or value == 0:
            return False
        if tabulated.table.columns:
            return True
        if self._is_published(figure, int(column), value):
            return False
        scheme = definitions.schemes()[tabulated.table.scheme]
        remainder = any(c.code == code and c.remainder for c in scheme.categories)
        return not (remainder and self._others_published(tabulated, code, column))

    def _others_published(self, tabulated: Tabulated, code: str, column: str) -> bool:
        at = tabulated.columns.index(column)
        return all(
            self._is_published(tabulated.table.figure.format(row=line.code), int(column), line.values[at])
            for line in tabulated.lines
            if line.code != code and line.values[at]
        )

    def _figures(self, tabulated: Tabulated, rows: Sequence[Line]) -> None:
        table = tabulated.table
        if table.total and table.total not in self.figures:
            self._enter(tabulated, table.total, Text("Total", "総数"), tabulated.total, self._total(tabulated).made_up)
        for line, row in zip(tabulated.lines, rows):
            if not table.columns:
                self._enter(tabulated, row.figures[0], line.label, line.values, row.made_up)
                continue
            for label, id, value, made_up in zip(tabulated.column_labels, row.figures, line.values, row.made_up):
                both = Text(f"{line.label.en}, {label.en}", f"{line.label.ja}・{label.ja}")
                self._figure(tabulated, id, both, value, None, MADE_UP if made_up else "")

    def _enter(
        self, tabulated: Tabulated, id: str, label: Text, values: Sequence[int], made_up: Sequence[bool]
    ) -> None:
        """A figure with its value and that of the year before, and its change as a figure of its own."""
        at = len(values) - 1
        previous, note = (values[0], "") if at else self._published_before(id)
        if at and made_up[0]:
            note = PREVIOUS_MADE_UP
        self._figure(tabulated, id, label, values[at], previous, MADE_UP if made_up[at] else note)
        if previous is not None:
            changed = Text(f"{label.en}: change on the previous year", f"{label.ja}（対前年増減）")
            id_of_change = id.removesuffix(".total") + ".change"
            self._figure(
                tabulated,
                id_of_change,
                changed,
                values[at] - previous,
                None,
                MADE_UP if any(made_up) else note,
            )

    def _published_before(self, id: str) -> tuple[int | None, str]:
        """Where the register does not reach back a year: what the government published for it, and that this is so."""
        found = self.official[self.year - 1].get(id)
        if found is None or found.value is None or self.demo:
            return None, ""
        return (
            found.value,
            f"Previous year: {found.publisher}, {found.source} ({found.status}); not from this register.",
        )

    def _figure(self, tabulated: Tabulated, id: str, label: Text, value: int, previous: int | None, note: str) -> None:
        table = tabulated.table
        self.figures[id] = FigureValue(
            id=id,
            value=value,
            previous=previous,
            unit=table.unit,
            publisher=self.publisher,
            table=table.id,
            label=label,
            definition=definition_of(table.rules, self.year),
            population=table.population,
            register=self.register,
            note=note,
            made_up=note == MADE_UP,
        )

    def add_series(self, series: definitions.YearlySeries) -> None:
        """A yearly series: one row a publisher, never joined; a year nobody printed stays empty."""
        years = tuple(range(series.first_year, max(self.year, self._last_year(series)) + 1))
        rows, notes, used = [], list(series.notes), []
        for line in series.lines:
            shown = [self._in_series(series, line.publisher, y) for y in years]
            if not any(shown):
                continue
            ids = tuple(f"series.{series.id}.{line.publisher}.{y}" for y in years)
            rows.append(Line(line.publisher, line.label, tuple(f.value if f else None for f in shown), (), ids))
            for id, f in zip(ids, shown):
                if f:
                    used.append(f.source)
                    self._published_figure(id, series, line.label, f)
            notes += [_note_on(line.label, f) for f in shown if f and not f.sure]
        self.tables.append(
            ReportTable(
                id=series.id,
                kind="series",
                title=series.title,
                chapter=series.chapter,
                section=series.section,
                unit=series.unit,
                population=series.population,
                publisher=", ".join(row.id for row in rows),
                rules=series.rules,
                columns=tuple(map(str, years)),
                column_labels=tuple(Text(str(y), str(y)) for y in years),
                rows=tuple(rows),
                total=None,
                chart="lines",
                definition=series.digest,
                register="",
                notes=tuple(notes),
                sources=tuple(sorted(set(used))),
            )
        )

    def _last_year(self, series: definitions.YearlySeries) -> int:
        found = of(self.sources.published, indicator=series.indicator, scheme="total")
        return max((f.year for f in found if f.of_one_year), default=self.year)

    def _in_series(self, series: definitions.YearlySeries, publisher: str, year: int) -> Published | None:
        found = of(self.sources.published, indicator=series.indicator, publisher=publisher, scheme="total", year=year)
        return best([f for f in found if f.category in ("all", "all (foreign only)")])

    def _published_figure(self, id: str, series: definitions.YearlySeries, label: Text, f: Published) -> None:
        self.figures[id] = FigureValue(
            id=id,
            value=f.value,
            previous=None,
            unit=series.unit,
            publisher=f.publisher,
            table=series.id,
            label=Text(f"{label.en}, {f.period}", f"{label.ja}・{f.period}"),
            definition=definition_of(series.rules, self.year),
            population=series.population,
            register=f.source,
            note=f"{f.status}: {f.note}" if f.note else str(f.status),
        )


def definition_of(rules: Iterable[str], year: int) -> Text:
    """The counting rules of a table that hold for the year, as one text in each language."""
    found = definitions.holding(rules, year)
    return Text(" ".join(r.text.en for r in found), "".join(r.text.ja for r in found))


def _note_on(publisher: Text, f: Published) -> Text:
    status = {"derived": Text("was derived from published figures", "公表値から算出した値である")}
    said = status.get(f.status, Text("contradicts another publication", "他の公表値と矛盾する"))
    return Text(
        f"{publisher.en}, {f.period}: {f.value} {said.en} ({f.source}).",
        f"{publisher.ja}・{f.period}年：{f.value}は{said.ja}（{f.source}）。",
    )


def _with_change(values: Sequence[int], yearly: bool) -> tuple[int | None, ...]:
    if yearly and len(values) == 2:
        return (*values, values[1] - values[0])
    return tuple(values)
