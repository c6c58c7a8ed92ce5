"""What the operations share: how a list goes on, a case by its code, and what is sealed as far as it may be opened."""

from collections.abc import Iterable
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext_noop
from ninja import Path, Query

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.identification.codes import SHAPE
from opennrm.identification.models import Case
from opennrm.page.api import UUID_PATTERN, Strict
from opennrm.page.refusals import Refused
from opennrm.reporting.terms import Urgency
from opennrm.systems.doors import Caller

REFERRED = (Purpose.IDENTIFICATION, Purpose.SUPPORT, Purpose.INVESTIGATION)
MOST = 200  # rows of one answer
URGENCIES = {each: each.name.lower() for each in Urgency}  # as the interface says them: ordinary, soon, now
M = TypeVar("M", bound=Model)

Code = Annotated[str, Path(pattern=SHAPE, description=gettext_noop("The code of a case"))]
Id = Annotated[str, Path(pattern=UUID_PATTERN)]
After = Annotated[
    str | None,
    Query(pattern=UUID_PATTERN, description=gettext_noop("Go on behind this id: the last one of the answer before")),
]


class Pushed(Strict):
    """What was made of a push."""

    id: str
    state: str


def some(rows: QuerySet[M], after: str | None) -> tuple[list[M], bool]:
    """The rows behind an id, as many as one answer holds, and whether there are more."""
    ordered = rows.order_by("pk")
    found = list((ordered.filter(pk__gt=UUID(after)) if after else ordered)[: MOST + 1])
    return found[:MOST], len(found) > MOST


def of_code(code: str) -> Case:
    """A case of the scope in force; another's and none are the same 404."""
    found = Case.objects.select_related("person", "owner").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def revealed(row: Model, fields: Iterable[str], caller: Caller) -> dict[str, Any]:
    """The fields that hold something; a line in the audit for each. What may not be opened stands in ``withheld``."""
    told: dict[str, Any] = {"withheld": {}}
    for field in fields:
        if getattr(row, field) is None:
            continue
        try:
            told[field] = reveal(row, field, purpose=caller.key.purpose)
        except Refused as refused:
            told["withheld"][field] = refused.reason.value
    return told
