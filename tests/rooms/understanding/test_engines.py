"""The same definitions on every engine: identical cells, one version. Every fact here is made up."""

import random
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from opennrm.understanding import terms
from opennrm.understanding.definitions import tables
from opennrm.understanding.engines import Engine
from opennrm.understanding.engines.choose import NoEngine, engine
from opennrm.understanding.engines.duck import Database, DuckEngine
from opennrm.understanding.engines.passes import WIDTH, plan
from opennrm.understanding.tabulate import Question, question_of, tabulate
from tests.machine import run_python
from tests.postgres import Cluster
from tests.rooms.understanding.folder import Fact, cells, fact, folder

YEARS = (2018, 2019, 2020)
TABLES = [each for each in tables() if each.chapter == 1 and each.collection == "national"]
BY_PERIOD = Question("victim_protected", ("period",), time="period")


def register(path: Path, *, people: int = 300) -> Path:
    """Facts of every kind a table counts: corrections, withdrawals, spans, repeats, sets, gaps; always the same."""
    chance = random.Random(2020)
    why = {"change": "correction", "reason": "new_information", "recorded_on": "2021-02-01"}

    def day() -> str:
        return date.fromordinal(chance.randint(*(date(y, 1, 1).toordinal() for y in (2018, 2021)))).isoformat()

    def maybe(values: list[Any]) -> Any:
        return chance.choice([*values, ""])

    def some(values: list[str]) -> str:
        return ";".join(sorted(chance.sample(values, chance.randint(0, 2))))

    def person(n: int) -> Fact:
        return fact(
            f"P{chance.randint(0, people * 2 // 3)}",
            day(),
            id=f"{chance.choice('aBcD')}{n}",
            precision=chance.choice(["day", "month", "year", "span", "unknown"]) if n % 9 == 0 else "day",
            recorded_on="2021-01-15",
            sex=maybe(terms.Sex.values),
            nationality=maybe(["JP", "PH", "TH", "TW", "XS"]),
            age=maybe(list(range(5, 60))),
            age_band=maybe(["9-17", "18+"]),
        )

    def dated(row: Fact) -> Fact:
        until = "2023-12-31" if row["precision"] == "span" else ""
        return {**row, "day": "" if row["precision"] == "unknown" else row["day"], "until": until}

    victims: list[Fact] = []
    arrests: list[Fact] = []
    for n in range(people):
        more = {"status_at_entry": maybe(terms.ResidenceStatus.values)}
        forms = {"exploitation": some(terms.Exploitation.values)}
        victims.append(dated(person(n)) | more | forms)
        arrests.append(dated(person(n)) | {"occupation": maybe(terms.Occupation.values), "offence": f"C{n}"})
    for n in range(0, people, 10):
        chain = {"id": f"x{n}", "supersedes": victims[n]["id"], **why}
        victims.append(victims[n] | chain | {"sex": "female"})
        last = {"id": f"y{n}", "supersedes": f"x{n}", **why}
        victims.append(victims[n] | last | ({"change": "withdrawal"} if n % 3 else {"nationality": "VN"}))
    steps = [
        fact(f"P{chance.randint(0, people)}", day(), id=f"s{n}", recorded_on="2021-01-20", outcome=outcome)
        for n, outcome in enumerate(chance.choices(terms.Outcome.values, k=people * 2))
    ]
    offences = [fact(f"C{n}", day(), recorded_on="2021-01-20", statutes=some(terms.Statute.values)) for n in range(99)]
    (path / "reg").mkdir()
    return folder(
        path / "reg",
        victim_protected=victims,
        suspect_arrested=arrests,
        suspect_disposed=steps,
        offence_cleared=offences,
    )


def answers(asked: Engine) -> tuple[str, date | None, list[Any], Any, list[tuple[int, ...]]]:
    """Version, newest day, tables of chapter 1, periods, the years of two fact types. Closes the engine."""
    try:
        found = [tabulate(t, asked.ask(question_of(t, YEARS)), YEARS) for t in TABLES]
        years = [asked.years("victim_protected"), asked.years("suspect_arrested")]
        return asked.register().version, asked.register().latest, found, asked.ask(BY_PERIOD), years
    finally:
        asked.close()


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return register(tmp_path)


DAYS = (None, date(2021, 1, 15), date(2021, 1, 20))


def entered(facts: Path, *, home: Path, database_url: str | None = None) -> Database:
    """The facts loaded into a database as an official would, in a process of its own."""
    done = run_python(
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from django.conf import settings\n"
        "from django.core.management import call_command\n"
        "from opennrm.understanding.actions import load_facts\n"
        "from opennrm.understanding.folders import read_folder\n"
        "call_command('migrate', verbosity=0)\n"
        f"read = read_folder(Path({str(facts)!r}), collection='made-up', on=date(2021, 2, 1))\n"
        "load_facts(read.facts, collection='made-up', kind='import', producer='nobody', name='made up',\n"
        "           sha256=read.sha256, on=date(2021, 2, 1))\n"
        "print(settings.DATABASES['default']['NAME'])",
        home=home,
        database_url=database_url,
    )
    assert done.returncode == 0, done.stderr
    return Database(database_url or done.stdout.strip(), "made-up", "import", "nobody")


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_the_store_gives_the_cells_of_the_plain_expression(facts: Path, as_of: date | None) -> None:
    quick, plain = DuckEngine.from_files(facts, as_of=as_of), PlainDuck(facts, as_of)
    for each in TABLES:
        question = question_of(each, YEARS)
        assert tabulate(each, quick.ask(question), YEARS) == tabulate(each, plain.ask(question), YEARS)
    quick.close()
    plain.close()


def test_several_questions_at_once_are_answered_as_one_by_one(facts: Path) -> None:
    questions = [question_of(t, YEARS) for t in TABLES] + [Question("victim_protected", ("sex",), time="period")]
    together, alone = DuckEngine.from_files(facts), DuckEngine.from_files(facts)
    answered = together.ask_all(questions)
    assert all(answered[question] == alone.ask(question) for question in questions)
    together.close()
    alone.close()


def test_few_passes_answer_many_questions_and_none_is_too_wide(facts: Path) -> None:
    asked = DuckEngine.from_files(facts)
    stored = asked.store("victim_protected")
    questions = {question_of(t, YEARS) for t in TABLES if t.fact == "victim_protected"}
    passes = plan(stored, questions)
    assert len(passes) < len(questions)
    assert all(sum(stored.columns[name].bits for name in each.columns) <= WIDTH for each in passes)
    asked.close()


def test_periods_keep_spans_apart_from_years(tmp_path: Path) -> None:
    span = fact("ann", "2014-01-01", precision="span", until="2018-12-31", sex="male")
    asked = DuckEngine.from_files(folder(tmp_path, victim_protected=[span, fact("bea", sex="male")]))
    found = asked.ask(Question("victim_protected", ("sex",), time="period"))
    assert found == {("2014-2018", "male"): 1, ("2020", "male"): 1}
    asked.close()


def test_a_fact_of_which_nothing_is_known_is_still_counted(tmp_path: Path) -> None:
    asked = DuckEngine.from_files(folder(tmp_path, victim_protected=[fact("ann", "", id="1")]))
    assert asked.ask(Question("victim_protected", ("sex", "age"), time="period")) == {(None, None, None): 1}
    assert asked.ask(Question("victim_protected", ("sex",), years=(2020,))) == {}
    assert asked.years("victim_protected") == ()
    asked.close()


def test_an_engine_leaves_nothing_behind_even_when_the_files_are_refused(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "reg").mkdir()
    path = folder(tmp_path / "reg", victim_protected=[fact("ann", sex="woman")])
    with pytest.raises(ValueError, match="woman"):
        DuckEngine.from_files(path)
    DuckEngine.from_files(folder(path, victim_protected=[fact("ann")])).close()
    assert [each.name for each in tmp_path.iterdir()] == ["reg"]


def test_a_register_in_sqlite_gives_what_its_files_give(facts: Path, home: Path) -> None:
    database = entered(facts, home=home)
    for as_of in DAYS:
        from_database = answers(DuckEngine.from_database(database, as_of=as_of))
        assert from_database == answers(DuckEngine.from_files(facts, as_of=as_of))


def test_a_value_first_known_late_in_a_long_table_comes_out_of_sqlite(tmp_path: Path, home: Path) -> None:
    rows = [fact(f"k{n}", sex="male") for n in range(3000)]
    rows.append(fact("last", precision="span", until="2022-12-31", sex="female", age=17))
    (tmp_path / "reg").mkdir()
    asked = DuckEngine.from_database(entered(folder(tmp_path / "reg", victim_protected=rows), home=home))
    assert asked.ask(Question("victim_protected", ("sex", "age"), time="period"))["2020-2022", "female", 17] == 1
    asked.close()


@pytest.mark.postgres
def test_a_register_in_postgresql_gives_what_its_files_give_by_either_engine(
    facts: Path, home: Path, postgres_url: str
) -> None:
    database = entered(facts, home=home, database_url=postgres_url)
    for as_of in DAYS:
        of_files = answers(DuckEngine.from_files(facts, as_of=as_of))
        for backend in ("duckdb", "postgres"):
            assert answers(engine(backend, folder=None, database=database, as_of=as_of)) == of_files


@pytest.mark.postgres
def test_postgresql_sorts_ids_by_their_bytes_whatever_its_language(
    tmp_path: Path, home: Path, postgres_cluster: Cluster
) -> None:
    (tmp_path / "reg").mkdir()
    rows = [fact("ann", id="a", sex="male"), fact("ann", id="B", sex="female")]
    path = folder(tmp_path / "reg", victim_protected=rows)
    with postgres_cluster.database() as url:
        _sort_in_english(url)
        asked = engine("postgres", folder=None, database=entered(path, home=home, database_url=url))
        assert cells(asked, "victims_by_sex") == {"female": 1}
        asked.close()


def _sort_in_english(url: str) -> None:
    """Make the database anew, sorting as a dictionary does: a before B."""
    import psycopg

    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}")
        connection.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C.UTF-8'"
        )


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session of this machine alone for the tests of this file."""
    from opennrm.understanding.engines.spark import start_session

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = start_session()
    yield session
    session.stop()


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_spark_gives_what_duckdb_gives_from_csv(facts: Path, spark: Any) -> None:
    from opennrm.understanding.engines.spark import SparkEngine

    as_of = DAYS[-1]
    of_files = answers(DuckEngine.from_files(facts, as_of=as_of))
    assert answers(SparkEngine(facts, as_of=as_of, session=spark)) == of_files


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_spark_gives_what_duckdb_gives_from_typed_parquet(facts: Path, tmp_path: Path, spark: Any) -> None:
    from opennrm.understanding.engines.spark import SparkEngine

    (path := tmp_path / "parquet").mkdir()
    for file in facts.glob("*.csv"):
        pq.write_table(pacsv.read_csv(file), path / f"{file.stem}.parquet")
    assert answers(SparkEngine(path, session=spark)) == answers(DuckEngine.from_files(facts))


@pytest.mark.parametrize("backend", ["postgres", "spark"])
def test_an_engine_that_cannot_read_a_register_says_which_can(backend: str) -> None:
    database = Database("register.sqlite3", "national", "national", "nobody")
    with pytest.raises(NoEngine, match=r"OPENNRM_DATABASE_URL|--register DIR"):
        engine(backend, folder=None, database=database)


class PlainDuck(DuckEngine):
    """DuckDB asked with the expression the other engines are asked with, over the facts as they lie."""

    def __new__(cls, path: Path, as_of: date | None) -> Any:
        from opennrm.understanding.engines.expressed import Expressed

        store = DuckEngine.from_files(path, as_of=as_of)

        class Plain(Expressed):
            dialect = "duckdb"

            def rows(self, statement: str) -> Any:
                return store._con.sql(statement).fetchall()

            def keep(self, name: str, statement: str) -> None:
                store._con.execute(f"CREATE TEMP TABLE {name} AS {statement}")

            def close(self) -> None:
                store.close()

        return Plain(store.register())
