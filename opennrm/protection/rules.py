"""What may be done in protection, and why not. Plain values in, a reason or None out."""

from datetime import date

from opennrm.protection.terms import PlanRefusal


def why_not_begin(*, asked: bool, begun: bool) -> PlanRefusal | None:
    """A plan is begun where support was asked for, once by each organisation."""
    if not asked:
        return PlanRefusal.NOT_ASKED
    return PlanRefusal.BEGUN if begun else None


def why_not_work(*, ended: bool) -> PlanRefusal | None:
    """A plan that ended is worked on no more until it is reopened."""
    return PlanRefusal.ENDED if ended else None


def why_not_protect(*, protected: bool, since: date, opened: date, today: date) -> PlanRefusal | None:
    """Protection begins once, not tomorrow, and not before anybody knew of the person."""
    if protected:
        return PlanRefusal.PROTECTED
    if since > today:
        return PlanRefusal.FUTURE
    return PlanRefusal.BEFORE_BEGUN if since < opened else None


def why_not_take_back(*, protected: bool) -> PlanRefusal | None:
    """Only what was entered is taken back."""
    return None if protected else PlanRefusal.NOT_PROTECTED
