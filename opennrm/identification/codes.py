"""The code of a case: short enough to read out, told from its neighbours by a check letter, and of no meaning."""

import re
import secrets
import unicodedata

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
LENGTH = 7
SHAPE = f"^[{LETTERS}]{{4}}-[{LETTERS}]{{4}}$"  # of a code as it is kept
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
PRIMES = (3, 5, 7, 11, 13, 17, 19)  # odd: any one letter misread changes the check


def new_code() -> str:
    """A fresh code, as in ``7F3Q-9K2M``: 35 random bits and a check letter."""
    letters = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    return written(letters + check_letter(letters))


def check_letter(letters: str) -> str:
    """The last letter: it finds every single letter misread, and most exchanged neighbours."""
    total = sum(prime * LETTERS.index(letter) for prime, letter in zip(PRIMES, letters, strict=True))
    return LETTERS[total % len(LETTERS)]


def written(letters: str) -> str:
    """Eight letters in two groups."""
    return f"{letters[:4]}-{letters[4:]}"


def read(text: str) -> str | None:
    """The code somebody typed, in full width or small letters, with or without its hyphen; None where it is none."""
    bare = re.sub(r"[\s\-‐‑–—ー−]", "", unicodedata.normalize("NFKC", text)).upper().translate(READ_AS)
    if len(bare) != LENGTH + 1 or set(bare) - set(LETTERS) or check_letter(bare[:LENGTH]) != bare[LENGTH]:
        return None
    return written(bare)
