"""PostgreSQL, where the register lives there and has outgrown one machine's memory: it counts where the facts are."""

from datetime import date
from typing import Any, cast

import psycopg
from psycopg import sql

from opennrm.understanding.engines import Register, fingerprint
from opennrm.understanding.engines.duck import Database
from opennrm.understanding.engines.expressed import Expressed, Row
from opennrm.understanding.facts import BY_TABLE, Fact


class PostgresEngine(Expressed):
    """Asks the register's own tables; nothing is copied out but the counts."""

    name = "postgres"
    dialect = "postgres"

    def __init__(self, database: Database, *, as_of: date | None = None) -> None:
        self._connection = psycopg.connect(database.url)
        try:
            for fact in BY_TABLE.values():
                self._connection.execute(_view(fact, database.collection))
            sums = {table: self._sum(table, as_of) for table in BY_TABLE}
        except BaseException:
            self._connection.close()
            raise
        super().__init__(
            Register(
                database.collection,
                database.kind,
                database.producer,
                fingerprint.version({table: (rows, total) for table, (rows, total, _) in sums.items()}),
                as_of,
                max((latest for *_, latest in sums.values() if latest), default=None),
            )
        )

    def _sum(self, table: str, as_of: date | None) -> tuple[int, int, date | None]:
        where = f"WHERE recorded_on <= DATE '{as_of.isoformat()}'" if as_of else ""
        total = fingerprint.sum_of(BY_TABLE[table], "postgres")
        rows, value, latest = self.rows(f"SELECT count(*), {total}, max(recorded_on) FROM raw_{table} {where}")[0]
        return rows, int(value or 0), latest

    def rows(self, statement: str) -> list[Row]:
        # Written by Ibis or from the contract's declarations; without parameters, so that % stands for itself.
        return self._connection.execute(cast("Any", statement)).fetchall()

    def keep(self, name: str, statement: str) -> None:
        self._connection.execute(cast("Any", f"CREATE TEMP TABLE {name} AS {statement}"))
        self._connection.execute(cast("Any", f"ANALYZE {name}"))

    def close(self) -> None:
        self._connection.close()


def _view(fact: type[Fact], collection: str) -> sql.Composed:
    """One collection's facts; ids in the order of their bytes, as every other engine sorts them."""
    columns = sql.SQL(", ").join(
        sql.SQL('id COLLATE "C" AS id') if name == "id" else sql.Identifier(name) for name in fact.columns()
    )
    return sql.SQL("CREATE TEMP VIEW {view} AS SELECT {columns} FROM {table} WHERE collection_id = {name}").format(
        view=sql.Identifier(f"raw_{fact.table}"),
        columns=columns,
        table=sql.Identifier(f"understanding_{fact.table}"),
        name=sql.Literal(collection),
    )
