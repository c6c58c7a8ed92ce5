"""Assemble a year's report: ask the engine, fold the tables, run the checks, write the sentences."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from opennrm.plan.read import chapter_statements, plan_in_force, quoted_shares
from opennrm.publication import sentences
from opennrm.publication.notes import Notes
from opennrm.publication.report import FigureValue, Finding, Line, Report, ReportTable, Statement
from opennrm.understanding import checks, definitions
from opennrm.understanding.definitions import Text
from opennrm.understanding.engines import Engine
from opennrm.understanding.published import Published, as_figures, best, of
from opennrm.understanding.tabulate import Tabulated, question_of, tabulate

Step = Callable[[str], None]
GOVERNMENT = "government"
CHANGE = Text("Change", "増減")


@dataclass(frozen=True)
class Sources:
    """What a report is made from besides the register."""

    published: Sequence[Published]
    notes: Notes
    built_on: date


def assemble(year: int, engine: Engine, sources: Sources, *, edition: str, step: Step = lambda _text: None) -> Report:
    """The report of a year. ``step`` is told what is being worked on.

    Raises ``NoFacts`` where the register has no fact of the year.
    """
    register = engine.register()
    _need_facts(engine, year, register.collection)
    builder = _Builder(year, register.kind == "demo", register.version, register.producer, sources)
    tabulated = []
    for table in definitions.tables():
        if table.collection != "national":
            continue
        step(table.title.en)
        have = [y for y in (year - 1, year) if y in engine.years(table.fact)]
        years = tuple(have) if have == [year - 1, year] else (year,)
        tabulated.append(tabulate(table, engine.ask(question_of(table, years)), years))
    for each in tabulated:
        builder.add(each)
    for series in definitions.series():
        step(series.title.en)
        builder.add_series(series)
    step("Checks")
    findings = _findings(builder, tabulated)
    return Report(
        year=year,
        edition=edition,
        built_on=sources.built_on,
        collection=register.collection,
        demo=builder.demo,
        publisher=builder.publisher,
        register=register.version,
        as_of=register.as_of,
        figures=tuple(builder.figures.values()),
        tables=tuple(builder.tables),
        findings=findings,
        sentences=sentences.write(year, builder.values()),
        statements=_statements(year),
        plan=_plan(year),
        engine=engine.name,
    )


class NoFacts(ValueError):
    """The register has no facts of the year."""


def _need_facts(engine: Engine, year: int, collection: str) -> None:
    years = sorted({y for fact in ("victim_protected", "suspect_arrested") for y in engine.years(fact)})
    if year not in years:
        known = ", ".join(map(str, years)) or "no year"
        raise NoFacts(
            f"The register «{collection}» has no victims protected and no suspects arrested in {year}; "
            f"it has facts of: {known}. Name one of these years, or import the facts of {year} first."
        )


class _Builder:
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
        total = Line("total", Text("Total", "総数"), _with_change(tabulated.total, yearly), (False,) * len(columns))
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
        official = self.official.get(int(column), {})
        if figure in official and official[figure].value == value:
            return False
        scheme = definitions.schemes()[tabulated.table.scheme]
        remainder = any(c.code == code and c.remainder for c in scheme.categories)
        return not (remainder and self._others_published(tabulated, code, official, column))

    def _others_published(
        self, tabulated: Tabulated, code: str, official: Mapping[str, Published], column: str
    ) -> bool:
        at = tabulated.columns.index(column)
        others = [line for line in tabulated.lines if line.code != code and line.values[at]]
        return all(
            (found := official.get(tabulated.table.figure.format(row=line.code))) and found.value == line.values[at]
            for line in others
        )

    def _figures(self, tabulated: Tabulated, rows: Sequence[Line]) -> None:
        table = tabulated.table
        if table.total:
            self._enter(tabulated, table.total, Text("Total", "総数"), tabulated.total, False)
        for line, row in zip(tabulated.lines, rows):
            if table.columns:
                for label, id, value, made_up in zip(
                    tabulated.column_labels, row.figures, line.values, row.made_up
                ):
                    both = Text(f"{line.label.en}, {label.en}", f"{line.label.ja}・{label.ja}")
                    self._figure(tabulated, id, both, value, None, made_up)
            else:
                self._enter(tabulated, row.figures[0], line.label, line.values, any(row.made_up))

    def _enter(self, tabulated: Tabulated, id: str, label: Text, values: Sequence[int], made_up: bool) -> None:
        """A figure with its value and that of the year before, and its change as a figure of its own."""
        value = values[-1]
        previous, note = (values[0], "") if len(values) == 2 else self._published_before(id)
        self._figure(tabulated, id, label, value, previous, made_up, note)
        if previous is not None:
            changed = Text(f"{label.en}: change on the previous year", f"{label.ja}（対前年増減）")
            self._figure(tabulated, id.removesuffix(".total") + ".change", changed, value - previous, None, made_up, note)

    def _published_before(self, id: str) -> tuple[int | None, str]:
        """Where the register does not reach back a year: what the government published for it, and that this is so."""
        found = self.official[self.year - 1].get(id)
        if found is None or found.value is None or self.demo:
            return None, ""
        return found.value, f"Previous year: {found.publisher}, {found.source} ({found.status}); not from this register."

    def _figure(
        self,
        tabulated: Tabulated,
        id: str,
        label: Text,
        value: int,
        previous: int | None,
        made_up: bool,
        note: str = "",
    ) -> None:
        table = tabulated.table
        if made_up:
            note = "Made up for the demonstration: never published."
        self.figures[id] = FigureValue(
            id=id,
            value=value,
            previous=previous,
            unit=table.unit,
            publisher=self.publisher,
            table=table.id,
            label=label,
            definition=definition_of(table.rules),
            population=table.population,
            register=self.register,
            note=note,
            made_up=made_up,
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
            notes += [_note_on(f) for f in shown if f and not f.sure]
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
        found = of(
            self.sources.published, indicator=series.indicator, publisher=publisher, scheme="total", year=year
        )
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
            definition=definition_of(series.rules),
            population=series.population,
            register=f.source,
            note=f"{f.status}: {f.note}" if f.note else str(f.status),
        )


def definition_of(rules: Iterable[str]) -> Text:
    """The counting rules of a table as one text in each language."""
    found = [definitions.rules()[id] for id in rules]
    return Text(" ".join(r.text.en for r in found), "".join(r.text.ja for r in found))


def _note_on(f: Published) -> Text:
    derived = f"{f.publisher} {f.period}: {f.value} is {f.status}, not published ({f.note or f.source})."
    return Text(derived, f"{f.publisher} {f.period}年：{f.value} は公表値そのものではない（{f.status}；{f.note or f.source}）。")


def _with_change(values: Sequence[int], yearly: bool) -> tuple[int | None, ...]:
    if yearly and len(values) == 2:
        return (*values, values[1] - values[0])
    return tuple(values)


def numbers_of(builder: "_Builder", tabulated: Sequence[Tabulated]) -> checks.Numbers:
    """What the checks look at."""
    quotes = [
        checks.Quote(
            id=q.id,
            text=Text(q.text_en, q.text_ja),
            percent=q.percent,
            about=q.about,
            numerator=q.numerator,
            denominator=q.denominator,
            base_year=q.base_year,
            source=q.source,
        )
        for q in quoted_shares(builder.year)
    ]
    return checks.Numbers(builder.year, builder.values(), tabulated, builder.sources.published, quotes)


def _findings(builder: "_Builder", tabulated: Sequence[Tabulated]) -> tuple[Finding, ...]:
    found = checks.run(numbers_of(builder, tabulated), checks.declared("report"))
    return tuple(
        Finding(f.check, f.severity, f.message, f.arithmetic, f.figures, builder.sources.notes.on(builder.year, f))
        for f in found
    )


def _statements(year: int) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            chapter=chapter,
            text=Text(s.text_en, s.text_ja),
            bodies=s.bodies if isinstance(s.bodies, str) else "; ".join(s.bodies),
            mark=Text(s.mark_en, s.mark_ja),
            evidence=str(s.evidence),
            source=s.source,
        )
        for chapter in range(2, 7)
        for s in chapter_statements(year, chapter)
    )


def _plan(year: int) -> Text:
    plan = plan_in_force(year)
    return Text(plan.title_en, plan.title_ja) if plan else Text("", "")
