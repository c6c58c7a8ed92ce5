"""UNODC's table of the Global Report on Trafficking in Persons, as it publishes it: counts below five stand as «<5».

Each breakdown is protected under the policy ``unodc`` and tried by the attacker, so that no sum gives a masked count
away; a count withheld for that alone has no row. What cannot be said in UNODC's words is left out, and named.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from opennrm.disclosure import protect
from opennrm.disclosure.policies import policy
from opennrm.disclosure.protect import Source, Unprotectable
from opennrm.disclosure.tidy import Faulty
from opennrm.page.bilingual import Text
from opennrm.page.sheets import csv_bytes
from opennrm.publication.formats import columns
from opennrm.publication.formats.codes import International, international
from opennrm.publication.formats.cubes import TOTAL, Cube, cube
from opennrm.publication.report import Report
from opennrm.understanding import countries

WHERE = ("JPN", "Japan", "Asia", "Eastern Asia")
ALL, MASKED = "Total", "<5"
BOTH, IN_BOTH = "victims_sex_by_minor", {"victims_by_sex", "victims_by_minor"}
CITIZENS, CASES = "victims_by_nationality", "cases_by_statute"
BREAKDOWNS = {"victims_by_exploitation": "by form of exploitation", CITIZENS: "by citizenship"}
MEASURE = "Counts"
LEFT = "left out: "  # before a category without a word: it is in the sums that are protected, and in no row
Key = tuple[str, ...]
UNSAFE = Text(
    "{title}: nothing that may be withheld makes it safe under UNODC's rule",
    "{title}：UNODCの基準では秘匿しても安全にならない",
)
NO_WORD = Text(
    "{title}, {label}: UNODC's table has no word for it", "{title}「{label}」：UNODCの表に該当する区分がない"
)
NOT_SAID = Text("{title}: no indicator of UNODC's table", "{title}：UNODCの表に該当する指標がない")


@dataclass(frozen=True)
class Glotip:
    """The rows under ``columns.GLOTIP``, and what could not be said."""

    rows: tuple[tuple[str, ...], ...]
    left_out: tuple[Text, ...]

    def to_csv(self) -> bytes:
        """The file, as spreadsheets open it."""
        return csv_bytes([each.name for each in columns.GLOTIP], self.rows)


def glotip(report: Report) -> Glotip:
    """The report's year in UNODC's table."""
    known = international()
    rows: list[tuple[str, ...]] = []
    left: list[Text] = []
    for indicator in known.glotip:
        found: dict[tuple[str, ...], str] = {}
        for made in _cubes(report, indicator.tables):
            counts = _in_words(made, report.year, known)
            left += [_said(NO_WORD, made, label) for label in _wordless(made, counts)]
            try:
                found |= {_place(key, made): value for key, value in _protected(made, counts).items()}
            except (Unprotectable, Faulty):
                left.append(_said(UNSAFE, made))
        end = str(report.year), MEASURE
        rows += [(*WHERE, indicator.indicator, *place, *end, value, report.publisher) for place, value in found.items()]
    return Glotip(tuple(rows), (*left, *_silent(report, known)))


def _cubes(report: Report, tables: tuple[str, ...]) -> Iterator[Cube]:
    """The tables of an indicator; where sex and age stand together, that one says what each alone would."""
    for id in tables:
        table = report.table(id)
        if table and not (id in IN_BOTH and report.table(BOTH)):
            yield cube(report, table)


def _in_words(made: Cube, year: int, known: International) -> dict[Key, int]:
    """The year's counts by UNODC's words, with every margin; categories that share a word are one."""
    counts: dict[Key, int] = {}
    for key, cell in made.cells.items():
        if key[-1] == str(year):
            words = tuple(_word(made, at, code, known) for at, code in enumerate(key[:-1]))
            counts[words] = counts.get(words, 0) + cell.value
    if len(made.dimensions) == 3:
        rows = dict.fromkeys(key[0] for key in counts)
        counts |= {(row, ALL): sum(v for (r, _), v in counts.items() if r == row) for row in rows}
    if made.id == CASES:  # a case under several statutes stands in several rows: the total alone is said
        counts = {key: value for key, value in counts.items() if key == (ALL,)}
    return counts


def _word(made: Cube, at: int, code: str, known: International) -> str:
    if code == TOTAL:
        return ALL
    dimension = made.dimensions[at]
    if made.id == CITIZENS:
        named = countries.names().get(code)
        return known.countries.get(code) or (named.en if named else LEFT + code)
    coded = known.of(dimension.scheme, code)
    return coded.glotip if coded and coded.glotip else LEFT + code


def _wordless(made: Cube, counts: dict[Key, int]) -> Iterator[Text]:
    """What categories without a word are called."""
    labels = {code.id: code.label for each in made.dimensions for code in each.codes}
    for word in dict.fromkeys(word for key in counts for word in key if word.startswith(LEFT)):
        yield labels[word.removeprefix(LEFT)]


def _protected(made: Cube, counts: dict[Key, int]) -> dict[Key, str]:
    """Cells as the policy lets them out: a count or «<5»; what is withheld to protect another is not among them."""
    rules, out = policy("unodc"), StringIO()
    second: set[Key] = set()
    if len(counts) > 1:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*(each.id for each in made.dimensions[:-1]), "value"])
        writer.writerows([*key, value] for key, value in counts.items())
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{made.id}.csv"
            path.write_text(out.getvalue(), "utf-8")
            second = set(protect.suppress(Source.of(path, total=ALL), rules).secondary)
    return {
        key: MASKED if rules.small(value) else str(value)
        for key, value in counts.items()
        if key not in second and not any(word.startswith(LEFT) for word in key)
    }


def _place(key: Key, made: Cube) -> tuple[str, str, str, str]:
    """Dimension, category, sex and age of a cell."""
    if made.id in BREAKDOWNS and key[0] != ALL:
        return BREAKDOWNS[made.id], key[0], ALL, ALL
    if len(key) == 2:
        return ALL, ALL, key[0], key[1]
    return (ALL, ALL, ALL, key[0]) if made.dimensions[0].scheme == "minor" else (ALL, ALL, key[0], ALL)


def _silent(report: Report, known: International) -> Iterator[Text]:
    """Tables of the report that UNODC's table has no place for, and why where that is known."""
    said = {id for each in known.glotip for id in each.tables}
    told = {id: each.because for each in known.left_out for id in each.tables}
    for table in report.tables:
        if table.kind != "series" and table.id not in said:
            yield told.get(table.id) or _filled(NOT_SAID, table.title, Text("", ""))


def _said(text: Text, made: Cube, label: Text | None = None) -> Text:
    return _filled(text, made.table.title, label or Text("", ""))


def _filled(text: Text, title: Text, label: Text) -> Text:
    return Text(text.en.format(title=title.en, label=label.en), text.ja.format(title=title.ja, label=label.ja))
