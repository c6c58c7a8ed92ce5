"""Which cells a policy withholds for their own sake, and why."""

from enum import StrEnum

from opennrm.disclosure.policies import Amounts, Policy
from opennrm.disclosure.tidy import Entry, Fault, Faulty, Key, TidyTable


class Reason(StrEnum):
    """Why a cell is unsafe by itself."""

    SMALL = "small"
    FEW = "few contributors"
    NEAR = "one contributor reckons another"
    DOMINATED = "dominated by few"


def primary(table: TidyTable, policy: Policy, *, file: str = "table") -> dict[Key, Reason]:
    """The cells that may not be shown: by their size, or for amounts by who contributed."""
    if not table.of_amounts:
        return {key: Reason.SMALL for key, entry in table.cells.items() if policy.small(entry.value)}
    faults = [
        Fault(
            file, entry.row, "contributors", "", "contributors, largest and second in every row of a table of amounts"
        )
        for entry in table.cells.values()
        if None in (entry.contributors, entry.largest, entry.second)
    ]
    if faults:
        raise Faulty(faults)
    found = {key: _unsafe(entry, policy.amounts) for key, entry in table.cells.items()}
    return {key: reason for key, reason in found.items() if reason}


def _unsafe(entry: Entry, rules: Amounts) -> Reason | None:
    contributors, largest, second = entry.contributors or 0, entry.largest or 0, entry.second or 0
    if entry.value == 0:
        return None
    if contributors < rules.contributors:
        return Reason.FEW
    if (entry.value - largest - second) * 100 < rules.p_percent * largest:
        return Reason.NEAR
    leading = largest if rules.dominance_n == 1 else largest + second
    return Reason.DOMINATED if leading * 100 > rules.dominance_k * entry.value else None
