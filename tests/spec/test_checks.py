"""Each consistency check as a worked example: numbers in, the finding's arithmetic out."""

from dataclasses import replace

import pytest

from opennrm.page.bilingual import Text
from opennrm.understanding import checks, definitions
from opennrm.understanding.checks import Numbers, Quote
from opennrm.understanding.published import Published
from opennrm.understanding.tabulate import Line, Tabulated

FIGURE = Published(
    2014, "2014", "unknown", "NPA", "victims_protected", "unknown", "total", "all", 24, "24", "published", "A"
)
BY_SEX = next(t for t in definitions.tables() if t.id == "victims_by_sex")


def found(numbers: Numbers, of: str = "report") -> list[tuple[str, str]]:
    return [(f.check, f.arithmetic) for f in checks.run(numbers, checks.declared(of))]


def figure(**changes: object) -> Published:
    made = replace(FIGURE, **changes)  # type: ignore[arg-type]
    return replace(made, value_text=str(made.value))


def by_sex(female: int, male: int, total: int) -> Tabulated:
    lines = (Line("female", Text("Female", "女性"), (female,)), Line("male", Text("Male", "男性"), (male,)))
    return Tabulated(BY_SEX, ("2020",), (Text("2020", "2020"),), lines, (total,))


def test_prosecuted_without_outcome_are_not_accounted_for() -> None:
    numbers = {"suspects.prosecuted": (50, None), "suspects.guilty": (36, None), "suspects.pending": (12, None)}
    assert found(Numbers(2020, numbers)) == [("prosecuted_accounted", "50 − (36 + 0 + 0 + 12) = 2")]
    assert found(Numbers(2020, numbers | {"suspects.not_guilty": (2, None)})) == []


def test_rows_add_up_to_their_total() -> None:
    assert found(Numbers(2020, tables=[by_sex(33, 5, 38)])) == []
    assert found(Numbers(2020, tables=[by_sex(33, 4, 38)])) == [("rows_add_up", "33 + 4 = 37 ≠ 38")]


def test_tables_of_one_population_have_one_total() -> None:
    assert found(Numbers(2020, tables=[by_sex(33, 5, 38), by_sex(34, 5, 39)])) == [("same_population", "38 ≠ 39")]


def test_a_table_that_sums_something_of_its_units_has_a_total_of_its_own() -> None:
    summed = by_sex(340, 50, 390)
    summed = replace(summed, table=replace(summed.table, weight="persons"))
    assert found(Numbers(2020, tables=[by_sex(33, 5, 38), summed])) == []


def test_the_year_before_is_the_one_that_was_published() -> None:
    stored = figure(year=2019, period="2019", publisher="government", value=47)
    assert found(Numbers(2020, {"victims.total": (38, 47)}, published=[stored])) == []
    assert found(Numbers(2020, {"victims.total": (38, 46)}, published=[stored])) == [("previous_stands", "46 ≠ 47 (A)")]


@pytest.mark.parametrize(("base", "percent", "finding"), [(2020, 79, False), (2020, 60, True), (2019, 79, True)])
def test_a_printed_share_is_of_its_own_year_and_holds(base: int, percent: int, finding: bool) -> None:
    quote = Quote("q", Text("most", "多く"), percent, False, "victims.japanese", "victims.total", base, "poster")
    numbers = Numbers(2020, {"victims.japanese": (30, None), "victims.total": (38, None)}, quotes=[quote])
    assert bool(found(numbers)) is finding


def test_a_value_without_a_category_is_seen() -> None:
    table = replace(by_sex(33, 5, 39), unmapped={"X": 1})
    assert ("complete_scheme", "X: 1") in found(Numbers(2020, tables=[table]))


def test_one_sources_series_has_one_publisher() -> None:
    series = [figure(year=y, period=str(y), value=y - 2000) for y in (2011, 2012, 2013)]
    series.append(figure(year=2014, period="2014", publisher="government", value=25))
    elsewhere = figure(source="B", value=24)
    assert found(Numbers(0, published=[*series, elsewhere]), "published") == [
        ("joined_publishers", "NPA 2013: 13; government 2014: 25; NPA 2014: 24")
    ]
    assert found(Numbers(0, published=series[:3]), "published") == []


def test_one_figure_has_one_value_wherever_it_is_printed() -> None:
    twice = [figure(), figure(source="B", value=25)]
    assert found(Numbers(0, published=twice), "published") == [("conflicting_vintages", "A: 24; B: 25")]


def test_a_cumulative_sum_keeps_its_first_year() -> None:
    sums = [
        figure(indicator="protection_cumulative", year=2001, period="FY2001-FY2009", year_basis="span", value=275),
        figure(indicator="protection_cumulative", year=2005, period="FY2005-FY2010", year_basis="span", value=275),
    ]
    assert found(Numbers(0, published=sums), "published") == [
        ("cumulative_base", "FY2001-FY2009: 275; FY2005-FY2010: 275")
    ]


def test_published_parts_do_not_exceed_the_total() -> None:
    parts = [figure(scheme="sex", category="female", value=20), figure(scheme="sex", category="male", value=5)]
    assert found(Numbers(0, published=[figure(), *parts]), "published") == [("published_parts", "20 + 5 = 25 > 24 (A)")]


def test_a_masked_figure_that_follows_from_the_others_is_no_secret() -> None:
    def cell(sex: str, age: str, value: int | None) -> Published:
        made = figure(publisher="UNODC", category=f"Total · sex: {sex} · age: {age}", value=value)
        return made if value is not None else replace(made, status="masked", value_text="<5")

    table = [
        cell("Total", "Total", 46), cell("Total", "adult", 13), cell("Total", "child", 33),
        cell("Female", "Total", 44), cell("Female", "adult", 13), cell("Female", "child", 31),
        cell("Male", "Total", None), cell("Male", "adult", None), cell("Male", "child", None),
    ]  # fmt: skip
    assert ("masked_stays_masked", "13 − 13 leaves Male, adult = 0") in found(Numbers(0, published=table), "published")
    assert ("masked_stays_masked", "33 − 31 leaves Male, child = 2") in found(Numbers(0, published=table), "published")


def test_the_known_contradictions_of_the_sources_are_found(shared: object) -> None:
    from tests.factories import published

    names = {
        name for f in checks.run(Numbers(0, published=published()), checks.declared("published")) for name in f.figures
    }
    assert names >= {
        "OV2016:victims_protected",
        "NPA:cases_cleared:all:2003",
        "US_TIP:victims_identified:all:2005",
        "US_TIP:victims_identified:all:2018",
        "US_TIP:victims_identified:all:2022",
        "MHLW:temporary_protection_cumulative",
    }
