"""The gate before every table: exempt by name, or tried by the attacker."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from opennrm.page.bilingual import Text
from opennrm.publication import gate, outputs
from opennrm.publication.actions import keep_edition
from opennrm.publication.gate import NotFit
from opennrm.publication.models import Edition
from opennrm.publication.report import Line, Report, ReportTable

NOBODY_EXEMPTS = Text("Persons in shelters on a day", "一時保護中の者")


def of_shelters(report: Report, *values: int) -> ReportTable:
    """A table no policy exempts, in the form of one that is in the report."""
    table = report.table("victims_by_sex")
    assert table is not None
    rows = tuple(Line(f"s{at}", Text(f"S{at}", f"S{at}"), (value,)) for at, value in enumerate(values))
    total = Line("total", Text("Total", "総数"), (sum(values),))
    return replace(
        table, id="sheltered", population=NOBODY_EXEMPTS, columns=("2020",), column_labels=(Text("2020", "2020"),),
        rows=rows, total=total,
    )  # fmt: skip


def test_every_table_of_the_annual_report_is_exempt_by_name(report: Report) -> None:
    passages = [gate.passage(report, table) for table in report.tables]
    assert all(each.because and not each.findings for each in passages)
    assert gate.why_not_release(report) is None


def test_a_small_count_of_another_population_is_blocked(report: Report, tmp_path: Path) -> None:
    more = replace(report, tables=(*report.tables, of_shelters(report, 3, 40)))
    with pytest.raises(NotFit, match="sheltered: s0 × 2020: 3 is shown, and is too small to be"):
        outputs.write(more, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_table_without_small_counts_passes_the_attacker(report: Report) -> None:
    found = gate.passage(report, of_shelters(report, 30, 40))
    assert found.because is None and not found.findings


def test_a_value_left_out_that_falls_out_by_subtraction_is_blocked(report: Report) -> None:
    table = of_shelters(report, 12, 40)
    first, *others = table.rows
    masked = replace(table, rows=(replace(first, values=(None,)), *others))
    assert gate.passage(report, masked).findings == ("s0 × 2020: is 12 exactly",)


def test_an_exemption_holds_only_since_its_day(report: Report) -> None:
    early = replace(report, built_on=date(2010, 1, 1))
    assert gate.why_not_release(early) is not None


@pytest.mark.django_db
def test_an_edition_with_a_blocked_table_is_not_kept(report: Report) -> None:
    with pytest.raises(NotFit):
        keep_edition(replace(report, tables=(of_shelters(report, 3, 40),)))
    assert not Edition.objects.exists()
