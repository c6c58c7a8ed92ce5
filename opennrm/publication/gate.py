"""The gate before every table that goes out: exempt by name, or tried by the attacker under the public policy."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO

from opennrm.disclosure.attack.equations import Contradictory
from opennrm.disclosure.attack.reading import Unreadable, read_text
from opennrm.disclosure.attack.verdict import attack
from opennrm.disclosure.policies import Policy, policy
from opennrm.page.bilingual import Text
from opennrm.publication.report import Line, Report, ReportTable

TOTAL = "Total"
SHOWN = 20
QUOTED = Text("Figures their publisher has published already", "公表者が既に公表した数値")


@dataclass(frozen=True)
class Passage:
    """How a table fared: the reason and source by which it is exempt, or what the attacker found in it."""

    table: str
    because: Text | None
    source: str
    findings: tuple[str, ...]


class NotFit(ValueError):
    """Tables that may not go out as they are; each finding of the attacker is named."""

    def __init__(self, blocked: Sequence[Passage], policy: Policy) -> None:
        self.blocked = tuple(blocked)
        lines = [f"{each.table}: {finding}" for each in blocked for finding in each.findings]
        more = [f"… and {len(lines) - SHOWN} more."] if len(lines) > SHOWN else []
        head = f"Not fit to be published under the policy «{policy.id}», and not exempt from it. Nothing was written."
        super().__init__("\n".join([head, *lines[:SHOWN], *more]))


@cache
def public() -> Policy:
    """The policy every public table is held to."""
    return policy("public")


def why_not_release(report: Report, tables: Sequence[ReportTable] | None = None) -> NotFit | None:
    """What forbids these tables of a report, by default all, to go out."""
    passages = [passage(report, table) for table in (report.tables if tables is None else tables)]
    blocked = [each for each in passages if each.findings]
    return NotFit(blocked, public()) if blocked else None


def passage(report: Report, table: ReportTable) -> Passage:
    """How one table fares at the gate."""
    if table.kind == "series":
        return Passage(table.id, QUOTED, ", ".join(table.sources), ())
    if exempt := public().exemption(table.id, table.population.en, on=report.built_on):
        return Passage(table.id, Text(exempt.because.en, exempt.because.ja), exempt.source, ())
    return Passage(table.id, None, "", tuple(_found(table)))


def _found(table: ReportTable) -> Iterator[str]:
    """What the attacker says: of each year by itself, or of rows and columns together."""
    yearly = all(column.isdigit() or column == "change" for column in table.columns)
    for columns in [[c] for c in table.columns if c != "change"] if yearly else [list(table.columns)]:
        for lines in ([*table.rows, *([table.total] if table.total else [])], list(table.rows)):
            try:
                verdict = attack(read_text(_tidy(table, lines, columns), name=table.id), public(), hasty=True)
            except (Contradictory, Unreadable):
                continue  # rows that several persons share do not add up to their total: tried without it
            yield from (str(finding) for finding in verdict.findings)
            break


def _tidy(table: ReportTable, lines: Sequence[Line], columns: Sequence[str]) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["row", "column", "value"])
    for line in lines:
        row = TOTAL if line is table.total else line.id
        for column in columns:
            value = line.values[table.columns.index(column)]
            writer.writerow([row, column, "" if value is None else value])
    return out.getvalue()
