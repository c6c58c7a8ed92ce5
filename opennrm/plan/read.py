"""The action plans, what reports say of their progress, and the shares reports quote: read from the packaged
TOML files, checked, without a database. A further year is a further file; no Python changes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import TypeVar

from opennrm.agencies import read as agencies
from opennrm.agencies.declared import Absent, Entry, Faults, note_repeats, open_declaration
from opennrm.page.bilingual import Text
from opennrm.plan.terms import BodiesEvidence, BodiesExtent, Chapter, Evidence, NumberBasis

DATA = files("opennrm.plan") / "data"
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?")
TRANSLATED = Text("English title translated by us", "日本語の標題は当方による訳")
Read = TypeVar("Read")


@dataclass(frozen=True)
class Measure:
    """One item of a plan. ``mark`` is what a reader must see beside it, "" where it may stand alone.

    ``bodies`` are codes of organisations; ``extent`` and ``bodies_evidence`` say how far to rely on them.
    ``summary`` is in our own words; None where the sources tell the title alone.
    """

    plan_year: int
    chapter: Chapter
    item: str
    number: NumberBasis
    title: Text
    summary: Text | None
    bodies: tuple[str, ...]
    extent: BodiesExtent
    bodies_evidence: BodiesEvidence
    evidence: Evidence
    evidence_note: Text | None
    mark: Text
    source: str


@dataclass(frozen=True)
class ActionPlan:
    """A plan with its measures in the order of the file. ``adopted`` is as exact as the sources (YYYY-MM).

    ``first_report`` and ``last_report`` are the first and last year whose annual report speaks of it; the
    last is None while no other plan has followed. ``titles_seen_in`` is the language its titles were seen in.
    """

    year: int
    title: Text
    adopted: str
    adopted_by: Text
    first_report: int
    last_report: int | None
    titles_seen_in: str
    source: str
    measures: tuple[Measure, ...]

    def in_force(self, year: int) -> bool:
        """Whether the annual report for a year speaks of this plan."""
        return self.first_report <= year and (self.last_report is None or year <= self.last_report)


@dataclass(frozen=True)
class Progress:
    """What a report says was done, in our own words. ``measure`` is an item of the plan, or ""."""

    id: str
    report_year: int
    plan_year: int
    chapter: Chapter
    text: Text
    bodies: tuple[str, ...]
    bodies_evidence: BodiesEvidence
    measure: str
    evidence: Evidence
    source: str


@dataclass(frozen=True)
class QuotedShare:
    """A share a report prints: ``percent`` of ``denominator`` were ``numerator`` (ids of figures) in
    ``base_year``, «about» where ``approximate``."""

    id: str
    text: Text
    percent: int
    approximate: bool
    numerator: str
    denominator: str
    base_year: int
    appears_in: int
    source: str


@dataclass(frozen=True)
class Plans:
    """All that is declared. Intros by year of report and chapter."""

    plans: dict[int, ActionPlan]
    progress: tuple[Progress, ...]
    intros: dict[tuple[int, Chapter], Text]
    shares: tuple[QuotedShare, ...]


class PlanUnknown(LookupError):
    """No plan is declared for that year."""


def read(folder: Traversable = DATA) -> Plans:
    """Read and check every file of a folder; ``FaultyDeclaration`` names every fault of them all."""
    faults = Faults()
    bodies = frozenset(agencies.packaged().organisations)
    plans = _each(folder, "action_plan_", faults, lambda file: _plan(file, bodies))
    by_year = {plan.year: plan for _, plan in plans}
    note_repeats([(file, str(plan.year)) for file, plan in plans], "plan")
    _check_years(plans)
    reports = _each(folder, "progress_", faults, lambda file: _report(file, by_year, bodies))
    shares = _each(folder, "quoted_shares_", faults, _shares)
    faults.settle()
    return Plans(
        plans=by_year,
        progress=tuple(step for _, (steps, _) in reports for step in steps),
        intros={key: text for _, (_, intros) in reports for key, text in intros.items()},
        shares=tuple(share for _, declared in shares for share in declared),
    )


@cache
def packaged() -> Plans:
    """The declarations that come with OpenNRM."""
    return read()


def _each(folder: Traversable, prefix: str, faults: Faults, one: Callable[[Entry], Read]) -> list[tuple[Entry, Read]]:
    """Every TOML file whose name begins with the prefix, by name, read by ``one``."""
    found = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith(prefix) and path.name.endswith(".toml"):
            file = open_declaration(path, faults)
            if not isinstance(file, Absent):
                found.append((file, one(file)))
                file.close()
    return found


def _plan(file: Entry, known: frozenset[str]) -> ActionPlan:
    head = file.table("plan")
    seen_in = head.text("titles_seen_in")
    if seen_in not in {"en", "ja"}:
        head.fault("titles_seen_in", f"found {seen_in!r}; write en or ja")
    sources = file.table("sources")
    names = {key: sources.text(key) for key in sources.written()}
    year = head.number("year", 2004, 2100)
    read = [(entry, _measure(entry, year, seen_in, names, known)) for entry in file.entries("measure", named_by="item")]
    note_repeats([(entry, measure.item) for entry, measure in read], "item")
    plan = ActionPlan(
        year=year,
        title=head.bilingual("title"),
        adopted=head.text("adopted"),
        adopted_by=head.bilingual("adopted_by"),
        first_report=head.number("first_report", 2004, 2100),
        last_report=head.number_or_none("last_report", 2004, 2100),
        titles_seen_in=seen_in,
        source=head.text("source"),
        measures=tuple(measure for _, measure in read),
    )
    if plan.adopted and not MONTH.fullmatch(plan.adopted):
        head.fault("adopted", f"found {plan.adopted!r}; write a month or a day such as 2014-12")
    head.close()
    sources.close()
    return plan


def _measure(entry: Entry, year: int, seen_in: str, sources: dict[str, str], known: frozenset[str]) -> Measure:
    evidence = entry.choice("evidence", Evidence)
    number = entry.choice("number", NumberBasis, default=NumberBasis.STATED)
    note = entry.bilingual_or_none("evidence_note")
    extent = entry.choice("extent", BodiesExtent, default=BodiesExtent.LISTED)
    bodies, sure = _bodies(entry, known, extent)
    measure = Measure(
        plan_year=year,
        chapter=entry.choice("chapter", Chapter),
        item=entry.text("item"),
        number=number,
        title=entry.bilingual("title"),
        summary=entry.bilingual_or_none("summary"),
        bodies=bodies,
        extent=extent,
        bodies_evidence=sure,
        evidence=evidence,
        evidence_note=note,
        mark=_mark(evidence, number, note, seen_in),
        source=_sources(entry, sources, evidence),
    )
    if measure.item and not measure.item.startswith(str(measure.chapter.value)):
        entry.fault("item", f"does not begin with its chapter, {measure.chapter.value}; correct one of the two")
    entry.close()
    return measure


def _bodies(
    entry: Entry, known: frozenset[str], extent: BodiesExtent = BodiesExtent.LISTED
) -> tuple[tuple[str, ...], BodiesEvidence]:
    bodies = entry.texts("bodies")
    sure = entry.choice("bodies_evidence", BodiesEvidence, default=BodiesEvidence.NOT_STATED)
    for code in bodies:
        if code not in known:
            entry.fault("bodies", f"found {code!r}; write the code of a declared organisation")
    named = bool(bodies) or extent is BodiesExtent.ALL
    if named == (sure is BodiesEvidence.NOT_STATED):
        entry.fault("bodies_evidence", "and bodies go together; give both or neither")
    return bodies, sure


def _sources(entry: Entry, names: dict[str, str], evidence: Evidence) -> str:
    cited = entry.texts("sources")
    for key in cited:
        if key not in names:
            entry.fault("sources", f"found {key!r}; write a key of [sources]")
    if not cited and evidence not in {Evidence.INFERRED, Evidence.NOT_VERIFIED}:
        entry.fault("sources", "is missing; name what was seen, or mark the evidence not_verified")
    return "; ".join(names.get(key, key) for key in cited)


def _mark(evidence: Evidence, number: NumberBasis, note: Text | None, seen_in: str) -> Text:
    """The mark in each language; a title seen in one language is marked as translated in the other."""
    parts = [] if evidence.official else [evidence.mark]
    parts += [part for part in (note, number.mark) if part]
    en, ja = [part.en for part in parts], [part.ja for part in parts]
    if evidence is Evidence.TITLE_ATTESTED:
        if seen_in == "en":
            ja.insert(1, TRANSLATED.ja)
        else:
            en.insert(1, TRANSLATED.en)
    return Text("; ".join(en), "、".join(ja))


def _check_years(plans: Iterable[tuple[Entry, ActionPlan]]) -> None:
    """The reports of two plans share no year."""
    ordered = sorted(plans, key=lambda pair: pair[1].first_report)
    for (_, earlier), (file, later) in pairwise(ordered):
        if earlier.last_report is None or earlier.last_report >= later.first_report:
            file.fault("plan", f"begins before the plan of {earlier.year} ends; correct first_report")


def _report(
    file: Entry, plans: dict[int, ActionPlan], known: frozenset[str]
) -> tuple[tuple[Progress, ...], dict[tuple[int, Chapter], Text]]:
    head = file.table("report")
    year, source = head.number("year", 2004, 2100), head.text("source")
    plan_year = head.number("plan", 2004, 2100)
    if plan_year not in plans:
        head.fault("plan", f"found {plan_year}; write the year of a declared plan")
    head.close()
    items = {measure.item: measure for measure in plans[plan_year].measures} if plan_year in plans else {}
    intros = {}
    for entry in file.entries("chapter", named_by="number"):
        intros[year, entry.choice("number", Chapter)] = entry.bilingual("intro")
        entry.close()
    steps = [
        (entry, _progress(entry, (year, plan_year, source), items, known))
        for entry in file.entries("progress", named_by="id")
    ]
    note_repeats([(entry, step.id) for entry, step in steps], "id")
    return tuple(step for _, step in steps), intros


def _progress(entry: Entry, report: tuple[int, int, str], items: dict[str, Measure], known: frozenset[str]) -> Progress:
    year, plan_year, source = report
    bodies, sure = _bodies(entry, known)
    step = Progress(
        id=entry.text("id"),
        report_year=year,
        plan_year=plan_year,
        chapter=entry.choice("chapter", Chapter),
        text=entry.bilingual("text"),
        bodies=bodies,
        bodies_evidence=sure,
        measure=entry.text("measure", optional=True),
        evidence=entry.choice("evidence", Evidence),
        source=f"{source}, {entry.text('at')}",
    )
    if step.measure and step.measure not in items:
        entry.fault("measure", f"found {step.measure!r}; write an item of the plan of {plan_year}")
    elif step.measure and items[step.measure].chapter is not step.chapter:
        entry.fault("measure", "is an item of another chapter; correct one of the two")
    entry.close()
    return step


def _shares(file: Entry) -> tuple[QuotedShare, ...]:
    head = file.table("report")
    year, source = head.number("year", 2004, 2100), head.text("source")
    head.close()
    shares = []
    for entry in file.entries("share", named_by="id"):
        share = QuotedShare(
            id=entry.text("id"),
            text=entry.bilingual("text"),
            percent=entry.number("percent", 0, 100),
            approximate=entry.flag("approximate"),
            numerator=entry.text("numerator"),
            denominator=entry.text("denominator"),
            base_year=entry.number("base_year", 2000, 2100),
            appears_in=year,
            source=source,
        )
        shares.append((entry, share))
        entry.close()
    note_repeats([(entry, share.id) for entry, share in shares], "id")
    return tuple(share for _, share in shares)
