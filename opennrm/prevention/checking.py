"""«Check my contract»: what a worker says of their own contract, held against the law. Pure; nothing is kept.

The points are data (``data/own_contract.toml``). Where one asks about a criterion of the Specified Skilled Worker
system, that criterion is judged by ``rules.judge``, as for a file of contracts: nothing here decides it anew.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.page.bilingual import Text
from opennrm.prevention.checking_terms import About, HoldsFor, Work, Wrong
from opennrm.prevention.contracts import FLAGS, PLAUSIBLE_YEN, Contract
from opennrm.prevention.criteria import DATA, Criterion, NoCriteria, holding
from opennrm.prevention.rules import judge
from opennrm.prevention.terms import LawEvidence, Outcome, PayUnit

FILE = "own_contract.toml"
WORST_FIRST = (Outcome.NOT_MET, Outcome.NOT_SHOWN, Outcome.MET, Outcome.NOT_APPLICABLE)
WEEKS, MONTHS = 52, 12  # in a year: how a monthly pay becomes one for an hour


@dataclass(frozen=True)
class Law:
    """An article that holds for a kind of work from a day on, and how sure we are of it."""

    holds_for: HoldsFor
    law: str
    since: date
    evidence: LawEvidence
    source: str


@dataclass(frozen=True)
class Point:
    """One thing that is asked. ``flag`` is the term of a contract that says the same, or ""."""

    code: str
    about: About
    wrong: Wrong
    criteria: tuple[str, ...]
    flag: str
    laws: tuple[Law, ...]


@dataclass(frozen=True)
class Article:
    """A law by its name and article, in both languages; ``sure`` where the article was seen in a source."""

    name: Text
    sure: bool


@dataclass(frozen=True)
class Checked:
    """What came of one point: «not applicable» where no law we know of holds for this kind of work."""

    point: Point
    outcome: Outcome
    articles: tuple[Article, ...]


@cache
def points() -> tuple[Point, ...]:
    """All points, in the order they are asked. Raises ``FaultyDeclaration`` with everything there is to mend."""
    faults = Faults()
    file = open_declaration(DATA / FILE, faults)
    file.text("id")
    file.bilingual("title")
    rows = file.entries("point", named_by="code")
    found = tuple(_point(row) for row in rows)
    note_repeats([(row, each.code) for row, each in zip(rows, found)], "code")
    file.close()
    faults.settle()
    return found


def check(work: Work, said: Mapping[str, bool | None], *, on: date) -> tuple[Checked, ...]:
    """What the law says to each point that holds on a day. ``said`` is yes, no or None (not sure) by point."""
    criteria = _criteria(on) if work in (Work.SKILLED, Work.UNSURE) else {}
    return tuple(_checked(point, work, said.get(point.code), criteria, on) for point in points())


def hourly(amount: Decimal, unit: PayUnit, *, hours: Decimal | None, days: Decimal | None) -> Decimal | None:
    """What a pay is for one hour, in whole yen; None where the hours of a day or the days of a week are missing."""
    if unit == PayUnit.HOUR:
        found = amount
    elif hours is None or (unit != PayUnit.DAY and days is None):
        return None
    elif unit == PayUnit.DAY:
        found = amount / hours
    else:
        year = amount * (MONTHS if unit == PayUnit.MONTH else 1)
        found = year / (WEEKS * hours * (days or Decimal(1)))
    return found.quantize(Decimal(1), ROUND_HALF_UP)


def is_plausible(amount: Decimal, unit: PayUnit) -> bool:
    """Whether a pay in yen can be for this unit; a month's pay given for an hour is a slip."""
    low, high = PLAUSIBLE_YEN[unit]
    return low <= amount <= high


ACTS = {
    "Ordinance": Text(
        "Ordinance on Specified Skilled Workers (No. 5 of 2019)", "特定技能基準省令（平成31年法務省令第5号）"),
    "Immigration Act": Text("Immigration Control and Refugee Recognition Act", "出入国管理及び難民認定法"),
    "Technical Intern Training Act": Text("Technical Intern Training Act", "技能実習法"),
    "Labour Standards Act": Text("Labour Standards Act", "労働基準法"),
}  # fmt: skip
ARTICLE = re.compile(r"(?P<act>.+), art\. (?P<article>\d+)(?:-(?P<branch>\d+))?(?P<rest>.*)")
PARAGRAPH = re.compile(r"\((?P<paragraph>\d+)\)(?P<item>\d+)?")


def article_named(law: str) -> Text:
    """«Immigration Act, art. 2-5(1)2» by the name of the act, in English and as Japanese offices write it."""
    found = ARTICLE.fullmatch(law)
    if found is None or found["act"] not in ACTS:
        return Text(law, law)
    act = ACTS[found["act"]]
    ja = f"{act.ja}第{found['article']}条" + (f"の{found['branch']}" if found["branch"] else "")
    if inner := PARAGRAPH.match(found["rest"]):
        ja += f"第{inner['paragraph']}項" + (f"第{inner['item']}号" if inner["item"] else "")
    return Text(law.replace(found["act"], act.en, 1), ja + ("柱書" if "opening words" in law else ""))


def _criteria(on: date) -> Mapping[str, Criterion]:
    try:
        return {each.id: each for each in holding(on).all}
    except NoCriteria:
        return {}


def _checked(point: Point, work: Work, said: bool | None, criteria: Mapping[str, Criterion], on: date) -> Checked:
    wanted = [criteria[code] for code in point.criteria if code in criteria]
    laws = [each for each in point.laws if each.since <= on and _holds(each, work)]
    articles = tuple(_articles(wanted, laws))
    if not articles:
        return Checked(point, Outcome.NOT_APPLICABLE, ())
    wrong = None if said is None else said == (point.wrong == Wrong.YES)
    found = {judge(each, _as_contract(point, each, said=said, wrong=wrong)).outcome for each in wanted}
    if laws:
        found.add(_by_law(wrong))
    return Checked(point, _worst(found), articles)


def _holds(law: Law, work: Work) -> bool:
    return law.holds_for == HoldsFor.ALL or work in (Work.INTERN, Work.UNSURE)


def _as_contract(point: Point, criterion: Criterion, *, said: bool | None, wrong: bool | None) -> Contract:
    """A contract of which this one thing is known."""
    flags: dict[str, bool | None] = dict.fromkeys(FLAGS)
    if point.flag:
        flags[point.flag] = said
    return Contract("", "", flags, {} if wrong is None else {criterion.id: not wrong})


def _by_law(wrong: bool | None) -> Outcome:
    if wrong is None:
        return Outcome.NOT_SHOWN
    return Outcome.NOT_MET if wrong else Outcome.MET


def _worst(found: Iterable[Outcome]) -> Outcome:
    there = set(found)
    return next(each for each in WORST_FIRST if each in there)


def _articles(criteria: Iterable[Criterion], laws: Iterable[Law]) -> Iterable[Article]:
    named = {law: each.evidence for each in criteria for law in each.law}
    named |= {each.law: each.evidence for each in laws}
    return [Article(article_named(law), evidence == LawEvidence.ATTESTED) for law, evidence in named.items()]


def _point(row: Entry) -> Point:
    found = Point(
        code=row.text("code"),
        about=row.choice("group", About),
        wrong=row.choice("wrong", Wrong),
        criteria=row.texts("criteria"),
        flag=row.text("flag", optional=True),
        laws=tuple(_law(each) for each in row.entries("law", named_by="law", optional=True)),
    )
    if found.flag and found.flag not in FLAGS:
        row.fault("flag", f"found {found.flag!r}; write one of {', '.join(FLAGS)}, or leave it out")
    if not found.criteria and not found.laws:
        row.fault("criteria", "is missing, and there is no law either; name what the point rests on")
    row.close()
    return found


def _law(row: Entry) -> Law:
    found = Law(
        holds_for=row.choice("for", HoldsFor),
        law=row.text("law"),
        since=row.day_or_none("since") or date.max,
        evidence=row.choice("evidence", LawEvidence),
        source=row.text("source"),
    )
    row.close()
    return found
