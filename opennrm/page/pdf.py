"""A document as PDF: tagged for every reader (PDF/UA-1), fit for the archive (PDF/A-2a), the same bytes each time."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from opennrm.page.charts import draw
from opennrm.page.dates import written
from opennrm.page.document import Block, Chart, DataTable, Document, Heading, KeyFigures
from opennrm.page.typeset import fonts_for, typeset

HERE = Path(__file__).parent


def to_pdf(document: Document, *, now: datetime) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a in one file, on A4.

    ``now`` (with its time zone) is the moment the file says it was made: the same document and ``now`` give the
    same bytes. The running head of every page bears ``document.notice``. A link to a place inside the document
    or to an address of the web is kept, any other leads nowhere on paper and is dropped.

    Raises NoGlyph for a character that our fonts do not have, naming it and the text it stands in.
    """
    pictures = {_file(at): _drawn(block, document.language) for at, block in _charts(document)}
    return typeset(_template(), _content(document), pictures, now=now)


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
        "fonts": fonts_for(document.language),
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
