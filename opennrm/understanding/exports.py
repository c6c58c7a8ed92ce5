"""Write figures and facts to files that can be read back: the register's contract as CSV or Parquet.

The register is nameless, not anonymous: what is written is confidential and readable by its owner alone.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction

from opennrm.understanding.attributes import Kind
from opennrm.understanding.facts import FACTS, Fact
from opennrm.understanding.imports.figures import mappings
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.models import ROWS, Collection, Figure
from opennrm.vault import actions as vault

BATCH = 10_000
FORMATS = ("csv", "parquet")
OWNER_ONLY = 0o600
DATES = ("day", "until", "recorded_on")

Cells = tuple[Any, ...]


def export_figures(path: Path) -> int:
    """Write every published figure in our own columns, in one fixed order; returns how many."""
    columns = mappings()["figures"].columns
    rows = Figure.objects.order_by(
        "year", "period", "publisher", "indicator", "scheme", "category", "source", "vintage", "value_text"
    ).values_list(*columns)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    return len(rows)


@transaction.atomic
def export_facts(
    folder: Path,
    *,
    collection: str,
    on: date,
    form: str = "csv",
    step: Callable[[str, int], None] = lambda table, done: None,
) -> dict[str, int]:
    """Write a collection under the register's contract: a file a fact type that has facts.

    Returns the number of facts by table; one line of audit says that the collection went out. Raises Refused
    where there is no such collection, it is empty, or the folder holds something already.
    """
    home = Collection.objects.filter(name=collection).first()
    if home is None:
        known = ", ".join(Collection.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise Refused([Problem("--collection", None, "", collection, f"a collection of this register: {known}")])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused([Problem(str(folder), None, "", "", "a new or empty folder")])
    rows = {fact: ROWS[fact].objects.filter(collection=home) for fact in FACTS}  # type: ignore[attr-defined]
    with_facts = [fact for fact in FACTS if rows[fact].exists()]
    if not with_facts:
        expected = "a collection with facts; this one is empty"
        raise Refused([Problem("--collection", None, "", collection, expected)])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write = _write_parquet if form == "parquet" else _write_csv
    counts = dict.fromkeys((fact.table for fact in with_facts), 0)
    for fact in with_facts:
        path = folder / f"{fact.table}.{form}"
        path.touch(mode=OWNER_ONLY)
        cells = rows[fact].order_by("id").values_list(*fact.columns()).iterator(chunk_size=BATCH)
        for batch in write(path, fact, cells):
            counts[fact.table] += batch
            step(fact.table, batch)
    _describe(folder / "register.toml", home, on)
    vault.record("facts.exported", f"collection:{collection}")
    return counts


def _batches(rows: Iterator[Cells]) -> Iterator[list[Cells]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _write_csv(path: Path, fact: type[Fact], rows: Iterator[Cells]) -> Iterator[int]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fact.columns())
        for batch in _batches(rows):
            writer.writerows(batch)
            yield len(batch)


def _write_parquet(path: Path, fact: type[Fact], rows: Iterator[Cells]) -> Iterator[int]:
    schema = parquet_schema(fact)
    with pq.ParquetWriter(path, schema) as writer:
        for batch in _batches(rows):
            by_column = [pa.array(cells, field.type) for cells, field in zip(zip(*batch), schema)]
            writer.write_batch(pa.record_batch(by_column, schema=schema))
            yield len(batch)


def parquet_schema(fact: type[Fact]) -> Any:
    """The contract's columns as Parquet has them: days are date32, numbers int32, everything else text."""
    numbers = {attribute.name for attribute in fact.attributes() if attribute.kind is Kind.NUMBER}
    kinds = {**dict.fromkeys(DATES, pa.date32()), **dict.fromkeys(numbers, pa.int32())}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in fact.columns()])


def _describe(path: Path, home: Collection, on: date) -> None:
    lines = {"collection": home.name, "kind": home.kind, "producer": home.producer}
    body = "".join(f"{name} = {_quoted(text)}\n" for name, text in lines.items())
    path.write_text(f"{body}exported_on = {on.isoformat()}\n", "utf-8")


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
