"""The progress line: what a person at a terminal sees, and what a log keeps."""

import io

import pytest

from opennrm.page.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_one_line_redrawn() -> None:
    to = Terminal()
    with Progress("Report 2020", total=2, to=to) as progress:
        progress.step("Table 1")
        progress.step("Table 2")
    assert to.getvalue().count("\n") == 1
    assert "\r\x1b[KReport 2020 2/2: Table 2" in to.getvalue()


def test_a_log_gets_lines_without_control_characters() -> None:
    to = io.StringIO()
    with Progress("Report 2020", to=to) as progress:
        progress.step("Table 1")
    assert to.getvalue().splitlines()[0] == "Report 2020: Table 1"
    assert to.getvalue().replace("\n", "").isprintable()


def test_steps_that_follow_fast_do_not_flood_a_log() -> None:
    to = io.StringIO()
    with Progress("Report 2020", to=to) as progress:
        for number in range(100):
            progress.step(f"Table {number}")
    assert len(to.getvalue().splitlines()) == 2
    assert progress.done == 100


def test_a_failure_is_told_apart_from_an_end() -> None:
    to = io.StringIO()
    with pytest.raises(ValueError, match="no such table"), Progress("Report 2020", to=to):
        raise ValueError("no such table")
    assert "Report 2020: stopped in" in to.getvalue()


def test_a_quiet_one_says_nothing_and_still_counts() -> None:
    to = Terminal()
    with Progress("Report 2020", quiet=True, to=to) as progress:
        progress.step("Table 1")
    assert (to.getvalue(), progress.done) == ("", 1)
