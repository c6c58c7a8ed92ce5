"""Whether a record may leave, and why not. Plain values in, a reason or None out.

Two officials of the organisation that owns the cases, a person's consent to this exchange with this recipient (or an
exemption two officials agreed on) that holds on the day the file is made, and no more than it takes in.
"""

from datetime import date

from opennrm.access.terms import FieldClass
from opennrm.identification.consenting import Ground
from opennrm.identification.interchange import ExportRefusal, ExportState
from opennrm.identification.terms import WithoutConsent

MOST_CASES = 30  # cases of one export: an official opens 300 sealed fields an hour

# What a record may tell of a person; residence has no field in the standard, and a shelter's place is no case's.
OF_A_RECORD = (FieldClass.IDENTITY, FieldClass.CONTACT, FieldClass.ACCOUNT)


def takes_in(ground: Ground, classes: frozenset[FieldClass]) -> bool:
    """Whether it covers these classes of field; a duty to notify for statistics covers none that is sealed."""
    if ground.path == WithoutConsent.STATISTICS:
        return not classes
    return not ground.classes or classes <= ground.classes


def why_not_send(ground: Ground | None, *, classes: frozenset[FieldClass], on: date) -> ExportRefusal | None:
    """A ground that holds on the day and takes in all that is sent."""
    if ground is None or not ground.holds(on):
        return ExportRefusal.NO_CONSENT
    return None if takes_in(ground, classes) else ExportRefusal.NOT_COVERED


def best(grounds: list[Ground], *, classes: frozenset[FieldClass], on: date) -> Ground | None:
    """The ground to rest on: consent before exemption, one that takes in all before one that does not."""
    fit = [each for each in grounds if each.holds(on)]
    return min(fit, key=lambda each: (not takes_in(each, classes), each.path is not None), default=None)


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
