"""Declarations: TOML files in a room, read whole, every fault named at once with its file and entry.

An ``Entry`` hands out typed values. What is wrong is noted, not raised, and a neutral value goes on in its
place, so that one reading shows all there is to mend; ``Faults.settle`` then raises. Nothing half-read leaves
a reader.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from opennrm.page.bilingual import Text

Choice = TypeVar("Choice", bound=Enum)
JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")


@dataclass(frozen=True)
class Fault:
    """One thing to mend: where it stands, and what to write instead."""

    file: str
    entry: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, {self.entry}, {self.key}: {self.message}"


class FaultyDeclaration(ValueError):
    """Declarations that cannot be read; ``faults`` holds every one of them in the order of the files."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class Faults:
    """What was found wrong so far, over one file or many."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def note(self, file: str, entry: str, key: str, message: str) -> None:
        self._found.append(Fault(file, entry, key, message))

    def settle(self) -> None:
        """Raise ``FaultyDeclaration`` with all that was noted; do nothing where nothing was."""
        if self._found:
            raise FaultyDeclaration(tuple(self._found))


class Entry:
    """One table of a TOML file. Keys nobody asked for are faults once ``close`` is called."""

    def __init__(self, values: Mapping[str, Any], *, file: str, name: str, faults: Faults) -> None:
        self.file, self.name, self.faults = file, name, faults
        self._values = values
        self._asked: set[str] = set()

    def fault(self, key: str, message: str) -> None:
        self.faults.note(self.file, self.name, key, message)

    def _get(self, key: str, optional: bool, wanted: str) -> Any:
        self._asked.add(key)
        if key not in self._values:
            if not optional:
                self.fault(key, f"is missing; write {wanted}")
            return None
        return self._values[key]

    def _typed(self, key: str, kind: type, wanted: str, optional: bool) -> Any:
        value = self._get(key, optional, wanted)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(key, f"found {value!r}; write {wanted}")
            return None
        return value

    def text(self, key: str, *, optional: bool = False) -> str:
        """A text, trimmed; "" only where it is optional and absent."""
        value = self._typed(key, str, "a text", optional)
        if value is None:
            return ""
        if not value.strip():
            self.fault(key, "is empty; write a text, or leave the key out if it may be absent")
        return " ".join(value.split())

    def bilingual(self, key: str) -> Text:
        """``{ en = …, ja = … }``, both written, the Japanese in Japanese script."""
        return self.bilingual_or_none(key, optional=False) or Text("", "")

    def bilingual_or_none(self, key: str, *, optional: bool = True) -> Text | None:
        """The same, or None where the key is absent."""
        value = self._typed(key, dict, '{ en = "…", ja = "…" }', optional)
        if value is None:
            return None
        part = Entry(value, file=self.file, name=f"{self.name}, {key}", faults=self.faults)
        text = Text(part.text("en"), part.text("ja"))
        if text.ja and not JAPANESE.search(text.ja):
            part.fault("ja", f"found {text.ja!r}, which holds no Japanese; write the Japanese text")
        part.close()
        return text

    def choice(self, key: str, of: type[Choice], *, default: Choice | None = None) -> Choice:
        """A member of a vocabulary, by its value."""
        values = [member.value for member in of]
        wanted = "one of " + ", ".join(str(value) for value in values)
        value = self._get(key, default is not None, wanted)
        if value is None:
            return default if default is not None else next(iter(of))
        if value not in values:
            self.fault(key, f"found {value!r}; write {wanted}")
            return next(iter(of))
        return of(value)

    def number(self, key: str, low: int, high: int) -> int:
        """A whole number within bounds, both included."""
        value = self.number_or_none(key, low, high, optional=False)
        return low if value is None else value

    def number_or_none(self, key: str, low: int, high: int, *, optional: bool = True) -> int | None:
        """The same, or None where the key is absent."""
        wanted = f"a whole number from {low} to {high}"
        value: int | None = self._typed(key, int, wanted, optional)
        if value is not None and not low <= value <= high:
            self.fault(key, f"found {value}; write {wanted}")
        return value

    def day_or_none(self, key: str) -> date | None:
        """A day without a time, or None where the key is absent."""
        value = self._typed(key, date, "a day such as 2024-04-01", optional=True)
        if isinstance(value, datetime):
            self.fault(key, f"found {value.isoformat()}; write the day alone")
            return value.date()
        return value if isinstance(value, date) else None

    def clock(self, key: str) -> time:
        """A time of day, to the minute."""
        return self._typed(key, time, "a time such as 08:30:00", optional=False) or time()

    def flag(self, key: str) -> bool:
        """true or false; absent is false."""
        return bool(self._typed(key, bool, "true or false", optional=True))

    def texts(self, key: str, *, optional: bool = True) -> tuple[str, ...]:
        """A list of texts; () where it is absent."""
        value = self._typed(key, list, "a list of texts", optional)
        if value is None:
            return ()
        if not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(key, f"found {value!r}; write a list of texts, none empty")
            return ()
        return tuple(value)

    def entries(self, key: str, *, named_by: str = "", optional: bool = False) -> list["Entry"]:
        """The tables of a list, each named by its value of ``named_by``, else by its place from 1."""
        value = self._typed(key, list, f"[[{key}]] tables", optional)
        tables: list[Entry] = []
        for place, table in enumerate(value or (), start=1):
            if not isinstance(table, dict):
                self.fault(key, f"entry {place} is {table!r}; write a table")
                continue
            name = f"{key} {table.get(named_by) or place}"
            name = f"{self.name}, {name}" if self.name else name
            tables.append(Entry(table, file=self.file, name=name, faults=self.faults))
        return tables

    def table(self, key: str) -> "Entry":
        """The one table of this name; an empty one, with a fault noted, where it is absent."""
        value = self._typed(key, dict, f"a [{key}] table", optional=False)
        name = f"{self.name}, {key}" if self.name else key
        kind = Entry if value is not None else Absent
        return kind(value or {}, file=self.file, name=name, faults=self.faults)

    def written(self) -> tuple[str, ...]:
        """The keys written in the entry, where they are names and no vocabulary."""
        return tuple(self._values)

    def close(self) -> None:
        """Note every key that was not asked for."""
        for key in self._values:
            if key not in self._asked:
                self.fault(key, "is not a key of this entry; correct its spelling or take it out")


def open_declaration(path: Traversable, faults: Faults) -> Entry:
    """The whole of a TOML file as one entry without a name; empty, one fault noted, where it is no TOML."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        faults.note(path.name, "the file", "as a whole", f"cannot be read as TOML: {error}")
        values = {}
        return Absent(values, file=path.name, name="", faults=faults)
    return Entry(values, file=path.name, name="", faults=faults)


class Absent(Entry):
    """Stands for what could not be read, so that one fault is told and not one more for each missing key."""

    def fault(self, key: str, message: str) -> None:
        return None


def note_repeats(entries: Iterable[tuple[Entry, str]], key: str) -> None:
    """Note every value of ``key`` that a previous entry already has."""
    seen: dict[str, str] = {}
    for entry, value in entries:
        if value and value in seen:
            entry.fault(key, f"{value!r} is also that of {seen[value]}; give each its own")
        seen.setdefault(value, entry.name)
