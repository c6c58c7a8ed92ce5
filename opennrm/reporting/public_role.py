"""What the public door may do in the database: add what strangers send, and read what a receipt or a page needs.

Of what was posted it may see that it is there, never the sealed body; it changes and deletes nothing.
"""

from opennrm.access.rights import ALL, Right
from opennrm.agencies.models import (
    ContactLanguage,
    ContactNumber,
    ContactPoint,
    OpeningHours,
    Organisation,
    OrganisationName,
)
from opennrm.reporting.boxes import Box, Posted, PostedKey, Recipient, Reply
from opennrm.vault.models import Inbox, InboxKey

RIGHTS = (
    Right(Box, ALL, adds=True),
    Right(Posted, ("id", "box", "kind"), adds=True),
    Right(PostedKey, adds=True),
    Right(Recipient, ("box", "inbox"), adds=True),
    Right(Reply, ALL),
    Right(Inbox, ("id", "organisation")),
    Right(InboxKey, ("id", "inbox", "generation", "public", "retired_at")),
    *(Right(model, ALL) for model in (Organisation, OrganisationName)),
    *(Right(model, ALL) for model in (ContactPoint, ContactNumber, ContactLanguage, OpeningHours)),
)
