"""Whether a record may leave, and why not. Plain values in, a reason or None out.

Two officials of the organisation that owns the cases, a person's consent to this exchange with this recipient (or an
exemption two officials agreed on) that holds on the day the file is made, and no more than it takes in.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from opennrm.access.terms import FieldClass
from opennrm.identification.interchange import ExportRefusal, ExportState
from opennrm.identification.terms import WithoutConsent

MOST_CASES = 30  # cases of one export: an official opens 300 sealed fields an hour
CARRIES = timedelta(days=90)  # so long an exemption carries a disclosure after it was agreed on

# What a record may tell of a person; residence has no field in the standard, and a shelter's place is no case's.
OF_A_RECORD = (FieldClass.IDENTITY, FieldClass.CONTACT, FieldClass.ACCOUNT)


@dataclass(frozen=True)
class Ground:
    """What an export of a case rests on: a consent (``path`` None) or an exemption, its days, what it takes in.

    ``since`` None: nobody agreed on it yet. No ``classes``: all of a case.
    """

    since: date | None
    until: date | None
    ended: bool
    classes: frozenset[FieldClass]
    path: WithoutConsent | None = None

    def holds(self, on: date) -> bool:
        """Whether it carries an export on a day."""
        return not self.ended and self.since is not None and self.since <= on and (not self.until or on <= self.until)

    def takes_in(self, classes: frozenset[FieldClass]) -> bool:
        """Whether it covers these classes of field; a duty to notify for statistics covers none that is sealed."""
        if self.path == WithoutConsent.STATISTICS:
            return not classes
        return not self.classes or classes <= self.classes


def why_not_send(ground: Ground | None, *, classes: frozenset[FieldClass], on: date) -> ExportRefusal | None:
    """A ground that holds on the day and takes in all that is sent."""
    if ground is None or not ground.holds(on):
        return ExportRefusal.NO_CONSENT
    return None if ground.takes_in(classes) else ExportRefusal.NOT_COVERED


def best(grounds: list[Ground], *, classes: frozenset[FieldClass], on: date) -> Ground | None:
    """The ground to rest on: consent before exemption, one that takes in all before one that does not."""
    fit = [each for each in grounds if each.holds(on)]
    return min(fit, key=lambda each: (not each.takes_in(classes), each.path is not None), default=None)


def why_not_ask(*, cases: int, owned: bool, elsewhere: bool) -> ExportRefusal | None:
    """Own cases, some and not too many, to another organisation."""
    if not 0 < cases <= MOST_CASES:
        return ExportRefusal.NO_CASES
    if not owned:
        return ExportRefusal.NOT_OWNER
    return None if elsewhere else ExportRefusal.SAME_BODY


def why_not_decide(*, own: bool, state: ExportState) -> ExportRefusal | None:
    """A second official decides, once."""
    if state != ExportState.ASKED:
        return ExportRefusal.DECIDED
    return ExportRefusal.SECOND_OFFICIAL if own else None


def why_not_make(state: ExportState) -> ExportRefusal | None:
    """The file is made once, while the approval holds."""
    return {
        ExportState.APPROVED: None,
        ExportState.MADE: ExportRefusal.MADE,
        ExportState.OVER: ExportRefusal.OVER,
    }.get(state, ExportRefusal.NOT_APPROVED)
