"""A document as blocks, before it has a look: the one source of its HTML and its PDF.

A room says *what* stands in a document in the reader's language; ``page`` says how it looks.
No block knows a fact, a table definition or a person: text and numbers only.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 to 4 (level 1 is the document's title) with an anchor for links."""

    text: str
    level: int
    id: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``small`` for sources and remarks."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Bullet:
    """One line of a list; ``mark`` is a short label set apart (how sure a statement is)."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Bullets:
    items: tuple[Bullet, ...]


@dataclass(frozen=True)
class KeyFigure:
    """A headline number with its unit, the change on the year before, and where it is explained."""

    id: str
    label: str
    value: str
    unit: str
    change: str = ""
    href: str = ""


@dataclass(frozen=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table: its label and one text per column. ``total`` rows are set bold below a rule;
    ``part`` rows are indented («of which»)."""

    label: str
    cells: tuple[str, ...]
    kind: Literal["row", "total", "part"] = "row"


@dataclass(frozen=True)
class DataTable:
    """A table of numbers. ``header`` holds the label of the first column and one per cell column."""

    id: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Series:
    """One line, or one colour of the bars: a value per category, ``None`` where nothing was published.

    A gap is never bridged. ``texts`` stand at the marks instead of the numbers where given.
    """

    label: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart before it is drawn.

    ``bars``: one series, horizontal, a bar per category, largest first as given. ``columns``: series side by
    side over few categories (years). ``stacked``: columns that add up. ``lines``: series over years.
    ``description`` says in words what the chart shows (the text alternative).
    """

    id: str
    kind: Literal["bars", "columns", "stacked", "lines"]
    caption: str
    description: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Notice:
    """A box the reader must not miss: made-up data, a finding with its note, text not seen in the sources."""

    title: str
    lines: tuple[str, ...]
    kind: Literal["demo", "finding", "caution"] = "caution"


@dataclass(frozen=True)
class Contents:
    """Where the table of contents stands; it lists the headings of level 2 and 3 that follow."""

    title: str


Block = Heading | Paragraph | Bullets | KeyFigures | DataTable | Chart | Notice | Contents


@dataclass(frozen=True)
class Document:
    """A whole document in one language (a BCP 47 tag), ready to be set as HTML or PDF."""

    language: str
    title: str
    subtitle: str
    author: str
    issued: date | None  # None where no exact day is known
    blocks: tuple[Block, ...]
    notice: str = ""  # on every page, in the running head («case facts are made up»)
    keywords: tuple[str, ...] = field(default=())
