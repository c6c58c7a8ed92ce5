"""Which engine reads which register."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import cast

from opennrm.understanding.engines import Engine
from opennrm.understanding.engines.duck import Database, DuckEngine
from opennrm.understanding.engines.postgres import PostgresEngine

BACKENDS = ("duckdb", "postgres", "spark")


class NoEngine(ValueError):
    """This engine cannot read that register here; the text says which can, or what to install."""


def engine(backend: str, *, folder: Path | None, database: Database | None, as_of: date | None = None) -> Engine:
    """The engine a person asked for, over a folder of fact files or the register's database."""
    if backend == "duckdb":
        if folder:
            return DuckEngine.from_files(folder, as_of=as_of)
        if database:
            return DuckEngine.from_database(database, as_of=as_of)
    if backend == "postgres":
        if folder or database is None or database.on_sqlite:
            raise NoEngine(
                "The postgres engine reads the register's own database. Set OPENNRM_DATABASE_URL to its address and "
                "leave out --register; or take --backend duckdb for files and SQLite."
            )
        return PostgresEngine(database, as_of=as_of)
    if backend == "spark" and folder:
        return _spark()(folder, as_of=as_of)
    raise NoEngine(
        "The spark engine reads files: name their folder with --register DIR (opennrm export register writes them)."
    )


def _spark() -> Callable[..., Engine]:
    """Spark is an extra: its module is loaded only when asked for, so that nobody needs Java for a report."""
    try:
        module = import_module("opennrm.understanding.engines.spark")
    except ModuleNotFoundError as error:
        raise NoEngine("The spark engine is not installed: run «make spark» (it needs Java 17).") from error
    return cast("Callable[..., Engine]", module.SparkEngine)
