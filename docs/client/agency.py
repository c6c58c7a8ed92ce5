"""A client of the interface for systems of agencies, typed, in one file: Python 3.11 and `cryptography`.

    client = Agency("https://desk.example.go.jp", key, private=private_half)
    client.send_notice(Notice(kind="police", to="isa", urgency="now", text="…"))

Take the file as it is, or as the pattern for another language; docs/how-to/api.md says what it does, and why.
"""

import hashlib
import json
import uuid
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

AT = "/api/1/"
SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
VERSION = b"\x01"  # of envelopes and frames
MARK, NAME, ENVELOPE = b"opennrm.sealed.1\n", 32, 81  # what a sealed answer begins with: mark, name of the key, its key
CHUNK, NONCE, TAG = 1 << 20, 12, 16


class Problem(Exception):
    """What the server refused (RFC 9457): ``detail`` says what to do next."""

    def __init__(self, said: Mapping[str, Any], retry_after: int | None) -> None:
        super().__init__(said.get("detail", ""))
        self.type = str(said.get("type", ""))
        self.status = int(said.get("status", 0))
        self.errors: list[dict[str, Any]] = said.get("errors", [])
        self.retry_after = retry_after


@dataclass(frozen=True)
class Notice:
    """That somebody may be a victim. ``text`` is sealed before it leaves; ``push`` makes sending it again harmless."""

    kind: str
    to: str
    urgency: str
    text: str = field(repr=False)
    prefecture: str = ""
    reference: str = ""
    push: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class Asked:
    """A referral: what is asked on a ground of the case (``Agency.case``), and until when."""

    case: str
    ground: str
    answer_by: str
    until: str
    recipient: str
    ask: str = field(repr=False)
    classes: tuple[str, ...] = ()
    kind: str = "referral"
    push: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class Taken:
    """What came of pushed facts."""

    rows: int
    already: int


class Agency:
    """One system's way in. ``private`` is the private half of its exchange key, 32 bytes."""

    def __init__(self, address: str, key: str, *, private: bytes = b"", language: str = "en") -> None:
        self._at, self._private = urlsplit(address), private
        self._envelopes: dict[uuid.UUID, str] = {}
        self._headers = {"Authorization": f"Bearer {key}", "Accept-Language": language}

    def key(self) -> dict[str, Any]:
        """What this key may, and until when."""
        return self._call("GET", "key")

    def cases(self) -> Iterator[dict[str, Any]]:
        """Every case the key's official may see."""
        yield from self._every("cases", "cases")

    def case(self, code: str) -> dict[str, Any]:
        """One case, and the grounds a referral of it may rest on."""
        return self._call("GET", f"cases/{code}")

    def identity(self, code: str) -> dict[str, Any]:
        """Who the person is; ``withheld`` names what the grants do not open, and why."""
        return self._opened(self._call("GET", f"cases/{code}/identity"))

    def referrals(self, which: str = "waiting") -> Iterator[dict[str, Any]]:
        """Referrals waiting for an answer of one's own, asked by oneself (asked), or all."""
        yield from self._every("referrals", "referrals", which=which)

    def notice_words(self, notice: str) -> dict[str, Any]:
        """The answer to a notice."""
        return self._opened(self._call("GET", f"notices/{notice}/words"))

    def send_notice(self, said: Notice) -> dict[str, Any]:
        """Send a notice; the same one again answers the same."""
        text = self._sealed(said.text, to=said.to, push=said.push)
        plain = {name: getattr(said, name) for name in ("kind", "to", "urgency", "prefecture", "reference")}
        return self._call("POST", "notices", {**plain, "text": text}, push=said.push)

    def send_referral(self, said: Asked) -> dict[str, Any]:
        """Ask the recipient of a ground to work on a case."""
        ask = self._sealed(said.ask, to=said.recipient, push=said.push)
        plain = {name: getattr(said, name) for name in ("case", "ground", "kind", "answer_by", "until")}
        return self._call("POST", "referrals", {**plain, "classes": [*said.classes], "ask": ask}, push=said.push)

    def push_facts(self, table: str, rows: list[dict[str, str]], *, collection: str, push: uuid.UUID) -> Taken:
        """Push facts of one table, all or none. Of a ``Problem`` each of ``errors`` names row, column and value."""
        said = self._call("POST", f"facts/{table}", {"collection": collection, "rows": rows}, push=push)
        return Taken(said["rows"], said["already"])

    def _sealed(self, text: str, *, to: str, push: uuid.UUID) -> str:
        """Text for the members of an inbox alone, good in this push alone; the same again for the same push.

        Sealing anew would make another content of it, which the server refuses under the same key of idempotency.
        """
        if push in self._envelopes:
            return self._envelopes[push]
        inbox = self._call("GET", f"inboxes/{to}")
        place = _place("opennrm.inbox.message.1", inbox["inbox"], str(inbox["generation"]), f"push:{push}")
        public = X25519PublicKey.from_public_bytes(b64decode(inbox["public"]))
        envelope = VERSION + SUITE.encrypt(text.encode(), public, info=VERSION + place)
        self._envelopes[push] = b64encode(int(inbox["generation"]).to_bytes(4, "big") + envelope).decode()
        return self._envelopes[push]

    def _opened(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What came sealed to this system's exchange key. Raises InvalidTag where it was changed."""
        sealed, private = b64decode(said["sealed"]), X25519PrivateKey.from_private_bytes(self._private)
        name = hashlib.sha256(private.public_key().public_bytes_raw()).hexdigest()[:NAME]
        if not sealed.startswith(MARK + name.encode()):
            raise ValueError(f"sealed to another key than {name}: {said['to']}")
        place, rest = _place("opennrm.exchange.1", name), sealed[len(MARK) + NAME :]
        key = SUITE.decrypt(rest[1:ENVELOPE], private, info=VERSION + place)
        found: dict[str, Any] = json.loads(b"".join(_frames(key, rest[ENVELOPE:], place)))
        return found

    def _every(self, path: str, name: str, **asked: str) -> Iterator[dict[str, Any]]:
        while True:
            said = self._call("GET", f"{path}?{urlencode(asked)}")
            yield from said[name]
            if not said["more"]:
                return
            asked["after"] = said[name][-1]["id"]

    def _call(self, method: str, path: str, said: Any = None, *, push: uuid.UUID | None = None) -> dict[str, Any]:
        """One call. Raises ``Problem``; after a failed connection the same push may be sent again."""
        headers = dict(self._headers)
        if push is not None:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": str(push)}
        connection = (HTTPSConnection if self._at.scheme == "https" else HTTPConnection)(self._at.netloc, timeout=30)
        try:
            connection.request(method, AT + path, None if said is None else json.dumps(said).encode(), headers)
            answer = connection.getresponse()
            found: dict[str, Any] = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status >= 400:
            wait = answer.headers.get("Retry-After")
            raise Problem(found, int(wait) if wait else None)
        return found


def _place(*parts: str) -> bytes:
    """What a sealed thing is bound to."""
    return json.dumps(parts).encode()


def _frames(key: bytes, data: bytes, place: bytes) -> Iterator[bytes]:
    """The frames of a sealed answer; number and last place are bound into each."""
    size = len(VERSION) + NONCE + CHUNK + TAG
    starts = range(0, len(data), size)
    for number, start in enumerate(starts):
        frame, last = data[start : start + size], start + size >= len(data)
        bound = VERSION + place + number.to_bytes(8, "big") + (b"\x01" if last else b"\x00")
        yield AESGCM(key).decrypt(frame[1 : 1 + NONCE], frame[1 + NONCE :], bound)
