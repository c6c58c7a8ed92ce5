"""AES-256-GCM in one frame: a version byte, a nonce, the ciphertext, bound to where it belongs.

Texts are padded to a multiple of 32 bytes, so that the length of a name does not show.
"""

import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE = 12
TAG = 16
BLOCK = 32


class Broken(ValueError):
    """A frame that does not open: changed, truncated, of an unknown version, or bound to another place."""


def new_key() -> bytes:
    """32 random bytes."""
    return AESGCM.generate_key(256)


def bind(*parts: str) -> bytes:
    """The place a frame belongs to; different parts never give the same bytes."""
    return json.dumps(parts).encode()


def seal_bytes(key: bytes, data: bytes, *, bound: bytes) -> bytes:
    """A frame that opens under this key and this place alone; a new nonce each time."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, data, VERSION + bound)


def open_bytes(key: bytes, frame: bytes, *, bound: bytes) -> bytes:
    """What was sealed. Raises Broken."""
    if len(frame) < len(VERSION) + NONCE + TAG or frame[:1] != VERSION:
        raise Broken("truncated, or of an unknown version")
    try:
        return AESGCM(key).decrypt(frame[1 : 1 + NONCE], frame[1 + NONCE :], VERSION + bound)
    except InvalidTag:
        raise Broken("changed, moved, or under another key") from None


def pad(text: str) -> bytes:
    """UTF-8 behind its length, filled up to a multiple of 32 bytes."""
    data = text.encode()
    framed = len(data).to_bytes(4, "big") + data
    return framed + bytes(-len(framed) % BLOCK)


def unpad(framed: bytes) -> str:
    """The text back."""
    length = int.from_bytes(framed[:4], "big")
    return framed[4 : 4 + length].decode()
