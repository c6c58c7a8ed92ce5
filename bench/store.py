"""Measuring processes over the store: build it, copy the plain files, ask the tables, run the same by hand."""

import pickle
import shutil
import sys
import tempfile
from pathlib import Path
from string import Template
from typing import Any

import django

django.setup()

import duckdb  # noqa: E402

from bench.generate import FIRST, LAST, register  # noqa: E402
from bench.measure import repeat, say  # noqa: E402
from opennrm.understanding.definitions import tables  # noqa: E402
from opennrm.understanding.engines.duck import SETTINGS, DuckEngine  # noqa: E402
from opennrm.understanding.rows import quoted  # noqa: E402
from opennrm.understanding.tabulate import Question, question_of  # noqa: E402

FACTS = ("victim_protected", "suspect_arrested", "offence_cleared")
TABLES = [table for table in tables() if table.chapter == 1 and table.collection == "national"]
QUESTIONS = [question_of(table, tuple(range(FIRST, LAST + 1))) for table in TABLES]
ASKING = "128MB"


def generate(folder: Path, rows: int) -> None:
    say(repeat(lambda: register(folder, rows), 1, warm=0))


def build(folder: Path, out: Path) -> None:
    """Facts → store, checked and fingerprinted; then keep the store for the others."""
    made: list[DuckEngine] = []

    def work() -> None:
        made.append(engine := DuckEngine.from_files(folder))
        for fact in FACTS:
            engine.store(fact)

    cost = repeat(work, 1, warm=0)
    (engine,) = made
    kept = (engine.register(), {fact: engine.store(fact) for fact in FACTS})
    (out / "store.pickle").write_bytes(pickle.dumps(kept))
    engine._con.execute("CHECKPOINT")
    shutil.copy(Path(engine._folder.name) / "register.duckdb", out / "store.duckdb")
    engine.close()
    say(cost)


def copy(folder: Path, out: Path) -> None:
    """The same files taken in as they are: CREATE TABLE AS SELECT."""
    with duckdb.connect(str(out / "copy.duckdb"), config=SETTINGS | {"temp_directory": str(out)}) as con:

        def work() -> None:
            for path in sorted(folder.glob("*.parquet")):
                con.execute(f"CREATE TABLE {path.stem} AS SELECT * FROM read_parquet({quoted(str(path))})")

        say(repeat(work, 1, warm=0))
    (out / "copy.duckdb").unlink()


def kept(out: Path) -> DuckEngine:
    """The store again, under the limit of memory for asking."""
    said, stored = pickle.loads((out / "store.pickle").read_bytes())
    scratch = tempfile.TemporaryDirectory()
    settings = SETTINGS | {"memory_limit": ASKING, "temp_directory": scratch.name}
    engine = DuckEngine(duckdb.connect(str(out / "store.duckdb"), config=settings), said, scratch)
    engine._stored = stored
    return engine


def ask(out: Path, turns: int) -> None:
    """Every table of chapter 1, all years, through the engine."""
    engine = kept(out)

    def work() -> None:
        engine._answers.clear()
        engine.ask_all(QUESTIONS)

    cost = repeat(work, turns)
    cells = sum(sum(counts.values()) for counts in engine.ask_all(QUESTIONS).values())
    say(cost, cells=cells, tables=len(QUESTIONS), questions=len(set(QUESTIONS)))
    engine.close()


def sql(out: Path, turns: int) -> None:
    """The same by hand; its counts are held against the engine's, table by table."""
    engine = kept(out)
    statements = _by_hand(engine)
    found: list[Any] = []

    def work() -> None:
        found[:] = [engine._con.sql(statement).fetchall() for statement in statements]

    cost = repeat(work, turns)
    for question, rows in zip(QUESTIONS, found):
        if sorted(row[-1] for row in rows) != sorted(engine.ask(question).values()):
            raise SystemExit(f"the statement written by hand does not count what {question} counts")
    say(cost)
    engine.close()


def codes(engine: DuckEngine) -> dict[str, int]:
    """The codes that stand for Japan and for a prosecution in this store."""
    victims, suspects = engine.store("victim_protected").columns, engine.store("suspect_arrested").columns
    return {
        "japan": victims["nationality"].codes(["JP"])[0],
        "prosecuted": suspects["prosecution"].codes(["prosecuted"])[0],
    }


def _by_hand(engine: DuckEngine) -> list[str]:
    text = Template((Path(__file__).parent / "chapter1.sql").read_text("utf-8")).safe_substitute(codes(engine))
    lines = [line.split("--")[0].strip().rstrip(";") for line in text.splitlines()]
    return [line for line in lines if line]


def columns(out: Path) -> None:
    """Write each column the tables look at as a file of bytes, for the limit and for pandas."""
    engine = kept(out)
    sizes = {}
    for fact in FACTS:
        wanted = {"year"} | {name for q in QUESTIONS if q.fact == fact for name in _looked_at(q)}
        for name in sorted(wanted):
            with (out / f"{fact}.{name}").open("wb") as file:
                for batch in engine._con.sql(f"SELECT {name} FROM {fact}").to_arrow_reader():
                    file.write(batch.column(0).cast("uint8").buffers()[1][: batch.num_rows])
        sizes[fact] = engine._con.sql(f"SELECT count(*) FROM {fact}").fetchone()[0]
    say(repeat(lambda: None, 1, warm=0), sizes=sizes, **codes(engine))
    engine.close()


def _looked_at(question: Question) -> set[str]:
    return {*question.by, *(condition.attribute for condition in question.where)}


if __name__ == "__main__":
    verb, *paths = sys.argv[1:]
    steps = {"generate": generate, "build": build, "copy": copy, "ask": ask, "sql": sql, "columns": columns}
    steps[verb](*(int(each) if each.isdigit() else Path(each) for each in paths))
