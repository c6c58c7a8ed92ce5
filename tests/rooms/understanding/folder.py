"""Made-up facts in a folder under the contract, and the cells of a table over it."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from opennrm.understanding.definitions import tables
from opennrm.understanding.engines import Engine
from opennrm.understanding.engines.duck import DuckEngine
from opennrm.understanding.tabulate import Tabulated, question_of, tabulate

Fact = Mapping[str, object]


def fact(key: str, day: str = "2020-06-01", **more: object) -> Fact:
    """One row of a file; its id is the key's with the day's unless another is given."""
    return {"id": f"{key}-{day}", "key": key, "day": day, **more}


def folder(path: Path, **facts: Iterable[Fact]) -> Path:
    """Write each table's facts as CSV; columns are those that occur."""
    path.mkdir(exist_ok=True)
    for table, given in facts.items():
        rows = list(given)
        names = list(dict.fromkeys(name for row in rows for name in row))
        with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names or ["id", "key", "day"], restval="")
            writer.writeheader()
            writer.writerows(rows)
    return path


def table(engine: Engine, name: str, *years: int) -> Tabulated:
    """A table of the definitions, tabulated for these years."""
    definition = next(each for each in tables() if each.id == name)
    return tabulate(definition, engine.ask(question_of(definition, years)), years)


def cells(engine: Engine, name: str, year: int = 2020) -> dict[str, int]:
    """The rows of a table that are not zero in a year."""
    return {line.code: line.values[0] for line in table(engine, name, year).lines if line.values[0]}


def total(engine: Engine, name: str, year: int = 2020) -> int:
    """A table's total."""
    return table(engine, name, year).total[0]


def ask(path: Path, name: str, year: int = 2020, *, as_of: date | None = None) -> dict[str, int]:
    """The cells of one table over a folder."""
    engine = DuckEngine.from_files(path, as_of=as_of)
    try:
        return cells(engine, name, year)
    finally:
        engine.close()
