"""Facts out of a folder under the register's contract, for the database: checked to the last value first."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from opennrm.understanding import contract
from opennrm.understanding.attributes import Kind
from opennrm.understanding.contract import FactFile
from opennrm.understanding.facts import Fact
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.models import ROWS
from opennrm.understanding.register import why_not_record

OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
NOT_SAID = date(1900, 1, 1)  # what the contract reads where a file has no day of recording


@dataclass(frozen=True)
class Folder:
    """A folder read: its facts, the digest of its files, and who produced it."""

    facts: tuple[Fact, ...]
    sha256: str
    producer: str


def read_folder(folder: Path, *, collection: str, on: date) -> Folder:
    """Every fact of the folder, on its way into a collection. Raises Refused with every problem found.

    Beyond the contract's check of each value, what must hold within a row holds, and a correction names a
    fact of these files or of the collection, once. A fact without a day of recording was recorded ``on``.
    """
    with duckdb.connect(":memory:", config=OFFLINE) as con:
        found = contract.check(con, folder)
        rows = {file: list(_facts(con, file, on)) for file in found}
    problems = [problem for file in found for problem in _problems(file, rows[file], collection)]
    if problems:
        raise Refused(problems)
    facts = tuple(fact for file in found for _row, fact in rows[file])
    return Folder(facts, _digest(found), contract.describe(folder).producer)


def _facts(con: Any, file: FactFile, on: date) -> Iterator[tuple[int, Fact]]:
    """The facts of a checked file, each with its row as a spreadsheet counts it."""
    sets = {a.name for a in file.fact.attributes() if a.kind is Kind.CODES}
    columns = file.fact.columns()
    listed = contract.typed(file.fact, contract.columns_of(con, file))
    result = con.execute(f"SELECT {listed} FROM {file.scan}")  # noqa: S608 - names from the contract's declaration
    number = 1
    while batch := result.fetchmany(10_000):
        for cells in batch:
            number += 1
            values = dict(zip(columns, cells))
            if values["recorded_on"] == NOT_SAID:
                values["recorded_on"] = on
            for name in sets:
                values[name] = frozenset(values[name].split(";")) if values[name] else frozenset()
            yield number, file.fact(**values)


def _problems(file: FactFile, rows: Sequence[tuple[int, Fact]], collection: str) -> Iterator[Problem]:
    superseded = {fact.supersedes for _row, fact in rows if fact.supersedes}
    there = {fact.id for _row, fact in rows}
    if superseded - there:
        stored = ROWS[file.fact].objects.filter(collection=collection)  # type: ignore[attr-defined]
        there |= set(stored.filter(id__in=superseded - there).values_list("id", flat=True))
    by_whom: dict[str, str] = {}
    for row, fact in rows:
        if wrong := why_not_record(fact):
            yield Problem(file.name, row, *wrong)
        if not fact.supersedes:
            continue
        if fact.supersedes not in there:
            expected = "the id of a fact of this file or of the collection"
            yield Problem(file.name, row, "supersedes", fact.supersedes, expected)
        if by_whom.setdefault(fact.supersedes, fact.id) != fact.id:
            expected = "a fact that no other row supersedes; supersede the later one"
            yield Problem(file.name, row, "supersedes", fact.supersedes, expected)


def _digest(found: Sequence[FactFile]) -> str:
    """One digest over the files and their names, in the order of the names."""
    whole = hashlib.sha256()
    for file in found:
        parts = sorted(file.path.glob("*.parquet")) if file.path.is_dir() else [file.path]
        for part in parts:
            with part.open("rb") as body:
                whole.update(f"{file.fact.table}/{hashlib.file_digest(body, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()
