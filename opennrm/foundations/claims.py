"""The two shares a poster claims, reckoned from published figures of one year, with their source."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from opennrm.understanding.published import Published, Source, as_figures, sources

GOVERNMENT = "government"
TOTAL, JAPANESE, MINORS = "victims.total", "victims.nationality.JP", "victims.minors"


@dataclass(frozen=True)
class Claims:
    """Whole per cents of the victims protected in ``year``; ``source`` has the ids of where the figures were read."""

    year: int
    japanese: int
    minors: int
    source: tuple[str, ...]

    def cited(self, language: str) -> str:
        """The sources as they are printed: publisher and title, the id where nothing more is known of it."""
        known = sources()
        return "; ".join(_cited(known[id], language) if id in known else id for id in self.source)


def claims(figures: Iterable[Published], *, year: int | None = None) -> Claims | None:
    """For a year, or the latest that has all three figures; None where none has.

    Only what the government published as such counts: a derived or contested figure makes no claim.
    """
    stood = tuple(figures)
    years = [year] if year else sorted({f.year for f in stood if f.publisher == GOVERNMENT}, reverse=True)
    return next((made for each in years if (made := _of(stood, each))), None)


def _of(figures: tuple[Published, ...], year: int) -> Claims | None:
    known = {
        name: figure
        for name, figure in as_figures(figures, publisher=GOVERNMENT, year=year).items()
        if figure.sure and figure.value is not None
    }
    if not {TOTAL, JAPANESE, MINORS} <= known.keys() or not known[TOTAL].value:
        return None
    read = dict.fromkeys(known[name].source for name in (TOTAL, JAPANESE, MINORS))
    return Claims(year, _share(known, JAPANESE), _share(known, MINORS), tuple(read))


def _cited(source: Source, language: str) -> str:
    japanese = language.split("-")[0] == "ja" and source.ja
    return source.ja if japanese else f"{source.publisher}, {source.title}"


def _share(known: dict[str, Published], part: str) -> int:
    """Per cent to the nearest whole, a half upwards."""
    value, total = known[part].value or 0, known[TOTAL].value or 1
    return int((Decimal(100 * value) / total).quantize(Decimal(1), ROUND_HALF_UP))
