"""The house as .importlinter draws it, and its files as git tracks them."""

import ast
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.machine import CHECKOUT


def floors() -> dict[str, int]:
    """Rooms by floor, the lowest 0; rooms side by side share a floor."""
    config = ConfigParser()
    config.read(CHECKOUT / ".importlinter")
    layers = config["importlinter:contract:floors"]["layers"].split("\n")
    named = [[room.strip(" ()") for room in layer.split("|")] for layer in layers if layer.strip()]
    return {room: floor for floor, rooms in enumerate(reversed(named)) for room in rooms}


@dataclass(frozen=True)
class Source:
    """A text file of the tree; ``name`` is its path from the top."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str | None:
        """The room a product file belongs to."""
        parts = Path(self.name).parts
        return parts[1] if parts[0] == "opennrm" and len(parts) > 2 else None


def tracked(*endings: str, under: str = "") -> list[Source]:
    """Text files in git's index with one of the endings (none: all), below a folder."""
    return [
        Source(name, text)
        for name in names(under)
        if name.endswith(endings or "")
        if (text := _text(CHECKOUT / name)) is not None
    ]


def names(under: str = "") -> list[str]:
    """Paths in git's index that are there."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", under or "."],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    )
    found = listing.stdout.decode().split("\0")
    return [name for name in found if name and (CHECKOUT / name).is_file()]


def python(under: str = "opennrm") -> list[Source]:
    """Python files, but for migrations, which Django writes."""
    return [source for source in tracked(".py", under=under) if "/migrations/" not in source.name]


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported name in full, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _text(path: Path) -> str | None:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return None
