"""The receipt: 20 random digits (66 bits) and a check digit, read back from any script, spoken or typed.

Plain Python but for the cost of Argon2id, which makes the two things a receipt opens: a lookup id, and the key pair
to which replies are sealed. Nobody who holds the database can go back from either to the receipt.
"""

import hmac
import secrets
import threading
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from opennrm.reporting.terms import Fault
from opennrm.vault.envelope import public_of
from opennrm.vault.phrases import Cost

DIGITS, GROUP = 20, 4
COST = Cost(memory=64 * 1024, passes=3, lanes=1)
AT_ONCE = threading.BoundedSemaphore(2)  # so that a crowd at the door cannot take the memory of the machine
SALT = b"opennrm.receipt.1"  # the same everywhere: a receipt alone must lead to its report, and 66 bits need no other

# The table of Damm (2004): a totally antisymmetric quasigroup of order 10 with a zero diagonal.
DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


class Mistyped(ValueError):
    """What was typed is no receipt; ``fault`` says what is wrong and what to do."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Receipt:
    """21 digits, the last of which checks the others. Its text never enters a log or a database."""

    digits: str

    def __repr__(self) -> str:
        return "<receipt>"

    @property
    def groups(self) -> tuple[str, ...]:
        """Five groups of four and the check digit, as it is shown, printed and spoken."""
        return tuple(self.digits[start : start + GROUP] for start in range(0, len(self.digits), GROUP))

    @property
    def written(self) -> str:
        """The groups with blanks between: ``1234 5678 9012 3456 7890 4``."""
        return " ".join(self.groups)

    @property
    def last_four(self) -> str:
        """What the page asks for before it lets go."""
        return self.digits[-4:]


@dataclass(frozen=True)
class Opened:
    """What a receipt opens. ``lookup`` is 32 bytes in hex, ``private`` the reporter's X25519 key, ``root`` for ids."""

    lookup: str
    private: bytes
    root: bytes

    def __repr__(self) -> str:
        return "<opened by a receipt>"

    @property
    def public(self) -> bytes:
        """The key replies are sealed to."""
        return public_of(self.private)


def new_receipt() -> Receipt:
    """A receipt nobody has had."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return Receipt(digits + check_digit(digits))


def check_digit(digits: str) -> str:
    """Damm's check digit: it finds every single wrong digit and every two neighbours swapped."""
    interim = 0
    for digit in digits:
        interim = int(DAMM[interim][int(digit)])
    return str(interim)


def read(typed: str) -> Receipt:
    """A receipt from what somebody typed, in the digits of any script, with blanks, dashes and dots between.

    Raises Mistyped. That a receipt is well formed says nothing of whether it opens anything.
    """
    digits = []
    for letter in unicodedata.normalize("NFKC", typed[:400]):
        if letter.isdecimal():
            digits.append(str(unicodedata.decimal(letter)))
        elif not _may_stand_between(letter):
            raise Mistyped(Fault.NO_DIGIT)
    if not digits:
        raise Mistyped(Fault.EMPTY)
    if len(digits) != DIGITS + 1:
        raise Mistyped(Fault.TOO_SHORT if len(digits) < DIGITS + 1 else Fault.TOO_LONG)
    if check_digit("".join(digits)) != "0":
        raise Mistyped(Fault.MISTYPED)
    return Receipt("".join(digits))


def confirms(receipt: Receipt, typed: str) -> bool:
    """Whether somebody typed the last four digits, in any script."""
    letters = unicodedata.normalize("NFKC", typed[:80])
    digits = "".join(str(unicodedata.decimal(letter)) for letter in letters if letter.isdecimal())
    return hmac.compare_digest(digits, receipt.last_four)


def opened(receipt: Receipt) -> Opened:
    """What a receipt opens. Takes its time, and waits while two others are at it."""
    with AT_ONCE:
        root = Argon2id(salt=SALT, length=32, iterations=COST.passes, lanes=COST.lanes, memory_cost=COST.memory).derive(
            receipt.digits.encode()
        )
    return Opened(_part(root, b"lookup").hex(), _part(root, b"replies"), _part(root, b"ids"))


def _part(root: bytes, what: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"opennrm.receipt.1." + what).derive(root)


def _may_stand_between(letter: str) -> bool:
    """Blanks, dashes, dots, commas, marks of direction: what people and keyboards put between digits.

    Japanese keyboards turn a dash into the mark of a long vowel (ー), which is a letter.
    """
    return (
        letter in "ー・"
        or unicodedata.category(letter)[0] in "ZP"
        or unicodedata.category(letter) in {"Cc", "Cf", "Sm"}
    )
