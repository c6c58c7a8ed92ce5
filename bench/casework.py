"""Made-up cases of ten organisations for ``cases``, entered by the driver: a case has some twenty sub-records.

Sealed columns hold random bytes of the length a seal has: nothing in them can be opened. Names are drawn from common
family and given names; nobody in particular is meant.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from bench.entering import enter, settle, without_indexes

BODIES, STAFF, PART, NOTES, ANSWERS = 10, 5, 5_000, 3, 12
FAMILY = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "林",
    "斎藤",
    "清水",
]
GIVEN = [
    "花子",
    "太郎",
    "一郎",
    "美咲",
    "陽菜",
    "大翔",
    "蓮",
    "葵",
    "結衣",
    "翔太",
    "健太",
    "直樹",
    "由美",
    "恵子",
    "和子",
    "明美",
    "幸子",
    "久美子",
    "洋子",
    "真由美",
]
COLUMNS = {
    "access_file": ("id", "kind", "owner_id"),
    "access_grant": (
        "id", "file_id", "owner_id", "organisation_id", "official_id", "purpose", "classes", "basis", "since", "until",
        "revoked", "reason", "why_revoked",
    ),
    "identification_person": ("id", "file_id", "key", "sex", "nationality", "language", "minor", "birth_date"),
    "identification_personname": ("id", "person_id", "kind", "text", "text_index"),
    "identification_namepair": ("id", "person_id", "name_id", "digest"),
    "identification_case": (
        "id", "file_id", "person_id", "code", "owner_id", "worker_id", "opened", "origin", "channel", "prefecture",
        "urgency", "standing", "decided", "recognised_by", "due", "due_for", "closed", "closing",
    ),
    "identification_caseassignment": ("id", "case_id", "official_id", "since"),
    "identification_casenote": ("id", "case_id", "text", "by_id", "on"),
    "identification_screening": (
        "id", "case_id", "lists", "begun", "by_id", "place", "interpreting", "language", "alone", "safe", "minor",
        "exploitation", "means", "recruiter", "industry", "ended",
    ),
    "identification_screeninganswer": ("id", "screening_id", "item", "answer"),
    "identification_decision": ("id", "case_id", "screening_id", "kind", "outcome", "minor", "by_id", "on", "place"),
}  # fmt: skip
Records = dict[str, list[tuple[Any, ...]]]


def fill(rows: int, chance: random.Random) -> tuple[list[Any], int]:
    """Enter ``rows`` cases; the officials, and how many sub-records the cases have."""
    from django.db import connection

    from opennrm.agencies.models import Organisation
    from tests.desk import official

    bodies = [Organisation(code=f"made-up-{n}", kind="ngo", source="made up") for n in range(BODIES)]
    Organisation.objects.bulk_create(bodies)
    staff = [official(body, roles=["identification_officer"]) for body in bodies for _turn in range(STAFF)]
    named, under = _names(), 0
    with connection.opened(), connection.cursor() as cursor:
        indexes = without_indexes(cursor, connection.vendor, list(COLUMNS))
        for start in range(0, rows, PART):
            part = _part(range(start, min(start + PART, rows)), staff, named, chance)
            for table, records in part.items():
                enter(cursor, connection, table, COLUMNS[table], records)
            own = ("access_file", "access_grant", "identification_person", "identification_case")
            under += sum(len(records) for table, records in part.items() if table not in own)
        settle(cursor, connection.vendor, indexes)
    return staff, under


def _names() -> list[tuple[str, str, list[str]]]:
    """Every full name with its whole digest and those of its pairs."""
    from opennrm.identification.models import PersonName
    from opennrm.identification.naming import COLUMN
    from opennrm.vault import blind

    found = []
    for family in FAMILY:
        for given in GIVEN:
            name, row = f"{family} {given}", PersonName()
            blind.index(row, "text", name)
            found.append((name, str(row.text_index), blind.pair_digests(COLUMN, name)))
    return found


def _part(numbers: range, staff: list[Any], named: list[Any], chance: random.Random) -> Records:
    part: Records = {table: [] for table in COLUMNS}
    for number in numbers:
        for table, record in _case(number, staff, named, chance):
            part[table].append(record)
    return part


def _case(
    number: int, staff: list[Any], named: list[Any], chance: random.Random
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    from django.utils import timezone

    from opennrm.identification.codes import new_code

    def new() -> UUID:
        return UUID(int=chance.getrandbits(128))

    now, today = timezone.now(), timezone.localdate()
    file, person, case, name, screening = new(), new(), new(), new(), new()
    worker, other = chance.choice(staff), chance.choice(staff)
    opened = today - timedelta(days=chance.randrange(3000))
    held = (None, "identification", "", "legal_duty", now - timedelta(days=1), now + timedelta(days=999), None)
    yield "access_file", (file, "case", worker.organisation_id)
    for at, body in enumerate(dict.fromkeys([worker.organisation_id, other.organisation_id])):
        if at == 0 or number % 3 == 0:
            grant = number * 2 + at + 1
            yield "access_grant", (grant, file, worker.organisation_id, body, *held, "made up", "")
    yield "identification_person", (person, file, new().hex, "female", "PH", "fil", "no", chance.randbytes(92))
    _text, whole, pairs = chance.choice(named)
    yield "identification_personname", (name, person, "name", chance.randbytes(92), whole)
    for at, digest in enumerate(pairs):
        yield "identification_namepair", (number * 8 + at + 1, person, name, digest)
    yield "identification_case", _row(case, file, person, new_code(), worker, opened, chance, number)
    yield "identification_caseassignment", (new(), case, worker.pk, opened)
    for _turn in range(NOTES):
        yield "identification_casenote", (new(), case, chance.randbytes(300), worker.pk, opened)
    asked = ("[]", opened, worker.pk, "office", "none", "fil", True, True, "no", "[]", "[]", "", "[]", opened)
    yield "identification_screening", (screening, case, *asked)
    for at in range(ANSWERS):
        yield "identification_screeninganswer", (new(), screening, f"made-up-{at}", "yes")
    yield "identification_decision", (new(), case, screening, "first", "possible", "no", worker.pk, opened, 1)


def _row(
    case: UUID, file: UUID, person: UUID, code: str, worker: Any, opened: date, chance: random.Random, number: int
) -> tuple[Any, ...]:
    closed = opened + timedelta(days=200) if number % 2 else None
    due = None if closed else opened + timedelta(days=chance.randrange(4000))
    return (
        case, file, person, code, worker.organisation_id, worker.pk, opened, "none", "", "13",
        chance.choice((1, 2, 3, 3, 3)), "possible", opened, "[]", due, "decision" if due else "",
        closed, "wish" if closed else "",
    )  # fmt: skip
