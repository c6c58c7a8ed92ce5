"""What falls into the register of examinations: one fact for each examination that was decided.

The fact follows from the row. ``settle`` compares and records, corrects or withdraws; every act that may change it ends
with it. An application that was withdrawn counts as no examination.
"""

from datetime import date

from opennrm.prevention.examining_terms import Result
from opennrm.prevention.models import Examination
from opennrm.understanding.facts import EmployerExamined
from opennrm.understanding.national import national
from opennrm.understanding.register import record, standing, supersede
from opennrm.understanding.terms import Reason


def settle(examination: Examination, *, reason: Reason, on: date) -> None:
    """Bring the fact of an examination in line with its row, inside the caller's transaction."""
    where = national(on)
    there = standing(EmployerExamined, examination.key, collection=where)
    counts = examination.decided is not None and examination.result != Result.WITHDRAWN
    if not counts:
        if there is not None:
            supersede(there.id, None, reason=reason, recorded_on=on, collection=where)
        return
    wanted = EmployerExamined(
        key=examination.key,
        day=examination.decided,
        recorded_on=on,
        findings=examination.findings,
        industry=examination.employer.industry or None,
    )
    if there is None:
        record(wanted, collection=where)
    elif (there.day, there.findings, there.industry) != (wanted.day, wanted.findings, wanted.industry):
        supersede(there.id, wanted, reason=reason, recorded_on=on, collection=where)
