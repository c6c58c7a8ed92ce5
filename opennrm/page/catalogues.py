"""Catalogues of translations by Babel alone, without GNU gettext: extract, compile, say what is missing."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # the same messages give the same file; the history is in git
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}
HEADER = """# OpenNRM, {language}.
# These translations have not been read by a native speaker."""


@dataclass(frozen=True)
class State:
    """How far a language's catalogue is."""

    language: str
    translated: int
    missing: tuple[str, ...]


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(sorted(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/django.po")))


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def messages() -> Iterator[tuple[str, Any, list[str], str | None]]:
    """Every message in the rooms' Python and templates: file, message, comments, context."""
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        if path.suffix == ".py" and "/migrations/" not in name:
            source = path.read_bytes()
        elif "/templates/" in name and path.suffix in (".html", ".svg", ".txt"):
            source = templatize(path.read_text("utf-8"), origin=name).encode()
        else:
            continue
        found = extract("python", io.BytesIO(source), KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, context in found:
            yield name, message, list(comments), context


def extract_into(language: str) -> int:
    """Bring a language's catalogue up to date; what is translated stays. Gives the number of messages."""
    template = Catalog(project="OpenNRM", charset="utf-8", fuzzy=False)
    for name, message, comments, context in messages():
        template.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    path = _po(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = _read(language) if path.exists() else Catalog(locale=language, charset="utf-8", fuzzy=False)
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
        return read_po(file, locale=language)


def compile_all() -> int:
    """Write the ``.mo`` of every catalogue; gives how many."""
    for language in languages():
        out = io.BytesIO()
        write_mo(out, _read(language))
        _po(language).with_suffix(".mo").write_bytes(out.getvalue())
    return len(languages())


def state(language: str) -> State:
    """What a language has and lacks, against the messages in the code now."""
    catalog = _read(language) if _po(language).exists() else Catalog(locale=language)
    missing, translated = [], 0
    seen: set[tuple[str | None, str]] = set()
    for _name, message, _comments, context in messages():
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
    return State(language, translated, tuple(missing))
