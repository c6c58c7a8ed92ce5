"""Made-up protected rows: files, grants and cases, entered by the driver as a restore would, indexes last.

One case a file, each file granted to two or three of 40 organisations, eight of which are large, 24 small and eight
tiny; 200 officials.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from bench.entering import enter, settle, without_indexes

OFFICIALS, PART = 200, 20_000
SIZES = {"large": (8, 8.0), "small": (24, 1.0), "tiny": (8, 0.02)}  # how many organisations, and their weight
COLUMNS = {
    "access_file": ("id", "kind", "owner_id"),
    "access_grant": (
        "id", "file_id", "owner_id", "organisation_id", "official_id", "purpose", "basis", "since", "until", "revoked",
        "reason", "why_revoked",
    ),
    "madeup_case": ("id", "file_id", "title", "status", "opened", "area_id", "parent_id"),
}  # fmt: skip


def fill(rows: int, chance: random.Random) -> list[tuple[UUID, str]]:
    """Enter the rows into the database this process stands on; officials as (id, organisation)."""
    from django.db import connection

    from opennrm.agencies.models import Official, Organisation
    from tests.rooms.access.madeup.models import Area

    bodies = {f"made-up-{size}-{n}": weight for size, (many, weight) in SIZES.items() for n in range(many)}
    Organisation.objects.bulk_create(Organisation(code=code, kind="police", source="made up") for code in bodies)
    codes = list(bodies)
    officials = [Official(organisation_id=chance.choice(codes), since=date(2019, 4, 1)) for _ in range(OFFICIALS)]
    Official.objects.bulk_create(officials)
    area = Area.objects.create(name="made up").pk
    with connection.opened(), connection.cursor() as cursor:
        indexes = without_indexes(cursor, connection.vendor, list(COLUMNS))
        for part in _parts(rows, codes, list(bodies.values()), area, chance):
            for table, records in part.items():
                enter(cursor, connection, table, COLUMNS[table], records)
        settle(cursor, connection.vendor, indexes)
    return [(official.pk, official.organisation_id) for official in officials]


def _parts(
    rows: int, codes: list[str], weights: list[float], area: int, chance: random.Random
) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    from django.utils import timezone

    now, day, grant = timezone.now(), date(2000, 1, 1), 0
    since, until = now - timedelta(days=1), now + timedelta(days=99)
    part: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
    for number in range(rows):
        owner, *others = dict.fromkeys(chance.choices(codes, weights, k=3))
        file = UUID(int=chance.getrandbits(128))
        part["access_file"].append((file, "case", owner))
        for body in (owner, *others):
            grant += 1
            held = (since, until, None, "made up", "")
            part["access_grant"].append((grant, file, owner, body, None, "support", "consent", *held))
        case, opened = UUID(int=chance.getrandbits(128)), day + timedelta(days=chance.randrange(9000))
        part["madeup_case"].append((case, file, f"c{number}", "a", opened, area, None))
        if number % PART == PART - 1 or number == rows - 1:
            yield part
            part = {table: [] for table in COLUMNS}
