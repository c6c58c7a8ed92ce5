"""The register's version: a digest of the facts read, the same on every engine and in any order of rows.

Each fact's columns are joined into one text; the first 60 bits of its MD5 are summed over the rows of a type (a sum
does not depend on order); the types' sums, counts and names go through SHA-256. MD5 stands here against
accident, not against an enemy: who may write facts is the audit line's matter.
"""

import hashlib
from collections.abc import Mapping
from typing import Literal

from opennrm.understanding.facts import BY_TABLE, Fact, Kind

Dialect = Literal["duckdb", "postgres", "spark"]


def canonical(fact: type[Fact], dialect: Dialect) -> str:
    """SQL: one row's text. Unknown is empty; a day is written 2020-12-31."""
    parts = [f"coalesce({_text(name, fact, dialect)}, '')" for name in fact.columns() if name != "collection"]
    return f"concat_ws('|', {', '.join(parts)})"


def _text(name: str, fact: type[Fact], dialect: Dialect) -> str:
    kinds = {a.name: a.kind for a in fact.attributes()}
    if name in ("day", "until", "recorded_on"):
        return {
            "duckdb": f"strftime({name}, '%Y-%m-%d')",
            "postgres": f"to_char({name}, 'YYYY-MM-DD')",
            "spark": f"date_format({name}, 'yyyy-MM-dd')",
        }[dialect]
    if kinds.get(name) is Kind.NUMBER:
        return f"cast({name} as {'string' if dialect == 'spark' else 'varchar'})"
    return name


def sum_of(fact: type[Fact], dialect: Dialect) -> str:
    """SQL: the sum over rows of the first 60 bits of the MD5 of the row's text."""
    digest = f"md5({canonical(fact, dialect)})"
    return {
        "duckdb": f"sum(('0x' || substr({digest}, 1, 15))::UBIGINT)",
        "postgres": f"sum(('x' || substr({digest}, 1, 15))::bit(60)::bigint)",
        "spark": f"sum(cast(conv(substr({digest}, 1, 15), 16, 10) as decimal(38, 0)))",
    }[dialect]


def version(sums: Mapping[str, tuple[int, int]]) -> str:
    """From (rows, sum) a fact type to the register's version, twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for table in BY_TABLE:
        rows, total = sums.get(table, (0, 0))
        if rows:
            digest.update(f"{table} {rows} {total}\n".encode())
    return f"r-{digest.hexdigest()[:12]}"
