"""SDMX-CSV 2.0: the tables in a national structure with international codes beside, and SDG 16.2.2 in the global one.

Rules: SDMX-CSV field guide 2.0 (STRUCTURE, STRUCTURE_ID, ACTION; then one column a dimension, the measure and the
attributes, all by id; UTF-8 without BOM; an observation nobody made has no row).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from opennrm.publication.formats import columns
from opennrm.publication.formats.codes import International, ic_tip, international
from opennrm.publication.formats.cubes import REGISTER, TOTAL, Cube, cubes
from opennrm.publication.report import Report, ReportTable

NORMAL, FREE, YEARLY, NATIONAL, INFORMATION = "A", "F", "A", "N", "I"
SEXES, AGES, FORMS, BOTH = "victims_by_sex", "victims_by_minor", "victims_by_exploitation", "victims_sex_by_minor"
MADE_UP = "Made up for a demonstration; never published."
PROTECTED = "Victims put under protection in the year."
ONCE = "A person with several forms counts once, in the first of them."


def national(report: Report, tables: Iterable[ReportTable] | None = None) -> bytes:
    """Tables in the national dataflow, each cell with its ICCS, SDG and IC-TIP codes where there are any."""
    known, tips = international(), ic_tip()
    head = ["dataflow", known.sdmx["flow"], INFORMATION, YEARLY, known.sdmx["area"]]
    rows: list[list[str | int]] = []
    for cube in cubes(report, tables):
        for key, cell in cube.cells.items():
            at = dict(zip((each.id for each in cube.dimensions), key))
            scheme = row.scheme if (row := cube.dimension("ROW")) else ""
            coded = known.of(scheme, at.get("ROW", ""))
            rows.append([
                *head, cube.id, at.get("PUBLISHER", REGISTER), at.get("ROW", TOTAL), at.get("COLUMN", TOTAL),
                at["TIME_PERIOD"], cell.value, NORMAL, 0, cube.table.unit.upper(), FREE,
                *_codes(cube, at, known), tips.codes.get((scheme, coded.code), "") if coded else "",
                int(cell.made_up), report.edition,
            ])  # fmt: skip
    return _written([each.name for each in columns.NATIONAL], rows)


def _codes(cube: Cube, at: dict[str, str], known: International) -> tuple[str, str]:
    """ICCS and SDG series of a cell: of tables of all victims, where there is a code for the category."""
    if cube.id not in known.glotip[0].tables:  # of foreign victims alone, say, the codes for all would be wrong
        return "", ""
    row = cube.dimension("ROW")
    scheme = row.scheme if row else ""
    if scheme in {"sex", "minor"} or at["ROW"] == TOTAL:
        return known.whole.iccs, known.whole.sdg
    coded = known.of(scheme, at["ROW"])
    return (coded.iccs, coded.sdg) if coded else ("", "")


def sdg(report: Report) -> bytes:
    """The victims of the report as SDG indicator 16.2.2, in numbers: rates ask for a population, which is not here."""
    known = international()
    head = ["dataflow", known.sdmx["sdg_flow"], INFORMATION, YEARLY, NATIONAL]
    found: dict[tuple[str, str, str, str], tuple[int, bool]] = {}
    for key, value, made_up in _series(report, known):
        before, was = found.get(key, (0, False))
        found[key] = before + value, was or made_up
    told = f"{report.publisher}; register {report.register}"
    rows: list[list[str | int]] = []
    for (series, sex, age, year), (value, made_up) in found.items():
        said = [PROTECTED] + [ONCE] * (series != known.whole.sdg) + [MADE_UP] * made_up
        blanks = [TOTAL] * len(columns.BREAKDOWNS)
        rows.append([*head, series, known.sdmx["area"], sex, age, *blanks, year, value, NORMAL, 0, "NUMBER", "C", told,
                     " ".join(said)])  # fmt: skip
    return _written([each.name for each in columns.SDG], rows)


def _series(report: Report, known: International) -> Iterator[tuple[tuple[str, str, str, str], int, bool]]:
    """Series, sex, age and year of each number; what several national categories share is added up by the caller."""
    total = known.whole.sdg
    for id in (SEXES, AGES, FORMS, BOTH):
        table = report.table(id)
        for cube in cubes(report, [table] if table else []):
            for key, cell in cube.cells.items():
                at = dict(zip((each.id for each in cube.dimensions), key))
                row, year = at["ROW"], at["TIME_PERIOD"]
                coded = known.of(cube.dimensions[0].scheme, row)
                if id == SEXES and row == TOTAL:
                    yield (total, TOTAL, TOTAL, year), cell.value, cell.made_up
                elif row == TOTAL or coded is None:
                    continue  # the same total again, or a category the classification has no place for
                elif id == SEXES and coded.sex:
                    yield (total, coded.sex, TOTAL, year), cell.value, cell.made_up
                elif id == AGES and coded.age:
                    yield (total, TOTAL, coded.age, year), cell.value, cell.made_up
                elif id == FORMS and coded.sdg:
                    yield (coded.sdg, TOTAL, TOTAL, year), cell.value, cell.made_up
                elif id == BOTH and coded.sex and (age := known.of("minor", at["COLUMN"])) and age.age:
                    yield (total, coded.sex, age.age, year), cell.value, cell.made_up


def _written(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
