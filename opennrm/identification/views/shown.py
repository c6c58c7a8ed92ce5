"""How pages of identification find a case by its code, and the panels a case's page is composed of."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest

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


PanelOf = Callable[[HttpRequest, Case, Official], Panel]


def case_or_404(code: str) -> Case:
    """A case of the scope in force, with its person, as its code was typed; another's and none are the same 404."""
    letters = read(code)
    rows = Case.objects.select_related("person", "owner", "incident")
    found = rows.filter(code=letters).first() if letters else None
    if found is None:
        raise Http404
    return found
