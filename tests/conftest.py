"""What every test stands on: a home of its own, the programs of this machine, and a list of what it lacks.

OPENNRM_NO_SKIPS=1   a skip is a failure, but for files that may not be redistributed
OPENNRM_SHARED       where those files are; by default ../shared beside the checkout
"""

import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

HOME = Path(tempfile.mkdtemp(prefix="opennrm-tests-"))
os.environ["OPENNRM_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "opennrm.config.settings"
os.environ.pop("OPENNRM_DATABASE_URL", None)
if elsewhere := os.environ.get("OPENNRM_TESTS_DATABASE_URL"):
    os.environ["OPENNRM_DATABASE_URL"] = elsewhere

import django  # noqa: E402
import pytest  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import translation  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from tests.machine import NEEDS, NOT_OURS_TO_COPY, SHARED, chromium, lacks  # noqa: E402
from tests.once import forget_all  # noqa: E402
from tests.postgres import Cluster, cluster  # noqa: E402

django.setup()

from tests.desk import at_the_desk  # noqa: E402
from tests.live import live  # noqa: E402

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # how long an example takes says something of the machine, and nothing of the rule

NO_SKIPS = os.environ.get("OPENNRM_NO_SKIPS") == "1"


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """Every test begins in English and without a page kept: one asked for before in this process may have left both."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def shared() -> Path:
    """The folder of files that are not ours to redistribute; without it the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip(NOT_OURS_TO_COPY)
    return SHARED


@pytest.fixture
def desk() -> Iterator[None]:
    """The desk's settings and pages instead of the public process's."""
    with at_the_desk():
        yield


@pytest.fixture
def address(desk: None, transactional_db: None) -> Iterator[str]:
    """The desk, served; pytest-django's own server would have begun before the settings were the desk's."""
    with live() as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser for the tests of one file. Its loop runs in the tests' thread, and Django would refuse the database."""
    from playwright.sync_api import sync_playwright

    from tests.journeys.site import BROWSER

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=str(chromium()), args=BROWSER)
        yield started
        started.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty OPENNRM_HOME for a process of its own."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One cluster for this process of pytest, started by the first test that asks."""
    with cluster() as running:
        yield running


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The URL of an empty database, this test's alone. Mark the test ``postgres``."""
    with postgres_cluster.database() as url:
        yield url


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Empty the tables after a test with real transactions as their owner could: triggers rightly refuse it."""
    operations = type(connection.ops)
    if connection.vendor == "postgresql":
        operations.sql_flush = lambda _self, _style, tables, **_more: list(tables)
        operations.execute_sql_flush = lambda _self, tables: _empty(tables)
    else:
        operations.sql_flush = lambda _self, _style, _tables, **_more: []
        with django_db_blocker.unblock():
            operations.execute_sql_flush = _put_back(_copy_of_the_database())


def _copy_of_the_database() -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(copy)
    return copy


def _put_back(copy: sqlite3.Connection) -> Callable[..., None]:
    """SQLite's database, page for page, as it was when its tables were made: many times quicker than emptying them.

    Where a test has made tables of its own they stay, and what was filled since is emptied.
    """
    tables = _tables_of(copy)
    filled = {each for each in tables if copy.execute(f'SELECT 1 FROM "{each}" LIMIT 1').fetchone()}

    def put_back(_self: Any, _statements: Any) -> None:
        connection.ensure_connection()
        there = _tables_of(connection.connection)
        if there == tables:
            copy.backup(connection.connection)
        else:
            _empty(sorted(there - filled))

    return put_back


def _tables_of(database: sqlite3.Connection) -> set[str]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return {name for (name,) in database.execute(named)}


def _empty(tables: list[str]) -> None:
    """Only those that hold something: to empty them all takes longer than most tests."""
    engine: Any = connection
    with engine.opened(), transaction.atomic(), triggers_lifted(), closing(engine.connection.cursor()) as cursor:
        for each in tables:
            if cursor.execute(f'SELECT 1 FROM "{each}" LIMIT 1').fetchone():
                cursor.execute(f'DELETE FROM "{each}"')


@contextmanager
def triggers_lifted() -> Iterator[None]:
    """Take every trigger off and put it back, as an owner of the database could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            down, up = ["SET session_replication_role = replica"], ["SET session_replication_role = DEFAULT"]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            down, up = [f"DROP TRIGGER {name}" for name, _sql in found], [sql for _name, sql in found]
        for statement in down:
            cursor.execute(statement)
        yield
        for statement in up:
            cursor.execute(statement)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that start other programs, which take longest: else one core waits for the other at the end.

    Skip what needs a program this machine lacks.
    """
    dear = {item.path for item in items if any(item.get_closest_marker(need.marker) for need in NEEDS)}
    items.sort(key=lambda item: item.path not in dear)
    for need in NEEDS:
        marked = [item for item in items if item.get_closest_marker(need.marker)]
        if marked and lacks(need):
            for item in marked:
                item.add_marker(pytest.mark.skip(reason=need.reason()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where no skip is allowed, a skipped test has failed."""
    return _no_skips((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """… and so has a file skipped as a whole."""
    return _no_skips((yield))


def _no_skips(report: Any) -> Any:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail") and NOT_OURS_TO_COPY not in _reason(report):
        report.outcome = "failed"
        report.longrepr = f"Skipped where no skip is allowed: {_reason(report)}"
    return report


def _reason(report: Any) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    """End with what this machine could not run, and what to install for it."""
    yield
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    lines = []
    for need in NEEDS:
        if count := sum(n for reason, n in reasons.items() if need.reason() in reason):
            lines.append(f"  {need.name} ({_tests(count)}): {need.remedy}")
    if count := sum(n for reason, n in reasons.items() if NOT_OURS_TO_COPY in reason):
        lines.append(f"  files that may not be redistributed ({_tests(count)}): name their folder in OPENNRM_SHARED")
    if lines:
        terminalreporter.section("This machine could not run")
        terminalreporter.write_line("\n".join(lines))


def _tests(count: int) -> str:
    return "1 test" if count == 1 else f"{count} tests"


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(HOME, ignore_errors=True)
    forget_all()
