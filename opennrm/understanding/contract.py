"""The register's contract on files: which files a folder may hold, what their columns may say.

A folder holds one file (or one folder of Parquet parts) a fact type, named after its table: ``victim_protected.csv``
or ``.parquet``. ``id``, ``key`` and ``day`` must be there; every other column may be absent, and then is unknown.
DuckDB reads and checks them column by column, so that ten million rows take seconds.
"""

import csv
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from opennrm.page import csv_faults
from opennrm.understanding import rows
from opennrm.understanding.attributes import Kind
from opennrm.understanding.facts import BY_TABLE, Fact
from opennrm.understanding.imports.problems import SHOWN, Problem, Refused
from opennrm.understanding.rows import Rule, quoted

REQUIRED = ("id", "key", "day")
FILE_KINDS = (".csv", ".parquet")
WHOLE_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


@dataclass(frozen=True)
class FactFile:
    """One fact type's file in a folder under the contract.

    ``tidy``: coded columns whose values, once checked, turned out to be written as the contract writes them.
    """

    fact: type[Fact]
    path: Path
    tidy: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def is_csv(self) -> bool:
        return self.path.suffix == ".csv"

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names in a CSV file's first row."""
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            try:
                return tuple(next(csv.reader(file), ()))
            except csv.Error:  # told as columns that are missing
                return ()

    @property
    def scan(self) -> str:
        """A DuckDB table function over the file, in the file's own order; every column of a CSV file as text."""
        if self.is_csv:
            columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in self.header)
            return (
                f"read_csv({quoted(str(self.path))}, columns={{{columns}}}, auto_detect=false, header=true, "
                "delim=',', quote='\"', escape='\"', null_padding=false, strict_mode=true)"
            )
        pattern = self.path / "*.parquet" if self.path.is_dir() else self.path
        return f"read_parquet({quoted(str(pattern))}, union_by_name=true)"


@dataclass(frozen=True)
class Description:
    """What ``register.toml`` says of a folder; a folder without one is named after itself."""

    collection: str
    kind: str
    producer: str


def describe(folder: Path) -> Description:
    """Read ``register.toml`` beside the files."""
    path = folder / "register.toml"
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused([Problem(path.name, None, "", "", f"TOML in UTF-8 ({error})")]) from error
    return Description(
        collection=str(said.get("collection", folder.resolve().name)),
        kind=str(said.get("kind", "national")),
        producer=str(said.get("producer", "")),
    )


def files(folder: Path) -> tuple[FactFile, ...]:
    """The fact files of a folder. A folder without any, or with a file of no fact type, is refused."""
    if not folder.is_dir():
        raise Refused([Problem(str(folder), None, "", "", "a folder with facts under the register's contract")])
    found, problems = [], []
    for path in sorted(folder.iterdir()):
        if path.name == "register.toml" or path.name.startswith("."):
            continue
        table = path.stem if path.suffix in FILE_KINDS else path.name
        is_parts = path.is_dir() and any(path.glob("*.parquet"))
        if table in BY_TABLE and (is_parts or (path.is_file() and path.suffix in FILE_KINDS)):
            found.append(FactFile(BY_TABLE[table], path))
        else:
            names = ", ".join(f"{name}.csv" for name in BY_TABLE)
            problems.append(Problem(path.name, None, "", "", f"a file named after a fact type: {names}"))
    twice = [f for f in found if sum(g.fact is f.fact for g in found) > 1]
    problems += [Problem(f.name, None, "", "", f"one file for {f.fact.table}; keep one of the two") for f in twice]
    if not found and not problems:
        problems.append(Problem(str(folder), None, "", "", "at least one file such as victim_protected.csv"))
    if problems:
        raise Refused(problems)
    return tuple(found)


def check(con: Any, folder: Path, *, whole: bool = False) -> tuple[FactFile, ...]:
    """Every file of the folder, once each value in them has been checked; else ``Refused`` with every problem.

    ``con`` is a DuckDB connection. ``whole``: the folder is a register of its own, so that a correction must name
    a fact of the same file. Problems carry the row as a spreadsheet counts it (the header is row 1).
    """
    found: list[FactFile] = []
    problems: list[Problem] = []
    total = 0
    for file in files(folder):
        tidy: set[str] = set()
        for problem, count in _problems(con, file, whole, tidy):
            total += count
            if len(problems) < SHOWN:
                problems.append(problem)
        found.append(replace(file, tidy=frozenset(tidy)))
    if problems:
        raise Refused(problems, total=total)
    return tuple(found)


def columns_of(con: Any, file: FactFile) -> Mapping[str, str]:
    """The columns a file has, each with its DuckDB type."""
    if file.is_csv:
        return dict.fromkeys(file.header, "VARCHAR")
    described = con.sql(f"DESCRIBE SELECT * FROM {file.scan}").fetchall()
    return {row[0]: row[1] for row in described}


def _problems(con: Any, file: FactFile, whole: bool, tidy: set[str]) -> Iterator[tuple[Problem, int]]:
    """Problems with how many each stands for; columns found tidy are added to ``tidy``."""
    try:
        have = columns_of(con, file)
    except duckdb.Error as error:
        yield Problem(file.name, None, "", "", f"a Parquet file that can be read ({_first_line(error)})"), 1
        return
    wrong = list(_header(file, tuple(have)))
    yield from ((problem, 1) for problem in wrong)
    if any(name not in have for name in REQUIRED) or (file.is_csv and len(have) < len(file.header)):
        return
    try:
        _hold(con, file)
        yield from _broken(con, file, have, whole, tidy)
    except duckdb.Error as error:
        said = Problem(file.name, None, "", "", f"rows that can be read ({_first_line(error)})")
        yield from ((problem, 1) for problem in (list(_unreadable(file)) if file.is_csv else []) or [said])


def source(file: FactFile) -> str:
    """Where a checked file's rows are read from: a CSV file is parsed once, a Parquet file is its own best form."""
    return f"text_{file.fact.table}" if file.is_csv else file.scan


def _hold(con: Any, file: FactFile) -> None:
    if file.is_csv:
        con.execute(f"CREATE OR REPLACE TEMP TABLE {source(file)} AS SELECT * FROM {file.scan}")


def _broken(
    con: Any, file: FactFile, have: Mapping[str, str], whole: bool, tidy: set[str]
) -> Iterator[tuple[Problem, int]]:
    """The rows that break a rule. A rule of one value is asked of the different values first: they are few."""
    if "supersedes" in have:
        for statement in rows.named(have, source(file)):
            con.execute(statement)
    for rule in rows.rules(file.fact, have, whole=whole):
        origin = source(file)
        if rule.of_value:
            origin = "different"
            con.execute(
                f'CREATE OR REPLACE TEMP TABLE different AS SELECT DISTINCT "{rule.column}" AS raw, '
                f"{rows.text(rule.column, have)} AS v FROM {source(file)}"
            )
            if have[rule.column] == "VARCHAR" and not con.sql(f"SELECT 1 FROM different WHERE {UNTIDY}").fetchone():
                tidy.add(rule.column)
        if con.sql(f"SELECT 1 FROM {origin} WHERE {rule.bad} LIMIT 1").fetchone():
            yield from _rows(con, file, rule, have)
    if _has_twins(con, file):
        twins = Rule("id", "count(*) OVER (PARTITION BY id) > 1", "an id no other row has")
        yield from _rows(con, file, twins, have)


ORDERED = "array_to_string(list_sort(list_distinct(str_split({v}, ';'))), ';')"
UNTIDY = f"raw <> v OR (contains(v, ';') AND v <> {ORDERED.format(v='v')}) LIMIT 1"


def _has_twins(con: Any, file: FactFile) -> bool:
    """Whether an id stands twice; by hashes first, which are smaller, and differ only where ids do."""
    for identity in ("hash(id)", "id"):
        rows, different = con.sql(f"SELECT count(*), count(DISTINCT {identity}) FROM {source(file)}").fetchone()
        if rows == different:
            return False
    return True


def _rows(con: Any, file: FactFile, rule: Rule, have: Mapping[str, str]) -> Iterator[tuple[Problem, int]]:
    """The rows that break a rule, the first ones by name, the last of these standing for the rest."""
    in_csv, in_parquet = "'' AS part, row_number() OVER () AS at_row", "filename AS part, file_row_number + 1 AS at_row"
    at = in_csv if file.is_csv else in_parquet
    origin = source(file) if file.is_csv else f"{file.scan[:-1]}, filename=true, file_row_number=true)"
    numbered = f"SELECT *, {rows.text(rule.column, have)} AS v, {rows.text('day', have)} AS d, {at} FROM {origin}"
    tested = f"SELECT part, at_row, v, d, {rule.bad} AS bad FROM ({numbered}) AS n"
    picked = con.sql(
        f"SELECT part, at_row, v, d, count(*) OVER () FROM ({tested}) WHERE bad ORDER BY 1, 2 LIMIT {SHOWN}"
    ).fetchall()
    for at_last, (part, row, value, day, count) in enumerate(picked, start=1):
        name = f"{file.name}/{Path(part).name}" if file.path.is_dir() else file.name
        rest = count - len(picked) if at_last == len(picked) else 0
        yield Problem(name, row + 1, rule.column, value, rule.expected.replace("{day}", day)), 1 + rest


def _unreadable(file: FactFile) -> Iterator[Problem]:
    """Rows of a CSV file that are not UTF-8 or have too few or too many values. Asked only of a file that fails."""
    width = len(file.header)
    with file.path.open(encoding="latin-1", newline="") as lines:
        number = 0
        try:
            for number, cells in enumerate(csv.reader(lines), start=1):
                if number > 1 and len(cells) not in (0, width):
                    yield Problem(file.name, number, "", "", f"{width} values as in the first row, not {len(cells)}")
                for name, cell in zip(file.header, cells):
                    if not _is_utf8(cell):
                        yield Problem(file.name, number, name, cell, "text in UTF-8")
        except csv.Error as fault:
            yield Problem(file.name, number + 1, "", "", f"a row of CSV ({csv_faults.told(fault)})")


def _is_utf8(latin: str) -> bool:
    try:
        latin.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _header(file: FactFile, have: tuple[str, ...]) -> Iterator[Problem]:
    allowed = file.fact.columns()
    if not have:
        yield Problem(file.name, None, "", "", f"a first row that names columns: {', '.join(allowed)}")
        return
    for name in REQUIRED:
        if name not in have:
            yield Problem(file.name, 1, name, "", f"this column; every file has {', '.join(REQUIRED)}")
    for name in dict.fromkeys(have):
        if name not in allowed:
            yield Problem(file.name, 1, name, "", f"one of the contract's columns: {', '.join(allowed)}")
    if file.is_csv:
        for name in {name: None for name in file.header if file.header.count(name) > 1}:
            yield Problem(file.name, 1, name, "", "each column once")


def typed(fact: type[Fact], have: Mapping[str, str], tidy: Collection[str] = ()) -> str:
    """The select list from a checked file's columns to the contract's types; absent columns become unknown."""
    kinds = {a.name: a.kind for a in fact.attributes()}
    return ", ".join(f"{_cast(name, kinds.get(name), have, tidy)} AS {name}" for name in fact.columns())


def _cast(name: str, kind: Kind | None, have: Mapping[str, str], tidy: Collection[str]) -> str:
    whole = f"coalesce(\"{name}\", '')" if name in tidy else rows.text(name, have)
    known = f"nullif({whole}, '')" if name in have else "NULL::VARCHAR"
    if name in rows.DATES:
        day = f'"{name}"' if have.get(name) == "DATE" else f"try_cast({known} AS DATE)"
        return f"coalesce({day}, DATE '1900-01-01')" if name == "recorded_on" else day
    if name == "precision":
        return f"coalesce({known}, CASE WHEN {rows.text('day', have)} = '' THEN 'unknown' ELSE 'day' END)"
    if kind is Kind.NUMBER:
        is_number = have.get(name) in WHOLE_NUMBERS
        return f'"{name}"::INTEGER' if is_number else f"try_cast({known} AS INTEGER)"
    if kind is Kind.CODES and name in have and name not in tidy:
        return f"CASE WHEN contains({whole}, ';') THEN {ORDERED.format(v=whole)} ELSE {whole} END"
    if kind in (Kind.CODES, Kind.KEY) or name in ("supersedes", "change", "reason"):
        return whole
    return known
