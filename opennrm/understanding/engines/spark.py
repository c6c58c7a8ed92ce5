"""Spark over files under the contract, beyond one machine: an extra, installed with ``make spark`` (Java 17).

Values are not checked here as DuckDB checks them; a code outside its scheme is shown as it stands in the table and
found by the check «complete scheme».
"""

from datetime import date
from pathlib import Path
from typing import Any

import ibis
from pyspark.sql import SparkSession

from opennrm.understanding import contract, relations
from opennrm.understanding.engines import Register, fingerprint
from opennrm.understanding.facts import BY_TABLE, Fact, Kind
from opennrm.understanding.tabulate import Counts, Question, expression


class SparkEngine:
    """Asks Parquet or CSV files through a Spark session; local by default, a cluster where SPARK_MASTER says so."""

    name = "spark"

    def __init__(self, folder: Path, *, as_of: date | None = None, session: Any = None) -> None:
        self._session = session or local_session()
        self._backend = ibis.pyspark.connect(self._session)
        found = {file.fact: file for file in contract.files(folder)}
        self._raw = {table: self._view(fact, found.get(fact)) for table, fact in BY_TABLE.items()}
        self._relations: dict[str, Any] = {}
        said = contract.describe(folder)
        sums = {table: self._sum(table, as_of) for table in BY_TABLE if BY_TABLE[table] in found}
        self._register = Register(
            said.collection,
            said.kind,
            said.producer,
            fingerprint.version({table: (rows, total) for table, (rows, total, _) in sums.items()}),
            as_of,
            max((latest for *_, latest in sums.values() if latest), default=None),
        )

    def _view(self, fact: type[Fact], file: contract.FactFile | None) -> Any:
        reader = self._session.read
        if file is None:
            frame = self._session.createDataFrame([], ", ".join(f"`{c}` string" for c in fact.columns()))
        elif file.path.suffix == ".csv":
            frame = reader.csv(str(file.path), header=True, escape='"', multiLine=True)
        else:
            frame = reader.parquet(str(file.path))
        frame = frame.selectExpr(*(_cast(name, fact, name in frame.columns) for name in fact.columns()))
        frame.createOrReplaceTempView(f"raw_{fact.table}")
        return self._backend.table(f"raw_{fact.table}")

    def _sum(self, table: str, as_of: date | None) -> tuple[int, int, date | None]:
        where = f"WHERE recorded_on <= DATE '{as_of.isoformat()}'" if as_of else ""
        total = fingerprint.sum_of(BY_TABLE[table], "spark")
        row = self._session.sql(
            f"SELECT count(*), {total}, max(recorded_on) FROM raw_{table} {where}"
        ).collect()[0]  # noqa: S608
        return int(row[0]), int(row[1] or 0), row[2]

    def register(self) -> Register:
        return self._register

    def _relation(self, fact: str) -> Any:
        if fact not in self._relations:
            self._relations[fact] = relations.relation(BY_TABLE[fact], self._raw, self._register.as_of)
        return self._relations[fact]

    def _rows(self, asked: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(str(ibis.to_sql(asked, dialect="pyspark"))).collect()]

    def years(self, fact: str) -> tuple[int, ...]:
        relation = self._relation(fact)
        asked = relation.filter(relation.year.notnull()).select("year").distinct().order_by("year")
        return tuple(int(row[0]) for row in self._rows(asked))

    def ask(self, question: Question) -> Counts:
        rows = self._rows(expression(self._relation(question.fact), question))
        return {tuple(row[:-1]): int(row[-1]) for row in rows}

    def close(self) -> None:
        self._session.stop()


def local_session() -> Any:
    """A session of this machine alone, listening on loopback only; SPARK_MASTER names a cluster instead."""
    return (
        SparkSession.builder.appName("opennrm")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "Asia/Tokyo")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )


def _cast(name: str, fact: type[Fact], present: bool) -> str:
    kinds = {a.name: a.kind for a in fact.attributes()}
    kind = kinds.get(name)
    text = f"nullif(trim(cast(`{name}` as string)), '')" if present else "cast(null as string)"
    if name == "recorded_on":
        return f"coalesce(to_date({text}), DATE '1900-01-01') as {name}"
    if name in contract.DATES:
        return f"to_date({text}) as {name}"
    if name == "precision":
        day = "nullif(trim(cast(`day` as string)), '')"
        return f"coalesce({text}, case when {day} is null then 'unknown' else 'day' end) as {name}"
    if kind is Kind.NUMBER:
        return f"cast({text} as int) as {name}"
    if kind is Kind.CODES and present:
        return f"coalesce(array_join(array_sort(split({text}, ';')), ';'), '') as {name}"
    if kind in (Kind.CODES, Kind.KEY) or name in ("supersedes", "change", "reason"):
        return f"coalesce({text}, '') as {name}"
    return f"{text} as {name}"
