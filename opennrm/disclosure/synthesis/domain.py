"""The domain: which columns there are and which values each may hold. Public, declared, never read from records."""

import hashlib
import tomllib
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from opennrm.disclosure.synthesis.problems import Problem, Refused

COLUMNS, VALUES = 60, 500
KNOWN = {"name", "values", "from", "to", "empty"}


@dataclass(frozen=True)
class Column:
    """One column and every value it may hold, in the order declared; an empty field is a value only if declared."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Domain:
    """Every column of a population's records. ``sha256`` is of the text it was declared in."""

    population: str
    columns: tuple[Column, ...]
    sha256: str

    @property
    def cards(self) -> tuple[int, ...]:
        """How many values each column has."""
        return tuple(len(column.values) for column in self.columns)

    @property
    def size(self) -> int:
        """How many different records there could be."""
        return prod(self.cards)


def read_domain(path: Path) -> Domain:
    """The domain of a TOML file; everything wrong with it at once."""
    try:
        raw = path.read_bytes()
        declared = tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise Refused([Problem(path.name, None, "", "", f"cannot be read: {error.strerror}")]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused([Problem(path.name, None, "", "", f"is not TOML in UTF-8: {error}")]) from error
    return domain_of(declared, sha256=hashlib.sha256(raw).hexdigest(), where=path.name)


def domain_of(declared: dict[str, Any], *, sha256: str = "", where: str = "domain") -> Domain:
    """The domain that ``[[column]]`` tables declare, or in short ``[columns]`` with ``name = [values]``."""
    problems: list[Problem] = []
    declared = _in_full(declared)
    tables = declared.get("column")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Refused([Problem(where, None, "", "", "has no [[column]]: declare every column with its values")])
    problems += [_problem(where, str(key), "", "not known; known are population and [[column]]")
                 for key in sorted(set(declared) - {"population", "column"})]  # fmt: skip
    if not isinstance(declared.get("population", ""), str):
        problems.append(_problem(where, "population", str(declared["population"]), "write it as text"))
    columns = [_column(table, where, number, problems) for number, table in enumerate(tables, start=1)]
    names = [column.name for column in columns]
    problems += [
        _problem(where, name, "", "declared twice") for name in sorted({n for n in names if names.count(n) > 1})
    ]
    if not 2 <= len(columns) <= COLUMNS:
        problems.append(_problem(where, "", "", f"{len(columns)} columns; between 2 and {COLUMNS} can be made"))
    if problems:
        raise Refused(problems)
    return Domain(population=declared.get("population", ""), columns=tuple(columns), sha256=sha256)


def _in_full(declared: dict[str, Any]) -> dict[str, Any]:
    """The same with ``[[column]]`` tables where it was written in short."""
    short = declared.get("columns")
    if not isinstance(short, dict) or "column" in declared:
        return declared
    rest = {key: value for key, value in declared.items() if key != "columns"}
    return rest | {"column": [{"name": name, "values": values} for name, values in short.items()]}


def _column(table: dict[str, Any], where: str, number: int, problems: list[Problem]) -> Column:
    """One column as declared; what is wrong with it is added to the problems."""
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        problems.append(_problem(where, f"number {number}", "", "has no name"))
        name = f"number {number}"
    for key in sorted(set(table) - KNOWN):
        problems.append(_problem(where, name, str(key), f"not known; known are {', '.join(sorted(KNOWN))}"))
    values = _values(table, where, name, problems)
    if not isinstance(table.get("empty", False), bool):
        problems.append(_problem(where, name, str(table["empty"]), "empty is true or false"))
    elif table.get("empty"):
        values = ["", *values]
    for value in sorted({v for v in values if values.count(v) > 1}):
        problems.append(_problem(where, name, value, "declared twice"))
    if not 2 <= len(values) <= VALUES:
        problems.append(_problem(where, name, "", f"{len(values)} values; a column has between 2 and {VALUES}"))
    return Column(name=name, values=tuple(values))


def _values(table: dict[str, Any], where: str, name: str, problems: list[Problem]) -> list[str]:
    """The values listed, or the whole numbers from … to …"""
    if ("values" in table) == ("from" in table or "to" in table):
        problems.append(_problem(where, name, "", "declare values = [...], or from and to, one of the two"))
        return ["a", "b"]
    if "values" in table:
        listed = table["values"]
        if isinstance(listed, list) and all(type(v) in (str, int) and str(v).strip() == str(v) != "" for v in listed):
            return [str(v) for v in listed[: VALUES + 2]]
        problems.append(_problem(where, name, "", "values is a list of texts or whole numbers; empty = true for none"))
        return ["a", "b"]
    low, high = table.get("from"), table.get("to")
    if type(low) is not int or type(high) is not int or not low < high < low + VALUES:
        problems.append(_problem(where, name, "", f"from and to are whole numbers, rising, at most {VALUES} of them"))
        return ["a", "b"]
    return [str(v) for v in range(low, high + 1)]


def _problem(where: str, column: str, value: str, expected: str) -> Problem:
    return Problem(where, None, column, value, expected)
