"""Take facts and figures in, a file at a time: one transaction, all or nothing, and one line of audit."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import attrgetter
from pathlib import Path

from django.db import transaction

from opennrm.understanding.facts import Fact
from opennrm.understanding.imports.figures import identity, read_figures
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.imports.sheets import read_sheet
from opennrm.understanding.models import ROWS, Collection, Figure, ImportedFile, row_of
from opennrm.vault import actions as vault

BATCH = 2000
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")
NAME_SAID = "a name of small letters, digits and hyphens, such as ctdc-2022"
PUBLISHED = Path(__file__).resolve().parent / "data" / "published_figures.csv"
FIGURES = "figures"


@dataclass(frozen=True)
class Loaded:
    """How many rows came new, and how many were there already."""

    rows: int
    already: int


def load_facts(
    facts: Iterable[Fact],
    *,
    collection: str,
    kind: str,
    producer: str,
    name: str,
    sha256: str,
    on: date,
    step: Callable[[int], None] = lambda done: None,
) -> Loaded:
    """Enter all facts of one file in a collection, making it where it is new; ``step`` hears of each batch.

    The same file into the same collection again changes nothing; so does a fact that is there already.
    Raises Refused where the collection is of another kind, or an id stands for another fact.
    """
    target = f"collection:{collection}"
    facts = list(facts)
    with transaction.atomic():
        home = _collection(collection, kind=kind, producer=producer, on=on)
        if ImportedFile.objects.filter(target=target, sha256=sha256).exists():
            return Loaded(0, len(facts))
        fresh = _fresh(facts, home, name)
        done = 0
        for fact_type in {type(fact): None for fact in fresh}:
            rows = (row_of(fact, home) for fact in fresh if type(fact) is fact_type)
            while batch := list(islice(rows, BATCH)):
                ROWS[fact_type].objects.bulk_create(batch)  # type: ignore[attr-defined]
                done += len(batch)
                step(done)
        _remember(target, name=name, sha256=sha256, rows=len(fresh), on=on)
        vault.record("facts.imported", target)
    return Loaded(len(fresh), len(facts) - len(fresh))


def load_figures(figures: Iterable[Figure], *, name: str, sha256: str, on: date) -> Loaded:
    """Enter the published figures of one file. Those that are there already stay as they are.

    Raises Refused where a figure is there with another status, unit, year, note or source text: a revision
    is a figure of its own vintage, never an overwriting.
    """
    figures = list(figures)
    with transaction.atomic():
        if ImportedFile.objects.filter(target=FIGURES, sha256=sha256).exists():
            return Loaded(0, len(figures))
        there = {identity(figure): figure for figure in Figure.objects.all()}
        known = [(figure, there[identity(figure)]) for figure in figures if identity(figure) in there]
        problems = [problem for pair in known for problem in _differences(name, *pair)]
        if problems:
            raise Refused(problems)
        fresh = [figure for figure in figures if identity(figure) not in there]
        Figure.objects.bulk_create(fresh, batch_size=BATCH)
        _remember(FIGURES, name=name, sha256=sha256, rows=len(fresh), on=on)
        vault.record("figures.imported", f"file:{sha256[:12]}")
    return Loaded(len(fresh), len(figures) - len(fresh))


def load_published(*, on: date) -> Loaded:
    """Enter the published figures that come with the product; again changes nothing."""
    sheet = read_sheet(PUBLISHED)
    taken = read_figures(sheet, mapping="figures")
    return load_figures(taken.figures, name=sheet.name, sha256=sheet.sha256, on=on)


def files_of(collection: str, *, but: str) -> tuple[str, ...]:
    """Names of the files a collection already holds, without the one of this digest."""
    loaded = ImportedFile.objects.filter(target=f"collection:{collection}").exclude(sha256=but)
    return tuple(loaded.order_by("id").values_list("name", flat=True))


def _collection(name: str, *, kind: str, producer: str, on: date) -> Collection:
    if not NAME.fullmatch(name):
        raise Refused(
            [
                Problem(
                    "collection",
                    None,
                    "",
                    name,
                    NAME_SAID,
                )
            ]
        )
    home, _made = Collection.objects.get_or_create(
        name=name, defaults={"kind": kind, "producer": producer, "made_on": on}
    )
    if home.kind != kind:
        expected = f"another name; this collection is {home.kind}, the file {kind}"
        raise Refused(
            [
                Problem(
                    "collection",
                    None,
                    "",
                    name,
                    expected,
                )
            ]
        )
    return home


def _fresh(facts: Sequence[Fact], home: Collection, name: str) -> list[Fact]:
    """The facts that are not there yet; Refused where an id is taken by another fact."""
    fresh: list[Fact] = []
    problems = []
    for fact_type in {type(fact): None for fact in facts}:
        columns = ("collection_id", *fact_type.columns())
        own = [fact for fact in facts if type(fact) is fact_type]
        for at in range(0, len(own), BATCH):
            batch = own[at : at + BATCH]
            stored = ROWS[fact_type].objects.filter(id__in=[fact.id for fact in batch])  # type: ignore[attr-defined]
            taken = {row[1]: row for row in stored.values_list(*columns)}
            for fact in batch:
                if fact.id not in taken:
                    fresh.append(fact)
                elif taken[fact.id] != attrgetter(*columns)(row_of(fact, home)):
                    expected = "an id of its own; another fact of the register has it"
                    problems.append(Problem(name, None, "id", fact.id, expected))
    if problems:
        raise Refused(problems)
    return fresh


def _remember(target: str, *, name: str, sha256: str, rows: int, on: date) -> None:
    ImportedFile.objects.create(target=target, sha256=sha256, name=name, rows=rows, imported_on=on)


def _differences(name: str, figure: Figure, there: Figure) -> Iterator[Problem]:
    for column in ("year", "year_basis", "unit", "value", "status", "source_text", "note"):
        ours, theirs = getattr(figure, column), getattr(there, column)
        if ours != theirs:
            expected = f"{theirs!r}, as the figure «{there}» has; give a revised figure its own vintage"
            yield Problem(name, None, column, str(ours), expected)
