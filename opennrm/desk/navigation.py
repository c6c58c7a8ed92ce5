"""The menu of the desk: which pages there are, and which of them this official may open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opennrm.access.read import reviews_waiting
from opennrm.accounts.recovery import waiting_for as recoveries_waiting
from opennrm.agencies.doors import Door
from opennrm.agencies.models import Official
from opennrm.agencies.points import overdue_for
from opennrm.reporting.waiting import unread_for


@dataclass(frozen=True)
class Entry:
    """A page of the menu, by the name of its URL; ``waiting`` counts what an official finds to do there."""

    page: str
    label: str | Promise
    waiting: Callable[[Official], int] = lambda _official: 0


@dataclass(frozen=True)
class Shown:
    """An entry as the template takes it."""

    url: str
    label: str | Promise
    waiting: int
    current: bool


ENTRIES: tuple[Entry, ...] = (
    Entry("desk:home", _("Home")),
    Entry("reports:queue", _("Reports"), waiting=unread_for),
    Entry("reports:contacts", _("Consultation desk")),
    Entry("reports:interpreters", _("Interpreters")),
    Entry("reports:languages", _("Languages asked for")),
    Entry("agencies:contact_points", _("Contact points"), overdue_for),
    Entry("agencies:duty", _("Duty")),
    Entry("agencies:officials", _("Officials")),
    Entry("agencies:roles", _("Roles")),
    Entry("agencies:organisations", _("Organisations")),
    Entry("access:grants", _("Grants")),
    Entry("access:reviews", _("Emergency access to review"), waiting=reviews_waiting),
    Entry("access:audit", _("Audit")),
    Entry("accounts:inbox", _("Inbox")),
    Entry("accounts:people", _("Invitations and recoveries"), waiting=recoveries_waiting),
    Entry("access:mine", _("My access now")),
    Entry("accounts:own", _("Your account")),
)


def menu(request: HttpRequest) -> Iterator[Shown]:
    """The entries whose doors open to whoever asks."""
    official: Official | None = getattr(request, "official", None)
    if official is None:
        return
    for entry in ENTRIES:
        url = reverse(entry.page)
        door: Door | None = getattr(resolve(url).func, "door", None)
        if door is None or not door.opens(official):
            continue
        current = request.path == url or (entry.page != "desk:home" and request.path.startswith(url))
        yield Shown(url, entry.label, entry.waiting(official), current)
