"""What becomes of the grants of a record that goes: nobody opens any more what is no longer there."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from opennrm.access.models import Grant
from opennrm.retention.models import Tombstone


class OfAFile(Protocol):
    """A record with a file of its own."""

    file_id: UUID


def shut(record: OfAFile, tombstone: Tombstone) -> None:
    """End every grant of a record's file: for ``also`` of a ``Keeping``, whose ``touches`` names ``Grant``."""
    shut_files([record.file_id], tombstone)


def shut_files(files: Iterable[UUID], tombstone: Tombstone) -> None:
    """The same of several files."""
    Grant.objects.filter(file__in=list(files), revoked__isnull=True).update(
        revoked=tombstone.at, why_revoked="the record was erased when its time was over"
    )
