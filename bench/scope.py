"""What the scope costs: a page of 50 and a lookup by id, as an official and unscoped, in the same run on both engines.

``python -m bench scope [--rows N]``. The rows are those of ``protected``; 200 officials take turns. What a page costs
depends on the share of the rows an official sees, so it is told for each size. «by hand» is the floor: the same query
unscoped, with the question of a grant written into it as any application would. «both walls» is PostgreSQL under a
role that row-level security binds. Ratios are of processor seconds, the server's included.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import protected
from bench.measure import Times, beside
from tests.machine import CHECKOUT, environment, postgresql
from tests.postgres import cluster

SMALL, ROUNDS, BY_HAND = 50_000, 100, 10
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
    officials = protected.fill(rows, chance)
    _report(connection.vendor, rows, officials, chance)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {ROLE} NOSUPERUSER NOBYPASSRLS")
            cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {ROLE}")
            cursor.execute(f"SET ROLE {ROLE}")
        _report("both walls", rows, officials, chance)


def _report(name: str, rows: int, officials: list[tuple[UUID, str]], chance: random.Random) -> None:
    from opennrm.access.scope import Scope, acting, entered
    from tests.rooms.access.madeup.models import Case
    from tests.rooms.access.world import everything

    for size in protected.SIZES:
        of_size = [(who, body) for who, body in officials if f"-{size}-" in body]
        times = {what: (Times(), Times(), Times()) for what in ("page of 50", "lookup by id")}
        for number in range(ROUNDS):
            who, body = chance.choice(of_size)
            ways = (
                (acting(Scope(who, (body,), "support")), Case.objects.all()),
                (entered(everything()), Case.objects.all()),
                (entered(everything()), _by_hand(who, body)),
            )
            for turn, (scope, seen) in enumerate(ways if number % BY_HAND == 0 else ways[:2]):
                with scope:
                    wanted = chance.choice(seen.order_by("opened", "id")[:50]).pk
                    with times["page of 50"][turn].once():
                        list(seen.order_by("opened", "id")[:50])
                    with times["lookup by id"][turn].once():
                        seen.get(pk=wanted)
        with acting(Scope(who, (body,), "support")):
            share = Case.objects.count() / rows
        for what, (scoped, unscoped, by_hand) in times.items():
            print(
                f"scope  {name:<11}{rows:>8} rows  {size:<5} sees {share:6.2%}  {what:<12}  "
                f"scoped {scoped.said}   unscoped {unscoped.said}   by hand {by_hand.said}   "
                f"ratio {scoped.ratio(unscoped):.2f}, by hand {by_hand.ratio(unscoped):.2f}",
                flush=True,
            )
            beside(f"{name}: {what}, who sees {share:.2%}", scoped.ratio(unscoped), "the same without a scope")


def _by_hand(who: UUID, body: str) -> Any:
    from django.db.models import Exists, OuterRef, Q

    from opennrm.access.models import Grant
    from tests.rooms.access.madeup.models import Case

    grants = Grant.objects.holding().filter(Q(official=None) | Q(official=who), organisation=body, purpose="support")
    return Case.objects.filter(Exists(grants.filter(file=OuterRef("file"))))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=SMALL, help="protected rows")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    (here if asked.here else main)(asked.rows)
