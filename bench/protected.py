"""Made-up protected rows: files, grants and cases, entered by the driver as a restore would, indexes last.

One case a file, each file granted to two or three of 40 organisations, eight of which are large, 24 small and eight
tiny; 200 officials.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

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
        indexes = _without_indexes(cursor, connection.vendor)
        for part in _parts(rows, codes, list(bodies.values()), area, chance):
            for table, records in part.items():
                _enter(cursor, connection, table, records)
        for statement in indexes:
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET random_page_cost = 1.1")  # disks of today; the configuration page advises it
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
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


def _enter(cursor: Any, connection: Any, table: str, records: list[tuple[Any, ...]]) -> None:
    enter(cursor, connection, table, COLUMNS[table], records)


def enter(cursor: Any, connection: Any, table: str, named: tuple[str, ...], records: list[tuple[Any, ...]]) -> None:
    """Enter rows by the driver, in one transaction."""
    columns = ", ".join(f'"{column}"' for column in named)
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
            for record in records:
                copy.write_row(record)
        return
    places = ", ".join(["%s"] * len(named))
    cursor.execute("BEGIN")
    cursor.executemany(
        f'INSERT INTO "{table}" ({columns}) VALUES ({places})',
        [[_kept(value, connection) for value in record] for record in records],
    )
    cursor.execute("COMMIT")


def _kept(value: Any, connection: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value


def _without_indexes(cursor: Any, vendor: str) -> list[str]:
    return without_indexes(cursor, vendor, list(COLUMNS))


def without_indexes(cursor: Any, vendor: str, tables: list[str]) -> list[str]:
    """Drop what is built quicker at the end, and leave foreign keys unasked; the statements that put it back."""
    if vendor == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes "
            "WHERE tablename = ANY (%s) AND indexdef NOT LIKE '%% UNIQUE %%'",
            [tables],
        )
    else:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT LIKE '%% UNIQUE %%' "
            f"AND tbl_name IN ({', '.join(['%s'] * len(tables))})",
            tables,
        )
    found = cursor.fetchall()
    for name, _statement in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [statement for _name, statement in found]
