"""Verbs upon contact points on screen: each one transaction, one audit line, and both sides in the history.

Raises ``Refused`` where a rule says why not. What is made, changed or verified here is no longer loaded from the
declarations: a person has answered for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from opennrm.agencies import history, rules
from opennrm.agencies.languages import known
from opennrm.agencies.models import (
    ContactLanguage,
    ContactNumber,
    ContactPoint,
    Official,
    OpeningHours,
    Organisation,
)
from opennrm.agencies.officials import name_of, post_of
from opennrm.agencies.opening import Interval
from opennrm.agencies.terms import Evidence, Holidays, Power, Reach, Refusal, Weekday
from opennrm.page.bilingual import Text
from opennrm.page.refusals import refuse
from opennrm.vault.actions import record

FIELDS = (
    "operator_id", "name_en", "name_ja", "operator_note_en", "operator_note_ja", "hours_en", "hours_ja", "holidays",
    "break_from", "break_until", "languages_note_en", "languages_note_ja", "as_of", "evidence", "source",
)  # fmt: skip


class Number(NamedTuple):
    """One way to reach a point; ``languages`` are BCP 47 tags between blanks, "" where none is named."""

    number: str
    reach: Reach = Reach.PHONE
    languages: str = ""


@dataclass(frozen=True)
class Entry:
    """What a directory says of a contact point, besides its languages. ``hours`` are words, ``week`` the data."""

    operator: Organisation
    name: Text
    operator_note: Text
    hours: Text
    languages_note: Text
    week: Sequence[Interval]
    holidays: Holidays
    break_from: str
    break_until: str
    numbers: Sequence[Number]
    as_of: str
    evidence: Evidence
    source: str


@transaction.atomic
def make(code: str, entry: Entry, *, by: Official | None) -> ContactPoint:
    """Make a contact point, the last of the list."""
    _check(by)
    refuse(Refusal.CODE_TAKEN if ContactPoint.objects.filter(pk=code).exists() else None)
    last = ContactPoint.objects.aggregate(last=Max("position"))["last"] or 0
    point = ContactPoint(code=code, position=last + 1)
    _write(point, entry)
    point.save(force_insert=True)
    _write_parts(point, entry)
    history.enter(point.word, {}, _all(point), by=by)
    record("contact-point.made", point.word, by=name_of(by))
    return point


@transaction.atomic
def edit(point: ContactPoint, entry: Entry, *, by: Official | None, note: str = "") -> int:
    """Change what the directory says of a contact point; the number of fields that changed.

    Whoever verified it verified the words of then: if anything changed, it waits to be verified again.
    """
    _check(by)
    held = ContactPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    before = _all(held)
    _write(held, entry)
    _write_parts(held, entry)
    changed = history.enter(held.word, before, _all(held), by=by, note=note)
    if changed:
        held.verified_on = held.verified_by = None
        held.save()
        record("contact-point.edited", held.word, by=name_of(by))
    return changed


@transaction.atomic
def verify(point: ContactPoint, *, evidence: Evidence, source: str, by: Official, on: date, note: str = "") -> None:
    """Say that the operator was asked, or their page read, on a day, and how sure the point is now."""
    _check(by)
    held = ContactPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    refuse(rules.why_not_show(official=evidence.official, numbers=held.numbers.count(), source=source))
    before = _all(held) | {"verified_on": held.verified_on}
    held.evidence, held.source, held.on_screen = evidence, source.strip(), True
    held.verified_on, held.verified_by = on, by
    held.save()
    history.enter(held.word, before, _all(held) | {"verified_on": on}, by=by, note=note)
    record("contact-point.verified", held.word, by=name_of(by))


@transaction.atomic
def add_language(
    point: ContactPoint, language: str, *, since: date | None, by: Official | None, on: date
) -> ContactLanguage:
    """Say that a language is spoken: since a day, or, where nobody knows since when, at least from ``on``."""
    _check(by)
    held = ContactPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    refuse(None if known(language) else Refusal.UNKNOWN_LANGUAGE)
    there = held.languages.filter(language=language, until__isnull=True).exists()
    again = since is not None and held.languages.filter(language=language, until__gte=since).exists()
    refuse(Refusal.LANGUAGE_SPOKEN if there or again else None)
    before = _languages(held)
    made = held.languages.create(language=language, since=since, seen=None if since else on)
    _note_languages(held, before, act="contact-point.language-added", by=by)
    return made


@transaction.atomic
def end_language(spoken: ContactLanguage, *, until: date, by: Official | None) -> None:
    """Say that a language was spoken until a day, that day included."""
    _check(by)
    held = ContactPoint.objects.select_for_update(of=("self",)).get(pk=spoken.contact_point_id)
    row = held.languages.get(pk=spoken.pk)
    refuse(Refusal.LANGUAGE_ENDED if row.until is not None else None)
    begins = row.since or row.seen
    refuse(Refusal.DAYS_REVERSED if begins is not None and until < begins else None)
    before = _languages(held)
    held.languages.filter(pk=row.pk).update(until=until)
    _note_languages(held, before, act="contact-point.language-ended", by=by)


@transaction.atomic
def drop_language(spoken: ContactLanguage, *, by: Official | None) -> None:
    """Take a language off that was never spoken: it was entered by mistake. The history keeps it."""
    _check(by)
    held = ContactPoint.objects.select_for_update(of=("self",)).get(pk=spoken.contact_point_id)
    before = _languages(held)
    held.languages.filter(pk=spoken.pk).delete()
    _note_languages(held, before, act="contact-point.language-dropped", by=by)


def _check(by: Official | None) -> None:
    refuse(rules.why_not_keep(post_of(by), Power.KEEP_CONTACTS, on=timezone.localdate()))


def _write(point: ContactPoint, entry: Entry) -> None:
    refuse(rules.why_not_show(official=entry.evidence.official, numbers=len(entry.numbers), source=entry.source))
    point.operator = entry.operator
    for field in ("name", "operator_note", "hours", "languages_note"):
        text: Text = getattr(entry, field)
        setattr(point, f"{field}_en", text.en)
        setattr(point, f"{field}_ja", text.ja)
    for field in ("holidays", "break_from", "break_until", "as_of", "evidence", "source"):
        setattr(point, field, getattr(entry, field))
    point.on_screen = True


def _write_parts(point: ContactPoint, entry: Entry) -> None:
    point.numbers.all().delete()
    point.hours.all().delete()
    ContactNumber.objects.bulk_create(
        ContactNumber(contact_point=point, position=position, **number._asdict())
        for position, number in enumerate(entry.numbers, start=1)
    )
    week = {(each.weekday, each.opens): each for each in entry.week}
    OpeningHours.objects.bulk_create(OpeningHours(contact_point=point, **each._asdict()) for each in week.values())


def _note_languages(point: ContactPoint, before: dict[str, object], *, act: str, by: Official | None) -> None:
    ContactPoint.objects.filter(pk=point.pk).update(on_screen=True)
    history.enter(point.word, before, _languages(point), by=by)
    record(act, point.word, by=name_of(by))


def _all(point: ContactPoint) -> dict[str, object]:
    fields: dict[str, object] = {field.removesuffix("_id"): getattr(point, field) for field in FIELDS}
    numbers = [f"{each.number} {each.reach} {each.languages}".strip() for each in point.numbers.all()]
    week = [
        f"{Weekday(each.weekday).name.lower()} {each.opens:%H:%M}–{each.closes:%H:%M}" for each in point.hours.all()
    ]
    return fields | {"numbers": numbers, "open": week}


def _languages(point: ContactPoint) -> dict[str, object]:
    rows = point.languages.order_by("language", "pk")
    return {"languages": [f"{each.language} ({each.since or '?'}–{each.until or ''})" for each in rows]}
