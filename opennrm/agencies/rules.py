"""Who serves, who may appoint whom, who stands in, who answers at a time. Plain values in, a reason or None out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from opennrm.agencies.roles import ROLES, powers
from opennrm.agencies.terms import Opening, OrganisationKind, Power, Refusal, Speaks

# Bodies that arrest, remove or charge. Labour Bureaus count: their labour standards inspectors (Labour Standards Act,
# article 97) do the duties of judicial police officers for offences against that act (article 102), and since February
# 2021 an officer there examines suspected trafficking of interns with the police (a circular of MHLW; procedure step 9
# of the collected sources). A bureau that only supports is thereby treated as one that may charge: the safer mistake.
# Regional immigration bureaus count through the agency above them. National bodies are not told apart by kind, and so
# named.
ENFORCEMENT_KINDS = frozenset(
    {OrganisationKind.POLICE, OrganisationKind.PROSECUTORS_OFFICE, OrganisationKind.LABOUR_BUREAU}
)
ENFORCEMENT_BODIES = frozenset({"npa", "isa", "jcg"})


@dataclass(frozen=True)
class Post:
    """An official's place: serves from ``since`` until the day before ``left``; None is open."""

    official: UUID
    organisation: str
    kind: OrganisationKind
    roles: frozenset[str]
    lead: bool
    since: date
    left: date | None = None
    suspended: bool = False

    def serves(self, on: date) -> bool:
        """Whether the official serves that day in an organisation that is not suspended."""
        return self.since <= on and (self.left is None or on < self.left) and not self.suspended


class Turn(NamedTuple):
    """A weekly turn of duty; where ``ends`` is not after ``starts`` it runs past midnight."""

    official: UUID
    weekday: int
    starts: time
    ends: time

    def covers(self, at: datetime) -> bool:
        """Whether the moment, in local time, lies in the turn: its start does, its end does not."""
        clock, day = at.time(), at.weekday()
        if self.starts < self.ends:
            return day == self.weekday and self.starts <= clock < self.ends
        return (day == self.weekday and clock >= self.starts) or (day == (self.weekday + 1) % 7 and clock < self.ends)


def enforces(line: Iterable[tuple[str, str]]) -> bool:
    """Whether a body arrests, removes or charges; ``line`` is code and kind of it and of all bodies above it."""
    return any(code in ENFORCEMENT_BODIES or kind in ENFORCEMENT_KINDS for code, kind in line)


def may(post: Post, power: Power, on: date) -> bool:
    """Whether an official has a power that day."""
    return post.serves(on) and power in powers(post.roles)


def why_not_appoint(by: Post | None, *, organisation: str, roles: Iterable[str], on: date) -> Refusal | None:
    """``by`` None is the system: the first official of an installation is appointed from its command line."""
    wanted = frozenset(roles)
    if not wanted:
        return Refusal.NO_ROLE
    if not wanted <= ROLES.keys():
        return Refusal.UNKNOWN_ROLE
    if by is None or may(by, Power.APPOINT, on):
        return None
    if not by.serves(on):
        return Refusal.NOT_SERVING
    if not by.lead or by.organisation != organisation:
        return Refusal.NOT_YOURS_TO_APPOINT
    return None if all(ROLES[code].by_lead for code in wanted) else Refusal.NOT_BY_A_LEAD


def why_not_change(by: Post | None, post: Post, *, on: date) -> Refusal | None:
    """Leaves, substitutes and turns are changed by whoever may appoint there, or by the official."""
    if by is not None and by.official == post.official and by.serves(on):
        return None
    if by is None or may(by, Power.APPOINT, on):
        return None
    if not by.serves(on):
        return Refusal.NOT_SERVING
    return None if by.lead and by.organisation == post.organisation else Refusal.NOT_YOURS_TO_APPOINT


def why_not_leave(post: Post, *, on: date, other_leads: int) -> Refusal | None:
    """An organisation is never without a lead: the open work of whoever leaves must go to somebody."""
    if post.left is not None and post.left <= on:
        return Refusal.ALREADY_LEFT
    if on < post.since:
        return Refusal.BEFORE_ARRIVAL
    return Refusal.LAST_LEAD if not other_leads else None


def why_not_suspend(by: Post | None, *, organisation: str, suspended: bool, reason: str, on: date) -> Refusal | None:
    """An organisation can be suspended by an administrator elsewhere, once: inside it nobody could lift it again."""
    if by is not None and not may(by, Power.APPOINT, on):
        return Refusal.NOT_YOURS_TO_SUSPEND
    if by is not None and by.organisation == organisation:
        return Refusal.OWN_ORGANISATION
    if suspended:
        return Refusal.SUSPENDED
    return None if reason.strip() else Refusal.NO_REASON


def why_not_reinstate(by: Post | None, *, suspended: bool, on: date) -> Refusal | None:
    """Whoever may suspend may reinstate."""
    if by is not None and not may(by, Power.APPOINT, on):
        return Refusal.NOT_YOURS_TO_SUSPEND
    return None if suspended else Refusal.NOT_SUSPENDED


def why_not_stay(post: Post, *, on: date) -> Refusal | None:
    """A leaving can be taken back until its day: from then on access has ended, and open work is with another."""
    return None if post.left is not None and post.left > on else Refusal.NOT_LEAVING


def why_not_keep(by: Post | None, power: Power, *, on: date) -> Refusal | None:
    """Organisations are kept by whoever may appoint, contact points by whoever keeps contacts."""
    if by is None or may(by, power, on):
        return None
    if not by.serves(on):
        return Refusal.NOT_SERVING
    return Refusal.NOT_YOURS_TO_KEEP if power == Power.KEEP_CONTACTS else Refusal.NOT_YOURS_TO_SUSPEND


def why_not_rename(since: date, *, begins: Iterable[date | None]) -> Refusal | None:
    """Names follow one another: a new one begins after every other has begun."""
    return Refusal.NAME_IN_USE if any(day is not None and day >= since for day in begins) else None


def why_not_place(code: str, parent: str, parents: Mapping[str, str]) -> Refusal | None:
    """Whether a body may stand under another; ``parents`` is who stands under whom now."""
    above, seen = parent, set[str]()
    while above and above not in seen:
        if above == code:
            return Refusal.ABOVE_ITSELF
        seen.add(above)
        above = parents.get(above, "")
    return None


def why_not_show(*, official: bool, numbers: int, source: str) -> Refusal | None:
    """What the public may see has a number to call and a source to check it against."""
    return Refusal.NO_NUMBER if official and not (numbers and source.strip()) else None


def preference(opening: Opening, speaks: Speaks, near: bool) -> tuple[bool, bool, int, int, bool]:
    """A key to sort contact points by: the best to try comes first.

    Last come those without the language, since nobody there understands; before them those closed now, which help
    later; then what is known to fit before what may, and near before far.
    """
    fits = {Speaks.YES: 0, Speaks.UNKNOWN: 1, Speaks.NO: 2}
    ready = {Opening.OPEN: 0, Opening.UNKNOWN: 1, Opening.CLOSED: 2}
    return speaks == Speaks.NO, opening == Opening.CLOSED, fits[speaks], ready[opening], not near


def why_not_stand_in(post: Post, substitute: Post, *, since: date, until: date) -> Refusal | None:
    """A substitute sees the files of the organisation they stand in for, so it must be of the same kind."""
    if until < since:
        return Refusal.DAYS_REVERSED
    if substitute.official == post.official:
        return Refusal.OWN_SUBSTITUTE
    if substitute.organisation != post.organisation and substitute.kind != post.kind:
        return Refusal.DIFFERENT_KIND
    return None if post.serves(since) and substitute.serves(since) else Refusal.NOT_SERVING


def why_not_take_turn(post: Post, *, starts: time, ends: time, on: date) -> Refusal | None:
    """A turn of a whole day is two halves, so that its end is never in doubt."""
    if starts == ends:
        return Refusal.EMPTY_TURN
    return None if post.serves(on) else Refusal.NOT_SERVING


def answering(
    turns: Iterable[Turn],
    *,
    at: datetime,
    serving: frozenset[UUID],
    instead: Mapping[UUID, UUID],
    leads: Iterable[UUID],
) -> tuple[UUID, ...]:
    """Who answers at a moment in local time, each once: those on duty, else the leads; nobody where none serves.

    ``instead`` says who answers for somebody away or gone. Whoever is not ``serving`` does not answer.
    """
    on_duty = _present([turn.official for turn in turns if turn.covers(at)], serving=serving, instead=instead)
    return on_duty or _present(leads, serving=serving, instead=instead)


def _present(wanted: Iterable[UUID], *, serving: frozenset[UUID], instead: Mapping[UUID, UUID]) -> tuple[UUID, ...]:
    there = (instead.get(official, official) for official in wanted)
    return tuple(dict.fromkeys(official for official in there if official in serving))
