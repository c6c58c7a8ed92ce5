"""A file sealed to a partner's public key (``opennrm exchange open`` opens it), and the line such a key is in."""

from io import BytesIO

from opennrm.vault import recovery, stream

WHAT = "opennrm.exchange.1"
PUBLIC, PRIVATE = "opennrm-exchange-public", "opennrm-exchange-private"


def to_key(public: bytes, data: bytes) -> bytes:
    """A file for the holder of the private key alone."""
    out = BytesIO()
    writer = stream.SealedWriter(out, public, what=WHAT)
    writer.write(data)
    writer.finish()
    return out.getvalue()


def is_private(line: str) -> bool:
    """Whether a line is the half of a pair that must not leave its owner."""
    return line.strip().startswith(PRIVATE)


def public_key(line: str) -> bytes | None:
    """The public key of a line, or None where it is none."""
    return None if is_private(line) else recovery.read(line.strip().removeprefix(PUBLIC))
