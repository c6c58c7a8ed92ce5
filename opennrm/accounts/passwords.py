"""Passwords under Argon2id: two at once at most, so that a crowd at the door cannot take the machine's memory."""

from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.utils.functional import cached_property

from opennrm.accounts.models import Account
from opennrm.vault.phrases import AT_ONCE, COST


class Argon2(Argon2PasswordHasher):
    """Django's hasher at the cost of the inbox phrases."""

    time_cost = COST.passes
    memory_cost = COST.memory
    parallelism = COST.lanes

    def encode(self, password: str, salt: str) -> str:
        """A hash; waits while two others are made."""
        with AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether it is the password; waits likewise."""
        with AT_ONCE:
            return super().verify(password, encoded)

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing: one cost is in use."""


class _Nobody:
    """Stands where there is no account, so that an unknown name takes as long as a wrong password."""

    @cached_property
    def password(self) -> str:
        return make_password("nobody has this password")


NOBODY = _Nobody()


def is_right(account: Account | None, password: str) -> bool:
    """Whether it is the account's password; of no account, or one not opened yet, False, and just as late."""
    opened = account is not None and account.has_usable_password()
    encoded: Any = account.password if account is not None and opened else NOBODY.password
    return check_password(password, encoded) and opened
