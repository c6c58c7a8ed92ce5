"""Nothing is hard-coded: change a fact, and number, sentence, chart and check change."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from opennrm.page.document import Chart, DataTable, Document
from opennrm.publication import document as overview
from opennrm.publication import full
from opennrm.publication.assemble import NoFacts
from opennrm.publication.document import chart
from opennrm.publication.report import Report
from opennrm.understanding.facts import Fact, SuspectDisposed, VictimProtected
from tests import made_up
from tests.factories import report_on, write_register


def _without_one_guilty() -> Iterator[Fact]:
    facts = list(made_up.facts())
    guilty = (f for f in facts if isinstance(f, SuspectDisposed) and f.outcome == "guilty")
    dropped = next(f for f in guilty if f.day and f.day.year == 2020)
    yield from (fact for fact in facts if fact is not dropped)


def _one_more_victim() -> Iterator[Fact]:
    facts = list(made_up.facts())
    last = next(f for f in reversed(facts) if isinstance(f, VictimProtected) and f.nationality == "PH")
    yield from facts
    yield replace(last, id="one-more", key="one-more", nationality="VN", sex="female", age=16)


def _bars(report: Report, table: str) -> Chart:
    found = report.table(table)
    assert found is not None
    drawn = chart(report, found, "en")
    assert drawn is not None
    return drawn


def test_one_more_victim_changes_number_sentence_and_chart(tmp_path: Path, report: Report) -> None:
    changed = report_on(write_register(tmp_path / "r", _one_more_victim()))
    total = changed.figure("victims.total")
    assert total is not None and (total.value, total.previous) == (39, 47)
    assert "39 victims" in changed.sentences[0].text.en and "decreased by 8" in changed.sentences[0].text.en
    assert "Viet Nam" in _bars(changed, "victims_by_nationality").categories
    assert "Viet Nam" not in _bars(report, "victims_by_nationality").categories


def test_one_outcome_less_opens_the_finding_that_had_a_note(tmp_path: Path, report: Report) -> None:
    changed = report_on(write_register(tmp_path / "r", _without_one_guilty()))
    before = next(f for f in report.findings if f.check == "prosecuted_accounted")
    after = next(f for f in changed.findings if f.check == "prosecuted_accounted")
    assert before.note is not None and after.note is None
    assert after.arithmetic == "50 − (35 + 0 + 0 + 12) = 3"
    assert changed.register != report.register


@pytest.mark.parametrize("edition", [overview.document, full.document])
def test_the_numbers_of_tables_run_through_each_edition(report: Report, edition: Callable[..., Document]) -> None:
    captions = [block.caption for block in edition(report, "en").blocks if isinstance(block, DataTable)]
    numbered = [int(found[1]) for each in captions if (found := re.match(r"Table (\d+)\. ", each))]
    assert numbered == list(range(1, len(report.tables) + 1))


def test_a_cell_the_government_published_is_not_marked_made_up(report: Report) -> None:
    female, age = report.figure("victims.female"), report.figure("victims.age.20s")
    assert female is not None and not female.made_up
    assert age is not None and age.made_up


def test_every_cell_of_a_national_register_is_its_own(tmp_path: Path) -> None:
    national = report_on(write_register(tmp_path / "r", made_up.facts(), kind="national"))
    assert not national.demo
    assert not any(table.made_up for table in national.tables)


def test_the_year_before_comes_from_publication_where_the_register_begins_later(tmp_path: Path) -> None:
    only_2020 = [f for f in made_up.facts() if f.day and f.day.year >= 2020]
    found = report_on(write_register(tmp_path / "r", only_2020, kind="national")).figure("victims.total")
    assert found is not None and found.previous == 47
    assert "not from this register" in found.note


def test_a_year_without_facts_says_which_years_there_are(tmp_path: Path) -> None:
    folder = write_register(tmp_path / "r", made_up.facts())
    with pytest.raises(NoFacts, match=r"of 2031; it has facts of: 2019, 2020"):
        report_on(folder, 2031)


def test_publishers_are_never_joined_in_a_series(report: Report) -> None:
    series = report.table("victims_since_2001")
    assert series is not None
    by_publisher = {row.id: dict(zip(series.columns, row.values)) for row in series.rows}
    assert by_publisher["NPA"]["2013"] == 17 and by_publisher["government"]["2013"] is None
    assert by_publisher["NPA"]["2014"] == 24 and by_publisher["government"]["2014"] == 25


def test_report_json_reads_back_as_it_was_written(report: Report) -> None:
    assert Report.from_json(report.to_json()) == report


def test_every_figure_says_what_it_is(report: Report) -> None:
    for figure in report.figures:
        assert figure.table and figure.definition.en and figure.population.ja and figure.unit and figure.publisher, (
            figure
        )
        assert figure.register, figure.id


def test_japanese_and_english_sentences_hold_the_same_numbers(report: Report) -> None:
    def digits(text: str) -> list[str]:
        return sorted("".join(c if c.isdigit() else " " for c in text.replace("18歳", "").replace("18", "")).split())

    for sentence in report.sentences:
        assert digits(sentence.text.en) == digits(sentence.text.ja), sentence.id
