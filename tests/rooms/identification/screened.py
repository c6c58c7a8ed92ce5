"""Interviews of made-up persons, and decisions on them."""

from opennrm.identification.actions import decisions, screenings
from opennrm.identification.actions.screenings import Drawn, Given, Setting
from opennrm.identification.terms import Answer, Minor, Place, Standing
from opennrm.reporting.terms import Interpreting
from tests.rooms.identification.world import today

SETTING = Setting(Place.OFFICE, Interpreting.IN_PERSON, "fil")
ADULT = ("P3.01", "P3.15", "AL5.01", "AL5.02")  # an act, a purpose, coercion at destination
CHILD = ("P3.01", "P3.15")
DRAWN = Drawn(exploitation=frozenset({"ForcedLabour"}), means=frozenset({"WithholdsDocuments"}), recruiter="Friend")
OF_A_CHILD = Drawn(exploitation=frozenset({"ForcedLabour"}))
WHY = "made up for a test"


def yes(*codes):
    return {code: Given(Answer.YES) for code in codes}


def begun(case, at, *, minor=Minor.NO, on=None, **setting):
    with at.identifying():
        fit = Setting(**{**vars(SETTING), **setting})
        return screenings.begin(case, fit, minor=minor, by=at.officer, on=on or today())


def screened(case, at, *, codes=ADULT, minor=Minor.NO, drawn=DRAWN, on=None):
    """A concluded interview."""
    made = begun(case, at, minor=minor, on=on)
    with at.identifying():
        screenings.answer(made, yes(*codes), by=at.officer)
        screenings.conclude(made, drawn, by=at.officer, on=on or today())
    return made


def decided(case, at, outcome=Standing.CONFIRMED, *, verb=decisions.decide, by=None, on=None, seen=None):
    with at.identifying(by):
        return verb(case, outcome=outcome, reason=WHY, by=by or at.officer, on=on or today(), seen=seen)


def confirmed(case, at, **more):
    """A person screened and confirmed."""
    screened(case, at, **more)
    return decided(case, at)
