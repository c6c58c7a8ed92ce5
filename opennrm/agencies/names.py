"""The names of officials, for the pages of their colleagues. They open without a line in the audit for each look:

who answers a case is no secret of the case. Names of victims, witnesses and suspects never open here.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from opennrm.agencies.models import Official
from opennrm.vault.blind import matches
from opennrm.vault.keys import erase
from opennrm.vault.sealing import blank, open_freely


def shown(official: Official) -> str:
    """How a page calls an official: the name, else the title, else the beginning of their id."""
    return shown_many([official])[official.pk]


def shown_many(officials: Iterable[Official]) -> dict[UUID, str]:
    """The same for many, by id, with one query for all their keys."""
    rows = list(officials)
    names = open_freely([row for row in rows if row.name is not None], "name")
    return {row.pk: names.get(str(row.pk)) or row.title or f"#{str(row.pk)[:8]}" for row in rows}


def called(text: str) -> Q:
    """The officials whose name holds a text, however it is written; nothing to look for finds nobody."""
    return matches(Official.name_index, text)


def forget(official: Official, *, by: str) -> None:
    """Destroy the key of an official's name and empty its index; call it in a transaction. The record stays."""
    erase(str(official.pk), by=by)
    official.title = ""
    official.save(update_fields=[*blank(official), "title"])
