"""What the scope costs: a page of 50 and a lookup by id, as an official and unscoped, in the same run on both engines.

``python -m bench.scope [--rows N]``. Rows are made up: one case a file, each file granted to two or three of 40
organisations, eight of which are large, 24 small and eight tiny; 200 officials take turns. What a page costs depends
on the share of the rows an official sees, so it is told for each size. «both walls» is PostgreSQL under a role that
row-level security binds.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from tests.machine import CHECKOUT, environment, postgresql
from tests.postgres import cluster

SMALL, OFFICIALS, ROUNDS = 100_000, 200, 150
SIZES = {"large": (8, 8.0), "small": (24, 1.0), "tiny": (8, 0.02)}  # how many organisations, and their weight
ROLE = "opennrm_app"


def main(rows: int = SMALL) -> None:
    """Measure on each engine this machine has, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder:
        _measure_in(environment(home=Path(folder)), rows)
    if postgresql() is None:
        print("scope    postgresql: not here; install Debian's postgresql")
        return
    with cluster() as running, running.database() as url, tempfile.TemporaryDirectory() as folder:
        _measure_in(environment(home=Path(folder), database_url=url), rows)


def _measure_in(env: dict[str, str], rows: int) -> None:
    command = [sys.executable, "-m", "bench.scope", "--here", "--rows", str(rows)]
    subprocess.run(command, env=env, cwd=CHECKOUT, check=True)


def here(rows: int) -> None:
    """Fill the database this process was given, and measure."""
    import django
    from django.core.management import call_command

    django.setup()
    from django.db import connection

    import tests.rooms.access.conftest  # noqa: F401 - installs the made-up room

    Path(os.environ["OPENNRM_HOME"]).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    chance = random.Random(1)
    officials = _fill(rows, chance)
    _report(connection.vendor, rows, officials, chance)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {ROLE} NOSUPERUSER NOBYPASSRLS")
            cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {ROLE}")
            cursor.execute(f"SET ROLE {ROLE}")
        _report("both walls", rows, officials, chance)


def _fill(rows: int, chance: random.Random) -> list[tuple[UUID, str]]:
    """Files, grants and cases by the driver, many at a time; officials as (id, organisation)."""
    from django.db import connection
    from django.utils import timezone

    from opennrm.access.models import File, Grant
    from opennrm.agencies.models import Official, Organisation
    from tests.rooms.access.madeup.models import Area, Case

    bodies, weights = [], []
    for size, (many, weight) in SIZES.items():
        bodies += [Organisation(code=f"made-up-{size}-{n}", kind="police", source="made up") for n in range(many)]
        weights += [weight] * many
    Organisation.objects.bulk_create(bodies)
    officials = [Official(organisation=chance.choice(bodies), since=date(2019, 4, 1)) for _ in range(OFFICIALS)]
    Official.objects.bulk_create(officials)
    area = Area.objects.create(name="made up")
    now, day = timezone.now(), date(2000, 1, 1)
    files, grants, cases = [], [], []
    for number in range(rows):
        owner, *others = set(chance.choices(bodies, weights, k=3))
        files.append(File(id=UUID(int=chance.getrandbits(128)), kind="case", owner=owner))
        grants += [
            Grant(file=files[-1], owner=owner, organisation=body, purpose="support", basis="consent",
                  since=now - timedelta(days=1), until=now + timedelta(days=99), reason="made up")
            for body in (owner, *others)
        ]  # fmt: skip
        cases.append(Case(id=UUID(int=chance.getrandbits(128)), file=files[-1], title=f"c{number}", area=area,
                          opened=day + timedelta(days=chance.randrange(9000))))  # fmt: skip
        if len(files) == 5000 or number == rows - 1:
            _enter(files, grants, cases)
            files, grants, cases = [], [], []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET random_page_cost = 1.1")  # disks of today; the configuration page advises it
        cursor.execute("ANALYZE")
    return [(official.pk, official.organisation_id) for official in officials]


def _enter(*groups: list) -> None:
    from django.db import transaction

    from opennrm.access.scope import entered
    from tests.rooms.access.world import everything

    with entered(everything()), transaction.atomic():
        for group in groups:
            type(group[0]).objects.bulk_create(group)


def _report(name: str, rows: int, officials: list[tuple[UUID, str]], chance: random.Random) -> None:
    from opennrm.access.scope import Scope, acting, entered
    from tests.rooms.access.madeup.models import Case
    from tests.rooms.access.world import everything

    def page() -> list[Case]:
        return list(Case.objects.order_by("opened", "id")[:50])

    for size in SIZES:
        of_size = [(who, body) for who, body in officials if f"-{size}-" in body]
        times: dict[str, tuple[list[float], list[float]]] = {"page of 50": ([], []), "lookup by id": ([], [])}
        for _ in range(ROUNDS):
            who, body = chance.choice(of_size)
            for turn, scope in enumerate((acting(Scope(who, (body,), "support")), entered(everything()))):
                with scope:
                    found = page()
                    wanted = chance.choice(found).pk
                    with _timed(times["page of 50"][turn]):
                        page()
                    with _timed(times["lookup by id"][turn]):
                        Case.objects.get(pk=wanted)
        with acting(Scope(who, (body,), "support")):
            share = Case.objects.count() / rows
        for what, (scoped, unscoped) in times.items():
            print(
                f"scope  {name:<11}{rows:>8} rows  {size:<5} sees {share:6.2%}  {what:<12}  "
                f"scoped p50 {_ms(scoped, 50)} p95 {_ms(scoped, 95)}   unscoped p50 {_ms(unscoped, 50)} "
                f"p95 {_ms(unscoped, 95)} ms   ratio {statistics.median(scoped) / statistics.median(unscoped):.2f}",
                flush=True,
            )


@contextmanager
def _timed(times: list[float]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    times.append(time.perf_counter() - began)


def _ms(times: list[float], percent: int) -> str:
    return f"{statistics.quantiles(times, n=100)[percent - 1] * 1e3:.2f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=SMALL, help="protected rows")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    (here if asked.here else main)(asked.rows)
