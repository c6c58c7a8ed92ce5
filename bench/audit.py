"""What the audit costs: a chained line beside a bare insert of the same words, the walk beside bare SHA-256.

``python -m bench audit [--rows N]``. Lines are appended one a transaction, as in use (at most 2,000 of them, since
each waits for the disk), then 500 a transaction up to N; then the whole chain is verified.
"""

import hashlib
import time

from bench import both
from bench.measure import Times, beside, busy

SMALL, ALONE, TOGETHER = 2_000, 2_000, 500
BARE = "INSERT INTO bench_line (seq, act, subject, at, by, prev, hash) VALUES (%s, %s, %s, %s, %s, %s, %s)"
TABLE = "CREATE TABLE bench_line (seq bigint, act text, subject text, at text, by text, prev text, hash text)"


def main(rows: int = SMALL) -> None:
    """Measure on each engine this machine has."""
    both.measure("audit", rows)


def here(rows: int) -> None:
    """Append, and verify."""
    from django.db import connection, transaction

    from opennrm.vault.actions import record, verify
    from opennrm.vault.models import AuditLine

    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    words = ("field.revealed", "madeup-person:17.name", "official:8f0d5f0a-5a0f-4d0e-9c1d-3d8e3c0b7a11")
    bare = (1, words[0], words[1], "2026-04-01T00:00:00.000000+00:00", words[2], "0" * 64, "0" * 64)

    def chained(many: int) -> None:
        with transaction.atomic():
            for _ in range(many):
                record(words[0], words[1], by=words[2])

    def inserted(many: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for _ in range(many):
                cursor.execute(BARE, bare)

    name = f"audit    {connection.vendor:<11}{rows:>7} lines"
    alone = min(rows, ALONE)
    for many, times in ((1, alone), (TOGETHER, max(2, (rows - alone) // TOGETHER))):
        ours, peer = Times(), Times()
        for _ in range(times):
            with ours.once():
                chained(many)
            with peer.once():
                inserted(many)
        rate = many * len(ours.wall) / sum(ours.wall)
        print(f"{name}  append, {many:>3} a transaction  {ours.said}   {rate:6.0f} a second")
        print(f"{name}  bare insert, the same     {peer.said}   a line is {ours.ratio(peer):.2f} times this")
        beside(f"{connection.vendor}: lines of the audit, {many} a transaction", ours.ratio(peer), "a bare insert")
    _verified(name, AuditLine.objects.count(), verify)


def _verified(name: str, lines: int, verify) -> None:  # type: ignore[no-untyped-def]
    began, spent = time.perf_counter(), busy()
    verdict = verify()
    walked, walk = time.perf_counter() - began, busy() - spent
    assert verdict.ok and verdict.lines == lines, verdict
    body = b"opennrm.audit.1\n" + b"x" * 260
    spent = busy()
    for _ in range(lines):
        hashlib.sha256(body).hexdigest()
    hashed = busy() - spent
    print(
        f"{name}  verify of {lines} lines in {walked:.2f} s, {walk / lines * 1e6:.1f} µs of processor a line; "
        f"bare SHA-256 {hashed / lines * 1e6:.2f} µs: {walk / hashed:.1f} times",
        flush=True,
    )


if __name__ == "__main__":
    both.ask(here, main, SMALL, __doc__ or "")
