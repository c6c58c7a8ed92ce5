"""Requests for a release and what was released, for the matrix: by their words in ``args``."""

from datetime import date
from decimal import Decimal
from typing import Any

from opennrm.agencies.models import Official, Organisation
from opennrm.disclosure.policies import policy
from opennrm.page.bilingual import Text
from opennrm.publication import examining, releasing
from opennrm.publication.ledger import declare_budget
from opennrm.publication.models import Budget, Release, ReleaseRequest
from tests.rooms.access.world import official

COUNTED = "place,value\nNorth,12\nSouth,30\nTotal,42\n"
TITLE = Text("Made up", "架空")


def request_of(organisation: Organisation, counted: str = COUNTED) -> ReleaseRequest:
    """A request of a statistician of an organisation."""
    by = official(organisation, "statistician")
    made = examining.table(counted, policy("public"), "suppress")
    return releasing.ask(made, budget=budget(by), policy="public", title=TITLE, why="made up", by=by)


def released(organisation: Organisation) -> Release:
    """A release two editors of an organisation approved."""
    asked = request_of(organisation, COUNTED.replace("30", "31").replace("42", "43"))
    for _each in range(2):
        releasing.approve(asked.pk, by=official(organisation, "editor"))
    made = releasing.release_of(asked)
    assert made is not None
    return made


def budget(by: Official) -> Budget:
    """A budget, declared once."""
    found = Budget.objects.filter(population="made up", year=2026).first()
    return found or declare_budget("made up", 2026, Decimal(4), by=by, on=date(2026, 1, 5))


def _requests(w: Any) -> tuple[Any, Any]:
    return request_of(w.own).pk, request_of(w.foreign).pk


def _numbers(w: Any) -> tuple[str, str]:
    found = Release.objects.first() or released(w.own)
    return found.number, found.number


OF_RELEASES = {
    "release_request": _requests,
    "release_number": _numbers,
    "release_name": lambda w: (f"{_numbers(w)[0]}.csv",) * 2,
}
