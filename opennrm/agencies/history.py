"""Entering in the history what became of a thing's fields, and reading it as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.utils import timezone

from opennrm.agencies import names
from opennrm.agencies.models import Change, Official
from opennrm.agencies.terms import CHANGED, Act, Evidence, Holidays, OrganisationKind
from opennrm.vault.models import AuditLine

WORDS = {"kind": OrganisationKind, "evidence": Evidence, "holidays": Holidays}

Values = Mapping[str, object]


def enter(subject: str, before: Values, after: Values, *, by: Official | None, note: str = "") -> int:
    """Enter each field that differs, in the caller's transaction; the number of them.

    ``subject`` is the thing as the audit names it. Values are what a directory prints, never of a person.
    """
    now = timezone.now()
    fields = list(dict.fromkeys([*before, *after]))
    sides = [(field, as_text(before.get(field)), as_text(after.get(field))) for field in fields]
    changes = [
        Change(subject=subject, field=field, before=one, after=other, by=by, at=now, note=note.strip())
        for field, one, other in sides
        if one != other
    ]
    Change.objects.bulk_create(changes)
    return len(changes)


def as_text(value: object) -> str:
    """A value as the history keeps it: "" for none, an ISO day, a member's own word, one line for each of many."""
    if value is None or value is False:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "\n".join(as_text(each) for each in value)
    return str(value)


@dataclass(frozen=True)
class Line:
    """A change as a page shows it: when, who, which field, both sides, and why. ``who`` is "" for the system."""

    at: datetime
    who: str
    what: str
    before: str
    after: str
    note: str


def lines(subject: str) -> list[Line]:
    """The history of one thing, latest first."""
    changes = list(Change.objects.of(subject))
    shown = names.shown_many({each.by.pk: each.by for each in changes if each.by}.values())
    return [
        Line(
            at=each.at,
            who=shown[each.by_id] if each.by_id else "",
            what=str(CHANGED.get(each.field, each.field)),
            before=_in_words(each.field, each.before),
            after=_in_words(each.field, each.after),
            note=each.note,
        )
        for each in changes
    ]


def acts(official: Official, last: int = 30) -> list[Line]:
    """What was done to an official, latest first, from the audit: it holds acts, never values."""
    found = list(AuditLine.objects.filter(subject=official.word).order_by("-seq")[:last])
    people = {line.by for line in found if line.by.startswith("official:")}
    shown = names.shown_many(Official.objects.filter(pk__in=[word.removeprefix("official:") for word in people]))
    who = {f"official:{key}": name for key, name in shown.items()}
    labels = dict(Act.choices)
    return [Line(each.at, who.get(each.by, ""), str(labels.get(each.act, each.act)), "", "", "") for each in found]


def _in_words(field: str, value: str) -> str:
    """A member's label for its word, where the field is of a vocabulary."""
    return str(dict(WORDS[field].choices).get(value, value)) if field in WORDS else value
