"""An account: what an official signs in with."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from opennrm.agencies.models import Official


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by the name it signs in with."""


class Account(AbstractBaseUser):
    """The way in of one official."""

    official = models.OneToOneField(Official, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(unique=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Privacy:
        identifies = ("email",)
        sensitive = ("official", "last_login")
        plain = ("id", "password")
        kept = "account"
        open_because = {"email": "the name an official signs in with, looked up before anything can be opened"}

    def __str__(self) -> str:
        return str(self.official_id)
