"""What every system asks first: what its key may, and the public key of an inbox to seal to."""

from base64 import b64encode
from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Path, Router
from pydantic import Field

from opennrm.page.api import Strict
from opennrm.systems.doors import noted
from opennrm.systems.pushing import inbox_key

CODE = r"^[a-z0-9][a-z0-9-]{0,63}$"
Organisation = Annotated[str, Path(pattern=CODE, description=gettext_noop("The code of an organisation, as npa"))]

router = Router(tags=["systems"])


class KeyOf(Strict):
    """What a key may."""

    organisation: str
    name: str
    uses: list[str]
    purpose: str
    until: date
    exchange: bool = Field(description=gettext_noop("Whether it has an exchange key that identities are sealed to"))


class InboxOf(Strict):
    """The key in use of an inbox: HPKE (RFC 9180), X25519, HKDF-SHA256, AES-256-GCM."""

    organisation: str
    inbox: str
    generation: int
    public: str = Field(description=gettext_noop("32 bytes in base64"))


@router.get("key", response=KeyOf, summary=gettext_noop("What this key may"))
def key(request: HttpRequest) -> KeyOf:
    held = noted(request, "key").key
    return KeyOf(
        organisation=held.organisation_id,
        name=held.name,
        uses=sorted(each.value for each in held.may),
        purpose=held.purpose,
        until=held.until,
        exchange=held.public is not None,
    )


@router.get("inboxes/{organisation}", response=InboxOf, summary=gettext_noop("The public key of an inbox"))
def inbox(request: HttpRequest, organisation: Organisation) -> InboxOf:
    noted(request, "inbox")
    held = inbox_key(organisation)
    return InboxOf(
        organisation=organisation,
        inbox=str(held.inbox_id),
        generation=held.generation,
        public=b64encode(bytes(held.public)).decode(),
    )
