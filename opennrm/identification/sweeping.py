"""The sweep that compares all records of all bodies by their digests and puts likely pairs before the officer.

It decrypts nothing. The worker runs it each night, and at once where the officer asked for it; ``opennrm match`` runs
it now. It may be broken off anywhere and run again: pairs are noted once, and what was decided stays decided.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.identification.actions.proposing import Pair, apart, incidents, note, recount
from opennrm.identification.linkage import ARRAYS, SCHEMA, Linked, link
from opennrm.identification.matching_terms import Digested, Stage
from opennrm.identification.models import Candidate, Case, LinkKey, MatchQuestion, MatchState, Person
from opennrm.identification.terms import FoundBy
from opennrm.identification.weights import PROPOSED, Found, Keys

NIGHTLY = timedelta(days=1)
CHUNK = 20_000  # records read at once
BATCH = 500  # pairs noted in one transaction, so that nobody waits long for the audit's turn

SWEEPING = System(
    "sweep-matches",
    reads=frozenset(each._meta.db_table for each in (Person, Case, LinkKey, MatchQuestion)),
    writes=frozenset({Candidate._meta.db_table}),
)

Tell = Callable[[str], None]


def match() -> None:
    """The worker's turn: nothing where the last sweep is not a day old and nobody asked for another."""
    stands = MatchState.objects.filter(id=1).first()
    now = timezone.now()
    asked = stands and stands.wanted
    if stands and stands.began and not asked and now - stands.began < NIGHTLY:
        return
    sweep(lambda _said: None)


def sweep(tell: Tell) -> tuple[int, int]:
    """Compare all records; how many there were, and how many pairs were likely enough to note."""
    _stands(stage=Stage.READING, began=timezone.now(), wanted=None, ended=None)
    tell("reading keys")
    with running(SWEEPING):
        persons, table = read()
    _stands(stage=Stage.COMPARING, records=len(persons))
    tell(f"comparing {len(persons):,} records")
    found, linked = 0, link(table, threshold=PROPOSED)
    while batch := list(islice(linked, BATCH)):
        _stands(stage=Stage.NOTING, found=found)
        found += _note(batch, persons)
        tell(f"{found:,} pairs noted")
    with transaction.atomic(), running(SWEEPING):
        recount()
    _stands(stage=Stage.DONE, found=found, ended=timezone.now())
    return len(persons), found


def read() -> tuple[list[UUID], pa.Table]:
    """All records as ``linkage.SCHEMA`` says, and by their numbers whose they are. In a system scope."""
    coded = {
        person: (sex, nationality)
        for person, sex, nationality in Person.objects.values_list("pk", "sex", "nationality").iterator(CHUNK)
    }
    persons: list[UUID] = []
    tables = [SCHEMA.empty_table()]
    rows = LinkKey.objects.order_by("person_id", "id").values_list("person_id", "of", "digest", "bits")
    grouped = groupby(rows.iterator(CHUNK), key=itemgetter(0))
    while chunk := list(islice(((person, list(keys)) for person, keys in grouped), CHUNK)):
        lines = [_line(len(persons) + at, keys, *coded[person]) for at, (person, keys) in enumerate(chunk)]
        tables.append(pa.Table.from_pylist(lines, schema=SCHEMA))
        persons += [person for person, _keys in chunk]
    return persons, pa.concat_tables(tables)


def _line(number: int, keys: Iterable[tuple[Any, ...]], sex: str, nationality: str) -> dict[str, object]:
    """One record. Of several names all digests count, and of their letters those of the first of each script."""
    line: dict[str, object] = {"unique_id": number, "sex": sex or None, "nationality": nationality or None}
    lists: dict[str, set[int]] = {name: set() for name in ARRAYS}
    for _person, of, digest, bits in keys:
        if of in lists:
            lists[of].add(digest)
        else:
            line[of] = digest
        if bits is not None:
            line.setdefault("seen" if of == Digested.WRITTEN else "heard", bits)
    return line | {name: sorted(found) or None for name, found in lists.items()}


@transaction.atomic
def _note(batch: list[Linked], persons: list[UUID]) -> int:
    with running(SWEEPING):
        pairs: list[Pair] = [(persons[each.one], persons[each.other], _found(each)) for each in batch]
        met = {person for one, other, _found_so in pairs for person in (one, other)}
        keys = {person: Keys(key=key) for person, key in Person.objects.filter(pk__in=met).values_list("pk", "key")}
        still = [pair for pair in pairs if pair[0] in keys and pair[1] in keys]
        return note(apart(still, keys, incidents(keys)), found_by=FoundBy.SWEEP, on=timezone.localdate())


def _found(linked: Linked) -> Found:
    weights = {of: weight for of, (_code, weight) in linked.levels.items()}
    return Found({of: code for of, (code, _weight) in linked.levels.items()}, linked.probability, weights)


def _stands(**fields: object) -> None:
    MatchState.objects.update_or_create(id=1, defaults=fields)
