"""Catalogues of translations by Babel alone, without GNU gettext: extract, compile, say what is missing.

Japanese has every message. The other languages have those of the public door, which ``locale/door.toml`` lists, and
with them the labels of its vocabularies, whose Japanese stands in the code.
"""

import ast
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from opennrm.page.languages import EVERYWHERE, LOCALE, folder

PACKAGE = LOCALE.parent
SAFETY = "safety"  # the context of messages no language may lack
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # the same messages give the same file; the history is in git
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}
HEADER = """# OpenNRM, {language}.
# These translations have not been read by a native speaker."""


@dataclass(frozen=True)
class State:
    """How far a language's catalogue is; ``unsafe`` are those missing on which somebody's safety hangs."""

    language: str
    translated: int
    missing: tuple[str, ...]
    unsafe: tuple[str, ...] = ()


@dataclass(frozen=True)
class Door:
    """What of the code is the public door: globs of files, and vocabularies by the file they stand in."""

    files: tuple[str, ...]
    labels: dict[str, list[str]]

    def has(self, name: str) -> bool:
        """Whether a file under the package belongs to it."""
        return any(fnmatch(name, pattern) for pattern in self.files)


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, by their tags."""
    found = (path.parts[-3].split("_") for path in LOCALE.glob("*/LC_MESSAGES/django.po"))
    return tuple(sorted("-".join([first, *map(_part, rest)]) for first, *rest in found))


def _part(of_folder: str) -> str:
    """A part of a tag: scripts begin with a capital (Hans), variants do not (simple)."""
    return of_folder if len(of_folder) == 4 else of_folder.lower()


def _po(language: str) -> Path:
    return LOCALE / folder(language) / "LC_MESSAGES" / "django.po"


@cache
def door() -> Door:
    """What ``locale/door.toml`` says."""
    said = tomllib.loads((LOCALE / "door.toml").read_text("utf-8"))
    return Door(tuple(said["files"]), said["labels"])


def messages_for(language: str) -> Iterator[tuple[str, Any, list[str], str | None]]:
    """The messages a language must have: all where all pages exist in it, else those of the public door."""
    if language in EVERYWHERE:
        yield from messages()
        return
    yield from (each for each in messages() if door().has(each[0]))
    for name, wanted in door().labels.items():
        yield from ((name, text, [], None) for text in labels((PACKAGE / name).read_text("utf-8"), wanted))


def labels(source: str, wanted: list[str]) -> Iterator[str]:
    """The English of the labels in these vocabularies («Topic», or one member of it: «Refusal.CLOSED»)."""
    for each in ast.parse(source).body:
        if not isinstance(each, ast.ClassDef):
            continue
        for line in each.body:
            if isinstance(line, ast.Assign) and {each.name, f"{each.name}.{_name(line)}"} & set(wanted):
                yield from _english(line)


def _name(member: ast.Assign) -> str:
    return member.targets[0].id if isinstance(member.targets[0], ast.Name) else ""


def _english(member: ast.Assign) -> Iterator[str]:
    for call in ast.walk(member.value):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "label":
            yield ast.literal_eval(call.args[0])


def messages() -> Iterator[tuple[str, Any, list[str], str | None]]:
    """Every message in the rooms' Python and templates: file, message, comments, context."""
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        is_code = path.suffix == ".py" and "/migrations/" not in name
        if is_code or ("/templates/" in name and path.suffix in (".html", ".svg", ".txt")):
            for message, comments, context in _said_in(path, name, path.stat().st_mtime_ns):
                yield name, message, list(comments), context


@lru_cache(maxsize=4096)  # every language asks for the same files
def _said_in(path: Path, name: str, _changed: int) -> list[tuple[Any, list[str], str | None]]:
    """The messages of one file as it stood when it was last changed."""
    source = path.read_bytes() if path.suffix == ".py" else templatize(path.read_text("utf-8"), origin=name).encode()
    found = extract("python", io.BytesIO(source), KEYWORDS, comment_tags=("Translators:",))
    return [(message, list(comments), context) for _line, message, comments, context in found]


def extract_into(language: str) -> int:
    """Bring a language's catalogue up to date; what is translated stays. Gives the number of messages."""
    template = Catalog(project="OpenNRM", charset="utf-8", fuzzy=False)
    for name, message, comments, context in messages_for(language):
        template.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    path = _po(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = _read(language) if path.exists() else Catalog(_locale(language), charset="utf-8", fuzzy=False)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.project, catalog.version = "OpenNRM", ""
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.header_comment = HEADER.format(language=language)
    catalog.creation_date = catalog.revision_date = UNDATED
    out = io.BytesIO()
    write_po(out, catalog, width=0, include_lineno=False, sort_output=True)
    path.write_bytes(out.getvalue())
    return len(template)


def _read(language: str) -> Catalog:
    with _po(language).open("rb") as file:
        return read_po(file, locale=_locale(language))


def _locale(language: str) -> str:
    """What Babel knows the language by: easy Japanese is Japanese to it."""
    return "ja" if language == "ja-simple" else language.replace("-", "_")


def compile_all() -> int:
    """Write the ``.mo`` of every catalogue; gives how many."""
    for language in languages():
        out = io.BytesIO()
        write_mo(out, _read(language))
        _po(language).with_suffix(".mo").write_bytes(out.getvalue())
    return len(languages())


def state(language: str) -> State:
    """What a language has and lacks, against the messages in the code now."""
    catalog = _read(language) if _po(language).exists() else Catalog(locale=_locale(language))
    missing, unsafe, translated = [], [], 0
    seen: set[tuple[str | None, str]] = set()
    for _name, message, _comments, context in messages_for(language):
        id = message[0] if isinstance(message, tuple) else message
        if (context, id) in seen:
            continue
        seen.add((context, id))
        entry = catalog.get(id, context)
        strings = entry.string if entry and isinstance(entry.string, (list, tuple)) else [entry.string if entry else ""]
        if all(strings) and entry is not None and not entry.fuzzy:
            translated += 1
        else:
            missing.append(id)
            unsafe += [id] if context == SAFETY else []
    return State(language, translated, tuple(missing), tuple(unsafe))
