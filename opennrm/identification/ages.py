"""How old somebody was on a day, from what is known of it. Plain values in and out."""

from datetime import date

from opennrm.identification.terms import Minor

ADULT = 18  # a child is under 18 (Palermo Protocol, article 3 (d))


def years_on(birth: date, on: date) -> int:
    """Completed years on a day; who was born on 29 February turns on 1 March of a common year."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def stated_on(age: int, stated: date, on: date) -> int:
    """An age that was said on a day, carried on by whole years to another."""
    return age + max(years_on(stated, on), 0)


def minor_on(birth: date | None, on: date, *, said: Minor = Minor.NOT_SURE) -> Minor:
    """Whether somebody is under 18 on a day: by the day of birth where it is known, else as was said."""
    if birth is None:
        return said
    return Minor.YES if years_on(birth, on) < ADULT else Minor.NO
