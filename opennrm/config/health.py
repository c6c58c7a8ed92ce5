"""Two questions of a machine that watches: does the process answer; can it do its work.

Words without details: which part fails, and not how.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from opennrm.access.security import unsecured
from opennrm.page.refusals import Refused
from opennrm.vault import master
from opennrm.vault.actions import clock_holds
from opennrm.worker import state

SHUT = (DatabaseError, InterfaceError, OSError, Refused)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks no database."""
    return _said(["alive"], ok=True)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Each part with «ok» or «no»; 503 where one is not ready."""
    found = {name: _holds(part) for name, part in parts().items()}
    return _said([f"{name}: {'ok' if ok else 'no'}" for name, ok in found.items()], ok=all(found.values()))


for _view in (healthz, readyz):
    _view.open_to_all = True  # type: ignore[attr-defined]


def parts() -> dict[str, Callable[[], bool]]:
    """What must hold. The public process is not asked for the master key: it need not be able to read it."""
    asked = {"database": _database, "migrations": migrated, "worker": state.alive}
    if not settings.DESK:
        return asked
    walls = {"walls": _walls} if connection.vendor == "postgresql" else {}
    return {**asked, "key": _key, "clock": clock_holds, **walls}


def migrated() -> bool:
    """Whether the database stands at this version's tables."""
    return _leaves() <= set(MigrationRecorder(connection).applied_migrations())


def _holds(part: Callable[[], bool]) -> bool:
    try:
        return part()
    except SHUT:
        connection.close()
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _key() -> bool:
    return bool(master.read().masters)


def _walls() -> bool:
    """The database itself keeps rows apart, by the policies of this version."""
    return not unsecured(connection)


@lru_cache(maxsize=1)
def _leaves() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).graph.leaf_nodes())


def _said(lines: list[str], *, ok: bool) -> HttpResponse:
    answer = HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain", status=200 if ok else 503)
    answer.headers["Cache-Control"] = "no-store"
    answer._has_been_logged = True  # type: ignore[attr-defined] # whoever watches asks every few seconds
    return answer
