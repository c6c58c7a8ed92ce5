"""What a system pushes happens once; what identifies comes sealed to an inbox, and goes sealed to the caller's key."""

import hashlib
import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Header
from pydantic import Field

from opennrm.access.terms import Purpose
from opennrm.page.api import BASE64_PATTERN, UUID_PATTERN, Strict
from opennrm.page.refusals import Refused, refuse
from opennrm.systems.doors import Caller, admitted
from opennrm.systems.models import Answer
from opennrm.systems.terms import Refusal, Use
from opennrm.vault import parcels
from opennrm.vault.checkpoints import key_name
from opennrm.vault.envelope import VERSION
from opennrm.vault.models import Inbox, InboxKey
from opennrm.vault.unlocked import GENERATION

SHORTEST, LONGEST = 72, 60_000  # characters of an envelope: one sealed byte; some 40 kB of text
AROUND = GENERATION + len(VERSION) + 32 + 16  # bytes round what is sealed: which key pair, version, its key, its tag

Idempotency = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=UUID_PATTERN,
        description=gettext_noop("A UUID of the sender's. The same again answers the same and does nothing twice"),
    ),
]
Envelope = Annotated[
    str,
    Field(
        pattern=BASE64_PATTERN,
        min_length=SHORTEST,
        max_length=LONGEST,
        description=gettext_noop("Text sealed to the receiver's inbox, bound to the Idempotency-Key; in base64"),
    ),
]


class Sealed(Strict):
    """JSON sealed to the caller's exchange key; ``opennrm exchange open`` and the client of the docs open it."""

    to: str = Field(description=gettext_noop("The name of the key it is sealed to"))
    sealed: str = Field(description=gettext_noop("In base64"))


def once(
    request: HttpRequest,
    use: Use,
    operation: str,
    idempotency: str,
    said: Strict,
    act: Callable[[Caller], dict[str, Any]],
    *,
    purposes: tuple[Purpose, ...] = (),
) -> dict[str, Any]:
    """Do what a push asks for, or answer as before where it came before: act, line and answer are one transaction.

    Refused where the key of idempotency came with something else. What is refused is not remembered.
    """
    caller = admitted(request, use, purposes)
    digest = hashlib.sha256(f"{request.path}\n{said.model_dump_json()}".encode()).hexdigest()
    named = {"key": caller.key, "idempotency": UUID(idempotency)}
    with caller.acting(), transaction.atomic():
        new = Answer(**named, digest=digest, on=timezone.localdate())
        Answer.objects.bulk_create([new], ignore_conflicts=True)  # the second of two at once waits here for the first
        held = Answer.objects.select_for_update().get(**named)
        refuse(None if held.digest == digest else Refusal.OTHER_BODY)
        if held.body is None:
            held.body = act(caller)
            held.save(update_fields=["body"])
        caller.note(operation)
    answer: dict[str, Any] = held.body
    return answer


def inbox_key(organisation: str) -> InboxKey:
    """The key in use of an organisation's inbox. Refused where it has none."""
    inbox = Inbox.objects.filter(organisation=organisation).first()
    key = inbox.keys.filter(retired_at__isnull=True).first() if inbox else None
    if key is None:
        raise Refused(Refusal.NO_INBOX)
    return key


def enveloped(text: str, *, to: str) -> str:
    """An envelope as it came, once it is one for the inbox key in use of an organisation. It cannot be opened here."""
    key = inbox_key(to)
    try:
        message = b64decode(text, validate=True)
    except Error:
        raise Refused(Refusal.OTHER_KEY) from None
    generation = int.from_bytes(message[:GENERATION], "big")
    version = message[GENERATION : GENERATION + len(VERSION)]
    fits = len(message) > AROUND and generation == key.generation and version == VERSION
    refuse(None if fits else Refusal.OTHER_KEY)
    return text


def about(push: UUID | str) -> str:
    """What an envelope is bound to: the push it came with."""
    return f"push:{push}"


def sealed_to_caller(caller: Caller, content: dict[str, Any]) -> Sealed:
    """What identifies, for whoever holds the private half of the key's exchange key."""
    if caller.key.public is None:
        raise Refused(Refusal.NO_EXCHANGE_KEY)
    public = bytes(caller.key.public)
    data = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    return Sealed(to=key_name(public), sealed=b64encode(parcels.to_key(public, data)).decode())
