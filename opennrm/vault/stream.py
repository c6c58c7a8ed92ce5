"""A long content sealed to a public key in chunks, each authenticated with its place: never whole in memory.

On disk: a mark, the name of the public key, the envelope of a fresh key, then frames of one size, the last one shorter
or equal. The place of a frame, and whether it is the last, are bound into it: cut, moved or changed it does not open.
"""

from collections.abc import Iterator
from typing import BinaryIO

from opennrm.vault.checkpoints import key_name
from opennrm.vault.cipher import NONCE, TAG, VERSION, Broken, bind, new_key, open_bytes, seal_bytes
from opennrm.vault.envelope import close, open_envelope, public_of

MARK = b"opennrm.sealed.1\n"
CHUNK = 1 << 20  # bytes of content in a frame
FRAME = len(VERSION) + NONCE + CHUNK + TAG
NAME, ENVELOPE = 32, 1 + 32 + 32 + TAG  # bytes: the public key's name; version, share of the key, key, tag


class ForeignFile(ValueError):
    """A file that is no sealed stream, or one of a later kind than this program knows."""


class OtherKey(ValueError):
    """Sealed to another key than the one given: the names of both."""

    def __init__(self, name: str, given: str) -> None:
        super().__init__(name, given)
        self.name, self.given = name, given


class SealedWriter:
    """Takes content as it comes; ``finish`` writes the last frame, without which nothing opens as whole."""

    def __init__(self, out: BinaryIO, public: bytes, *, what: str) -> None:
        self._out, self._key, self._number, self._rest = out, new_key(), 0, bytearray()
        name = key_name(public).encode()
        self._place = bind(what, name.decode())
        out.write(MARK + name + close(public, self._key, bound=self._place))

    def write(self, data: bytes) -> None:
        """Take a part of the content."""
        self._rest += data
        while len(self._rest) > CHUNK:  # the last chunk waits: nobody knows yet that it is one
            self._frame(bytes(self._rest[:CHUNK]), last=False)
            del self._rest[:CHUNK]

    def finish(self) -> None:
        """Say that this was all."""
        self._frame(bytes(self._rest), last=True)
        self._rest.clear()

    def _frame(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(seal_bytes(self._key, chunk, bound=_at(self._place, self._number, last)))
        self._number += 1


def opened(file: BinaryIO, private: bytes, *, what: str) -> Iterator[bytes]:
    """The content in parts, each already authenticated.

    Raises ForeignFile, OtherKey, and Broken where the file was changed or cut short: at its end at the latest, so what
    was made of earlier parts counts for nothing until the last has come.
    """
    if file.read(len(MARK)) != MARK:
        raise ForeignFile
    name = file.read(NAME)
    if len(name) < NAME:
        raise Broken
    place = bind(what, name.decode("ascii", "replace"))
    given = key_name(public_of(private))
    if name != given.encode():
        raise OtherKey(name.decode("ascii", "replace"), given)
    key = open_envelope(private, file.read(ENVELOPE), bound=place)
    return _frames(file, key, place)


def _frames(file: BinaryIO, key: bytes, place: bytes) -> Iterator[bytes]:
    number, frame = 0, file.read(FRAME)
    while True:
        following = file.read(FRAME) if len(frame) == FRAME else b""
        yield open_bytes(key, frame, bound=_at(place, number, not following))
        if not following:
            break
        number, frame = number + 1, following


def _at(place: bytes, number: int, last: bool) -> bytes:
    return place + number.to_bytes(8, "big") + (b"\x01" if last else b"\x00")
