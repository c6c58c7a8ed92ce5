"""Facts out of the Victim–Perpetrator dataset of the Counter-Trafficking Data Collaborative: sixteen columns.

A row is one victim with what is said of the perpetrators together: it gives a VictimIdentified and a
PerpetratorsReported with the victim's key. The records are synthetic; their time is a year or several.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from opennrm.understanding.facts import PerpetratorsReported, VictimIdentified
from opennrm.understanding.imports.origin import Origin, TakenFacts
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.imports.sheets import Row, Sheet, records
from opennrm.understanding.terms import (
    AgeBand,
    Exploitation,
    Paid,
    PerpetratorAge,
    PerpetratorRelation,
    PerpetratorRole,
    Precision,
    Region,
    Sex,
)

YEARS = re.compile(r"(20\d\d)(?:-(20\d\d))?")
SEX = {"Female": Sex.FEMALE, "Male": Sex.MALE}
MAJORITY = {"Adult": AgeBand.A18, "Minor": AgeBand.A0_17}
REGION = {region.value: region for region in Region}
AGES = {age.value.replace("-", "--"): age for age in PerpetratorAge}
RELATION = {relation.value: relation for relation in PerpetratorRelation}
PAID = {paid.value: paid for paid in Paid}
EXPLOITATION = {
    "isForcedLabour": Exploitation.FORCED_LABOUR,
    "isSexualExploit": Exploitation.SEXUAL_EXPLOITATION,
}
ROLES = {
    "IP_Exploiter": PerpetratorRole.EXPLOITER,
    "IP_RecruiterBroker": PerpetratorRole.RECRUITER,
    "IP_TransactionProcess": PerpetratorRole.TRANSACTION,
    "IP_ControlAbuseKidnap": PerpetratorRole.CONTROL,
}
ONE: Mapping[str, Mapping[str, str]] = {
    "gender": SEX,
    "majorityStatus": MAJORITY,
    "UN_COO_Region": REGION,
    "UN_COE_Region": REGION,
}
SETS: Mapping[str, Mapping[str, str]] = {
    "IP_Gender": SEX,
    "IP_ageBroad": AGES,
    "IP_citizen_UNRegion": REGION,
    "IP_Relation": RELATION,
    "IP_PayMoney": PAID,
}
COLUMNS = ("yearRegister", *ONE, *EXPLOITATION, *SETS, *ROLES)


def read_ctdc(sheet: Sheet, *, collection: str, recorded_on: date) -> TakenFacts:
    """Two facts a row. Raises Refused with every missing column, or every problem of every row."""
    header_row, header = sheet.rows[0]
    if missing := [name for name in COLUMNS if name not in header]:
        expected = "this column of CTDC's Victim–Perpetrator dataset; take the file as it was published"
        raise Refused([sheet.problem(header_row, name, "", expected) for name in missing])
    origin = Origin(collection, sheet.sha256)
    rows = records(sheet)
    if problems := [problem for row in rows for problem in _problems(sheet, row)]:
        raise Refused(problems)
    return TakenFacts(tuple(fact for row in rows for fact in _facts(row, origin, recorded_on)))


def _problems(sheet: Sheet, row: Row) -> Iterator[Problem]:
    if row["yearRegister"] and not _is_time(row["yearRegister"]):
        yield sheet.problem(row.number, "yearRegister", row["yearRegister"], "2019, 2014-2018, or nothing")
    for name, codes in ONE.items():
        if row[name] and row[name] not in codes:
            yield sheet.problem(row.number, name, row[name], f"one of {', '.join(codes)}, or nothing")
    for name, codes in SETS.items():
        if not set(_parts(row[name])) <= codes.keys():
            expected = f"one or more of {', '.join(codes)}, separated by ;, or nothing"
            yield sheet.problem(row.number, name, row[name], expected)
    for name in (*EXPLOITATION, *ROLES):
        if row[name] not in ("", "1"):
            yield sheet.problem(row.number, name, row[name], "1 or nothing")


def _facts(row: Row, origin: Origin, recorded_on: date) -> Iterator[VictimIdentified | PerpetratorsReported]:
    day, until, precision = _years(row["yearRegister"])
    key = origin.key(row.number)
    yield VictimIdentified(
        id=origin.id(VictimIdentified, row.number),
        key=key,
        day=day,
        until=until,
        precision=precision,
        recorded_on=recorded_on,
        sex=SEX.get(row["gender"]),
        age_band=MAJORITY.get(row["majorityStatus"]),
        exploitation=_ticked(row, EXPLOITATION),
        region_of_origin=REGION.get(row["UN_COO_Region"]),
        region_of_exploitation=REGION.get(row["UN_COE_Region"]),
    )
    yield PerpetratorsReported(
        id=origin.id(PerpetratorsReported, row.number),
        key=key,
        day=day,
        until=until,
        precision=precision,
        recorded_on=recorded_on,
        sexes=_set(row, "IP_Gender"),
        ages=_set(row, "IP_ageBroad"),
        regions=_set(row, "IP_citizen_UNRegion"),
        relations=_set(row, "IP_Relation"),
        paid=_set(row, "IP_PayMoney"),
        roles=_ticked(row, ROLES),
    )


def _years(text: str) -> tuple[date | None, date | None, Precision]:
    """First day, last day of a span, precision: «2014-2018» is a span, «2019» a year, nothing is unknown."""
    match = YEARS.fullmatch(text)
    if match is None:
        return None, None, Precision.UNKNOWN
    first, last = match.groups()
    if last is None:
        return date(int(first), 1, 1), None, Precision.YEAR
    return date(int(first), 1, 1), date(int(last), 12, 31), Precision.SPAN


def _is_time(text: str) -> bool:
    match = YEARS.fullmatch(text)
    return match is not None and (match[2] is None or match[1] < match[2])


def _parts(text: str) -> list[str]:
    return text.split(";") if text else []


def _set(row: Row, name: str) -> frozenset[str]:
    return frozenset(str(SETS[name][part]) for part in _parts(row[name]))


def _ticked(row: Row, codes: Mapping[str, str]) -> frozenset[str]:
    return frozenset(str(code) for name, code in codes.items() if row[name] == "1")
