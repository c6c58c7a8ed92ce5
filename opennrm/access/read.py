"""Reads of access for its pages: what waits, what an official may open now, and the audit by what one looks for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from opennrm.access import rules
from opennrm.access.actions import scope_shown
from opennrm.access.models import BreakGlass, Grant
from opennrm.access.scope import acting, current
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.agencies.names import called
from opennrm.agencies.rules import Post, may
from opennrm.vault.models import AuditLine, of_subject


@dataclass(frozen=True)
class Opens:
    """What an official opens for a purpose now: how many files, and when the last grant of them ends."""

    purpose: Purpose
    files: int
    until: datetime | None


def place_of(official: Official) -> Post:
    """An official's place, for what is shown to them."""
    return official.place()


def purposes_of(official: Official) -> list[Purpose]:
    """The purposes an official may act for today."""
    post, today = place_of(official), timezone.localdate()
    return [purpose for purpose in Purpose if may(post, rules.POWER[purpose], today)]


def reviews_waiting(official: Official) -> int:
    """How many emergency accesses wait for this lead; 0 for who is none. Enters the scope it needs."""
    if not place_of(official).lead:
        return 0
    with acting(scope_shown(official, purpose=None)):
        return BreakGlass.objects.to_review(official).count()


def opened_to(official: Official) -> list[Opens]:
    """What an official may open now, by purpose. Enters the scopes it needs."""
    found = []
    for purpose in purposes_of(official):
        with acting(scope_shown(official, purpose=purpose)) as scope:
            held = Grant.objects.holding().filter(purpose=purpose, organisation__in=scope.organisations)
            held = held.filter(Q(official=None) | Q(official=official))
            sums = held.aggregate(files=Count("file", distinct=True), until=Max("until"))
        found.append(Opens(purpose, sums["files"], sums["until"]))
    return found


def emergencies_of(official: Official) -> list[BreakGlass]:
    """An official's emergency accesses that run now. Enters the scope it needs."""
    if not rules.handles_files(place_of(official), timezone.localdate()):
        return []
    with acting(scope_shown(official, purpose=None)):
        running = Q(grant__revoked=None, grant__until__gt=timezone.now())
        return list(BreakGlass.objects.filter(running, official=official).select_related("grant").order_by("opened"))


def stood_in_for(official: Official) -> QuerySet[Official]:
    """Whom an official stands in for today."""
    today = timezone.localdate()
    away = Official.objects.serving(today).filter(substitute=official, away_since__lte=today, away_until__gte=today)
    return away.select_related("organisation").order_by("away_until", "pk")


def grants_given() -> QuerySet[Grant]:
    """Grants to other organisations on files of those the scope serves, next to end first."""
    ours = current_organisations()
    return Grant.objects.holding().filter(owner__in=ours).exclude(organisation__in=ours).order_by("until", "pk")


def grants_received() -> QuerySet[Grant]:
    """Grants of other owners to the organisations the scope serves, next to end first."""
    ours = current_organisations()
    return Grant.objects.holding().filter(organisation__in=ours).exclude(owner__in=ours).order_by("until", "pk")


def grants_own() -> QuerySet[Grant]:
    """Grants of the organisations the scope serves to themselves, next to end first."""
    ours = current_organisations()
    return Grant.objects.holding().filter(organisation__in=ours, owner__in=ours).order_by("until", "pk")


def current_organisations() -> tuple[str, ...]:
    """The organisations the scope in force names; a system scope names none."""
    return getattr(current(), "organisations", ())


def audit_lines(
    *,
    act: str = "",
    subject: str = "",
    by: str = "",
    since: date | None = None,
    until: date | None = None,
    looks: bool = False,
) -> QuerySet[AuditLine]:
    """The lines that fit, latest first: ``act`` is how it begins, ``subject`` takes in its parts, both days count.

    ``by`` is whoever the audit names so, or, without a colon, the officials whose name holds it.
    """
    lines = AuditLine.objects.looked_at(subject) if looks else AuditLine.objects.order_by("-seq")
    if subject and not looks:
        lines = lines.filter(of_subject(subject))
    narrowed: dict[str, Any] = {
        "act__startswith": act,
        "by__in": by and _named(by),
        "at__gte": since and _midnight(since),
        "at__lt": until and _midnight(until + timedelta(days=1)),
    }
    return lines.filter(**{name: value for name, value in narrowed.items() if value})


def _named(by: str) -> list[str]:
    if ":" in by or by == "system":
        return [by]
    return [official.word for official in Official.objects.filter(called(by))] or [by]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
