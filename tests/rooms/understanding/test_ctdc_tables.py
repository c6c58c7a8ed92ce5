"""The proof on data nobody here made: our tables give all 53 frequencies of CTDC's official dictionary."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from opennrm.understanding import definitions
from opennrm.understanding.engines.duck import DuckEngine
from opennrm.understanding.imports.ctdc import read_ctdc
from opennrm.understanding.imports.sheets import read_sheet
from opennrm.understanding.tabulate import question_of, tabulate
from tests.factories import write_register

ROW = {  # the dictionary's variable and value: our table and row, where they are not simply renamed
    "isForcedLabour": ("exploitation", "ForcedLabour"),
    "isSexualExploit": ("exploitation", "SexualExploitation"),
    "IP_Exploiter": ("perpetrator_role", "Exploiter"),
    "IP_RecruiterBroker": ("perpetrator_role", "RecruiterBroker"),
    "IP_TransactionProcess": ("perpetrator_role", "TransactionProcess"),
    "IP_ControlAbuseKidnap": ("perpetrator_role", "ControlAbuseKidnap"),
}
TABLE = {
    "yearRegister": "year",
    "gender": "sex",
    "majorityStatus": "majority",
    "UN_COO_Region": "region_of_origin",
    "UN_COE_Region": "region_of_exploitation",
    "IP_Gender": "perpetrator_sex",
    "IP_ageBroad": "perpetrator_age",
    "IP_citizen_UNRegion": "perpetrator_region",
    "IP_Relation": "perpetrator_relation",
    "IP_PayMoney": "perpetrator_paid",
}
CODE = {"Adult": "adults", "Minor": "minors", "Female": "female", "Male": "male", "Female;Male": "female;male"}


def _dictionary(path: Path) -> dict[tuple[str, str], int]:
    """(table, row) and the frequency the dictionary prints."""
    frequencies, variable = {}, ""
    for cells in openpyxl.load_workbook(path)["TabStat"].iter_rows(values_only=True):
        first, value, count = cells[0], cells[1], cells[2]
        if first and first not in ("Valid", "Missing", "Total"):
            variable = first
        elif first in ("Valid", None) and isinstance(count, int) and value != "Total":
            code = str(value)
            row = ROW.get(variable) or (TABLE[variable], CODE.get(code, code.replace("--", "-")))
            frequencies[row] = count
    return frequencies


@pytest.fixture(scope="module")
def tabulated(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], int]:
    from tests.machine import NOT_OURS_TO_COPY, SHARED

    path = SHARED / "data" / "ctdc" / "CTDC_VPsynthetic_condensed.csv"
    if not path.exists():
        pytest.skip(NOT_OURS_TO_COPY)
    taken = read_ctdc(read_sheet(path), collection="ctdc", recorded_on=date(2022, 12, 1))
    folder = write_register(tmp_path_factory.mktemp("ctdc") / "register", taken.facts, kind="import")
    engine = DuckEngine.from_files(folder)
    made = [
        tabulate(table, engine.ask(question_of(table, ())), ())
        for table in definitions.tables()
        if table.collection == "ctdc"
    ]
    engine.close()
    return {(each.table.id.removeprefix("ctdc_"), line.code): line.values[0] for each in made for line in each.lines}


def test_our_tables_reproduce_all_53_published_frequencies(shared: Path, tabulated: dict[tuple[str, str], int]) -> None:
    published = _dictionary(shared / "data" / "ctdc" / "CTDC_VPsynthetic_dict_20221201.xlsx")
    assert len(published) == 53
    assert {row: tabulated.get(row) for row in published} == published
