"""Contact points: what their source says, how sure it is, and which may be shown."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from opennrm.agencies import read
from opennrm.agencies.declared import FaultyDeclaration
from opennrm.agencies.terms import Evidence

SOURCE = Path(__file__).resolve().parents[4] / "shared" / "data" / "japan" / "contact_points.csv"
WORDS = {
    "attested": Evidence.ATTESTED,
    "general knowledge, appears on many seen pages": Evidence.GENERAL_KNOWLEDGE,
    "attested; may be closed now": Evidence.MAY_BE_CLOSED,
    "weak (one app); verify": Evidence.WEAK,
    "weak (public apps); verify": Evidence.WEAK,
    "languages attested; numbers not found": Evidence.LANGUAGES_ONLY,
    "attested, likely superseded": Evidence.LIKELY_SUPERSEDED,
    "attested in public repositories": Evidence.IN_REPOSITORIES,
    "not found": Evidence.NOT_FOUND,
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    if not SOURCE.exists():
        pytest.skip("the collected contact points are not beside this checkout (../shared/data/japan)")
    with SOURCE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_collected_row_has_its_contact_point_and_its_evidence(rows: list[dict[str, str]]) -> None:
    points = read.packaged().contact_points.values()
    collected = [
        Evidence.NOT_FOUND if row["evidence"].startswith("NOT FOUND") else WORDS[row["evidence"]] for row in rows
    ]
    assert [point.evidence for point in points] == collected


def test_every_number_is_the_one_collected(rows: list[dict[str, str]]) -> None:
    for point, row in zip(read.packaged().contact_points.values(), rows, strict=True):
        ours = sorted(number.number for number in point.numbers)
        assert ours == sorted(re.findall(r"#?\b[\d-]{3,}|www\.\S+", row["number"])), row["name"]


def test_a_point_that_waits_for_verification_is_never_shown() -> None:
    shown = read.official_contact_points()
    waiting = set(read.packaged().contact_points) - {point.code for point in shown}
    assert {point.evidence for point in shown} == {Evidence.ATTESTED, Evidence.GENERAL_KNOWLEDGE}
    assert {"fresc-main", "otit-consultation", "houterasu-main", "child-abuse-line", "iom-tokyo"} <= waiting
    assert all(point.numbers and point.source for point in shown)


def test_a_point_without_a_number_cannot_be_declared_official(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(str(read.DATA), tmp_path / "data"))
    path = folder / "contact_points.toml"
    text = path.read_text(encoding="utf-8")
    head, last = text.rsplit('evidence = "not_found"', 1)
    path.write_text(f'{head}evidence = "attested"{last}', encoding="utf-8")
    with pytest.raises(FaultyDeclaration, match="contact iom-tokyo, evidence"):
        read.read(folder)
