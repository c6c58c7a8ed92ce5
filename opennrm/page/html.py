"""A document as HTML: one file that stands alone, or the body for a page of the site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from opennrm.page.axes import text_of
from opennrm.page.charts import draw
from opennrm.page.document import (
    Block,
    Bullets,
    Chart,
    Contents,
    DataTable,
    Document,
    Heading,
    KeyFigures,
    Notice,
    Paragraph,
    Row,
)
from opennrm.page.styles import stylesheet, stylesheet_hash

TEMPLATES: dict[type[Block], str] = {
    Bullets: "bullets",
    Chart: "chart",
    Contents: "contents",
    DataTable: "table",
    Heading: "heading",
    KeyFigures: "keyfigures",
    Notice: "notice",
    Paragraph: "paragraph",
}


@dataclass(frozen=True)
class Chapter:
    """A heading of level 2 in the table of contents, with those of level 3 below it."""

    heading: Heading
    sections: tuple[Heading, ...]


def to_html(document: Document, *, standalone: bool) -> SafeString:
    """The document as HTML that needs no script.

    ``standalone`` is a whole file that asks for nothing else: styles inside, a wide and a narrow drawing of each
    chart of which the screen shows one. Otherwise it is the fragment that stands in ``main`` of a page, with the
    title as its ``h1`` where the document has one. No element has a ``style`` attribute.
    """
    with override(document.language):
        context: dict[str, Any] = {"document": document, "body": _body(document)}
        if standalone:
            context |= {"stylesheet": mark_safe(stylesheet()), "style_hash": stylesheet_hash()}  # noqa: S308
            return render_to_string("page/document.html", context)
        return render_to_string("page/body.html", context)


def _body(document: Document) -> SafeString:
    blocks = (
        render_to_string(f"page/blocks/{TEMPLATES[type(block)]}.html", {"block": block, **more})
        for block, more in _with_surroundings(document)
    )
    return mark_safe("".join(blocks))  # noqa: S308  templates have escaped every text


def _with_surroundings(document: Document) -> Iterator[tuple[Block, dict[str, Any]]]:
    """Each block with what it must know of those around it."""
    level = 1
    for at, block in enumerate(document.blocks):
        following = document.blocks[at + 1 :]
        if isinstance(block, Heading):
            level = block.level
            yield block, {}
        elif isinstance(block, Contents):
            yield block, {"chapters": contents(following)}
        elif isinstance(block, Notice):
            yield block, {"level": min(level + 1, 6), "id": f"notice-{at}"}
        elif isinstance(block, Chart):
            yield block, _of_chart(block, following, document.language)
        else:
            yield block, {}


def contents(blocks: Sequence[Block]) -> tuple[Chapter, ...]:
    """The table of contents of these blocks. A section before the first chapter stands as a chapter."""
    chapters: list[Chapter] = []
    for block in blocks:
        if not isinstance(block, Heading) or block.level > 3:
            continue
        if block.level == 2 or not chapters:
            chapters.append(Chapter(block, ()))
        else:
            last = chapters[-1]
            chapters[-1] = Chapter(last.heading, (*last.sections, block))
    return tuple(chapters)


def _of_chart(chart: Chart, following: Sequence[Block], language: str) -> dict[str, Any]:
    """Both drawings, and the chart's numbers as a table where none follows."""
    drawings = {
        size: mark_safe(draw(chart, size=size, language=language, inline=True))  # noqa: S308
        for size in ("wide", "narrow")
    }
    has_table = bool(following) and isinstance(following[0], DataTable)
    return {**drawings, "table": None if has_table else numbers(chart)}


def numbers(chart: Chart) -> DataTable:
    """The chart's numbers as a table: a row a category, a column a series."""
    rows = (
        Row(label, tuple(text_of(series, at) for series in chart.series)) for at, label in enumerate(chart.categories)
    )
    header = ("", *(series.label for series in chart.series))
    caption = f"{chart.caption} ({chart.unit})" if chart.unit else chart.caption
    return DataTable(f"{chart.id}-numbers", caption, header, tuple(rows))
