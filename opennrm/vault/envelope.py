"""Envelopes: anyone closes one with a public key, the holder of the private key alone opens it.

HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM under version byte 1; a hybrid with ML-KEM will be 2.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from opennrm.vault.cipher import Broken

VERSION = b"\x01"
SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def new_private() -> bytes:
    """A private key, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public key that belongs to a private one, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def close(public: bytes, data: bytes, *, bound: bytes) -> bytes:
    """An envelope for the holder of the private key, good at this place alone."""
    return VERSION + SUITE.encrypt(data, X25519PublicKey.from_public_bytes(public), info=VERSION + bound)


def open_envelope(private: bytes, envelope: bytes, *, bound: bytes) -> bytes:
    """What was put in. Raises Broken where it was changed, moved, truncated, or is for somebody else."""
    if envelope[:1] != VERSION:
        raise Broken("of an unknown version")
    try:
        return SUITE.decrypt(envelope[1:], X25519PrivateKey.from_private_bytes(private), info=VERSION + bound)
    except (InvalidTag, ValueError):
        raise Broken("changed, moved, truncated, or for another key") from None
