"""The file a package travels in: signed by whoever sends it, then sealed to whoever receives it.

Inside: a mark, the sender's public key, an Ed25519 signature, and JSON. The signature covers the receiver's key too, so
that a package signed for one cannot be passed on as if it were signed for another. Outside: a stream sealed to the
receiver's X25519 key. Keys are written as lines that tell a slip of the pen (``vault.recovery``).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from opennrm.eradication.exchange_terms import ExchangeRefusal, PackageRefusal
from opennrm.page.refusals import Refused
from opennrm.vault import recovery, stream
from opennrm.vault.cipher import Broken
from opennrm.vault.envelope import public_of
from opennrm.vault.keys import key_for
from opennrm.vault.terms import KeyKind

WHAT = "opennrm.package.1"
MARK = b"opennrm.package.1\n"
KEY, SIGNATURE = 32, 64
SEALS, SIGNS = "opennrm-package-seal", "opennrm-package-sign"


@dataclass(frozen=True)
class Ours:
    """The keys of one organisation: the private halves never leave the process."""

    opens: bytes = field(repr=False)
    signs: bytes = field(repr=False)

    @property
    def public(self) -> tuple[bytes, bytes]:
        """To seal to us, and to verify us by."""
        return public_of(self.opens), signer_of(self.signs)

    @property
    def lines(self) -> tuple[str, str]:
        """The same as lines to send to a partner."""
        seals, signs = self.public
        return f"{SEALS} {recovery.written(seals)}", f"{SIGNS} {recovery.written(signs)}"


def ours(organisation: str) -> Ours:
    """The keys of an organisation, made on first use and wrapped under the master key."""
    opens, signs = (key_for(KeyKind.EXCHANGE, f"{organisation}.{what}") for what in ("opens", "signs"))
    return Ours(opens, signs)


def signer_of(private: bytes) -> bytes:
    """The public half of a key that signs."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def read_line(text: str, kind: str) -> str:
    """A public key of a line, as hexadecimal digits; empty where the text is. Refused where it is no such line."""
    if not text.strip():
        return ""
    word, _space, rest = text.strip().partition(" ")
    key = recovery.read(rest) if word == kind else None
    if key is None:
        raise Refused(ExchangeRefusal.NOT_A_KEY)
    return key.hex()


def pack(said: Mapping[str, Any], *, signs: bytes, to: bytes) -> bytes:
    """Sign and seal. ``signs`` is the sender's private key, ``to`` the receiver's public one."""
    body = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    private = Ed25519PrivateKey.from_private_bytes(signs)
    inner = MARK + signer_of(signs) + private.sign(MARK + to + body) + body
    out = BytesIO()
    writer = stream.SealedWriter(out, to, what=WHAT)
    writer.write(inner)
    writer.finish()
    return out.getvalue()


def unpack(data: bytes, *, opens: bytes, signer: bytes) -> dict[str, Any]:
    """Open and verify. Refused where it is not for this key, not signed by this signer for us, or no package."""
    try:
        inner = b"".join(stream.opened(BytesIO(data), opens, what=WHAT))
    except stream.ForeignFile:
        raise Refused(PackageRefusal.NOT_A_PACKAGE) from None
    except (stream.OtherKey, Broken):
        raise Refused(PackageRefusal.NOT_OPENED) from None
    if not inner.startswith(MARK):
        raise Refused(PackageRefusal.NOT_A_PACKAGE)
    rest = inner.removeprefix(MARK)
    key, signature, body = rest[:KEY], rest[KEY : KEY + SIGNATURE], rest[KEY + SIGNATURE :]
    try:
        Ed25519PublicKey.from_public_bytes(signer).verify(signature, MARK + public_of(opens) + body)
    except (InvalidSignature, ValueError):
        raise Refused(PackageRefusal.NOT_SIGNED) from None
    if key != signer:
        raise Refused(PackageRefusal.NOT_SIGNED)
    return _parsed(body)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        raise Refused(PackageRefusal.NOT_A_PACKAGE) from None
    if not isinstance(said, dict):
        raise Refused(PackageRefusal.NOT_A_PACKAGE)
    return said
