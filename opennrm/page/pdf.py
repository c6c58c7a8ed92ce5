"""A document as PDF: tagged for every reader (PDF/UA-1), fit for the archive (PDF/A-2a), the same bytes each time.

Typst sets it in memory, with the fonts of this room alone. Texts reach it as JSON, never as Typst source, so no
text can be a command.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import name

import typst

from opennrm.page.charts import draw
from opennrm.page.dates import written
from opennrm.page.document import Block, Chart, DataTable, Document, Heading, KeyFigures

HERE = Path(__file__).parent
STANDARDS: list[Any] = ["ua-1", "a-2a"]
JAPANESE_FIRST = ("Noto Sans JP", "Noto Sans", "Noto Sans Math")
LATIN_FIRST = ("Noto Sans", "Noto Sans JP", "Noto Sans Math")
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


class NoGlyph(ValueError):
    """A character that none of our fonts has."""


def to_pdf(document: Document, *, now: datetime) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a in one file, on A4.

    ``now`` (with its time zone) is the moment the file says it was made: the same document and ``now`` give the
    same bytes. The running head of every page bears ``document.notice``. A link to a place inside the document
    or to an address of the web is kept, any other leads nowhere on paper and is dropped.

    Raises NoGlyph for a character that our fonts do not have, naming it and the text it stands in.
    """
    files: Any = {  # a folder in memory
        "main.typ": _template(),
        "document.json": json.dumps(_content(document), ensure_ascii=False).encode(),
        **{_file(at): _drawn(block, document.language) for at, block in _charts(document)},
    }
    try:
        made = typst.Compiler(files, font_paths=_fonts()).compile(format="pdf", pdf_standards=STANDARDS, timestamp=now)
    except typst.TypstError as error:
        if missing := MISSING.search(error.message):
            raise _no_glyph(missing[1], document) from error
        raise
    assert isinstance(made, bytes)  # noqa: S101  one file was asked for
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])


@cache
def _template() -> bytes:
    return (HERE / "documents" / "document.typ").read_bytes()


def _charts(document: Document) -> Iterator[tuple[int, Chart]]:
    return ((at, block) for at, block in enumerate(document.blocks) if isinstance(block, Chart))


def _file(at: int) -> str:
    return f"chart-{at}.svg"


def _drawn(chart: Chart, language: str) -> bytes:
    return draw(chart, size="wide", language=language, inline=False).encode()


def _content(document: Document) -> dict[str, Any]:
    """The document as the template reads it: its fields, the language's settings, and each block by its name."""
    lang, *subtags = document.language.split("-")
    east_asian = lang in {"ja", "zh", "ko"}
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "notice": document.notice,
        "keywords": document.keywords,
        "issued": written(document.issued, document.language) if document.issued else "",
        "lang": lang,
        "region": next((tag for tag in subtags if len(tag) == 2), None),
        "east-asian": east_asian,
        "fonts": JAPANESE_FIRST if east_asian else LATIN_FIRST,
        "blocks": [_block(at, block, document) for at, block in enumerate(document.blocks)],
    }


def _block(at: int, block: Block, document: Document) -> dict[str, Any]:
    content = {"block": type(block).__name__, **asdict(block)}
    if isinstance(block, Chart | DataTable):
        content["href"] = _target(block.href, document)
    if isinstance(block, Chart):
        content["file"] = _file(at)
        above = document.blocks[at - 1] if at else None
        if isinstance(above, Heading) and above.text == block.caption and not content["href"]:
            content["caption"] = ""  # the heading right above says it
    if isinstance(block, KeyFigures):
        for item in content["items"]:
            item["href"] = _target(item["href"], document)
    return content


def _target(href: str, document: Document) -> dict[str, str] | None:
    places = [block.id for block in document.blocks if isinstance(block, Heading | DataTable | Chart)]
    if href.startswith("#") and places.count(href[1:]) == 1:
        return {"place": href[1:]}
    return {"address": href} if href.startswith(("https://", "http://", "mailto:")) else None


def _no_glyph(shown: str, document: Document) -> NoGlyph:
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda hit: chr(int(hit[1], 16)), shown)
    called = ", ".join(f"U+{ord(c):04X} {name(c, 'without a name')}" for c in text)
    where = next((known for known in _texts(asdict(document)) if text in known), text)
    return NoGlyph(
        f"No font of the documents has «{text}» ({called}), which stands in: {where}\n"
        "Write it another way, or add it to the fonts with opennrm/page/fonts/build.py."
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in _texts(part))
