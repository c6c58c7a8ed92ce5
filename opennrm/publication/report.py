"""The annual report as plain values: what ``report.json`` holds, and what HTML, PDF, XLSX and CSV are made from."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from opennrm.page.bilingual import Text
from opennrm.understanding import checks

INTRO = "intro"  # the evidence of a chapter's opening sentence: our own words, no statement of a body


@dataclass(frozen=True)
class FigureValue:
    """One number of the report, with all that is needed to say what it is.

    ``register`` is the version of the register it was counted from, or the source of a published figure.
    ``made_up`` marks a number of the demonstration that nobody ever published.
    """

    id: str
    value: int | None
    previous: int | None
    unit: str
    publisher: str
    table: str
    label: Text
    definition: Text
    population: Text
    register: str
    note: str = ""
    made_up: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a table: one value a column, and which of them are made up for a demonstration."""

    id: str
    label: Text
    values: tuple[int | None, ...]
    made_up: tuple[bool, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportTable:
    """A table of the report. ``kind``: counted from the register, or a series of published figures."""

    id: str
    kind: str
    title: Text
    chapter: int
    section: str
    unit: str
    population: Text
    publisher: str
    rules: tuple[str, ...]
    columns: tuple[str, ...]
    column_labels: tuple[Text, ...]
    rows: tuple[Line, ...]
    total: Line | None
    chart: str
    definition: str  # digest of the definition file
    register: str
    notes: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def made_up(self) -> bool:
        """Whether any cell is made up for a demonstration."""
        return any(any(row.made_up) for row in self.rows)


@dataclass(frozen=True)
class Finding(checks.Finding):
    """What a check found; ``note`` is what a person answered to exactly this arithmetic."""

    note: Text | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence made from numbers, in both languages, and the figures in it."""

    id: str
    section: str
    text: Text
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """A statement of chapters 2 to 6, with how sure it is."""

    chapter: int
    text: Text
    bodies: str
    mark: Text
    evidence: str
    source: str


@dataclass(frozen=True)
class PlannedMeasure:
    """A measure of the action plan in force, with the mark a reader must see beside it (empty: seen whole)."""

    chapter: int
    item: str
    title: Text
    mark: Text


@dataclass(frozen=True)
class Written:
    """A text an official wrote for a section of the contents, or a case example (which alone has a title)."""

    section: str
    title: Text
    text: Text
    version: int
    made_up: bool = False


@dataclass(frozen=True)
class ChangedCell:
    """One cell that two editions give differently; None where an edition does not have it."""

    table: str
    title: Text
    row: str
    row_label: Text
    column: str
    column_label: Text
    old: int | None
    new: int | None


@dataclass(frozen=True)
class Correction:
    """What an edition changes of the one before it, and why."""

    edition: str
    reason: Text
    cells: tuple[ChangedCell, ...]


@dataclass(frozen=True)
class Report:
    """One year's annual report, whole."""

    year: int
    edition: str
    built_on: date
    collection: str
    demo: bool
    publisher: str
    register: str
    as_of: date | None
    figures: tuple[FigureValue, ...]
    tables: tuple[ReportTable, ...]
    findings: tuple[Finding, ...]
    sentences: tuple[Sentence, ...]
    statements: tuple[Statement, ...]
    plan: Text
    measures: tuple[PlannedMeasure, ...]
    engine: str = field(default="duckdb", compare=False)
    texts: tuple[Written, ...] = ()
    examples: tuple[Written, ...] = ()
    correction: Correction | None = None

    def figure(self, id: str) -> FigureValue | None:
        """A figure by its id."""
        return next((f for f in self.figures if f.id == id), None)

    def table(self, id: str) -> ReportTable | None:
        """A table by its id."""
        return next((t for t in self.tables if t.id == id), None)

    def text(self, section: str) -> Written | None:
        """What was written for a section."""
        return next((t for t in self.texts if t.section == section), None)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Findings nobody has written a note for: they keep the report from being published."""
        return tuple(f for f in self.findings if f.note is None)

    def to_json(self) -> str:
        """The contract ``report.json``: UTF-8, keys in the order of the declarations."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=date.isoformat) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Report":
        """Read what ``to_json`` wrote. A file that is not a report is a ``NotAReport``."""
        try:
            return _report(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotAReport(f"not a report.json of this version: {type(error).__name__} {error}") from error


class NotAReport(ValueError):
    """A file does not hold a report."""


def _text(data: dict[str, str] | None) -> Text:
    return Text(data["en"], data["ja"]) if data else Text("", "")


def _line(data: dict[str, Any]) -> Line:
    return Line(
        data["id"],
        _text(data["label"]),
        tuple(data["values"]),
        tuple(data["made_up"]),
        tuple(data["figures"]),
    )


def _table(data: dict[str, Any]) -> ReportTable:
    plain = {
        k: data[k] for k in ("id", "kind", "chapter", "section", "unit", "publisher", "chart", "definition", "register")
    }
    return ReportTable(
        **plain,
        title=_text(data["title"]),
        population=_text(data["population"]),
        rules=tuple(data["rules"]),
        columns=tuple(data["columns"]),
        column_labels=tuple(map(_text, data["column_labels"])),
        rows=tuple(map(_line, data["rows"])),
        total=_line(data["total"]) if data["total"] else None,
        notes=tuple(map(_text, data["notes"])),
        sources=tuple(data["sources"]),
    )


def _figure(data: dict[str, Any]) -> FigureValue:
    texts = {k: _text(data[k]) for k in ("label", "definition", "population")}
    return FigureValue(**{**data, **texts})


def _finding(data: dict[str, Any]) -> Finding:
    note = _text(data["note"]) if data["note"] else None
    return Finding(
        data["check"],
        data["severity"],
        _text(data["message"]),
        data["arithmetic"],
        tuple(data["figures"]),
        note,
    )


def _written(data: dict[str, Any]) -> Written:
    return Written(data["section"], _text(data["title"]), _text(data["text"]), data["version"], data["made_up"])


def _correction(data: dict[str, Any] | None) -> Correction | None:
    if not data:
        return None
    labels = ("title", "row_label", "column_label")
    cells = (ChangedCell(**{**c, **{k: _text(c[k]) for k in labels}}) for c in data["cells"])
    return Correction(data["edition"], _text(data["reason"]), tuple(cells))


def _report(data: dict[str, Any]) -> Report:
    return Report(
        **{k: data[k] for k in ("year", "edition", "collection", "demo", "publisher", "register", "engine")},
        built_on=date.fromisoformat(data["built_on"]),
        as_of=date.fromisoformat(data["as_of"]) if data["as_of"] else None,
        figures=tuple(map(_figure, data["figures"])),
        tables=tuple(map(_table, data["tables"])),
        findings=tuple(map(_finding, data["findings"])),
        sentences=tuple(
            Sentence(s["id"], s["section"], _text(s["text"]), tuple(s["figures"])) for s in data["sentences"]
        ),
        statements=tuple(
            Statement(**{**s, "text": _text(s["text"]), "mark": _text(s["mark"])}) for s in data["statements"]
        ),
        plan=_text(data["plan"]),
        measures=tuple(
            PlannedMeasure(m["chapter"], m["item"], _text(m["title"]), _text(m["mark"])) for m in data["measures"]
        ),
        texts=tuple(map(_written, data.get("texts", ()))),
        examples=tuple(map(_written, data.get("examples", ()))),
        correction=_correction(data.get("correction")),
    )
