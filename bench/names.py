"""Search of two-kanji names among sealed ones: in the scope of an official, and the bare lookup in the index beside it.

``python -m bench names --rows N`` enters N persons, each with a name of made-up kanji whose blind index and pairs of
letters are those of the program (what is sealed itself is left empty: no search reads it), and looks for two characters
that stand side by side, and for whole names. One organisation sees all of them: the hardest scope.
"""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from bench import both, protected
from bench.entering import enter, settle, without_indexes
from bench.measure import Times, beside
from bench.people import CHARACTERS

SMALL, ROUNDS, PART, PAGE = 20_000, 60, 20_000, 50
COLUMNS = {
    "access_file": ("id", "kind", "owner_id"),
    "access_grant": protected.COLUMNS["access_grant"],
    "identification_person": ("id", "file_id", "key", "sex", "nationality", "language", "minor"),
    "identification_personname": ("id", "person_id", "kind", "text_index"),
    "identification_namepair": ("id", "person_id", "name_id", "digest"),
}


def main(rows: int = SMALL) -> None:
    """Measure on each engine this machine has."""
    both.measure("names", rows)


def here(rows: int) -> None:
    """Enter the persons, and look for some."""
    from django.db import connection

    from opennrm.access.scope import Scope, acting, entered
    from opennrm.agencies.models import Official, Organisation
    from opennrm.identification.models import NamePair, Person
    from opennrm.identification.naming import COLUMN, named
    from opennrm.vault import blind
    from opennrm.vault.blind import pair_digests
    from tests.rooms.access.world import everything

    body = Organisation.objects.create(code="made-up", kind="police", source="made up")
    official = Official.objects.create(organisation=body, since=date(2020, 1, 1))
    chance = random.Random(1)
    seen = _fill(connection, rows, body.pk, chance, _Digests(blind, COLUMN))
    ways = {"part": lambda name: name[1:3], "whole": lambda name: name}
    for what, cut in ways.items():
        scoped, bare, hits = Times(), Times(), 0
        for _round in range(ROUNDS):
            text = cut(chance.choice(seen))
            with acting(Scope(official.pk, (body.pk,), "identification")), scoped.once():
                hits += len(Person.objects.filter(named(text)).order_by("id")[:PAGE])
            digest = pair_digests(COLUMN, text)[0]
            with entered(everything()), bare.once():
                list(NamePair.objects.filter(digest=digest).values_list("person_id", flat=True)[:PAGE])
        print(
            f"names    {connection.vendor:<11}{rows:>8} persons  {what:<6} search in scope {scoped.said}"
            f"   bare index {bare.said}   ratio {scoped.ratio(bare):.1f}   {hits / ROUNDS:.1f} found",
            flush=True,
        )
        beside(f"{connection.vendor}: {what} of a name searched in scope", scoped.ratio(bare), "the bare index")


class _Digests:
    """The digests of names under keys that are read once."""

    def __init__(self, blind: Any, column: str) -> None:
        from opennrm.identification.models import PersonName
        from opennrm.vault.keys import key_for
        from opennrm.vault.terms import KeyKind

        self.blind, self.field = blind, PersonName._meta.get_field("text_index")
        self.whole_key = key_for(KeyKind.COLUMN, blind.column_name(self.field))
        self.pair_key = key_for(KeyKind.COLUMN, column)

    def of(self, name: str) -> tuple[str, list[str]]:
        """The whole name's, and its pairs'."""
        return str(self.blind._tokens(self.whole_key, self.field, name)), self.blind._digests(self.pair_key, name)


def _fill(connection: Any, rows: int, body: str, chance: random.Random, digests: _Digests) -> list[str]:
    """Enter the persons by the driver, indexes last; some of their names."""
    from django.utils import timezone

    since = timezone.now() - timedelta(days=1)
    held = (since, since + timedelta(days=99), None, "made up", "")
    kanji = [character for character, _kana in CHARACTERS]
    seen, pair = [], 0
    with connection.opened(), connection.cursor() as cursor:
        indexes = without_indexes(cursor, connection.vendor, list(COLUMNS))
        for begin in range(0, rows, PART):
            part: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
            for number in range(begin, min(begin + PART, rows)):
                name = "".join(chance.choices(kanji, k=4))
                file, person, own = (UUID(int=chance.getrandbits(128)) for _ in range(3))
                whole, pairs = digests.of(name)
                part["access_file"].append((file, "case", body))
                part["access_grant"].append((number + 1, file, body, body, None, "identification", "legal_duty", *held))
                part["identification_person"].append((person, file, f"k{number}", "", "", "", "not_sure"))
                part["identification_personname"].append((own, person, "name", whole))
                for digest in pairs:
                    pair += 1
                    part["identification_namepair"].append((pair, person, own, digest))
                if number % 97 == 0:
                    seen.append(name)
            for table, records in part.items():
                enter(cursor, connection, table, COLUMNS[table], records)
        settle(cursor, connection.vendor, indexes)
    return seen


if __name__ == "__main__":
    both.ask(here, main, SMALL, __doc__ or "")
