"""The action plans as declared, beside the collected rows they were made from."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from opennrm.agencies.declared import JAPANESE
from opennrm.plan import read
from opennrm.plan.statements import measures, plan_in_force
from opennrm.plan.terms import BodiesEvidence, BodiesExtent, Chapter, Evidence, NumberBasis

SOURCE = Path(__file__).resolve().parents[4] / "shared" / "data" / "japan" / "action_plans.csv"
SURE = {
    "attested": Evidence.ATTESTED,
    "attested (title)": Evidence.TITLE_ATTESTED,
    "attested (title; number assigned by us)": Evidence.TITLE_ATTESTED,
    "title attested, text not seen": Evidence.TITLE_ATTESTED,
    "attested as FY2021 measure": Evidence.ATTESTED_AS_MEASURE,
    "attested as FY2021 measure; item number ours": Evidence.ATTESTED_AS_MEASURE,
    "attested as activity in the overview": Evidence.ATTESTED_AS_ACTIVITY,
    "attested as activity in chapter 3 of the overview": Evidence.ATTESTED_AS_ACTIVITY,
    "attested as a report section; wording of the plan item not seen": Evidence.ATTESTED_AS_SECTION,
    "researcher background knowledge, NOT verified": Evidence.NOT_VERIFIED,
    "researcher background knowledge, NOT verified for 2014; attested for 2022": Evidence.NOT_VERIFIED,
    "researcher background knowledge, NOT verified (item number); activity attested in wp R4": (Evidence.NOT_VERIFIED),
}
BODIES_SURE = {
    "": BodiesEvidence.NOT_STATED,
    "inferred": BodiesEvidence.INFERRED,
    "attested for posters only": BodiesEvidence.POSTERS_ONLY,
    "attested in part": BodiesEvidence.IN_PART,
    "body named in the seed": BodiesEvidence.OVERVIEW,
    "bodies named in the seed": BodiesEvidence.OVERVIEW,
    "stated in the FY2021 measures list of the gender white paper; mapping to the plan item is ours": (
        BodiesEvidence.STATED
    ),
}
WRITTEN = {
    "Cabinet Secretariat": "cas",
    "Cabinet Office": "cao",
    "MOJ (immigration)": "isa",
    "ISA (MOJ)": "isa",
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    if not SOURCE.exists():
        pytest.skip("the collected action plans are not beside this checkout (../shared/data/japan)")
    with SOURCE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def declared() -> list[read.Measure]:
    return [*measures(2014), *measures(2022)]


def test_every_collected_row_is_a_measure_in_its_order(rows: list[dict[str, str]]) -> None:
    collected = [(int(row["plan"]), int(row["chapter"]), row["item"]) for row in rows]
    assert [(ours.plan_year, ours.chapter.value, ours.item) for ours in declared()] == collected


def test_every_mark_of_evidence_survives(rows: list[dict[str, str]]) -> None:
    assert [ours.evidence for ours in declared()] == [SURE[row["evidence"]] for row in rows]
    assert [ours.bodies_evidence for ours in declared()] == [BODIES_SURE[row["ministries_evidence"]] for row in rows]


def test_the_bodies_are_those_collected(rows: list[dict[str, str]]) -> None:
    for ours, row in zip(declared(), rows, strict=True):
        parts = [part.strip() for part in re.split(r";| and ", row["ministries"]) if part.strip()]
        named = [WRITTEN.get(part, part.lower()) for part in parts if "other" not in part and part != "all"]
        assert list(ours.bodies) == named, ours.item
        assert (ours.extent is BodiesExtent.ALL) == ("all" in parts), ours.item
        assert (ours.extent is BodiesExtent.AND_OTHERS) == ("other" in row["ministries"]), ours.item


def test_a_number_we_gave_never_reads_as_the_plans(rows: list[dict[str, str]]) -> None:
    for ours, row in zip(declared(), rows, strict=True):
        if "-" in row["item"] or "number assigned by us" in row["evidence"] or "number ours" in row["evidence"]:
            assert ours.number is NumberBasis.OURS
            assert "number assigned by us" in ours.mark.en
            assert "番号は当方で付与" in ours.mark.ja


def test_what_is_not_attested_always_carries_its_mark_in_both_languages() -> None:
    doubtful = [ours for ours in declared() if not ours.evidence.official]
    assert len(doubtful) > 50
    for ours in doubtful:
        assert ours.evidence.mark.en in ours.mark.en
        assert ours.evidence.mark.ja in ours.mark.ja
    assert Counter(ours.evidence for ours in doubtful)[Evidence.NOT_VERIFIED] == 7


def test_a_title_seen_in_one_language_is_marked_as_translated_in_the_other() -> None:
    old = next(ours for ours in measures(2014) if ours.item == "2(1)i")
    new = next(ours for ours in measures(2022) if ours.item == "2(1)1")
    assert ("訳" in old.mark.ja, "translated" in old.mark.en) == (True, False)
    assert ("訳" in new.mark.ja, "translated" in new.mark.en) == (False, True)


def test_every_text_is_written_in_japanese_too() -> None:
    for ours in declared():
        assert JAPANESE.search(ours.title.ja), ours.item
        assert ours.summary is None or JAPANESE.search(ours.summary.ja), ours.item
    assert all(JAPANESE.search(chapter.title.ja) for chapter in Chapter)


@pytest.mark.parametrize(("report", "plan"), [(2015, 2014), (2020, 2014), (2022, 2014), (2023, 2022)])
def test_a_report_speaks_of_the_plan_of_its_year(report: int, plan: int) -> None:
    assert plan_in_force(report).year == plan


def test_a_year_before_the_plans_is_told_which_are_declared() -> None:
    with pytest.raises(read.PlanUnknown, match="the first is for 2015"):
        plan_in_force(2014)
    with pytest.raises(read.PlanUnknown, match="there are those of 2014, 2022"):
        measures(2009)
