"""A drawing as shapes with known boxes, and its SVG: presentation attributes only, every text escaped."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from opennrm.page import lettering

INK = "#1a1a1a"
ASCENT, DESCENT = 0.86, 0.24  # of the letter size, for Latin and Japanese
FAMILY = "Noto Sans JP, Noto Sans"


@dataclass(frozen=True)
class Box:
    """A rectangle by its corners; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right - 0.01
            and other.left < self.right - 0.01
            and self.top < other.bottom - 0.01
            and other.top < self.bottom - 0.01
        )

    def within(self, other: "Box") -> bool:
        """Whether this lies in the other, to a tenth of a unit."""
        return (
            self.left >= other.left - 0.1
            and self.top >= other.top - 0.1
            and self.right <= other.right + 0.1
            and self.bottom <= other.bottom + 0.1
        )


@dataclass(frozen=True)
class Words:
    """One line of text on its baseline. ``role`` says what it is there for: a value, a category, a tick …"""

    text: str
    x: float
    y: float
    size: float
    role: str
    anchor: Literal["start", "middle", "end"] = "start"
    fill: str = INK
    bold: bool = False
    halo: bool = False  # a white edge, where a line may pass behind

    @property
    def box(self) -> Box:
        wide = lettering.width(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, left + wide, self.y + DESCENT * self.size)

    def svg(self) -> str:
        weight = ' font-weight="700"' if self.bold else ""
        anchor = f' text-anchor="{self.anchor}"' if self.anchor != "start" else ""
        halo = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' if self.halo else ""
        return (
            f'<text x="{_n(self.x)}" y="{_n(self.y)}" font-size="{_n(self.size)}" fill="{self.fill}"'
            f"{weight}{anchor}{halo}>{escape(self.text)}</text>"
        )


@dataclass(frozen=True)
class Bar:
    """A filled rectangle for one value; ``outline`` is empty where the fill stands out by itself."""

    box: Box
    fill: str
    role: str
    outline: str = ""

    def svg(self) -> str:
        b, inset = self.box, 0.5 if self.outline else 0.0
        wide = max(b.right - b.left - 2 * inset, 0.1)
        high = max(b.bottom - b.top - 2 * inset, 0.1)
        stroke = f' stroke="{self.outline}" stroke-width="1"' if self.outline else ""
        return (
            f'<rect x="{_n(b.left + inset)}" y="{_n(b.top + inset)}" width="{_n(wide)}" '
            f'height="{_n(high)}" fill="{self.fill}"{stroke}/>'
        )


@dataclass(frozen=True)
class Stroke:
    """A line through two or more points, never filled."""

    points: tuple[tuple[float, float], ...]
    colour: str
    role: str
    thickness: float = 1.0
    dash: str = ""

    @property
    def box(self) -> Box:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def svg(self) -> str:
        dash = f' stroke-dasharray="{self.dash}"' if self.dash else ""
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in self.points)
        return (
            f'<polyline points="{points}" fill="none" stroke="{self.colour}" '
            f'stroke-width="{_n(self.thickness)}"{dash} stroke-linejoin="round"/>'
        )


@dataclass(frozen=True)
class Marker:
    """The mark of one value on a line: its shape tells the series as its colour does."""

    x: float
    y: float
    radius: float
    shape: Literal["disc", "square", "triangle", "diamond", "ring"]
    colour: str
    role: str

    @property
    def box(self) -> Box:
        r = self.radius + 1
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)

    def svg(self) -> str:
        x, y, r = self.x, self.y, self.radius
        look = f'fill="{self.colour}"'
        if self.shape == "ring":
            look = f'fill="#ffffff" stroke="{self.colour}" stroke-width="{_n(min(2.0, r / 1.8))}"'
        if self.shape in ("disc", "ring"):
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" {look}/>'
        corners = {
            "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
            "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
            "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        }[self.shape]
        points = " ".join(f"{_n(x + dx * r)},{_n(y + dy * r)}" for dx, dy in corners)
        return f'<polygon points="{points}" {look}/>'


Shape = Words | Bar | Stroke | Marker


@dataclass(frozen=True)
class Picture:
    """Shapes in drawing order, on a canvas from (0, 0) to (width, height)."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def words(self, role: str) -> list[Words]:
        """The texts there for one purpose, in drawing order."""
        return [shape for shape in self.shapes if isinstance(shape, Words) and shape.role == role]

    def inline(self, *, id: str, css: str, title: str, description: str, language: str) -> str:
        """SVG to stand in an HTML page: one image with a name and a description, in the page's own font."""
        names = f"{escape(id)}-title {escape(id)}-desc"
        return (
            f'<svg class="{escape(css)}" role="img" aria-labelledby="{names}" lang="{escape(language)}" '
            f'viewBox="0 0 {_n(self.width)} {_n(self.height)}" width="{_n(self.width)}" '
            f'height="{_n(self.height)}"><title id="{escape(id)}-title">{escape(title)}</title>'
            f'<desc id="{escape(id)}-desc">{escape(description)}</desc>{"".join(self._drawn())}</svg>'
        )

    def standalone(self, *, title: str, description: str, language: str) -> str:
        """SVG that is a document of its own, with its font named."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{escape(language)}" '
            f'width="{_n(self.width)}" height="{_n(self.height)}" '
            f'viewBox="0 0 {_n(self.width)} {_n(self.height)}" font-family="{FAMILY}">'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
            f"{''.join(self._drawn())}</svg>"
        )

    def _drawn(self) -> Iterator[str]:
        return (shape.svg() for shape in self.shapes)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
