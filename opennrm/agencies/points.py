"""Where a person may turn now: contact points the public may see, in the order in which to try them, and why.

``reachable`` is what the public door asks; ``languages_by_year`` and ``overdue_for`` are for the desk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from opennrm.agencies import rules
from opennrm.agencies.models import ContactNumber, ContactPoint, Official
from opennrm.agencies.opening import open_at
from opennrm.agencies.speaking import YearOfLanguages, by_year, speaks, spoken_on
from opennrm.agencies.terms import Opening, Power, Speaks


@dataclass(frozen=True)
class Reachable:
    """A contact point as it stands for somebody at a moment; ``numbers`` in the order in which to try them.

    ``opening`` and ``speaks`` have labels for a page; ``near`` says that it serves the asked-for prefecture alone.
    """

    point: ContactPoint
    numbers: tuple[ContactNumber, ...]
    opening: Opening
    speaks: Speaks
    near: bool

    @property
    def why(self) -> tuple[str, ...]:
        """Why it stands where it stands, as labels in the language of the page."""
        return (str(self.opening.label), str(self.speaks.label))


def reachable(*, at: datetime, language: str, prefecture: str = "", holiday: bool = False) -> list[Reachable]:
    """Contact points to try at an aware moment, in a language (BCP 47), the best first; see ``rules.preference``.

    ``prefecture`` (JIS X 0401) leaves out points of other prefectures; "" leaves out all but national ones.
    ``holiday`` says that the day is a national holiday: OpenNRM holds no calendar of them. What waits to be verified
    never shows.
    """
    here = timezone.localtime(at)
    offered = ContactPoint.objects.official().filter(operator__prefecture__in=["", prefecture]).whole()
    found = [
        Reachable(
            point=point,
            numbers=_numbers(point, language),
            opening=open_at(point.week(), here, holiday=holiday),
            speaks=speaks(spoken_on(point.periods(), here.date()), language),
            near=bool(point.operator.prefecture),
        )
        for point in offered
    ]
    return sorted(
        found, key=lambda each: (*rules.preference(each.opening, each.speaks, each.near), each.point.position)
    )


def languages_by_year(years: Iterable[int]) -> tuple[YearOfLanguages, ...]:
    """The languages of the points the public may see now, at the end of each year; a row for each."""
    return by_year([point.periods() for point in ContactPoint.objects.official().whole()], years)


def overdue_for(official: Official) -> int:
    """How many contact points wait for this official to verify them; 0 for whoever keeps none."""
    today = timezone.localdate()
    post = official.place()
    return ContactPoint.objects.overdue(today).count() if rules.may(post, Power.KEEP_CONTACTS, today) else 0


def _numbers(point: ContactPoint, language: str) -> tuple[ContactNumber, ...]:
    """The numbers that name the language; else those that name none; else all."""
    numbers = list(point.numbers.all())
    wanted = language.split("-")[0].lower()
    named = [each for each in numbers if wanted in {tag.split("-")[0].lower() for tag in each.languages.split()}]
    return tuple(named or [each for each in numbers if not each.languages] or numbers)
