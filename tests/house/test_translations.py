"""A message inside an f-string is not found by the extractor, and so is never translated."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "opennrm"
GETTEXT = {"_", "gettext", "ngettext", "pgettext"}


def hidden(source: str) -> list[int]:
    """Lines of f-strings that hold a call of gettext."""
    return [
        outer.lineno
        for outer in ast.walk(ast.parse(source))
        if isinstance(outer, ast.JoinedStr)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in GETTEXT
    ]


def test_a_message_inside_an_f_string_is_found() -> None:
    assert hidden("x = f\"{a}{_('lost')}\"") == [1]
    assert hidden('x = _("kept %(a)s") % {"a": f"{a}"}') == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_message_hides_in_an_f_string(path: Path) -> None:
    assert hidden(path.read_text("utf-8")) == []
