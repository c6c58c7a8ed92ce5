"""``make faults``: what goes wrong in use, done for real, as one table of what held.

A test says which fault it does by ``@pytest.mark.fault("killed")``; its name says what must hold.
"""

from collections.abc import Iterator
from typing import Any

import pytest

FAULTS = {
    "killed": "a process killed (kill -9)",
    "full": "no room left on the disk",
    "locked": "the database locked or away",
    "clock": "the clock set back",
    "lost": "a phrase or a key lost",
    "restored": "restored from a backup",
    "half-way": "a migration stopped half-way",
    "revoked": "a right revoked in mid-session",
}
ENGINES = {True: "PostgreSQL", False: "SQLite"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Carry fault and engine over to the report, which may come from another process."""
    for item in items:
        if (marker := item.get_closest_marker("fault")) is None:
            continue
        (fault,) = marker.args
        if fault not in FAULTS:
            raise pytest.UsageError(f"{item.nodeid}: no fault is called {fault!r}; take one of {', '.join(FAULTS)}")
        item.user_properties += [("fault", fault), ("engine", ENGINES[bool(item.get_closest_marker("postgres"))])]


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    """The table, fault by fault."""
    rows = [_row(each) for outcome in terminalreporter.stats.values() for each in outcome if _is_a_fault(each)]
    if rows:
        terminalreporter.section("Faults")
        terminalreporter.write_line("\n".join(table(rows)))
    yield


def table(rows: list[tuple[str, str, str, str, float]]) -> list[str]:
    """Lines of a table in Markdown: (fault, engine, what must hold, how it ended, seconds), in the order of FAULTS."""
    lines = ["| fault | engine | what must hold | it | s |", "|---|---|---|---|---|"]
    for fault, engine, holds, ended, seconds in sorted(rows, key=lambda row: (list(FAULTS).index(row[0]), *row[1:])):
        lines.append(f"| {FAULTS[fault]} | {engine} | {holds} | {ended} | {seconds:.1f} |")
    held = sum(row[3] == "holds" for row in rows)
    return [*lines, "", f"{held} of {len(rows)} hold, over {len({row[0] for row in rows})} faults."]


def _is_a_fault(report: Any) -> bool:
    """One report a test: of its call, or of what kept it from one."""
    kept_from = report.when == "setup" and not report.passed if hasattr(report, "when") else False
    return "fault" in dict(getattr(report, "user_properties", ())) and (report.when == "call" or kept_from)


def _row(report: Any) -> tuple[str, str, str, str, float]:
    said = dict(report.user_properties)
    name = report.nodeid.rpartition("::")[2].removeprefix("test_").partition("[")[0].replace("_", " ")
    ended = {"passed": "holds", "failed": "DOES NOT HOLD"}.get(report.outcome, "was not tried")
    return said["fault"], said["engine"], name, ended, report.duration
