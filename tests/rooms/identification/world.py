"""A small made-up world: three bodies with officials of identification and support, and cases of made-up persons."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.actions.cases import Beginning, Details, open_case
from opennrm.identification.models import Case
from opennrm.identification.terms import NameKind, Origin
from opennrm.understanding.facts import VictimIdentified, VictimProtected
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing
from tests.desk import body, official

DETAILS = Details(
    names=((NameKind.NAME, "架空 花子"), (NameKind.KANA, "かくう はなこ")),
    sex="female",
    nationality="PH",
    language="fil",
    birth_date=date(2001, 4, 6),
    document="MADE-UP-0001",
    status="Entertainer",
)


def today() -> date:
    return timezone.localdate()


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)


@dataclass
class Desk:
    """A body, its identification officer (a lead), a second one, and its caseworker."""

    organisation: Organisation
    officer: Official
    second: Official
    caseworker: Official

    @contextmanager
    def identifying(self, who: Official | None = None):
        with acting(scope_for(who or self.officer, purpose=Purpose.IDENTIFICATION)):
            yield

    @contextmanager
    def supporting(self, who: Official | None = None):
        with acting(scope_for(who or self.caseworker, purpose=Purpose.SUPPORT)):
            yield


def desk(code: str = "isa", kind: str = "agency") -> Desk:
    there = body(code, kind=kind)
    officer, second = (official(there, roles=["identification_officer"], lead=lead) for lead in (True, False))
    return Desk(there, officer, second, official(there, roles=["caseworker"]))


def shelter() -> Desk:
    return desk("womens-support-centers", kind="womens_support_center")


def opened(at: Desk, *, on: date | None = None, beginning: Beginning | None = None, **details) -> Case:
    """A case of a made-up person, opened today or on another day."""
    begins = beginning or Beginning(origin=Origin.NONE, channel="Telephone", recognised_by=frozenset({"Police"}))
    with at.identifying():
        return open_case(begins, replace(DETAILS, **details), by=at.officer, on=on or today())


def again(case: Case, at: Desk) -> Case:
    """The case as it is now."""
    with at.identifying():
        return Case.objects.select_related("person").get(pk=case.pk)


def identified(key: str) -> VictimIdentified | None:
    """The fact of identification that stands for a key."""
    return standing(VictimIdentified, key, collection=NAME)


def protected(key: str) -> VictimProtected | None:
    """The fact of protection that stands for a key."""
    return standing(VictimProtected, key, collection=NAME)
