"""Made-up investigations of a demonstration, each offence cleared and each suspect charged by the acts of officials.

The offences and suspects of 2019 and 2020 tabulate to the headline values the government published; everything else
about them is made up. Their facts fall from the acts, with days of those years. Beside them lie a few of today, for the
desk. Twice changes nothing.
"""

from collections.abc import Callable, Sequence
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
from opennrm.eradication.actions import charges, investigations
from opennrm.eradication.actions.charges import Known, Taken
from opennrm.eradication.actions.investigations import Beginning, Committed
from opennrm.eradication.investigation_terms import Arrest, Begun, ChargeAct, Ended, WhyNotProsecuted
from opennrm.eradication.investigations import Investigation, Offence
from opennrm.eradication.suspects import Charge
from opennrm.understanding.national import falling_into

V = TypeVar("V")

TOGETHER = 11  # offences of one made-up investigation
PROVISIONS = (
    ("child-welfare-34-60",),
    ("employment-security-63",),
    ("anti-prostitution-7",),
    ("penal-226-2-3",),
    ("child-prostitution-buying",),
    ("employment-security-63", "anti-prostitution-7"),
)
SEXUAL, HOSTESS = frozenset({"SexualExploitation"}), frozenset({"HostessWork"})
TRIAL = 60  # days from the prosecution to the judgment


@dataclass(frozen=True)
class MadeUpYear:
    """A year's made-up offences and suspects: attributes by the suspect's place, and what became of them."""

    year: int
    offences: int
    sex: Sequence[str]
    nationality: Sequence[str]
    occupation: Sequence[str]
    prosecutor: Sequence[ChargeAct]
    court: Sequence[ChargeAct | None]


def _spread(*runs: tuple[V, int]) -> list[V]:
    """Values in runs: ("male", 47), ("female", 11)."""
    return list(chain.from_iterable(repeat(value, count) for value, count in runs))


YEARS = (
    MadeUpYear(
        2019,
        offences=57,
        sex=_spread(("male", 31), ("female", 8)),
        nationality=_spread(("PH", 2), ("JP", 36), ("TH", 1)),
        occupation=_spread(
            ("EntertainmentBusiness", 9), ("OrganisedCrime", 4), ("Unemployed", 12), ("CompanyEmployee", 8),
            ("SelfEmployed", 4), ("Other", 2),
        ),
        prosecutor=_spread((ChargeAct.PROSECUTE, 33), (ChargeAct.SUSPEND, 4), (ChargeAct.NOT_PROSECUTE, 2)),
        court=_spread((ChargeAct.GUILTY, 31), (ChargeAct.PENDING, 2)),
    ),
    # 58 suspects in 55 cases: 47 male and 11 female, 55 Japanese and 3 foreign; 50 prosecuted, 36 found guilty, 12
    # pending, and two of whom nothing more is said.
    MadeUpYear(
        2020,
        offences=55,
        sex=_spread(("male", 47), ("female", 11)),
        nationality=_spread(("PH", 2), ("JP", 55), ("BR", 1)),
        occupation=_spread(
            ("EntertainmentBusiness", 8), ("OrganisedCrime", 5), ("Unemployed", 19), ("CompanyEmployee", 12),
            ("SelfEmployed", 7), ("Student", 2), ("Other", 5),
        ),
        prosecutor=_spread(
            (ChargeAct.PROSECUTE, 50), (ChargeAct.SUSPEND, 5), (ChargeAct.NOT_PROSECUTE, 2),
            (ChargeAct.TO_FAMILY_COURT, 1),
        ),
        court=_spread((ChargeAct.GUILTY, 36), (ChargeAct.PENDING, 12)),
    ),
)  # fmt: skip


def stage(step: Callable[[str], None], *, collection: str) -> None:
    """The made-up investigations, their facts in ``collection``, which is there; and those of today."""
    police = officials()["investigator"]
    with acting(scope_for(police, purpose=Purpose.INVESTIGATION)), falling_into(collection):
        if Investigation.objects.exists():
            return
        for each in YEARS:
            step(f"Made-up investigations of {each.year}")
            with transaction.atomic():
                _year(each, by=police)
        step("Made-up investigations of today")
        with transaction.atomic():
            _today(police)


def _year(made: MadeUpYear, *, by: Official) -> None:
    """Every offence is cleared and every suspect charged on days of the year, and the investigations are closed."""
    offences: list[Offence] = []
    opened: list[Investigation] = []
    for at in range(made.offences):
        day = _day(made.year, at, made.offences)
        if at % TOGETHER == 0:
            begins = Beginning(begun=Begun.OWN, prefecture=f"{at % 47 + 1:02}")
            opened.append(investigations.open_investigation(begins, by=by, on=day - timedelta(days=30)))
        exploitation = SEXUAL if at % 5 else HOSTESS
        said = Committed(PROVISIONS[at % len(PROVISIONS)], day - timedelta(days=40), exploitation=exploitation)
        offences.append(investigations.enter_offence(opened[-1], said, by=by, on=day))
        investigations.clear(offences[-1], day=day, by=by, on=day)
    for at in range(len(made.sex)):
        _suspect(made, at, offences[at % made.offences], by=by)
    for each in opened:  # what nobody says of two is left open: it is shown, and never inferred
        investigations.close(each, ended=Ended.HANDED_OVER, by=by, on=date(made.year + 1, 3, 31))


def _suspect(made: MadeUpYear, at: int, offence: Offence, *, by: Official) -> None:
    day = _day(made.year, at, len(made.sex))
    decision = made.prosecutor[at]
    known = Known(
        name=f"架空の被疑者 {made.year}-{at + 1}",
        sex=made.sex[at],
        nationality=made.nationality[at],
        age=19 if decision == ChargeAct.TO_FAMILY_COURT else 20 + (at * 7) % 45,
        occupation=made.occupation[at],
        role=frozenset({"Exploiter"} if at % 4 else {"RecruiterOrIntermediary"}),
    )
    suspect = charges.enter_suspect(offence.investigation, known, offences=[offence], by=by, on=day)
    steps = [
        Taken(ChargeAct.ARREST, day, why=Arrest.WARRANT),
        Taken(ChargeAct.REFER, day + timedelta(days=1)),
        Taken(ChargeAct.DETAIN, day + timedelta(days=1)),
        Taken(decision, day + timedelta(days=21), why=WHY_NOT.get(decision, "")),
    ]
    if at < len(made.court) and (court := made.court[at]):
        sentence = "1_3" if court == ChargeAct.GUILTY else ""
        steps.append(Taken(court, day + timedelta(days=21 + TRIAL), sentence=sentence))
    charges.take_steps(Charge.objects.get(suspect=suspect), steps, by=by, on=steps[-1].on)


WHY_NOT = {ChargeAct.NOT_PROSECUTE: WhyNotProsecuted.EVIDENCE}


def _today(by: Official) -> None:
    """Somebody arrested yesterday, somebody detained, and an investigation that has no suspect yet."""
    today = timezone.localdate()
    outline = "（架空の内容）技能実習先の寮から相談があり、旅券を取り上げられているとのこと。"
    shop = investigations.open_investigation(
        Beginning(begun=Begun.NOTICE, prefecture="23", outline=outline), by=by, on=today - timedelta(days=20)
    )
    said = Committed(
        ("penal-226-2-3", "employment-security-63"),
        today - timedelta(days=200),
        last=today - timedelta(days=15),
        exploitation=frozenset({"ForcedLabour"}),
    )
    offence = investigations.enter_offence(shop, said, by=by, on=today - timedelta(days=19))
    text = "（架空の内容）寮の捜索。帳簿と旅券を押収。"
    investigations.note(shop, text=text, happened=today - timedelta(days=9), by=by, on=today - timedelta(days=9))
    first = Known(name="架空 太郎", sex="male", nationality="JP", age=46, occupation="SelfEmployed")
    second = Known(name="架空 次郎", sex="male", nationality="JP", age=19, occupation="Unemployed")
    for known, days in ((first, 9), (second, 1)):
        suspect = charges.enter_suspect(shop, known, offences=[offence], by=by, on=today - timedelta(days=days))
        steps = [Taken(ChargeAct.ARREST, today - timedelta(days=days), why=Arrest.WARRANT)]
        if days > 2:
            sent = today - timedelta(days=days - 1)
            steps += [Taken(ChargeAct.REFER, sent), Taken(ChargeAct.DETAIN, sent)]
        charges.take_steps(Charge.objects.get(suspect=suspect), steps, by=by, on=today - timedelta(days=days - 1))
    investigations.open_investigation(Beginning(prefecture="13"), by=by, on=today - timedelta(days=3))


def _day(year: int, at: int, of: int) -> date:
    return date(year, 1, 8) + timedelta(days=at * 350 // of)
