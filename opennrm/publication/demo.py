"""The made-up suspects of the demonstration's register; its victims are ``identification.demo``'s.

Their facts of 2019 and 2020 tabulate to exactly the headline values the government published (see
``notes/overview_2020.toml`` for what those leave open). Everything else about them (which person was how old, of
which occupation, convicted or not) is made up, and every page says so.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import chain, repeat

from django.utils.translation import gettext_noop

from opennrm.understanding.facts import (
    Fact,
    OffenceCleared,
    SuspectArrested,
    SuspectDisposed,
)

COLLECTION = "demo"
PRODUCER = gettext_noop("OpenNRM demonstration (made-up case facts)")
RECORDED = date(2021, 3, 31)


def facts() -> Iterator[Fact]:
    """The facts of suspects, the same each time; those of victims fall from the acts of made-up officials."""
    yield from _suspects(2019, cases=57, **SUSPECTS_2019)
    yield from _suspects(2020, cases=55, **SUSPECTS_2020)


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


def digest(facts: Sequence[Fact]) -> str:
    """A digest of the facts, so that loading the same demonstration twice changes nothing."""
    lines = sorted(json.dumps(asdict(fact), default=_plain, sort_keys=True) for fact in facts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)
