"""How pages of identification find a case by its code, and the panels a case's page is composed of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.models import Official
from opennrm.identification.codes import read
from opennrm.identification.models import Case


@dataclass(frozen=True)
class Panel:
    """One part of a case's page: its template reads ``p`` for what stands in ``context``, and ``case``."""

    title: object
    template: str
    anchor: str
    context: dict[str, object] = field(default_factory=dict)


PanelOf = Callable[[HttpRequest, Case, Official], Panel | None]  # None: there is nothing to say


def case_or_404(code: str) -> Case:
    """A case of the scope in force, with its person, as its code was typed; another's and none are the same 404."""
    letters = read(code)
    rows = Case.objects.select_related("person", "owner", "worker")
    found = rows.filter(code=letters).first() if letters else None
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Step:
    """One step of the procedure: the day it was reached, and whether the case stands there now."""

    label: object
    day: date | None
    here: bool = False


def steps(case: Case) -> list[Step]:
    """Where a case stands in the procedure, the last step that was reached marked."""
    screened = case.screenings.order_by("begun").values_list("begun", flat=True).first()
    reached = [
        (_("Begun"), case.opened),
        (_("Screened"), screened),
        (_("Decided"), case.decided),
        (_("Support asked for"), case.support_asked),
        (_("Under protection"), case.protected),
        (_("Closed"), case.closed),
    ]
    last = max(at for at, (_label, day) in enumerate(reached) if day is not None)
    return [Step(label, day, here=at == last) for at, (label, day) in enumerate(reached)]
