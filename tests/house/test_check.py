"""make check tells a step that fails from one that passes."""

import sys

from tests.check import run


def test_a_failed_step_is_shown_with_what_it_said(capsys):
    assert not run("types", [sys.executable, "-c", "print('line 3 is wrong'); raise SystemExit(1)"], {})
    said = capsys.readouterr().out
    assert said.startswith("FAIL  types")
    assert "line 3 is wrong" in said


def test_a_step_that_passes_is_one_line(capsys):
    assert run("types", [sys.executable, "-c", "print('fine')"], {})
    assert capsys.readouterr().out.count("\n") == 1
