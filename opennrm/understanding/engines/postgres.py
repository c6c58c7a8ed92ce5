"""PostgreSQL, where the register lives there and has outgrown one machine's memory: the same questions, as views."""

from datetime import date
from typing import Any

import ibis

from opennrm.understanding import relations
from opennrm.understanding.engines import Register, fingerprint
from opennrm.understanding.engines.duck import Database
from opennrm.understanding.facts import BY_TABLE
from opennrm.understanding.tabulate import Counts, Question, expression


class PostgresEngine:
    """Asks the register's own tables; nothing is copied out but the counts."""

    name = "postgres"

    def __init__(self, database: Database, *, as_of: date | None = None) -> None:
        self._backend = ibis.postgres.connect(database.url)
        raw = {}
        for table, fact in BY_TABLE.items():
            rows = self._backend.table(f"understanding_{table}")
            raw[table] = rows.filter(rows.collection_id == database.collection).select(*fact.columns())
        self._raw = raw
        self._relations: dict[str, Any] = {}
        sums = {table: self._sum(table, database.collection, as_of) for table in BY_TABLE}
        latest = [found for *_, found in sums.values() if found is not None]
        self._register = Register(
            database.collection,
            database.kind,
            database.producer,
            fingerprint.version({table: (rows, total) for table, (rows, total, _) in sums.items()}),
            as_of,
            max(latest, default=None),
        )

    def _sum(self, table: str, collection: str, as_of: date | None) -> tuple[int, int, date | None]:
        sql = (
            f"SELECT count(*), {fingerprint.sum_of(BY_TABLE[table], 'postgres')}, max(recorded_on) "  # noqa: S608
            f"FROM understanding_{table} WHERE collection_id = %s AND recorded_on <= coalesce(%s::date, 'infinity')"
        )
        with self._backend.con.cursor() as cursor:
            rows, total, latest = cursor.execute(sql, (collection, as_of)).fetchone()
        return rows, int(total or 0), latest

    def register(self) -> Register:
        return self._register

    def _relation(self, fact: str) -> Any:
        if fact not in self._relations:
            self._relations[fact] = relations.relation(BY_TABLE[fact], self._raw, self._register.as_of)
        return self._relations[fact]

    def _rows(self, asked: Any) -> list[tuple[Any, ...]]:
        with self._backend.con.cursor() as cursor:
            found: list[tuple[Any, ...]] = cursor.execute(
                str(ibis.to_sql(asked, dialect="postgres"))
            ).fetchall()
        return found

    def years(self, fact: str) -> tuple[int, ...]:
        relation = self._relation(fact)
        asked = relation.filter(relation.year.notnull()).select("year").distinct().order_by("year")
        return tuple(int(row[0]) for row in self._rows(asked))

    def ask(self, question: Question) -> Counts:
        rows = self._rows(expression(self._relation(question.fact), question))
        return {tuple(row[:-1]): int(row[-1]) for row in rows}

    def close(self) -> None:
        self._backend.con.close()
