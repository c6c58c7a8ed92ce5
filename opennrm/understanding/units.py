"""The word of a counting unit, as a table names it and beside a number: 1 person, 2 persons."""

from django.utils.translation import pgettext_lazy

from opennrm.understanding.terms import Unit

ONE = {
    Unit.PERSON: pgettext_lazy("one", "person"),
    Unit.SUSPECT: pgettext_lazy("one", "suspect"),
    Unit.OFFENCE: pgettext_lazy("one", "case"),
    Unit.CONTACT: pgettext_lazy("one", "contact"),
    Unit.ACT: pgettext_lazy("one", "act"),
    Unit.SERVICE: pgettext_lazy("one", "service"),
    Unit.SESSION: pgettext_lazy("one", "session"),
    Unit.ATTENDEE: pgettext_lazy("one", "participant"),
    Unit.COPY: pgettext_lazy("one", "copy"),
    Unit.CAMPAIGN: pgettext_lazy("one", "campaign"),
}


def named(unit: str) -> str:
    """The unit as the caption of a table names it, in the language in force."""
    return str(Unit(unit).label)


def beside(number: int | None, unit: str) -> str:
    """The unit as it stands beside a number, in the language in force."""
    known = Unit(unit)
    return str(ONE.get(known, known.label)) if number in (1, -1) else named(unit)
