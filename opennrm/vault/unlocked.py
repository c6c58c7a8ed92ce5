"""An inbox that a person has opened: its private keys, in memory alone."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import NoReturn
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from opennrm.page.refusals import Refused
from opennrm.vault.cipher import Broken, bind, open_bytes, seal_bytes
from opennrm.vault.envelope import close, open_envelope
from opennrm.vault.refusals import Lock

GENERATION = 4  # bytes before a message's envelope that say which key pair it is for


class Unlocked:
    """The private keys of one inbox by generation. Never stored, serialised or shown.

    ``newest`` is the generation that was in use when the inbox was opened.
    """

    __slots__ = ("_privates", "inbox", "newest")

    def __init__(self, inbox: UUID, privates: Mapping[int, bytes]) -> None:
        self.inbox, self._privates, self.newest = inbox, dict(privates), max(privates)

    def __repr__(self) -> str:
        return f"<inbox {self.inbox}, open>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an open inbox is not serialised")

    __getstate__ = __reduce__

    def open(self, message: bytes, *, about: str) -> bytes:
        """What was sealed to this inbox under ``about``. Refused where it was changed, moved or is for another."""
        generation = int.from_bytes(message[:GENERATION], "big")
        private = self._privates.get(generation)
        if private is None:
            raise Refused(Lock.BROKEN)
        try:
            return open_envelope(private, message[GENERATION:], bound=_message_place(self.inbox, generation, about))
        except Broken:
            raise Refused(Lock.BROKEN) from None

    def share(self, generation: int, slot: UUID, public: bytes) -> tuple[bytes, bytes]:
        """The private key of a generation in an envelope for a slot, and the vouch for that slot."""
        place = _share_place(self.inbox, generation, slot)
        envelope = close(public, self._privates[generation], bound=place)
        return envelope, self._vouch(generation, place + public)

    def vouches(self, generation: int, slot: UUID, public: bytes, vouch: bytes) -> bool:
        """Whether whoever put this slot there held the private key of that generation."""
        return hmac.compare_digest(self._vouch(generation, _share_place(self.inbox, generation, slot) + public), vouch)

    def closed(self, key: bytes, *, bound: bytes) -> bytes:
        """The inbox shut under a key of 32 bytes, to be opened by ``reopened`` at this place alone."""
        parts = [self.inbox.bytes]
        parts += [generation.to_bytes(GENERATION, "big") + self._privates[generation] for generation in self._privates]
        return seal_bytes(key, b"".join(parts), bound=b"opennrm.inbox.closed.1" + bound)

    @classmethod
    def reopened(cls, key: bytes, frame: bytes, *, bound: bytes) -> "Unlocked":
        """What was ``closed``. Raises Broken where it was changed or moved, or the key is another."""
        data = open_bytes(key, frame, bound=b"opennrm.inbox.closed.1" + bound)
        size = GENERATION + 32
        keys = [data[at : at + size] for at in range(16, len(data), size)]
        return cls(UUID(bytes=data[:16]), {int.from_bytes(k[:GENERATION], "big"): k[GENERATION:] for k in keys})

    def generations(self) -> tuple[int, ...]:
        """Those it opens, oldest first."""
        return tuple(sorted(self._privates))

    def with_key(self, generation: int, private: bytes) -> "Unlocked":
        """The same inbox, open with one key more."""
        return Unlocked(self.inbox, self._privates | {generation: private})

    def _vouch(self, generation: int, what: bytes) -> bytes:
        key = HKDF(SHA256(), 32, salt=None, info=b"opennrm.inbox.vouch.1").derive(self._privates[generation])
        return hmac.new(key, what, hashlib.sha256).digest()


def sealed_message(inbox: UUID, generation: int, public: bytes, data: bytes, *, about: str) -> bytes:
    """A message for an inbox: which key pair it is for, then its envelope."""
    return generation.to_bytes(GENERATION, "big") + close(public, data, bound=_message_place(inbox, generation, about))


def opened_share(inbox: UUID, generation: int, slot: UUID, private: bytes, envelope: bytes) -> bytes:
    """The private key of a generation out of a slot's envelope. Raises Broken."""
    return open_envelope(private, envelope, bound=_share_place(inbox, generation, slot))


def _share_place(inbox: UUID, generation: int, slot: UUID) -> bytes:
    return bind("opennrm.inbox.share.1", str(inbox), str(generation), str(slot))


def _message_place(inbox: UUID, generation: int, about: str) -> bytes:
    return bind("opennrm.inbox.message.1", str(inbox), str(generation), about)
