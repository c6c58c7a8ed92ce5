"""Setting a page: a Typst template, its content as JSON, and pictures, to a PDF fit for every reader and the archive.

Typst works in memory, with the fonts of this room alone. Texts reach it as JSON, never as Typst source, so no text
can be a command.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import name

import typst

HERE = Path(__file__).parent
STANDARDS: list[Any] = ["ua-1", "a-2a"]
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
LATIN, JAPANESE, SIGNS = "Noto Sans", "Noto Sans JP", "Noto Sans Math"
SCRIPTS = {  # the font that a language's own script is set in, where Latin's does not have it
    "ja": JAPANESE,
    "zh-hans": "Noto Sans SC",
    "zh-hant": "Noto Sans TC",
    "ko": "Noto Sans KR",
    "th": "Noto Sans Thai",
    "my": "Noto Sans Myanmar",
    "km": "Noto Sans Khmer",
    "ne": "Noto Sans Devanagari",
    "bn": "Noto Sans Bengali",
    "si": "Noto Sans Sinhala",
}


class NoGlyph(ValueError):
    """A character that none of our fonts has."""


def typeset(template: bytes, content: Mapping[str, Any], files: Mapping[str, bytes], *, now: datetime) -> bytes:
    """PDF/UA-1 and PDF/A-2a in one file. The template reads ``content`` as ``document.json``, and ``files`` by name.

    ``now`` (with its time zone) is the moment the file says it was made: the same input gives the same bytes.
    Raises NoGlyph for a character that our fonts do not have, naming it and the text it stands in.
    """
    made = _compiled(template, content, files, format="pdf", pdf_standards=STANDARDS, timestamp=now)
    assert isinstance(made, bytes)  # noqa: S101  one file was asked for
    return made


def pictures(
    template: bytes, content: Mapping[str, Any], files: Mapping[str, bytes], *, per_inch: int = 96
) -> tuple[bytes, ...]:
    """The same pages as PNG, one file a page, for a preview on screen."""
    made = _compiled(template, content, files, format="png", ppi=per_inch)
    return (made,) if isinstance(made, bytes) else tuple(made)


def _compiled(template: bytes, content: Mapping[str, Any], files: Mapping[str, bytes], **options: Any) -> Any:
    folder: Any = {  # in memory
        "main.typ": template,
        "document.json": json.dumps(content, ensure_ascii=False).encode(),
        **files,
    }
    try:
        return typst.Compiler(folder, font_paths=_fonts()).compile(**options)
    except typst.TypstError as error:
        if missing := MISSING.search(error.message):
            raise _no_glyph(missing[1], content) from error
        raise


def fonts_for(language: str) -> tuple[str, ...]:
    """The fonts a text of this language (BCP 47) is set in, the first that has a character sets it."""
    tag = language.lower()
    own = next((font for code, font in SCRIPTS.items() if tag == code or tag.startswith(f"{code}-")), None)
    if own is None:
        return (LATIN, JAPANESE, SIGNS)
    if own in {JAPANESE, SCRIPTS["zh-hans"], SCRIPTS["zh-hant"], SCRIPTS["ko"]}:
        return tuple(dict.fromkeys((own, LATIN, JAPANESE, SIGNS)))
    return (LATIN, own, JAPANESE, SIGNS)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])


def _no_glyph(shown: str, content: Mapping[str, Any]) -> NoGlyph:
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda hit: chr(int(hit[1], 16)), shown)
    called = ", ".join(f"U+{ord(c):04X} {name(c, 'without a name')}" for c in text)
    where = next((known for known in _texts(content) if text in known), text)
    return NoGlyph(
        f"No font of the documents has «{text}» ({called}), which stands in: {where}\n"
        "Write it another way, or add it to the fonts with opennrm/page/fonts/build.py."
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in _texts(part))
