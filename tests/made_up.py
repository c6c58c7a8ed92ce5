"""The made-up register tests tabulate, as plain facts.

The demonstration lets the facts of its victims, offences and suspects fall from the acts of officials; tests compare
its report with these.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, repeat

from opennrm.publication.demonstration import COLLECTION, PRODUCER
from opennrm.understanding.actions import load_facts
from opennrm.understanding.facts import Fact, OffenceCleared, SuspectArrested, SuspectDisposed, VictimProtected
from opennrm.understanding.models import Collection

RECORDED = date(2021, 3, 31)

LABOUR = frozenset({"ForcedLabour"})


def facts() -> Iterator[Fact]:
    """Every fact, the same each time."""
    yield from _victims_2019()
    yield from _victims_2020()
    yield from suspects()


def suspects() -> Iterator[Fact]:
    """Offences, and suspects with what became of them."""
    yield from _suspects(2019, cases=57, **SUSPECTS_2019)
    yield from _suspects(2020, cases=55, **SUSPECTS_2020)


def load() -> None:
    """Put all of it into the collection of the demonstration."""
    about = {"kind": Collection.Kind.DEMO, "producer": PRODUCER, "name": "made up", "sha256": "made up"}
    load_facts(facts(), collection=COLLECTION, on=RECORDED, **about)


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


def _opaque(*parts: object) -> str:
    return hashlib.sha256("|".join(("demo", *map(str, parts))).encode()).hexdigest()[:32]


def _spread(*runs: tuple[object, int]) -> list[object]:
    """Values in runs: ("female", 33), ("male", 5)."""
    return list(chain.from_iterable(repeat(value, count) for value, count in runs))


def _day(year: int, at: int, of: int) -> date:
    return date(year, 1, 8) + timedelta(days=at * 350 // of)


SEXUAL = frozenset({"SexualExploitation"})
HOSTESS = frozenset({"HostessWork"})


# 58 suspects in 55 cases: 47 male and 11 female, 55 Japanese and 3 foreign; 50 prosecuted, 36 found guilty, 12 pending.
SUSPECTS_2020 = {
    "sex": _spread(("male", 47), ("female", 11)),
    "nationality": _spread(("PH", 2), ("JP", 55), ("BR", 1)),
    "occupation": _spread(
        ("EntertainmentBusiness", 8), ("OrganisedCrime", 5), ("Unemployed", 19), ("CompanyEmployee", 12),
        ("SelfEmployed", 7), ("Student", 2), ("Other", 5),
    ),
    "prosecutor": _spread(("prosecuted", 50), ("suspended", 5), ("not_prosecuted", 2), ("family_court", 1)),
    "court": _spread(("guilty", 36), ("pending", 12), (None, 2)),
}  # fmt: skip

SUSPECTS_2019 = {
    "sex": _spread(("male", 31), ("female", 8)),
    "nationality": _spread(("PH", 2), ("JP", 36), ("TH", 1)),
    "occupation": _spread(
        ("EntertainmentBusiness", 9), ("OrganisedCrime", 4), ("Unemployed", 12), ("CompanyEmployee", 8),
        ("SelfEmployed", 4), ("Other", 2),
    ),
    "prosecutor": _spread(("prosecuted", 33), ("suspended", 4), ("not_prosecuted", 2)),
    "court": _spread(("guilty", 31), ("pending", 2)),
}  # fmt: skip

STATUTES = (
    ("child_welfare",),
    ("employment_security",),
    ("anti_prostitution",),
    ("penal_226_2",),
    ("child_prostitution",),
    ("employment_security", "anti_prostitution"),
)


def _suspects(
    year: int,
    *,
    cases: int,
    sex: Sequence[object],
    nationality: Sequence[object],
    occupation: Sequence[object],
    prosecutor: Sequence[object],
    court: Sequence[object],
) -> Iterator[Fact]:
    for at in range(cases):
        yield OffenceCleared(
            id=_opaque("offence", year, at, "fact"),
            key=_opaque("offence", year, at),
            day=_day(year, at, cases),
            recorded_on=RECORDED,
            statutes=frozenset(STATUTES[at % len(STATUTES)]),
            exploitation=SEXUAL if at % 5 else HOSTESS,
        )
    for at, of_sex in enumerate(sex):
        arrested = SuspectArrested(
            id=_opaque("suspect", year, at, "fact"),
            key=_opaque("suspect", year, at),
            day=_day(year, at, len(sex)),
            recorded_on=RECORDED,
            sex=str(of_sex),
            nationality=str(nationality[at]),
            age=19 + (at * 7) % 45,
            occupation=str(occupation[at]),
            role=frozenset({"Exploiter"} if at % 4 else {"RecruiterOrIntermediary"}),
            offence=_opaque("offence", year, at % cases),
        )
        yield arrested
        yield from _disposed(arrested, prosecutor[at], court[at] if at < len(court) else None)


def _disposed(arrested: SuspectArrested, prosecutor: object, court: object) -> Iterator[Fact]:
    step = SuspectDisposed(
        id=_opaque(arrested.key, "prosecutor"),
        key=arrested.key,
        day=arrested.day + timedelta(days=21) if arrested.day else None,
        recorded_on=RECORDED,
        outcome=str(prosecutor),
    )
    yield step
    if court:
        yield replace(step, id=_opaque(arrested.key, "court"), outcome=str(court))
