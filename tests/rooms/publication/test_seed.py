"""The overview the government published for 2020, read from its own file, against the report of the demonstration."""

import re
from pathlib import Path

import pytest

from opennrm.publication.report import Report

WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}

# What the overview says, as it says it, and which figures of the report those numbers are.
SAID = (
    (r"protection in 2020 was (\w+) \(decreased by (\w+)", ("victims.total", "-victims.change")),
    (r"(\w+) victims were female, (\w+) were male", ("victims.female", "victims.male")),
    (r"Nationality: (\w+) were Japanese, (\w+) were foreign nationals\n- Age", ("victims.japanese", "victims.foreign")),
    (r"Age: (\w+) were minors \(increased by (\w+)", ("victims.minors", "victims.minors.change")),
    (r"In 2020, (\w+) suspects were arrested for (\w+) cases", ("suspects.total", "cases.total")),
    (r"Gender: (\w+) were male, (\w+) were female", ("suspects.male", "suspects.female")),
    (
        r"Nationality: (\w+) were Japanese, (\w+) were foreign nationals\n- 50",
        ("suspects.japanese", "suspects.foreign"),
    ),
    (
        r"(\w+) suspects were prosecuted \((\w+) were found guilty, and the cases of the remaining (\w+)",
        ("suspects.prosecuted", "suspects.guilty", "suspects.pending"),
    ),
)


@pytest.mark.parametrize(("pattern", "figures"), SAID)
def test_the_report_gives_the_numbers_of_the_published_overview(
    shared: Path, report: Report, pattern: str, figures: tuple[str, ...]
) -> None:
    overview = (shared / "seed" / "annual-report-overview-2020.txt").read_text("utf-8")
    found = re.search(pattern, overview)
    assert found, pattern
    for said, id in zip(found.groups(), figures):
        figure = report.figure(id.removeprefix("-"))
        assert figure is not None
        assert figure.value == (WORDS.get(said) or int(said)) * (-1 if id.startswith("-") else 1)


def test_every_chart_title_of_the_overview_has_its_table(shared: Path, report: Report) -> None:
    overview = (shared / "seed" / "annual-report-overview-2020.txt").read_text("utf-8")
    titles = set(re.findall(r"【(.+?)】", overview)) - {"Poster (Cabinet Office)"}
    tables = {
        "Nationalities of the victims": "victims_by_nationality",
        "Status of residence of the foreign victims when they entered Japan": "victims_by_status_at_entry",
        "Nationalities of the suspects": "suspects_by_nationality",
        "Occupations of the suspects": "suspects_by_occupation",
    }
    assert titles == set(tables)
    assert all((table := report.table(id)) and table.chart and table.rows for id in tables.values())


def test_two_of_the_prosecuted_are_shown_as_not_accounted_for(report: Report) -> None:
    unaccounted = report.figure("suspects.unaccounted")
    assert unaccounted is not None
    assert unaccounted.value == 2


def test_the_posters_shares_are_found_to_be_of_the_year_before(report: Report) -> None:
    shares = [f.arithmetic for f in report.findings if f.check == "quoted_share"]
    assert shares == [
        "2019: ≈ 70 % (34 / 47 = 72 %); 2020: 30 / 38 = 79 %",
        "2019: 40 % (19 / 47 = 40 %); 2020: 20 / 38 = 53 %",
    ]


def test_every_finding_on_the_overview_has_its_note(report: Report) -> None:
    assert len(report.findings) == 3
    assert not report.open_findings
