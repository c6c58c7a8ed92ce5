"""The made-up register tests tabulate: suspects as the demonstration has them, and victims as plain facts.

The demonstration lets the facts of its victims fall from the acts of officials; a test compares its report with these.
"""

from collections.abc import Iterator, Sequence

from opennrm.publication import demo
from opennrm.publication.demo import HOSTESS, RECORDED, SEXUAL, _day, _opaque, _spread
from opennrm.understanding.facts import Fact, VictimProtected

LABOUR = frozenset({"ForcedLabour"})


def facts() -> Iterator[Fact]:
    """Every fact, the same each time."""
    yield from _victims_2019()
    yield from _victims_2020()
    yield from demo.facts()


def _victim(year: int, at: int, of: int, **attributes: object) -> VictimProtected:
    return VictimProtected(
        id=_opaque("victim", year, at, "fact"),
        key=_opaque("victim", year, at),
        day=_day(year, at, of),
        recorded_on=RECORDED,
        **attributes,  # type: ignore[arg-type]
    )


DECEIVED = frozenset({"FalsePromises", "DebtBondage"})
THREATENED = frozenset({"PhysicalThreats", "PsychologicalAbuse"})


def _victims_2020() -> Iterator[Fact]:
    """38: 33 female and 5 male, 30 Japanese and 8 foreign, 20 under 18."""
    ages = [13, 14, 14, 15, 15, 15, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17, 17, 17, 17]
    ages += [18, 19, 19, 21, 22, 23, 24, 25, 31, 34, 20, 22, 23, 24, 26, 28, 31, 41]
    nationality = _spread(("JP", 30), ("PH", 8))
    male = {3, 11, 19, 24, 28}
    status = _spread((None, 30), ("Entertainer", 5), ("TemporaryVisitor", 2), ("SpouseOrChildOfJapanese", 1))
    form = _spread((SEXUAL, 30), (HOSTESS, 6), (LABOUR, 2))
    means = _spread((THREATENED, 18), (DECEIVED, 20))
    yield from _people(2020, ages, nationality, male, status, form, means)


def _victims_2019() -> Iterator[Fact]:
    """47, of whom 19 under 18."""
    ages = [14, 15, 15, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17]
    ages += [18, 18, 19, 20, 20, 21, 22, 23, 24, 26, 28, 29, 32, 36, 40]
    ages += [20, 21, 22, 22, 23, 24, 25, 26, 27, 29, 33, 35, 38]
    nationality = _spread(("JP", 34), ("PH", 12), ("BR", 1))
    status = _spread(
        (None, 34),
        ("Entertainer", 8),
        ("TemporaryVisitor", 3),
        ("SpouseOrChildOfJapanese", 1),
        ("LongTermResident", 1),
    )
    form = _spread((SEXUAL, 35), (HOSTESS, 12))
    means = _spread((THREATENED, 20), (DECEIVED, 27))
    yield from _people(2019, ages, nationality, {12}, status, form, means)


def _people(
    year: int,
    ages: Sequence[int],
    nationality: Sequence[object],
    male: set[int],
    status: Sequence[object],
    form: Sequence[object],
    means: Sequence[object],
) -> Iterator[Fact]:
    for at, age in enumerate(ages):
        yield _victim(
            year,
            at,
            len(ages),
            age=age,
            sex="male" if at in male else "female",
            nationality=nationality[at],
            status_at_entry=status[at],
            exploitation=form[at],
            means=means[at],
            recognised_by=frozenset({"Police"} if nationality[at] == "JP" else {"Police", "Immigration"}),
            channel="Investigation" if at % 3 else "Telephone",
        )
