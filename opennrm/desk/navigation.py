"""The menu of the desk: which pages there are, and which of them this official may open."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from opennrm.access.read import reviews_waiting
from opennrm.accounts.recovery import waiting_for as recoveries_waiting
from opennrm.agencies.doors import Door
from opennrm.agencies.models import Official
from opennrm.agencies.points import overdue_for
from opennrm.agencies.rules import Post
from opennrm.eradication.investigations_waiting import limits_ending
from opennrm.eradication.related_waiting import exchanges_late, flags_open, packages_waiting, signs_waiting
from opennrm.foundations.chapter_waiting import exchanges_waiting
from opennrm.foundations.lists import waiting_for as materials_waiting
from opennrm.identification.pairs_waiting import pairs_waiting
from opennrm.identification.waiting import cases_due, exports_to_approve, referrals_for, requests_for
from opennrm.plan.waiting import progress_waiting
from opennrm.prevention.intern_waiting import cases_late, requests_waiting
from opennrm.prevention.waiting import examinations_late
from opennrm.protection.due_soon import follow_ups_due, stays_ending, steps_due
from opennrm.protection.waiting import overdue_for as overdue_tasks_for
from opennrm.publication.waiting import editions_waiting, releases_waiting
from opennrm.reporting.waiting import unread_for
from opennrm.retention.read import lifts_waiting, proposals_waiting


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


@dataclass(frozen=True)
class ShownGroup:
    """Entries under one heading, those an official may open."""

    label: str | Promise
    entries: tuple[Shown, ...]

    @property
    def waiting(self) -> int:
        """What waits in all of them."""
        return sum(each.waiting for each in self.entries)

    @property
    def current(self) -> bool:
        """Whether the page asked for is one of them."""
        return any(each.current for each in self.entries)


# The menu by what an official comes for. A new room adds its line under one of these headings.
GROUPS: tuple[tuple[str | Promise, tuple[Entry, ...]], ...] = (
    (
        _("Reports and contacts"),
        (
            Entry("reports:queue", _("Reports"), unread_for),
            Entry("reports:contacts", _("Consultation desk")),
            Entry("reports:interpreters", _("Interpreters")),
            Entry("reports:languages", _("Languages asked for")),
        ),
    ),
    (
        _("Identification"),
        (
            Entry("cases:cases", _("Cases"), cases_due),
            Entry("cases:requests", _("What waits for identification"), requests_for),
            Entry("cases:referrals_here", _("Referrals"), referrals_for),
            Entry("cases:notices_here", _("Notices to identification")),
            Entry("cases:matching", _("Matching"), pairs_waiting),
            Entry("cases:persons_counted", _("Persons counted")),
            Entry("cases:import", _("Take in a file")),
            Entry("cases:exports", _("Records sent out"), exports_to_approve),
        ),
    ),
    (
        _("Protection"),
        (
            Entry("protection:queue", _("Plans and tasks"), overdue_tasks_for),
            Entry("protection:beds", _("Beds by night")),
            Entry("protection:shelters", _("Shelters")),
            Entry("protection:seats", _("Meetings of others")),
            Entry("protection:costs", _("Costs of protection")),
            Entry("protection:expiring", _("Stays that end"), stays_ending),
            Entry("protection:under_way", _("Returns under way"), steps_due),
            Entry("protection:follow_ups_due", _("Follow-ups due"), follow_ups_due),
        ),
    ),
    (
        _("Eradication"),
        (
            Entry("eradication:investigations", _("Investigations"), limits_ending),
            Entry("eradication:related", _("Related offences"), signs_waiting),
            Entry("eradication:related_flags", _("Suspects who may be victims"), flags_open),
            Entry("eradication:exchange", _("Information exchange"), exchanges_late),
            Entry("eradication:exchange_packages", _("Packages of data"), packages_waiting),
            Entry("eradication:exchange_partners", _("Partners and agreements")),
        ),
    ),
    (
        _("Prevention"),
        (
            Entry("prevention:employers", _("Employers")),
            Entry("prevention:examinations", _("Examinations"), examinations_late),
            Entry("prevention:employers_shared", _("Who shares whom")),
            Entry("desk:employer", _("One employer, all records")),
            Entry("prevention:interns", _("Technical interns"), cases_late),
            Entry("prevention:intern_requests_here", _("Asked about interns"), requests_waiting),
            Entry("prevention:intern_officers", _("Officers for interns")),
        ),
    ),
    (
        _("Directory"),
        (
            Entry("agencies:contact_points", _("Contact points"), overdue_for),
            Entry("agencies:duty", _("Duty")),
            Entry("agencies:officials", _("Officials")),
            Entry("agencies:roles", _("Roles")),
            Entry("agencies:organisations", _("Organisations")),
        ),
    ),
    (
        _("Action plan"),
        (
            Entry("plan:progress_overview", _("Progress of measures"), progress_waiting),
            Entry("plan:years", _("Reporting years")),
        ),
    ),
    (
        _("Education and partners"),
        (
            Entry("foundations:sessions", _("Education and training")),
            Entry("foundations:exchanges", _("Meetings with partners"), exchanges_waiting),
            Entry("foundations:campaigns", _("Campaigns")),
            Entry("foundations:years", _("Year by year")),
            Entry("foundations:materials", _("Leaflets and posters"), materials_waiting),
            Entry("foundations:distribution", _("Copies and orders")),
        ),
    ),
    (
        _("Statistics and releases"),
        (
            Entry("editions:editions", _("Editions of the annual report"), editions_waiting),
            Entry("editions:questions", _("Questions of the day")),
            Entry("releases:releases", _("Releases"), releases_waiting),
        ),
    ),
    (
        _("Who may see what"),
        (
            Entry("access:grants", _("Grants")),
            Entry("access:reviews", _("Emergency access to review"), reviews_waiting),
            Entry("access:audit", _("Audit")),
            Entry("systems:keys", _("Keys of systems")),
        ),
    ),
    (
        _("Keeping and erasing"),
        (
            Entry("retention:proposals", _("Proposals to erase"), proposals_waiting),
            Entry("retention:holds", _("Legal holds"), lifts_waiting),
            Entry("retention:held", _("What is held of a person")),
            Entry("retention:tombstones", _("What was erased")),
            Entry("retention:schedule", _("Rules of retention")),
            Entry("retention:processing", _("Record of processing")),
        ),
    ),
    (
        _("You"),
        (
            Entry("accounts:inbox", _("Inbox")),
            Entry("access:mine", _("My access now")),
            Entry("accounts:people", _("Invitations and recoveries"), recoveries_waiting),
            Entry("accounts:own", _("Your account")),
        ),
    ),
)


def menu(request: HttpRequest) -> Iterator[ShownGroup]:
    """The entries whose doors open to whoever asks, under their headings; a heading without entries is left out."""
    official: Official | None = getattr(request, "official", None)
    if official is None:
        return
    post = official.place()
    for label, entries in GROUPS:
        if shown := tuple(_opened(entries, official, post, at=request.path)):
            yield ShownGroup(label, shown)


def _opened(entries: Iterable[Entry], official: Official, post: Post, *, at: str) -> Iterator[Shown]:
    today = timezone.localdate()
    for entry in entries:
        door = _door_of(entry.page, settings.ROOT_URLCONF)
        if door is not None and door.opens_to(post, on=today):
            url = _url_of(entry.page, settings.ROOT_URLCONF, get_language() or "en")
            yield Shown(url, entry.label, entry.waiting(official), at.startswith(url))


@cache
def _url_of(page: str, urlconf: str, language: str) -> str:
    """The address of a page in the language now spoken: it does not change while the program runs."""
    with override(language):
        return reverse(page, urlconf)


@cache
def _door_of(page: str, urlconf: str) -> Door | None:
    """The door of a page: who is behind its address does not change while the program runs."""
    door: Door | None = getattr(resolve(reverse(page, urlconf), urlconf).func, "door", None)
    return door
