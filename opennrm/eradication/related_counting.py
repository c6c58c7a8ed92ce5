"""What falls into the register of a related offence: one fact, corrected as an official or identification decides.

Signs fall with the outcome «signs of trafficking» alone: what a reading shows is no finding.
"""

from dataclasses import replace
from datetime import date

from opennrm.eradication.models import RelatedOffence
from opennrm.understanding.facts import RelatedOffenceCleared
from opennrm.understanding.national import national
from opennrm.understanding.register import record, standing, supersede
from opennrm.understanding.terms import Reason, Screened

FRAME = ("id", "recorded_on", "supersedes", "change", "reason")  # what two facts may differ in and say the same


def settle(offence: RelatedOffence, *, reason: Reason, on: date) -> None:
    """Record or correct the fact, inside the caller's transaction; ``on`` is the day the register learned it."""
    where = national(on)
    there = standing(RelatedOffenceCleared, offence.key, collection=where)
    found = offence.outcome == Screened.SIGNS
    wanted = RelatedOffenceCleared(
        key=offence.key,
        day=offence.cleared,
        recorded_on=on,
        offence=offence.kind,
        signs=frozenset(offence.signs if found else ()),
        screened=offence.outcome,
    )
    if there is None:
        record(wanted, collection=where)
    elif replace(wanted, **{name: getattr(there, name) for name in FRAME}) != there:
        supersede(there.id, wanted, reason=reason, recorded_on=on, collection=where)
