"""The content of a backup: lines of JSON, compressed. The manifest, then each table's head and its "
"rows, then the end."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from opennrm.vault.rules import Head

FORMAT = 1
WHAT = "backup"  # what the sealed stream is bound to
GULP = 1 << 18  # bytes unpacked at a time


class Unreadable(ValueError):
    """Lines that this program did not write so."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. ``tables`` counts rows, ``sequences`` the last number each table gave."""

    id: str
    made_at: str  # ISO 8601, UTC
    version: str
    engine: str
    migrations: list[list[str]]
    tables: dict[str, int]
    sequences: dict[str, int]
    audit: list[Any]  # number and hash of the last line
    left_out: list[str]
    format: int = FORMAT

    @property
    def head(self) -> Head:
        """Where the audit ended."""
        return Head(int(self.audit[0]), str(self.audit[1]))

    @property
    def at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(self.tables.values())


@dataclass(frozen=True)
class TableHead:
    """Which table the rows that follow are of, its columns and their kinds."""

    table: str
    columns: list[str]
    kinds: list[str]


class Lines:
    """Writes lines, compressed, to whatever takes bytes."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write, self._packer = write, zlib.compressobj(1)

    def put(self, line: Manifest | TableHead | list[Any]) -> None:
        """One line."""
        form = line if isinstance(line, list) else asdict(line)
        self._write(self._packer.compress(json.dumps(form, ensure_ascii=False).encode() + b"\n"))

    def finish(self) -> None:
        """The end, and what is still waiting."""
        self._write(self._packer.compress(b'{"end": true}\n') + self._packer.flush())


def manifest(parts: Iterable[bytes]) -> Manifest:
    """The manifest alone. Raises Unreadable."""
    return _manifest(next(_lines(parts), b""))


def read(parts: Iterable[bytes]) -> Iterator[Manifest | TableHead | list[Any]]:
    """The lines back, the manifest first. Raises Unreadable where they are none, or the end is missing."""
    lines = _lines(parts)
    yield _manifest(next(lines, b""))
    for line in lines:
        form = json.loads(line)
        if isinstance(form, list):
            yield form
        elif "table" in form:
            yield TableHead(form["table"], form["columns"], form["kinds"])
        else:
            return
    raise Unreadable("the end is missing")


def _manifest(line: bytes) -> Manifest:
    try:
        form = json.loads(line)
        if form["format"] > FORMAT:
            raise NewerForm
        return Manifest(**form)
    except (ValueError, TypeError, KeyError) as wrong:
        if isinstance(wrong, NewerForm):
            raise
        raise Unreadable("the manifest") from None


class NewerForm(ValueError):
    """A backup of a form that a later version writes."""


def _lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    unpacker, rest = zlib.decompressobj(), b""
    for part in parts:
        packed = part
        while packed or unpacker.unconsumed_tail:
            *whole, rest = (rest + _unpacked(unpacker, packed)).split(b"\n")
            yield from whole
            packed = unpacker.unconsumed_tail
    yield from (rest + unpacker.flush()).split(b"\n")[:-1]


def _unpacked(unpacker: Any, packed: bytes) -> bytes:
    try:
        return bytes(unpacker.decompress(packed, GULP))
    except zlib.error:
        raise Unreadable("packing") from None
