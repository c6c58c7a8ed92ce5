"""The recovery key of an inbox on paper: letters in groups of four that tell a slip of the pen."""

import base64
import binascii
import hashlib
from unicodedata import normalize

CHECK = 3  # bytes: 35 in all, which is 56 letters without filling
SLIPS = str.maketrans("018", "OIB")  # base32 has none of these digits


def written(private: bytes) -> str:
    """A private key as it is printed once, as in ``ABCD-EFGH-…``."""
    letters = base64.b32encode(private + _check(private)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def read(text: str) -> bytes | None:
    """The private key back, however it was spaced; None where it is not one, or was mistyped."""
    letters = "".join(each for each in normalize("NFKC", text).upper() if each.isalnum()).translate(SLIPS)
    try:
        data = base64.b32decode(letters)
    except (binascii.Error, ValueError):
        return None
    private, check = data[:32], data[32:]
    return private if len(private) == 32 and check == _check(private) else None


def _check(private: bytes) -> bytes:
    return hashlib.sha256(b"opennrm.recovery.1" + private).digest()[:CHECK]
