"""Spark over files under the contract, beyond one machine: an extra, installed with ``make spark`` (Java 17).

Values are not checked here as DuckDB checks them; a code outside its scheme is shown as it stands in the table and
found by the check «complete scheme».
"""

import os
from datetime import date
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from opennrm.understanding import contract
from opennrm.understanding.attributes import Kind
from opennrm.understanding.engines import Register, fingerprint
from opennrm.understanding.engines.expressed import Expressed, Row
from opennrm.understanding.facts import BY_TABLE, Fact
from opennrm.understanding.relations import DATES


class SparkEngine(Expressed):
    """Asks Parquet or CSV files through a Spark session; local by default, a cluster where SPARK_MASTER says so."""

    name = "spark"
    dialect = "pyspark"

    def __init__(self, folder: Path, *, as_of: date | None = None, session: Any = None) -> None:
        self._session = session or start_session()
        self._is_own = session is None
        self._frames: list[Any] = []
        found = {file.fact: file for file in contract.files(folder)}
        for fact in BY_TABLE.values():
            self._view(fact, found.get(fact))
        said = contract.describe(folder)
        sums = {fact.table: self._sum(fact, as_of) for fact in found}
        super().__init__(
            Register(
                said.collection,
                said.kind,
                said.producer,
                fingerprint.version({table: (rows, total) for table, (rows, total, _) in sums.items()}),
                as_of,
                max((latest for *_, latest in sums.values() if latest), default=None),
            )
        )

    def _view(self, fact: type[Fact], file: contract.FactFile | None) -> None:
        reader = self._session.read
        if file is None:
            frame = self._session.createDataFrame([], ", ".join(f"`{c}` string" for c in fact.columns()))
        elif file.is_csv:
            frame = reader.csv(str(file.path.resolve()), header=True, escape='"', multiLine=True)
        else:
            frame = reader.parquet(str(file.path.resolve()))
        have = dict(frame.dtypes)
        frame = frame.selectExpr(*(_cast(name, fact, have) for name in fact.columns()))
        frame.createOrReplaceTempView(f"raw_{fact.table}")

    def _sum(self, fact: type[Fact], as_of: date | None) -> tuple[int, int, date | None]:
        where = f"WHERE recorded_on <= DATE '{as_of.isoformat()}'" if as_of else ""
        total = fingerprint.sum_of(fact, "spark")
        rows, value, latest = self.rows(f"SELECT count(*), {total}, max(recorded_on) FROM raw_{fact.table} {where}")[0]
        return int(rows), int(value or 0), latest

    def rows(self, statement: str) -> list[Row]:
        return [tuple(row) for row in self._session.sql(statement).collect()]

    def keep(self, name: str, statement: str) -> None:
        frame = self._session.sql(statement).persist()
        frame.createOrReplaceTempView(name)
        self._frames.append(frame)

    def close(self) -> None:
        """Let go of what was kept; stop the session, where it was started here."""
        for frame in self._frames:
            frame.unpersist()
        if self._is_own:
            self._session.stop()


def start_session() -> Any:
    """A session of this machine alone, listening on loopback only; or of the cluster SPARK_MASTER names.

    What a cluster needs besides (memory, addresses, keys) stands in its own spark-defaults.conf.
    """
    master = os.environ.get("SPARK_MASTER", "")
    builder = SparkSession.builder.appName("opennrm").config("spark.ui.enabled", "false")
    if master:
        return builder.master(master).getOrCreate()
    return (
        builder.master("local[*]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )


def _cast(name: str, fact: type[Fact], have: dict[str, str]) -> str:
    """From a file's column to the contract's type, as ``contract.typed`` does it for DuckDB."""
    kind = {a.name: a.kind for a in fact.attributes()}.get(name)
    text = _text(name, have)
    if name == "recorded_on":
        return f"coalesce(to_date({text}), DATE '1900-01-01') as {name}"
    if name in DATES:
        return f"to_date({text}) as {name}"
    if name == "precision":
        day_known = f"case when {_text('day', have)} is null then 'unknown' else 'day' end"
        return f"coalesce({text}, {day_known}) as {name}"
    if kind is Kind.NUMBER:
        return f"cast({text} as int) as {name}"
    if kind is Kind.CODES and name in have:
        return f"coalesce(array_join(array_sort(array_distinct(split({text}, ';'))), ';'), '') as {name}"
    if kind in (Kind.CODES, Kind.KEY) or name in ("supersedes", "change", "reason"):
        return f"coalesce({text}, '') as {name}"
    return f"{text} as {name}"


def _text(name: str, have: dict[str, str]) -> str:
    if name not in have:
        return "cast(null as string)"
    whole = f"array_join(`{name}`, ';')" if have[name].startswith("array") else f"cast(`{name}` as string)"
    return f"nullif(trim({whole}), '')"
