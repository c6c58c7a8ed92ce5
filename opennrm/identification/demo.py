"""Made-up cases of a demonstration, each opened, heard, decided and protected by the acts of officials.

The victims of 2019 and 2020 tabulate to the headline values the government published; which person was how old, from
where, exploited how, is made up. Their facts fall from the acts, with days of those years. Beside them lie a few cases
of today, for the desk. Twice changes nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, repeat
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.demo import officials
from opennrm.agencies.models import Official
from opennrm.identification.actions import cases, decisions, screenings
from opennrm.identification.actions.cases import Beginning, Details
from opennrm.identification.actions.screenings import Drawn, Given, Setting
from opennrm.identification.models import Case
from opennrm.identification.terms import Answer, Closing, Minor, NameKind, Origin, Place, Standing
from opennrm.reporting.terms import Interpreting, Urgency
from opennrm.understanding.national import falling_into

V = TypeVar("V")

REASON = "Made up for the demonstration."
ACT, PURPOSE = "P3.04", "P3.13"  # harboured; exploited: articles 3 (a) of the Palermo Protocol
SEXUAL, HOSTESS, LABOUR = (frozenset({each}) for each in ("SexualExploitation", "HostessWork", "ForcedLabour"))
DECEIVED = frozenset({"FalsePromises", "DebtBondage"})
THREATENED = frozenset({"PhysicalThreats", "PsychologicalAbuse"})
SHOWN_BY = {DECEIVED: "P3.09", THREATENED: "P3.06"}  # the means of the Protocol an answer shows


@dataclass(frozen=True)
class MadeUpVictim:
    """Somebody nobody is: confirmed and put under protection on a day."""

    day: date
    age: int
    sex: str
    nationality: str
    status_at_entry: str
    exploitation: frozenset[str]
    means: frozenset[str]
    recognised_by: frozenset[str]
    channel: str


def victims() -> Iterator[MadeUpVictim]:
    """47 of 2019, of whom 19 under 18; 38 of 2020: 33 female and 5 male, 30 Japanese and 8 foreign, 20 under 18."""
    yield from _people(
        2019,
        ages=[
            *(14, 15, 15, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17),
            *(18, 18, 19, 20, 20, 21, 22, 23, 24, 26, 28, 29, 32, 36, 40),
            *(20, 21, 22, 22, 23, 24, 25, 26, 27, 29, 33, 35, 38),
        ],
        nationality=_spread(("JP", 34), ("PH", 12), ("BR", 1)),
        male={12},
        status=_spread(
            ("", 34),
            ("Entertainer", 8),
            ("TemporaryVisitor", 3),
            ("SpouseOrChildOfJapanese", 1),
            ("LongTermResident", 1),
        ),
        exploitation=_spread((SEXUAL, 35), (HOSTESS, 12)),
        means=_spread((THREATENED, 20), (DECEIVED, 27)),
    )
    yield from _people(
        2020,
        ages=[
            *(13, 14, 14, 15, 15, 15, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17, 17, 17, 17),
            *(18, 19, 19, 21, 22, 23, 24, 25, 31, 34, 20, 22, 23, 24, 26, 28, 31, 41),
        ],
        nationality=_spread(("JP", 30), ("PH", 8)),
        male={3, 11, 19, 24, 28},
        status=_spread(("", 30), ("Entertainer", 5), ("TemporaryVisitor", 2), ("SpouseOrChildOfJapanese", 1)),
        exploitation=_spread((SEXUAL, 30), (HOSTESS, 6), (LABOUR, 2)),
        means=_spread((THREATENED, 18), (DECEIVED, 20)),
    )


def stage(step: Callable[[str], None], *, collection: str) -> None:
    """The made-up victims, their facts in ``collection``, which is there; and the cases of today."""
    staff = officials()
    police, isa = staff["investigator"], staff["identification"]
    with acting(scope_for(police, purpose=Purpose.IDENTIFICATION)):
        if Case.objects.exists():
            return
        everybody = list(victims())
        with falling_into(collection):
            for at, victim in enumerate(everybody, 1):
                step(f"Made-up victims, {at} of {len(everybody)}")
                _protect(victim, at, by=police)
    step("Made-up cases of today")
    with acting(scope_for(isa, purpose=Purpose.IDENTIFICATION)), falling_into(collection):
        _today(isa)


@transaction.atomic
def _protect(victim: MadeUpVictim, number: int, *, by: Official) -> None:
    """One person through the whole procedure on one day, closed a year after."""
    begins = Beginning(origin=Origin.POLICE, channel=victim.channel, recognised_by=victim.recognised_by, outline=REASON)
    told = Details(
        names=((NameKind.NAME, f"架空の人 {number}"),),
        sex=victim.sex,
        nationality=victim.nationality,
        age=victim.age,
        minor=Minor.YES if victim.age < 18 else Minor.NO,
        status_at_entry=victim.status_at_entry,
    )
    on = victim.day
    case = cases.open_case(begins, told, by=by, on=on)
    means = frozenset[str]() if victim.age < 18 else victim.means  # of a child none is asked
    heard(case, _shown(victim), Drawn(victim.exploitation, means), by=by, on=on)
    decisions.decide(case, outcome=Standing.CONFIRMED, reason=REASON, by=by, on=on)
    cases.ask_support(case, reason=REASON, by=by, on=on)
    cases.put_under_protection(case, by=by, on=on)
    cases.close(case, why=Closing.SETTLED, by=by, on=on + timedelta(days=365))


def heard(case: Case, codes: Sequence[str], drawn: Drawn, *, by: Official, on: date) -> None:
    """An interview in which some questions were answered with yes, and what was drawn from it."""
    setting = Setting(Place.OFFICE, Interpreting.NOT_NEEDED, "ja")
    begun = screenings.begin(case, setting, minor=Minor(case.person.minor), by=by, on=on)
    screenings.answer(begun, {code: Given(Answer.YES) for code in codes}, by=by)
    screenings.conclude(begun, drawn, by=by, on=on)


def _shown(victim: MadeUpVictim) -> list[str]:
    """The elements of the Protocol; of a child no means is asked."""
    means = [] if victim.age < 18 else [SHOWN_BY[victim.means]]
    return [ACT, *means, PURPOSE]


def _today(by: Official) -> None:
    """An incident of three workers, one of them a child; a person in danger; somebody whose interview goes on."""
    today = timezone.localdate()
    workshop = Beginning(
        origin=Origin.NOTICE,
        channel="Telephone",
        prefecture="23",
        urgency=Urgency.SOON,
        outline="（架空の内容）縫製工場の寮に住み込みで働く3人。旅券は事業主が保管している。",
        recognised_by=frozenset({"Labour"}),
    )
    three = (
        somebody("架空 一郎", "KAKUU Ichiro", sex="male", nationality="VN", language="vi", age=22),
        somebody("架空 花子", "KAKUU Hanako", sex="female", nationality="KH", language="km", age=17),
        somebody("架空 次郎", "KAKUU Jiro", sex="male", nationality="VN", language="vi", age=31),
    )
    first, child, _third = cases.open_cases(workshop, three, by=by, on=today - timedelta(days=12))
    cases.note(first, text="（架空の内容）来週もう一度電話する。本人は夜間のみ話せる。", by=by, on=today)
    heard(child, [ACT, PURPOSE], Drawn(LABOUR, frozenset()), by=by, on=today - timedelta(days=5))
    decisions.decide(child, outcome=Standing.POSSIBLE, reason=REASON, by=by, on=today - timedelta(days=3))
    cases.ask_support(child, reason=REASON, by=by, on=today - timedelta(days=3))
    danger = Beginning(origin=Origin.NONE, channel="Visit", prefecture="13", urgency=Urgency.NOW)
    person = somebody("架空 月子", "KAKUU Tsukiko", sex="female", nationality="PH", language="fil", age=25)
    cases.open_case(danger, person, by=by, on=today)


def somebody(written: str, latin: str, *, age: int, sex: str, nationality: str, language: str) -> Details:
    """Details of a made-up person."""
    names = ((NameKind.NAME, written), (NameKind.LATIN, latin))
    minor = Minor.YES if age < 18 else Minor.NO
    return Details(names=names, age=age, minor=minor, sex=sex, nationality=nationality, language=language)


def _people(
    year: int,
    *,
    ages: Sequence[int],
    nationality: Sequence[str],
    male: set[int],
    status: Sequence[str],
    exploitation: Sequence[frozenset[str]],
    means: Sequence[frozenset[str]],
) -> Iterator[MadeUpVictim]:
    for at, age in enumerate(ages):
        yield MadeUpVictim(
            day=date(year, 1, 8) + timedelta(days=at * 350 // len(ages)),
            age=age,
            sex="male" if at in male else "female",
            nationality=nationality[at],
            status_at_entry=status[at],
            exploitation=exploitation[at],
            means=means[at],
            recognised_by=frozenset({"Police"} if nationality[at] == "JP" else {"Police", "Immigration"}),
            channel="Investigation" if at % 3 else "Telephone",
        )


def _spread(*runs: tuple[V, int]) -> list[V]:
    """Values in runs: ("PH", 12), ("BR", 1)."""
    return list(chain.from_iterable(repeat(value, count) for value, count in runs))
