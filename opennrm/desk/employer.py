"""What the rooms of chapters 2 and 4 have of one employer, joined by its corporate number: neither sees the other's.

Each room is read in the scope of its own purpose, so an official finds here what they find there, and no more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.eradication.investigations import Investigation
from opennrm.prevention.employers import Employer
from opennrm.prevention.examinations import Examination
from opennrm.prevention.interns import InternCase

MOST = 50  # of each kind


@dataclass(frozen=True)
class Found:
    """One record of the employer: where it leads, what it is, its code, since when, and whether it is closed."""

    url: str
    what: str
    code: str
    since: date | None
    closed: date | None


def records_of(number: str, official: Official) -> list[Found]:
    """Everything of the employer with this number that the official may see, the latest first."""
    found: list[Found] = []
    for purpose in purposes_of(official):
        for reader in READERS.get(purpose, ()):
            with acting(scope_shown(official, purpose=purpose)):
                found += reader(number)
    return sorted(found, key=lambda each: each.since or date.min, reverse=True)


def _investigations(number: str) -> Iterator[Found]:
    for each in Investigation.objects.filter(employer=number).order_by("-opened")[:MOST]:
        url = reverse("eradication:investigation", args=[each.code])
        yield Found(url, _("Investigation"), each.code, each.opened, each.closed)


def _employers(number: str) -> Iterator[Found]:
    for each in Employer.objects.filter(number=number)[:MOST]:
        yield Found(reverse("prevention:employer", args=[each.pk]), _("Employer"), each.name, None, None)


def _examinations(number: str) -> Iterator[Found]:
    for each in Examination.objects.filter(employer__number=number).order_by("-begun")[:MOST]:
        url = reverse("prevention:examination", args=[each.pk])
        yield Found(url, _("Examination"), each.code, each.begun, each.closed)


def _interns(number: str) -> Iterator[Found]:
    for each in InternCase.objects.filter(employer=number).order_by("-opened")[:MOST]:
        url = reverse("prevention:intern", args=[each.pk])
        yield Found(url, _("Case of a technical intern"), each.code, each.opened, each.closed)


READERS: dict[Purpose, tuple[Callable[[str], Iterator[Found]], ...]] = {
    Purpose.INVESTIGATION: (_investigations,),
    Purpose.EXAMINATION: (_employers, _examinations, _interns),
}
