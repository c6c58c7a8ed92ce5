"""The register's version: a digest of the facts read, the same on every engine and in any order of rows.

What is known of a fact is written as one text, column by column; the first 60 bits of its MD5 are summed over the
rows of a type (a sum does not depend on order); the types' sums, counts and names go through SHA-256. An unknown
value leaves no trace, so a column that is added to the contract later changes no version. MD5 stands here against
accident, not against an enemy: who may write facts is the audit line's matter.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Literal

from opennrm.understanding.attributes import Kind
from opennrm.understanding.facts import BY_TABLE, Fact
from opennrm.understanding.rows import DATES

Dialect = Literal["duckdb", "postgres", "spark"]


def canonical(fact: type[Fact], dialect: Dialect, have: Collection[str] | None = None) -> str:
    """SQL: one row's text, such as ``a1|p1|day=2020-12-31|sex=female``. ``have``: columns where anything is known."""
    known = [_known(name, fact, dialect) for name in fact.columns()[2:] if have is None or name in have]
    return f"concat_ws('|', id, key, {', '.join(known)})"


def _known(name: str, fact: type[Fact], dialect: Dialect) -> str:
    """SQL: ``name=value``, or null where it is unknown."""
    kinds = {a.name: a.kind for a in fact.attributes()}
    if name in DATES:
        text = {
            "duckdb": f"strftime({name}, '%Y-%m-%d')",
            "postgres": f"to_char({name}, 'YYYY-MM-DD')",
            "spark": f"date_format({name}, 'yyyy-MM-dd')",
        }[dialect]
    elif kinds.get(name) is Kind.NUMBER:
        text = f"cast({name} as {'string' if dialect == 'spark' else 'varchar'})"
    else:
        text = f"nullif({name}, '')"
    return f"'{name}=' || {text}"


def sum_of(fact: type[Fact], dialect: Dialect, have: Collection[str] | None = None) -> str:
    """SQL: the sum over rows of the first 60 bits of the MD5 of the row's text."""
    digest = f"md5({canonical(fact, dialect, have)})"
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
