"""Accounts, the links that open them, recoveries, sessions, and failed tries."""

from typing import Any, Self
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from opennrm.accounts.terms import Outcome, Purpose
from opennrm.agencies.models import Official


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by the name it signs in with."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """By e-mail address, as it counts."""
        return self.get(email=username)


class Account(AbstractBaseUser):
    """The way in of one official. ``opened`` is when they accepted their invitation.

    A ``demo`` account is made up, its password printed: it opens nothing once the operator's own master key is there.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    official = models.OneToOneField(Official, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(unique=True)  # folded (rules.folded)
    opened = models.DateTimeField(null=True)
    demo = models.BooleanField(default=False)
    last_login = None  # sessions say it, and go

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Privacy:
        identifies = ("email",)
        sensitive = ("password",)  # Argon2id
        plain = ("id", "official", "opened", "demo")
        kept = "account"
        open_because = {
            "email": "an official's work address; it is looked up before anybody is there to whom it could be revealed"
        }

    def __str__(self) -> str:
        return self.word

    @property
    def word(self) -> str:
        """How the audit names this account."""
        return f"account:{self.pk}"


class LinkQuerySet(models.QuerySet["Link"]):
    """Reads of the links."""

    def waiting(self) -> Self:
        """Those that still open something."""
        return self.filter(used__isnull=True, until__gt=timezone.now())


class Link(models.Model):
    """A one-time link, known here by a digest. ``used`` is set when it was used, or replaced by a newer one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=16, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(used__isnull=True), name="accounts_one_link_at_a_time"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("made")), name="accounts_link_ends_after_it_begins"),
        ]
        ordering = ["made"]

    class Privacy:
        identifies = ()
        sensitive = ("digest",)
        plain = ("id", "account", "purpose", "made", "until", "used")
        kept = "account"

    def __str__(self) -> str:
        return self.word

    @property
    def word(self) -> str:
        """How the audit names this link."""
        return f"link:{self.pk}"


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    """Reads of the recoveries."""

    def open(self) -> Self:
        """Those that wait for somebody."""
        return self.filter(ended__isnull=True)


class Recovery(models.Model):
    """Somebody cannot sign in. ``asked_by`` is NULL where it was asked for from the sign-in page."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recoveries")
    asked = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome, default="", blank=True)

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended__isnull=True), name="accounts_one_recovery_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True, outcome="") | Q(ended__isnull=False, outcome__in=Outcome.values),
                name="accounts_a_recovery_ends_somehow",
            ),
        ]
        ordering = ["asked"]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "account", "asked", "asked_by", "ended", "outcome")
        kept = "account"

    def __str__(self) -> str:
        return self.word

    @property
    def word(self) -> str:
        """How the audit names this recovery."""
        return f"recovery:{self.pk}"


class Approval(models.Model):
    """One of the two people who answer for a recovery."""

    recovery = models.ForeignKey(Recovery, on_delete=models.CASCADE, related_name="approvals")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recovery", "by"], name="accounts_one_approval_a_person")]
        ordering = ["at"]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "recovery", "by", "at")
        kept = "account"

    def __str__(self) -> str:
        return f"{self.recovery_id} {self.by_id}"


class Session(AbstractBaseSession):
    """One sitting at the desk; ``session_key`` is a digest of what the cookie holds. No address, no agent.

    ``account`` is NULL until the second factor has passed. ``sealed_inbox`` opens with a cookie alone (``inboxes``).
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sessions")
    word = models.UUIDField(default=uuid4, unique=True)
    begun = models.DateTimeField()
    used = models.DateTimeField()

    class Meta:
        ordering = ["-used"]

    class Privacy:
        identifies = ()
        sensitive = ("session_key", "session_data")
        plain = ("account", "word", "begun", "used", "expire_date")
        kept = "session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Not from here: ``sessions.SessionStore`` imports this module."""
        raise NotImplementedError

    def __str__(self) -> str:
        return f"session:{self.word}"


class Tries(models.Model):
    """How often something was tried in vain; ``digest`` is keyed, so that it names nobody."""

    digest = models.CharField(max_length=64, primary_key=True)
    failed = models.PositiveSmallIntegerField()
    since = models.DateTimeField(db_index=True)

    class Privacy:
        identifies = ()
        sensitive = ("digest",)
        plain = ("failed", "since")
        kept = "session"

    def __str__(self) -> str:
        return f"{self.failed} since {self.since:%H:%M}"


def account_of(official: UUID) -> Account | None:
    """The account of an official, if there is one."""
    return Account.objects.filter(official=official).first()
