"""The store: the counted rows of a fact type in DuckDB, every value a small whole number.

A code stands for a value by its place in the column's list of values, 0 for unknown. DuckDB then counts by
addressing an array instead of hashing, and reads a byte or two a value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import ibis

from opennrm.understanding import relations
from opennrm.understanding.attributes import Kind
from opennrm.understanding.facts import BY_TABLE, Fact, SuspectArrested, SuspectDisposed
from opennrm.understanding.relations import PROSECUTION, TRIAL, UNACCOUNTED
from opennrm.understanding.rows import quoted
from opennrm.understanding.tabulate import Value

DERIVED = {
    SuspectArrested.table: {
        "prosecution": tuple(step.value for step in PROSECUTION),
        "trial": (*(step.value for step in TRIAL), UNACCOUNTED),
    }
}


@dataclass(frozen=True)
class Column:
    """How a column is coded: ``values`` in the order of their codes from 1, or the number that code 1 stands for."""

    name: str
    size: int
    values: tuple[str, ...] = ()
    low: int | None = None

    @property
    def bits(self) -> int:
        """The width DuckDB reserves for it when it counts by address; none where no value is known."""
        return (self.size + 2).bit_length() if self.size else 0

    @property
    def sql_type(self) -> str:
        return "UTINYINT" if self.size < 255 else "USMALLINT" if self.size < 65535 else "UINTEGER"

    @property
    def coding(self) -> str:
        """SQL from the value to its code."""
        if self.low is not None:
            return f"coalesce({self.name} - {self.low - 1}, 0)::{self.sql_type} AS {self.name}"
        enum = f"ENUM({', '.join(map(quoted, self.values))})"
        return f"coalesce(enum_code({self.name}::{enum})::UINTEGER + 1, 0)::{self.sql_type} AS {self.name}"

    def value(self, code: int) -> Value:
        """What a code stands for."""
        if code == 0:
            return None
        return self.values[code - 1] if self.low is None else code - 1 + self.low

    def codes(self, values: Iterable[Value]) -> tuple[int, ...]:
        """The codes of those values that occur."""
        wanted = set(values)
        return tuple(code for code in range(1, self.size + 1) if self.value(code) in wanted)


@dataclass(frozen=True)
class Stored:
    """A stored fact type: the table has each unit's first fact of a period, ``later_…`` those after it.

    A column of which nothing is known (``size`` 0) is not stored.
    """

    table: str
    columns: dict[str, Column]

    def rows(self, *, distinct: bool) -> str:
        """SQL: the rows to count, units or every fact."""
        return self.table if distinct else f"(FROM {self.table} UNION ALL FROM later_{self.table})"


def build(con: Any, fact: type[Fact], as_of: date | None) -> Stored:
    """Store a fact type from the tables or views ``raw_…``, as known at the end of ``as_of``.

    Units that have several facts, or corrected ones, are few: they alone are sorted to find the first of each.
    """
    parts = (fact, SuspectDisposed) if fact is SuspectArrested else (fact,)
    for part in parts:
        con.execute(f"CREATE OR REPLACE TEMP TABLE gone_{part.table} AS {_superseded(part.table, as_of)}")
        con.execute(f"CREATE OR REPLACE TEMP VIEW live_{part.table} AS {_known(part.table, as_of)}")
    name = fact.table
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE several_{name} AS "
        f"SELECT h FROM (SELECT hash(key) AS h FROM raw_{name}) GROUP BY h HAVING count(*) > 1"
    )
    for part in parts:
        few, rest = (f"live_{part.table} {join} JOIN several_{name} ON hash(key) = h" for join in ("SEMI", "ANTI"))
        con.execute(f"CREATE OR REPLACE TEMP VIEW once_{part.table} AS SELECT * FROM {rest}")
        con.execute(f"CREATE OR REPLACE TABLE again_{part.table} AS SELECT * FROM {few}")
    columns = {column.name: column for column in _columns(con, fact)}
    coded = ", ".join(column.coding for column in columns.values() if column.size) or "0::UTINYINT AS nothing_known"
    once, again = (f"SELECT {coded} FROM ({_counted(name, once=once)})" for once in (True, False))
    con.execute("PRAGMA force_compression = 'uncompressed'")  # a byte a value is small enough, and read as it lies
    con.execute(f"CREATE OR REPLACE TABLE {name} AS {once}")
    con.execute(f"INSERT INTO {name} {again} WHERE first")
    con.execute(f"CREATE OR REPLACE TABLE later_{name} AS {again} WHERE NOT first")
    con.execute("PRAGMA force_compression = 'auto'")
    for part in parts:
        con.execute(f"DROP TABLE again_{part.table}")
    return Stored(name, columns)


@cache
def _known(table: str, as_of: date | None) -> str:
    raw = relations.facts(BY_TABLE[table], "raw")
    gone = ibis.table({"gone": "string"}, name=f"gone_{table}")
    return str(ibis.to_sql(relations.known(raw, as_of, gone), dialect="duckdb"))


@cache
def _superseded(table: str, as_of: date | None) -> str:
    raw = relations.facts(BY_TABLE[table], "raw")
    return str(ibis.to_sql(relations.superseded(raw, as_of), dialect="duckdb"))


@cache
def _counted(table: str, *, once: bool) -> str:
    side = "once" if once else "again"
    live = {name: relations.facts(BY_TABLE[name], side) for name in (table, SuspectDisposed.table)}
    return str(ibis.to_sql(relations.relation(BY_TABLE[table], live, once=once), dialect="duckdb"))


@cache
def _every(table: str) -> str:
    fact = BY_TABLE[table]
    rows = relations.counted(relations.facts(fact, "raw"), fact, once=True)
    return str(ibis.to_sql(rows, dialect="duckdb"))


def _columns(con: Any, fact: type[Fact]) -> Iterator[Column]:
    """Every column of the counted relation with the values it has, or had before corrections."""
    numbers = ["year", *(a.name for a in relations.tabulated(fact) if a.kind is Kind.NUMBER)]
    texts = ["period", *(a.name for a in relations.tabulated(fact) if a.kind is not Kind.NUMBER)]
    con.execute(f"CREATE OR REPLACE TEMP VIEW every_{fact.table} AS {_every(fact.table)}")
    bounds = ", ".join(f"min({name}), max({name})" for name in numbers)
    found = con.sql(f"SELECT {bounds} FROM every_{fact.table}").fetchone()
    for name, low, high in zip(numbers, found[::2], found[1::2]):
        yield Column(name, 0) if low is None else Column(name, high - low + 1, low=low)
    for name in texts:
        rows = con.sql(f"SELECT DISTINCT {name} FROM every_{fact.table} WHERE {name} IS NOT NULL").fetchall()
        yield Column(name, len(rows), tuple(sorted(row[0] for row in rows)))
    for name, values in DERIVED.get(fact.table, {}).items():
        yield Column(name, len(values), values)
