"""Passwords under Argon2id: two at once at most, so that a crowd at the door cannot take the machine's memory."""

import re
from typing import Any
from unicodedata import normalize

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext

from opennrm.accounts.models import Account
from opennrm.vault.phrases import AT_ONCE, COST

WORDS = ("opennrm", "nrm", "trafficking", "人身取引", "password", "welcome")  # docs/explanation/sign-in.md


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


class WordsOfThePlace:
    """Refuses a password that is little more than a word an outsider would try first."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raises ValidationError where, digits and signs put aside, nothing is left but such a word."""
        bare = _bare(password)
        if not bare or bare in {_bare(word) for word in (*WORDS, *settings.PASSWORD_WORDS, *_of(user))}:
            raise ValidationError(self.get_help_text(), code="word_of_the_place")

    def get_help_text(self) -> str:
        """What to do instead."""
        return gettext("Make it of more than one word, and not of the name of your office or of this program.")


class _Nobody:
    """Stands where there is no account, so that an unknown name takes as long as a wrong password."""

    @cached_property
    def password(self) -> str:
        return make_password("nobody has this password")


NOBODY = _Nobody()


def _of(user: Account | None) -> list[str]:
    """The names of the organisation, and the parts of the address."""
    if user is None:
        return []
    named = user.official.organisation.names.values_list("name", flat=True)
    return [user.official.organisation_id, *named, *re.split(r"[@.]", user.email)]


def _bare(text: str) -> str:
    """The letters alone, however they are written."""
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalpha())


def is_right(account: Account | None, password: str) -> bool:
    """Whether it is the account's password; of no account, or one not opened yet, False, and just as late."""
    opened = account is not None and account.has_usable_password()
    encoded: Any = account.password if account is not None and opened else NOBODY.password
    return check_password(password, encoded) and opened
