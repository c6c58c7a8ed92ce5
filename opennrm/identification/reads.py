"""Reads of cases for the pages: by filters, by code or sealed name, and who works on them."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from opennrm.agencies.models import Official
from opennrm.identification.codes import read
from opennrm.identification.models import Case, CaseAssignment
from opennrm.identification.naming import named
from opennrm.identification.terms import Standing
from opennrm.reporting.terms import Urgency

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
    return rows.filter(~Q(assigned())) if asked["whose"] == nobody else rows


def looked_for(text: str) -> Q:
    """A case by its code, or by a name of its person."""
    code = read(text)
    return Q(code=code) if code else named(text, via="person")


def worked_on_by(by: Official, today: date) -> Exists:
    """Those one works on, oneself or standing in for who is away or gone."""
    replaced = Official.objects.replaced(today)
    return assigned(official__in=[by.pk, *(away for away, instead in replaced.items() if instead == by.pk)])


def assigned(**more: Any) -> Exists:
    """That somebody works on a case now."""
    return Exists(CaseAssignment.objects.filter(case=OuterRef("pk"), until__isnull=True, **more))


def counts(by: Official, today: date) -> dict[str, int]:
    """What there is to do, whatever the filters."""
    open_ones = Case.objects.open().order_by()
    return open_ones.aggregate(
        open=Count("pk"),
        due=Count("pk", filter=Q(due__lte=today)),
        urgent=Count("pk", filter=Q(urgency=Urgency.NOW)),
        undecided=Count("pk", filter=Q(standing__in=[Standing.UNDECIDED, Standing.NEEDS_MORE])),
        mine=Count("pk", filter=worked_on_by(by, today)),
        nobody=Count("pk", filter=~Q(assigned())),
    )
