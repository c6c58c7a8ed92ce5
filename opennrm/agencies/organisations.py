"""Verbs upon organisations on screen: each one transaction, one audit line, and what changed in the history.

Raises ``Refused`` where a rule says why not. What is made or changed here is no longer loaded from the declarations.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from opennrm.agencies import history, rules
from opennrm.agencies.models import Official, Organisation, OrganisationName
from opennrm.agencies.officials import name_of, post_of
from opennrm.agencies.terms import OrganisationKind, Power, Refusal
from opennrm.page.bilingual import Text
from opennrm.page.refusals import refuse
from opennrm.vault.actions import record

FIELDS = ("kind", "parent_id", "prefecture", "source")
LANGUAGES = ("en", "ja")


@dataclass(frozen=True)
class Entry:
    """What a directory says of a body, besides its names; ``prefecture`` (JIS X 0401) is "" for a national one."""

    kind: OrganisationKind
    parent: Organisation | None
    prefecture: str
    source: str


@transaction.atomic
def make(code: str, entry: Entry, *, name: Text, short: Text, since: date | None, by: Official | None) -> Organisation:
    """Make an organisation, with the name it has since a day (None: nobody knows since when)."""
    _check(by)
    refuse(Refusal.CODE_TAKEN if Organisation.objects.filter(pk=code).exists() else None)
    made = Organisation.objects.create(
        code=code,
        kind=entry.kind,
        parent=entry.parent,
        prefecture=entry.prefecture,
        source=entry.source,
        on_screen=True,
    )
    _add_name(made, name, short, since)
    history.enter(made.word, {}, _fields(made) | _names(made), by=by)
    record("organisation.made", made.word, by=name_of(by))
    return made


@transaction.atomic
def edit(organisation: Organisation, entry: Entry, *, by: Official | None, note: str = "") -> int:
    """Change what the directory says of an organisation but its names (``rename``); the number of fields changed."""
    _check(by)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    above = entry.parent.pk if entry.parent else ""
    parents = {code: parent or "" for code, parent in Organisation.objects.values_list("code", "parent")}
    refuse(rules.why_not_place(held.pk, above, parents))
    before = _fields(held)
    held.kind, held.parent, held.prefecture, held.source = entry.kind, entry.parent, entry.prefecture, entry.source
    changed = history.enter(held.word, before, _fields(held), by=by, note=note)
    if changed:
        held.on_screen = True
        held.save(update_fields=[*FIELDS, "on_screen"])
        record("organisation.edited", held.word, by=name_of(by))
    return changed


@transaction.atomic
def rename(
    organisation: Organisation, *, name: Text, short: Text, since: date, by: Official | None, note: str = ""
) -> None:
    """Give an organisation a further name from a day on. The one before ends the day before, and stays."""
    _check(by)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse(rules.why_not_rename(since, begins=held.names.values_list("since", flat=True)))
    before = _names(held)
    until_then = held.names.on(since)
    until_then.update(until=since - timedelta(days=1))
    _add_name(held, name, short, since)
    _keep(held)
    history.enter(held.word, before, _names(held), by=by, note=note)
    record("organisation.renamed", held.word, by=name_of(by))


@transaction.atomic
def withdraw_name(organisation: Organisation, *, by: Official | None, note: str = "") -> None:
    """Take back the last name, entered by mistake: the one before holds on. The history keeps both."""
    _check(by)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    begins = sorted({day for day in held.names.values_list("since", flat=True) if day is not None})
    refuse(None if begins and held.names.exclude(since=begins[-1]).exists() else Refusal.ONLY_NAME)
    before = _names(held)
    held.names.filter(since=begins[-1]).delete()
    held.names.filter(until=begins[-1] - timedelta(days=1)).update(until=None)
    _keep(held)
    history.enter(held.word, before, _names(held), by=by, note=note)
    record("organisation.name-withdrawn", held.word, by=name_of(by))


def _check(by: Official | None) -> None:
    refuse(rules.why_not_keep(post_of(by), Power.APPOINT, on=timezone.localdate()))


def _keep(organisation: Organisation) -> None:
    organisation.on_screen = True
    organisation.save(update_fields=["on_screen"])


def _add_name(organisation: Organisation, name: Text, short: Text, since: date | None) -> None:
    OrganisationName.objects.bulk_create(
        OrganisationName(
            organisation=organisation,
            language=language,
            name=name.of(language),
            short=short.of(language),
            since=since,
        )
        for language in LANGUAGES
    )


def _fields(organisation: Organisation) -> dict[str, object]:
    return {field.removesuffix("_id"): getattr(organisation, field) for field in FIELDS}


def _names(organisation: Organisation) -> dict[str, object]:
    """Every name with its days, a line each, by language."""
    return {
        f"name_{language}": [
            f"{each.name} ({each.since or ''}–{each.until or ''})"
            for each in organisation.names.filter(language=language)
        ]
        for language in LANGUAGES
    }
