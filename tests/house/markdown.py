"""Links of Markdown pages, and whether they lead somewhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.machine import CHECKOUT

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """What may stand behind ``#``: each heading as code hosts write it: ``Who may look`` → ``who-may-look``."""
    return {anchor(heading) for heading in HEADING.findall(FENCE.sub("", text))}


def anchor(heading: str) -> str:
    """One heading as an anchor."""
    kept = "".join(letter for letter in heading.casefold() if letter.isalnum() or letter in " -_")
    return kept.strip().replace(" ", "-")


def links(text: str) -> Iterator[str]:
    """Targets of links that stay in the checkout."""
    for target in LINK.findall(FENCE.sub("", text)):
        if not re.match(r"[a-z]+:", target):
            yield target


def why_dead(target: str, *, of: Path) -> str | None:
    """Why a link on the page ``of`` leads nowhere: no such file, or no such heading; None where it leads somewhere."""
    file, _hash, heading = target.partition("#")
    path = (of.parent / file).resolve() if file else of
    if not path.exists():
        return f"{target}: no such file"
    if heading and heading not in anchors(path.read_text("utf-8")):
        return f"{target}: no such heading"
    return None


def why_no_test(target: str) -> str | None:
    """Why ``tests/a/test_b.py::test_c`` names no test; None where it names one."""
    file, _colons, function = target.partition("::")
    path = CHECKOUT / file
    if not path.is_file():
        return f"{target}: no such file"
    return None if function in functions(path) else f"{target}: no such test"


@cache
def functions(path: Path) -> frozenset[str]:
    """The tests a file defines, at its top."""
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_"))
