"""What lies in a room, what it may be called, and how big it may grow."""

import ast
from pathlib import Path

import pytest

from tests.house.plan import Source, floors, names, python

VAGUE = {"utils", "util", "helpers", "helper", "core", "common", "services", "managers"}
README_LINES, FILE_LINES, FUNCTION_LINES = 20, 400, 60


def rooms():
    return sorted({Path(name).parts[1] for name in names("opennrm") if Path(name).match("opennrm/*/__init__.py")})


def vague(paths):
    return [path for path in paths if VAGUE & {Path(part).stem for part in Path(path).parts}]


def too_long(source):
    if (length := len(source.text.splitlines())) > FILE_LINES:
        yield f"{source.name}: {length} lines, at most {FILE_LINES}; it has a second noun in it"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{source.name}:{node.lineno} {node.name}: {length} lines, at most {FUNCTION_LINES}"


def readme_faults(name, text):
    if text is None:
        return [f"{name} has no README.md: say what it owns, what comes in, what goes out, and what never"]
    length = len(text.splitlines())
    return [f"{name}/README.md: {length} lines, at most {README_LINES}"] if length > README_LINES else []


@pytest.mark.parametrize("room", rooms())
def test_every_room_has_a_floor_and_a_short_readme(room):
    assert room in floors()
    readme = Path(f"opennrm/{room}/README.md")
    assert readme_faults(room, readme.read_text() if readme.exists() else None) == []


def test_nothing_is_called_by_a_name_that_says_nothing():
    assert vague(names("opennrm")) == []


def test_files_and_functions_stay_small():
    sources = [*python("opennrm"), *python("tests"), *python("bench")]
    assert [fault for source in sources for fault in too_long(source)] == []


def test_the_sight_of_a_vague_name_is_sharp():
    assert vague(["opennrm/vault/utils.py", "opennrm/core/models.py", "opennrm/vault/score.py"]) == [
        "opennrm/vault/utils.py",
        "opennrm/core/models.py",
    ]


def test_the_sight_of_length_is_sharp():
    long_function = Source("a.py", "def f():\n" + "    pass\n" * 60)
    assert next(too_long(long_function)).startswith("a.py:1 f: 61 lines")
    assert list(too_long(Source("a.py", "def f():\n" + "    pass\n" * 59))) == []
    assert list(too_long(Source("a.py", "x = 1\n" * 401)))
    assert readme_faults("a", None)
    assert readme_faults("a", "x\n" * 21)
    assert readme_faults("a", "x\n" * 20) == []
