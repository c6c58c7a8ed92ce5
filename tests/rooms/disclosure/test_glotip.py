"""The hole in UNODC's published table of Japan 2022, and what it takes to close it."""

import csv
from itertools import combinations

import pytest

from opennrm.disclosure import protect
from opennrm.disclosure.attack.reading import read, read_text
from opennrm.disclosure.attack.verdict import Weakness, attack
from opennrm.disclosure.policies import policy
from opennrm.disclosure.protect import Source
from opennrm.disclosure.secondary import fewest
from tests.rooms.disclosure.tables import published, with_margins, write

UNODC = policy("unodc")
MINOR, ADULT = "0 to 17 years", "18 years or over"


@pytest.fixture
def victims(shared, tmp_path):
    """The tidy form of the table: detected victims by sex and age, as UNODC published them."""
    rows = csv.DictReader((shared / "glotip" / "glotip_japan.csv").open(encoding="utf-8"))
    wanted = {"Year": "2022", "Indicator": "Detected trafficking victims", "Dimension": "Total"}
    cells = {
        (row["Sex"], row["Age"]): row["txtVALUE"]
        for row in rows
        if all(row[column] == value for column, value in wanted.items())
    }
    return write(tmp_path / "glotip.csv", ("sex", "age"), cells)


def as_counted(minor_boys):
    """A table of counts that UNODC's published one can have come from; how many of two were boys it does not say."""
    counted = {("Female", MINOR): 31, ("Female", ADULT): 13, ("Male", MINOR): minor_boys, ("Male", ADULT): 0}
    return counted | {("Other", MINOR): 2 - minor_boys, ("Other", ADULT): 0}


def test_masked_counts_fall_out_by_subtraction(victims):
    found = {cell.key: (cell.low, cell.high) for cell in attack(read(victims)).bounded}
    assert found["Male", ADULT] == found["Other", ADULT] == found["Unknown", "Unknown"] == (0, 0)
    assert found["Male", MINOR] == found["Male", "Total"] == (0, 2)


def test_the_published_table_is_refused(victims):
    weak = {finding.key: finding.weakness for finding in attack(read(victims), UNODC).findings}
    assert weak["Male", ADULT] is weak["Unknown", "Unknown"] is Weakness.EXACT


@pytest.mark.parametrize("minor_boys", [0, 1, 2])
def test_the_hole_is_closed_with_the_fewest_cells(victims, tmp_path, minor_boys):
    """The published numbers agree with what is assumed; then no smaller choice of cells withstands the attacker."""
    counted = with_margins(as_counted(minor_boys))
    told = read(victims).cells
    assert all(told[key].low <= value <= (told[key].high or 0) for key, value in counted.items() if key in told)
    source = Source.of(write(tmp_path / "counted.csv", ("sex", "age"), counted))
    made = protect.suppress(source, UNODC)
    assert made.method == fewest.NAME
    assert not attack(read_text(made.text, name="t"), UNODC).findings
    others = [key for key, value in counted.items() if value >= UNODC.threshold]
    for size in range(len(made.secondary)):
        for chosen in combinations(others, size):
            assert attack(read_text(_hiding(counted, chosen), name="t"), UNODC, hasty=True).findings


def _hiding(counted, chosen):
    lines = ["sex,age,value,status"]
    for key, value in counted.items():
        status = "primary" if UNODC.small(value) else "secondary" if key in chosen else ""
        lines.append(",".join((*key, "" if status else str(value), status)))
    return "\n".join(lines)


def test_what_closes_the_hole_hides_whether_anyone_is_there(tmp_path):
    made = protect.suppress(Source.of(write(tmp_path / "c.csv", ("sex", "age"), with_margins(as_counted(2)))), UNODC)
    cells = published(made.text)
    found = {cell.key: (cell.low, cell.high) for cell in attack(read_text(made.text, name="t"), UNODC).bounded}
    assert cells["Male", ADULT] == ("", "primary")
    assert found["Male", ADULT][1] - found["Male", ADULT][0] >= UNODC.width
