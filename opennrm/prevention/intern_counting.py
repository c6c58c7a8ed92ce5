"""What falls into the register of a technical intern's case: one fact, of the day it was opened.

It falls once somebody has acted, is withdrawn where the case was entered by mistake, and corrected where it is moved.
"""

from datetime import date

from opennrm.prevention.intern_terms import InternOutcome
from opennrm.prevention.interns import InternCase
from opennrm.understanding.facts import InternCaseHandled
from opennrm.understanding.national import national
from opennrm.understanding.register import record, standing, supersede
from opennrm.understanding.terms import Reason


def settle(case: InternCase, *, reason: Reason, on: date) -> None:
    """Bring the fact of a case in line with its row, inside the caller's transaction."""
    where = national(on)
    there = standing(InternCaseHandled, case.key, collection=where)
    wanted = None
    if case.acted is not None and case.outcome != InternOutcome.MISTAKE:
        wanted = InternCaseHandled(key=case.key, day=case.opened, recorded_on=on, prefecture=int(case.prefecture))
    if there is None:
        if wanted is not None:
            record(wanted, collection=where)
    elif wanted is None or (there.day, there.prefecture) != (wanted.day, wanted.prefecture):
        supersede(there.id, wanted, reason=reason, recorded_on=on, collection=where)
