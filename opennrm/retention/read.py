"""Reads of retention for its pages: what waits for whom, what would go with a record, how officials are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from opennrm.access.actions import running
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.page.bilingual import Text
from opennrm.retention import rules
from opennrm.retention.keeping import Keeping
from opennrm.retention.models import Hold, Proposal, Tombstone
from opennrm.retention.records import registered
from opennrm.retention.schedule import rules as all_rules
from opennrm.retention.terms import Refusal, State
from opennrm.vault.privacy import classified


@dataclass(frozen=True)
class Part:
    """Rows of one table that go, or lose what is named: how many, and which columns tell something."""

    table: str
    rows: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Goes:
    """What a proposal is about, as it lies there now. ``waits`` counts records that must go first."""

    there: bool
    as_proposed: bool
    parts: tuple[Part, ...] = ()
    waits: int = 0
    key: bool = False


def what_goes(proposal: Proposal, *, by: Official) -> Goes:
    """What would go with a record. Counts and names of columns, nothing of what they hold."""
    keeping = registered().get(proposal.kind)
    if keeping is None:
        return Goes(there=False, as_proposed=False)
    with running(keeping.system, by=by):
        row = keeping.rows().filter(pk=proposal.row).first()
        if row is None:
            return Goes(there=False, as_proposed=False)
        return Goes(
            there=True,
            as_proposed=keeping.content(row) == proposal.content,
            parts=tuple(parts_of(keeping, row)),
            waits=keeping.waits_for(row),
            key=bool(keeping.key),
        )


def why_not_approve(proposal: Proposal, goes: Goes, *, by: Official) -> Refusal | None:
    """Why this official may not approve now; the same rule the act asks."""
    return rules.why_not_approve(
        may=_may(by),
        state=State(proposal.state),
        own=proposal.proposed_by_id == by.pk,
        gave_first=proposal.first_id == by.pk,
        held=Hold.objects.on(proposal.kind, proposal.row, proposal.file).exists(),
        changed=not goes.as_proposed,
    )


def can_be_stopped_until(proposal: Proposal) -> datetime | None:
    """From when on the next sweep lets an approved record go; None where it is not approved."""
    if proposal.state != State.APPROVED or proposal.second_at is None:
        return None
    return proposal.second_at + timedelta(days=settings.RETENTION_UNDO_DAYS)


def proposals_waiting(official: Official) -> int:
    """How many proposals this official may still approve."""
    return Proposal.objects.waiting_for(official).count() if _may(official) else 0


def lifts_waiting(official: Official) -> int:
    """How many holds somebody else asked to lift, so that this official may."""
    return asked_to_lift().exclude(lifting_by=official).count() if _may(official) else 0


def asked_to_lift() -> QuerySet[Hold]:
    """Holds in force that somebody asked to lift."""
    return Hold.objects.in_force().filter(lifting_by__isnull=False)


def numbered(number: str) -> Q:
    """Rows about the record or the file of this number; everything for none."""
    number = number.strip().lower()
    if not number:
        return Q()
    return Q(row=number) | Q(file=number) if _is_uuid(number) else Q(row=number)


def tombstones(
    *, number: str = "", rule: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Tombstone]:
    """What went, the latest first; both days count."""
    narrowed: dict[str, Any] = {
        "row": number.strip().lower(),
        "rule": rule,
        "at__gte": since and _midnight(since),
        "at__lt": until and _midnight(until + timedelta(days=1)),
    }
    found = Tombstone.objects.filter(**{name: value for name, value in narrowed.items() if value})
    return found.select_related("first", "second")


def kept_for(stone: Tombstone) -> Text | None:
    """How long a record had been kept by its rule; None where a person asked to erase it before."""
    found = rules.period(stone.keep)
    return rules.in_words(found) if found else None


def called(officials: Iterable[Official | None]) -> dict[UUID, str]:
    """How pages call officials, by id."""
    return shown_many({each.pk: each for each in officials if each is not None}.values())


def title_of(rule: str) -> str:
    """A class of record in the language of the page; its code where the rule is no longer declared."""
    found = all_rules().get(rule)
    return found.title.of(get_language()) if found else rule


def kind_of(kind: str) -> str:
    """What a record is, in the language of the page; the word itself where no room keeps it any more."""
    found = registered().get(kind)
    return found.called if found else kind


def kinds() -> list[tuple[str, str]]:
    """Every kind of record that can go, to choose from."""
    return [(each.kind, each.called) for each in registered().values()]


def parts_of(keeping: Keeping, row: models.Model) -> Iterable[Part]:
    """The rows of a record by table: how many, and which columns tell something."""
    for rows in (keeping.rows().filter(pk=row.pk), *keeping.part_rows(row)):
        if count := rows.count():
            said = classified(rows.model)
            yield Part(rows.model._meta.db_table, count, (*said.identifies, *said.sensitive))


def _may(official: Official) -> bool:
    return may(official.place(), Power.ERASE, timezone.localdate())


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
