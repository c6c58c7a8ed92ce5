"""Systems of made-up bodies: keys, and calls as such a system makes them."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.test import Client

from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.identification.exchange import parcels
from opennrm.page.api import AT
from opennrm.systems import actions
from opennrm.systems.actions import Made
from opennrm.systems.pushing import about
from opennrm.systems.terms import Use
from opennrm.vault import inboxes, recovery
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.models import Inbox
from opennrm.vault.parcels import PUBLIC
from opennrm.vault.unlocked import Unlocked
from tests.desk import official
from tests.rooms.identification.world import Desk, today

EVERYTHING = (Use.NOTICES, Use.REFERRALS, Use.CASES, Use.IDENTITIES)
PHRASE = "vomati-rulisa-kepodu-nasifo"


@dataclass
class System:
    """A system with its key, the private half it keeps, and a client that sends no cookie."""

    made: Made
    private: bytes
    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers):
        return self.client.get(AT + path, headers=self.bearer | headers)

    def post(self, path: str, said, *, push: str = "", **headers):
        sent = self.bearer | {"Idempotency-Key": push or str(uuid4())} | headers
        body = said if isinstance(said, bytes) else json.dumps(said)
        return self.client.post(AT + path, body, content_type="application/json", headers=sent)

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.made.text}"}

    def opened(self, answer) -> dict:
        """What came sealed to this system."""
        return json.loads(parcels.opened_by_key(self.private, BytesIO(b64decode(answer.json()["sealed"]))))


def system(
    who: Official, *, lead: Official | None = None, uses=EVERYTHING, purpose: Purpose | None = Purpose.IDENTIFICATION
) -> System:
    """A system that acts in the name of an official, by a key a lead of the same body made."""
    private = new_private()
    made = actions.make(
        who,
        name="made-up system",
        uses=uses,
        purpose=purpose,
        until=today() + timedelta(days=30),
        exchange=f"{PUBLIC} {recovery.written(public_of(private))}",
        by=lead or official(who.organisation, lead=True),
        on=today(),
    )
    return System(made, private)


def inbox(at: Desk) -> Unlocked:
    """The inbox of a body, founded and open."""
    return inboxes.found(at.organisation.pk, member=at.officer.word, phrase=PHRASE, by=at.officer.word).unlocked


def enveloped(to: Desk, text: str, *, push: str) -> str:
    """Text sealed to the inbox of a body, as a system sends it with a push."""
    found = Inbox.objects.get(organisation=to.organisation.pk)
    return b64encode(inboxes.seal_to(found, text.encode(), about=about(push))).decode()


def notice(to: Desk, text: str = "Signs of force (made up).", *, push: str) -> dict[str, object]:
    """A notice of the police as a system sends it."""
    return {
        "kind": "police",
        "to": to.organisation.pk,
        "urgency": "soon",
        "prefecture": "13",
        "reference": "made-up/17",
        "text": enveloped(to, text, push=push),
    }
