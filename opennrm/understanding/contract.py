"""The register's contract on files: which files a folder may hold, what their columns may say.

A folder holds one file (or one folder of Parquet parts) a fact type, named after its table: ``victim_protected.csv``
or ``.parquet``. ``id``, ``key`` and ``day`` must be there; every other column may be absent, and then is unknown.
DuckDB reads and checks them column by column, so that ten million rows take seconds.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opennrm.understanding import countries
from opennrm.understanding.facts import BY_TABLE, Attribute, Fact, Kind
from opennrm.understanding.imports.problems import SHOWN, Problem, Refused
from opennrm.understanding.terms import Change, Precision, Reason

REQUIRED = ("id", "key", "day")
DATES = ("day", "until", "recorded_on")
FILE_KINDS = (".csv", ".parquet")


@dataclass(frozen=True)
class FactFile:
    """One fact type's file in a folder under the contract."""

    fact: type[Fact]
    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def scan(self) -> str:
        """A DuckDB table function over the file, every column as text, in the file's own order."""
        if self.path.suffix == ".csv":
            return (
                f"read_csv({quoted(str(self.path))}, all_varchar=true, header=true, delim=',', quote='\"', "
                "null_padding=false, strict_mode=true)"
            )
        pattern = self.path / "*.parquet" if self.path.is_dir() else self.path
        return f"read_parquet({quoted(str(pattern))})"


@dataclass(frozen=True)
class Description:
    """What ``register.toml`` says of a folder; a folder without one is named after itself."""

    collection: str
    kind: str
    producer: str


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def describe(folder: Path) -> Description:
    """Read ``register.toml`` beside the files."""
    path = folder / "register.toml"
    said: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return Description(
        collection=str(said.get("collection", folder.name)),
        kind=str(said.get("kind", "national")),
        producer=str(said.get("producer", "")),
    )


def files(folder: Path) -> tuple[FactFile, ...]:
    """The fact files of a folder. A folder without any, or with a file of no fact type, is refused."""
    if not folder.is_dir():
        raise Refused(
            [Problem(str(folder), None, "", "", "a folder with facts under the register's contract")]
        )
    found, problems = [], []
    for path in sorted(folder.iterdir()):
        if path.name == "register.toml" or path.name.startswith("."):
            continue
        table = path.stem if path.suffix in FILE_KINDS else path.name
        is_parts = path.is_dir() and any(path.glob("*.parquet"))
        if table in BY_TABLE and (path.suffix in FILE_KINDS or is_parts):
            found.append(FactFile(BY_TABLE[table], path))
        else:
            names = ", ".join(f"{name}.csv" for name in BY_TABLE)
            problems.append(Problem(path.name, None, "", "", f"a file named after a fact type: {names}"))
    twice = [f for f in found if sum(g.fact is f.fact for g in found) > 1]
    problems += [
        Problem(f.name, None, "", "", f"one file for {f.fact.table}; keep one of the two") for f in twice
    ]
    if not found and not problems:
        problems.append(Problem(str(folder), None, "", "", "at least one file such as victim_protected.csv"))
    if problems:
        raise Refused(problems)
    return tuple(found)


def check(con: Any, folder: Path) -> tuple[FactFile, ...]:
    """Every file of the folder, once each value in them has been checked; else ``Refused`` with every problem.

    ``con`` is a DuckDB connection. Problems carry the row as a spreadsheet counts it (the header is row 1).
    """
    found = files(folder)
    problems: list[Problem] = []
    total = 0
    for file in found:
        for problem, count in _problems(con, file):
            total += count
            if len(problems) < SHOWN:
                problems.append(problem)
    if problems:
        raise Refused(problems, total=total)
    return found


def columns_of(con: Any, file: FactFile) -> tuple[str, ...]:
    """The columns a file has."""
    described = con.sql(f"DESCRIBE SELECT * FROM {file.scan}").fetchall()  # noqa: S608
    return tuple(row[0] for row in described)


def _problems(con: Any, file: FactFile) -> Iterator[tuple[Problem, int]]:
    try:
        have = columns_of(con, file)
    except Exception as error:
        yield (
            Problem(
                file.name,
                None,
                "",
                "",
                f"a readable {file.path.suffix or 'Parquet'} file ({_first_line(error)})",
            ),
            1,
        )
        return
    allowed = file.fact.columns()
    missing = [name for name in REQUIRED if name not in have]
    unknown = [name for name in have if name not in allowed]
    for name in missing:
        yield Problem(file.name, 1, name, "", f"this column; every file has {', '.join(REQUIRED)}"), 1
    for name in unknown:
        yield Problem(file.name, 1, name, "", f"one of the contract's columns: {', '.join(allowed)}"), 1
    if missing:
        return
    tests = [test for test in _tests(file.fact) if test[0] in have]
    try:
        counts = con.sql(_tally(file, tests)).fetchone()
        for (name, bad, expected), count in zip(tests, counts):
            if count:
                yield from _rows(con, file, name, bad, expected)
        if counts[-1]:
            yield from _rows(con, file, "id", DUPLICATE, "an id no other row has")
    except Exception as error:
        yield Problem(file.name, None, "", "", f"rows that can be read ({_first_line(error)})"), 1


DUPLICATE = "count(*) OVER (PARTITION BY id) > 1"


def _tally(file: FactFile, tests: list[tuple[str, str, str]]) -> str:
    """One pass over the file: how many values fail each test, and how many ids stand twice."""
    failed = [f"count(*) FILTER (WHERE {bad.format(v=_text(name))})" for name, bad, _ in tests]
    return f"SELECT {', '.join(failed)}, count(*) - count(DISTINCT id) FROM {file.scan}"  # noqa: S608


def _text(name: str) -> str:
    return f'trim("{name}"::VARCHAR)'


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _rows(con: Any, file: FactFile, name: str, bad: str, expected: str) -> Iterator[tuple[Problem, int]]:
    """The rows of one column for which the SQL expression ``bad`` (over ``{v}``) holds."""
    numbered = f"SELECT *, row_number() OVER () AS file_row FROM {file.scan}"  # noqa: S608
    tested = (
        f"SELECT file_row, v, {bad.format(v='v')} AS bad FROM "  # noqa: S608
        f"(SELECT file_row, id, {_text(name)} AS v FROM ({numbered}))"
    )
    picked = con.sql(
        f"SELECT file_row, v, count(*) OVER () FROM ({tested}) WHERE bad ORDER BY file_row LIMIT {SHOWN}"  # noqa: S608
    ).fetchall()
    for at, (row, value, count) in enumerate(picked):
        rest = count - len(picked) if at == len(picked) - 1 else 0
        yield Problem(file.name, row + 1, name, value or "", expected), 1 + rest


def _listed(values: tuple[str, ...]) -> str:
    return "(" + ", ".join(quoted(value) for value in values) + ")"


def _one_of(values: tuple[str, ...]) -> tuple[str, str]:
    return f"{{v}} <> '' AND {{v}} NOT IN {_listed(values)}", f"one of {', '.join(values)}, or nothing"


def _tests(fact: type[Fact]) -> Iterator[tuple[str, str, str]]:
    """For each column: the SQL expression that holds for a wrong value, and what was expected."""
    for name in ("id", "key"):
        yield name, "{v} IS NULL OR {v} = '' OR length({v}) > 64", "an opaque key of 1 to 64 characters"
    for name in DATES:
        yield name, "{v} <> '' AND try_cast({v} AS DATE) IS NULL", "a day written 2020-12-31"
    for name, values in (
        ("precision", Precision.values),
        ("change", Change.values),
        ("reason", Reason.values),
    ):
        yield name, *_one_of(tuple(values))
    for attribute in fact.attributes():
        yield attribute.name, *_test(attribute)


def _test(attribute: Attribute) -> tuple[str, str]:
    match attribute.kind:
        case Kind.CODE:
            return _one_of(attribute.values)
        case Kind.CODES:
            allowed = "[" + ", ".join(quoted(value) for value in attribute.values) + "]"
            return (
                f"{{v}} <> '' AND NOT list_has_all({allowed}, str_split({{v}}, ';'))",
                f"codes separated by ;, each one of {', '.join(attribute.values)}",
            )
        case Kind.COUNTRY:
            return (
                f"{{v}} <> '' AND {{v}} NOT IN {_listed(tuple(countries.names()))}",
                "an ISO 3166-1 code of two letters such as JP, XS for stateless, or nothing",
            )
        case Kind.NUMBER:
            low, high = attribute.low, attribute.high
            return (
                f"{{v}} <> '' AND coalesce(try_cast({{v}} AS BIGINT) NOT BETWEEN {low} AND {high}, true)",
                f"a whole number from {low} to {high}, or nothing",
            )
        case _:
            return "length({v}) > 64", "at most 64 characters"


def typed(fact: type[Fact], have: tuple[str, ...]) -> str:
    """The select list that turns a checked file's text into the contract's types; absent columns become unknown."""
    kinds = {a.name: a.kind for a in fact.attributes()}
    return ", ".join(f"{_cast(name, kinds.get(name), name in have)} AS {name}" for name in fact.columns())


def _cast(name: str, kind: Kind | None, present: bool) -> str:
    text = f"nullif(trim(\"{name}\"::VARCHAR), '')" if present else "NULL::VARCHAR"
    if name == "recorded_on":
        return f"coalesce(try_cast({text} AS DATE), DATE '1900-01-01')"
    if name in DATES:
        return f"try_cast({text} AS DATE)"
    if name == "precision":
        day_known = f"CASE WHEN {_cast('day', None, True)} IS NULL THEN 'unknown' ELSE 'day' END"
        return f"coalesce({text}, {day_known})"
    if kind is Kind.NUMBER:
        return f"try_cast({text} AS INTEGER)"
    if kind is Kind.CODES and present:
        return f"coalesce(array_to_string(list_sort(str_split({text}, ';')), ';'), '')"
    if kind in (Kind.CODES, Kind.KEY) or name in ("supersedes", "change", "reason"):
        return f"coalesce({text}, '')"
    return text
