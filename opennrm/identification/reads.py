"""Reads of cases for the pages: by filters, by code or sealed name, and who works on them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from opennrm.access.hints import grants_first
from opennrm.agencies.models import Official
from opennrm.identification.codes import read
from opennrm.identification.models import Case
from opennrm.identification.naming import named
from opennrm.identification.terms import Standing
from opennrm.page.once import once
from opennrm.reporting.terms import Urgency

NOBODYS = Q(worker__isnull=True)
SHORTEST = 2  # letters of a part of a name that is looked for


def found(asked: dict[str, Any], by: Official, *, today: date, mine: str, nobody: str) -> QuerySet[Case]:
    """The cases that fit the filters, in the order of the queue; with a search in every state unless one is chosen."""
    rows = Case.objects.order_by("urgency", "due", "id")
    if text := asked["q"].strip():
        rows = rows.filter(looked_for(text))
    state = asked["state"]
    if state == "due":
        rows = Case.objects.due_by(today) if not asked["q"] else rows.filter(closed=None, due__lte=today)
    elif state == "closed":
        rows = rows.filter(closed__isnull=False).order_by("-closed", "id")
    elif state != "all" and not asked["q"]:
        rows = rows.filter(closed__isnull=True)
    rows = rows.filter(**{name: asked[name] for name in ("standing", "urgency") if asked[name]})
    if asked["whose"] == mine:
        rows = rows.filter(worked_on_by(by, today))
    return rows.filter(NOBODYS) if asked["whose"] == nobody else rows


def looked_for(text: str) -> Q:
    """A case by its code, or by a name of its person."""
    code = read(text)
    return Q(code=code) if code else named(text, via="person")


def worked_on_by(by: Official, today: date) -> Q:
    """Those one works on, oneself or standing in for who is away or gone."""
    replaced = _replaced(today)
    return Q(worker__in=[by.pk, *(away for away, instead in replaced.items() if instead == by.pk)])


@once
def _replaced(today: date) -> dict[UUID, UUID]:
    return Official.objects.replaced(today)


def counts(by: Official, today: date) -> dict[str, int]:
    """What there is to do, whatever the filters."""
    with grants_first():
        return (
            Case.objects.open()
            .order_by()
            .aggregate(
                open=Count("pk"),
                due=Count("pk", filter=Q(due__lte=today)),
                urgent=Count("pk", filter=Q(urgency=Urgency.NOW)),
                undecided=Count("pk", filter=Q(standing__in=[Standing.UNDECIDED, Standing.NEEDS_MORE])),
                mine=Count("pk", filter=worked_on_by(by, today)),
                nobody=Count("pk", filter=NOBODYS),
            )
        )
