"""Phrases of inboxes: how one is made, how it may be typed, and how it becomes a key.

A phrase is four made-up words of three syllables that read the same in many languages: 71 bits, and no list of
words to translate. It becomes a key by Argon2id (RFC 9106), two at once at most, so that a crowd at the door
cannot take the memory of the machine.
"""

import math
import re
import secrets
import threading
from dataclasses import dataclass
from unicodedata import normalize

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SYLLABLES = tuple(
    re.findall(
        "..",
        "kakikukekosasusesotatetonaninunenohahihehomamimumemoyayuyorari"
        "rurerowagagigugegozazuzezodadedobabibubebopapipupepojajujofu",
    )
)
WORDS, PER_WORD = 4, 3
BITS = WORDS * PER_WORD * math.log2(len(SYLLABLES))
SHORTEST = 20  # letters, without blanks; a made one has 24
AT_ONCE = threading.BoundedSemaphore(2)
MOST_MEMORY = 1 << 20  # KiB: a stored cost above this is not honoured


@dataclass(frozen=True)
class Cost:
    """What one try costs: memory in KiB, passes over it, lanes. Stored with each slot, so it can grow."""

    memory: int
    passes: int
    lanes: int


COST = Cost(memory=64 * 1024, passes=3, lanes=1)


def new_phrase() -> str:
    """A phrase to be shown once, as in ``kanesu-morito-yugabe-nijoha``."""
    return "-".join("".join(secrets.choice(SYLLABLES) for _ in range(PER_WORD)) for _ in range(WORDS))


def typed(text: str) -> str:
    """A phrase as it counts: capitals, width, blanks and hyphens do not matter."""
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalnum())


def is_weak(text: str) -> bool:
    """Whether a phrase is shorter than any that was made here."""
    return len(typed(text)) < SHORTEST


def stretch(phrase: str, *, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from a phrase. Waits while two others are at it."""
    if cost.memory > MOST_MEMORY:
        raise ValueError(f"a cost of {cost.memory} KiB is beyond what this machine honours")
    with AT_ONCE:
        return _argon2(typed(phrase).encode(), salt, cost)


def _argon2(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory).derive(
        secret
    )
