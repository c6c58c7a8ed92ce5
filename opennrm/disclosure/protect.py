"""Protect a table and let the attacker try it, again and again, until it holds or is refused.

Nothing leaves here that the attacker has not read, as the text that would be published, and found no weakness in.
"""

import csv
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from opennrm.disclosure import controlled, margins
from opennrm.disclosure.attack import reading as outsider
from opennrm.disclosure.attack.verdict import Finding, Verdict, Weakness, attack
from opennrm.disclosure.margins import Grid
from opennrm.disclosure.policies import Policy
from opennrm.disclosure.primary import Reason, primary
from opennrm.disclosure.secondary import argus, fewest, increments
from opennrm.disclosure.secondary.problem import Problem, of_amounts, of_counts
from opennrm.disclosure.tidy import STATUS, VALUE, Key, TidyTable, read

ROUNDS = 40
Step = Callable[[str], None]


class Unprotectable(ValueError):
    """Nothing that may be withheld makes this table safe; the reason."""


@dataclass(frozen=True)
class Protected:
    """A table as it may be published, and what that cost. ``text`` is the file itself."""

    text: str
    method: str
    notes: tuple[str, ...]
    cells: int
    reasons: Mapping[Key, Reason]
    secondary: tuple[Key, ...]
    lost: float
    verdict: Verdict
    rounded: bool = False


@dataclass(frozen=True)
class Source:
    """A table read for protecting, with its file and hierarchy: the attacker reads the same hierarchy by itself."""

    table: TidyTable
    grid: Grid
    name: str
    hierarchy: Path | None
    total: str

    @classmethod
    def of(cls, path: Path, *, hierarchy: Path | None = None, total: str = "Total") -> "Source":
        """Read the table and check its margins. Raises Faulty."""
        table = read(path, hierarchy=hierarchy, total=total)
        return cls(table, margins.grid(table, file=path.name), path.name, hierarchy, total)

    def attacked(self, text: str, policy: Policy, *, hasty: bool = True) -> Verdict:
        """What an outsider makes of a text that would be published in place of this table."""
        seen = outsider.read_text(text, name=self.name, hierarchy=self.hierarchy, total=self.total)
        return attack(seen, policy, hasty=hasty, amounts=self.table.of_amounts)


def suppress(source: Source, policy: Policy, *, seconds: float = 60.0, step: Step = lambda _text: None) -> Protected:
    """Withhold what the policy withholds, and what keeps it withheld. Raises Unprotectable."""
    reasons = primary(source.table, policy, file=source.name)
    of = of_amounts if source.table.of_amounts else of_counts
    problem = of(source.grid, set(reasons), policy)
    pattern = _pattern(source, problem, policy, seconds, step)
    guard = _Guard(source, policy, pattern)
    verdict, repaired = guard.hold(step)
    notes = list(pattern.notes)
    if repaired:
        cells = "cell" if repaired == 1 else "cells"
        notes.append(f"{repaired} further {cells} {increments.NAME}, after the attacker's findings")
    if unmarked := guard.problem.unmarked & (guard.adding.withheld - problem.free):
        many = f"{len(unmarked)} cells do not say whether they are"
        kept = "1 cell does not say whether it is" if len(unmarked) == 1 else many
        notes.append(f"{kept} primary: to say so would give cells away")
    second = tuple(problem.keys[n] for n in sorted(guard.chosen))
    lost = _lost(source, {*reasons, *second})
    return Protected(guard.text, pattern.method, tuple(notes), len(source.table.cells), reasons, second, lost, verdict)


@dataclass(frozen=True)
class _Pattern:
    """The further cells by the best method that answered, and what did not answer."""

    problem: Problem
    withheld: frozenset[int]
    method: str
    notes: tuple[str, ...] = ()


def _pattern(source: Source, problem: Problem, policy: Policy, seconds: float, step: Step) -> _Pattern:
    """Fewest cells by trying, else τ-ARGUS, else cell by cell; what did not answer is said."""
    if not problem.primary:
        return _Pattern(problem, frozenset(), "nothing to withhold")

    def holds(chosen: Collection[int]) -> bool:
        return not source.attacked(_suppressed(source.table, problem, chosen), policy).findings

    if (few := fewest.solve(problem, holds)) is not None:
        return _Pattern(problem, frozenset(few), fewest.NAME)
    notes: list[str] = []
    for _ in range(2):
        step(argus.NAME)
        try:
            found, proved = argus.solve(problem, seconds=seconds)
            if proved:
                return _Pattern(problem, frozenset(found), argus.NAME, tuple(notes))
            return _completed(_fitted(problem, policy), found, (*notes, argus.EARLY))
        except argus.NoAnswer as why:
            notes.append(f"{argus.NAME}: {why}")
        if (mended := _fitted(problem, policy)) == problem:
            break
        problem = mended
    step(increments.NAME)
    return _completed(problem, (), tuple(notes))


def _completed(problem: Problem, found: Collection[int], notes: tuple[str, ...]) -> _Pattern:
    """A pattern with what a linear program still misses in it; named after what gave most of its cells."""
    adding = increments.Increments(problem, found)
    adding.protect_all()
    withheld = frozenset(adding.withheld - problem.primary - problem.free)
    added = len(withheld) - len(found)
    if found and added <= len(found):
        more = f"{added} of its further cells {increments.NAME}"
        return _Pattern(problem, withheld, argus.STOPPED, (*notes, more) if added else notes)
    return _Pattern(problem, withheld, increments.NAME, notes)


def _fitted(problem: Problem, policy: Policy) -> Problem:
    """The problem with demands that can be met: marks left out where they alone give small counts away."""
    wider = problem.unmark(range(len(problem.cells)), policy)
    try:
        moves, given_away = increments.fitted(problem, wider)
    except increments.Impossible as cell:
        raise _unprotectable(problem, cell.cell) from cell
    return problem.unmark(given_away, policy).moving(moves)


def _unprotectable(problem: Problem, cell: int) -> Unprotectable:
    name = " × ".join(problem.keys[cell])
    return Unprotectable(f"{name} cannot be protected, even with everything withheld that may be: merge categories")


class _Guard:
    """Lets the attacker try a pattern, and withholds more where it finds something."""

    def __init__(self, source: Source, policy: Policy, pattern: _Pattern) -> None:
        self._source, self._policy = source, policy
        self._whole = False  # first by linear programs; in whole numbers once those find no more to add
        self.problem = pattern.problem
        self.adding = self._increments(pattern.withheld)
        self._number = {key: n for n, key in enumerate(self.problem.keys)}

    @property
    def chosen(self) -> set[int]:
        """The cells withheld beside the primary ones."""
        return self.adding.withheld - self.problem.primary - self.problem.free

    @property
    def text(self) -> str:
        """The table as it would be published."""
        return _suppressed(self._source.table, self.problem, self.chosen)

    def hold(self, step: Step) -> tuple[Verdict, int]:
        """Withhold more until the attacker finds nothing: its verdict, and how many cells had to be added."""
        begun = len(self.chosen)
        for round in range(ROUNDS):
            verdict = self._source.attacked(self.text, self._policy)
            if not verdict.findings:
                return verdict, len(self.chosen) - begun
            step(f"{len(verdict.findings)} findings of the attacker, round {round + 1}")
            if not self._repair(verdict.findings):
                if self._whole:
                    break
                self._whole = True
                self.adding = self._increments(self.adding.withheld)
        raise Unprotectable(f"the attacker still finds: {verdict.findings[0]}; merge categories, or round instead")

    def _increments(self, withheld: Collection[int]) -> increments.Increments:
        adding = increments.Increments(self.problem, withheld)
        if self._whole:
            adding.in_whole_numbers()
        return adding

    def _repair(self, findings: Collection[Finding]) -> bool:
        """Withhold more for every finding, or publish again what is known anyway; whether anything changed."""
        before = (set(self.adding.withheld), self.problem.unmarked)
        for finding in findings:
            cell = self._number[finding.key]
            asked = self.problem.cells[cell]
            if finding.weakness is Weakness.TIED and finding.other is not None:
                self._untie(cell, self._number[finding.other])
            elif asked.primary:
                self._move(cell, -asked.fall)
                self._move(cell, asked.rise)
            elif cell in self.problem.unmarked:
                self._move(cell, self._policy.width)
            else:
                self.adding.withheld.discard(cell)
        return (self.adding.withheld, self.problem.unmarked) != before

    def _move(self, cell: int, by: int) -> None:
        """Let a cell move so far, without its marks if it must be."""
        try:
            self.adding.protect(cell, fall=max(-by, 0), rise=max(by, 0))
        except increments.Impossible:
            mended = _fitted(self.problem, self._policy)
            if mended == self.problem:
                raise _unprotectable(self.problem, cell) from None
            self.problem = mended
            self.adding = self._increments(self.adding.withheld)

    def _untie(self, one: int, other: int) -> None:
        """Let one of two cells move while the other stands."""
        for cell, still, by in ((one, other, 1), (one, other, -1), (other, one, 1), (other, one, -1)):
            try:
                self.adding.protect(cell, rise=max(by, 0), fall=max(-by, 0), still=still)
            except increments.Impossible:
                continue
            return
        names = " and ".join(" × ".join(self.problem.keys[n]) for n in (one, other))
        raise Unprotectable(f"{names} give each other away, whatever else is withheld: merge categories")


def round_to_base(source: Source, policy: Policy, *, seconds: float = 60.0) -> Protected:
    """Round every count to the policy's base so that the table adds up. Raises Unprotectable."""
    if source.table.of_amounts:
        raise Unprotectable("a table of amounts is not rounded but suppressed: choose the method «suppress»")
    base = policy.rounding_base
    try:
        values = controlled.rounded(source.grid, base=base, seconds=seconds)
    except controlled.NoRounding as why:
        raise Unprotectable(f"{why}: suppress instead") from why
    text = rounded_text(source.table, values, base)
    verdict = source.attacked(text, policy)
    if verdict.findings:
        more = f" (findings: {len(verdict.findings)})"
        raise Unprotectable(f"rounded to {base}, the attacker still finds: {verdict.findings[0]}{more}")
    off = sum(abs(values[key] - entry.value) for key, entry in source.table.cells.items())
    total = sum(entry.value for entry in source.table.cells.values())
    lost = off / total if total else 0.0
    return Protected(text, f"{controlled.NAME} to {base}", (), len(source.table.cells), {}, (), lost, verdict, True)


def _lost(source: Source, withheld: Collection[Key]) -> float:
    """The share of all persons or amounts, summed over the cells of the table, that is withheld."""
    cells = source.table.cells
    total = sum(entry.value for entry in cells.values())
    return sum(cells[key].value for key in withheld) / total if total else 0.0


def _suppressed(table: TidyTable, problem: Problem, secondary: Collection[int]) -> str:
    """The table as CSV: withheld values empty, the status says why they are, where that may be said."""
    number = {key: n for n, key in enumerate(problem.keys)}
    second, first = set(secondary), problem.primary
    fields = {}
    for key, entry in table.cells.items():
        at = number[key]
        status = "primary" if at in first else "secondary" if at in second else ""
        if status and at in problem.unmarked:
            status = "withheld"
        fields[key] = ("" if status else str(entry.value), status)
    return _text(table, fields)


def rounded_text(table: TidyTable, values: Mapping[Key, int], base: int) -> str:
    """The table as CSV, every value with the status «rounded to N»."""
    return _text(table, {key: (str(values[key]), f"rounded to {base}") for key in table.cells})


def _text(table: TidyTable, fields: Mapping[Key, tuple[str, str]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*table.columns, VALUE, STATUS])
    writer.writerows([*key, *fields[key]] for key in table.cells)
    return out.getvalue()
