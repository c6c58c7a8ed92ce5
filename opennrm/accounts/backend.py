"""Who a session belongs to. Nobody signs in by this: ``sessions.begin`` does it, past every factor."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from opennrm.accounts.models import Account


class ByFactor(BaseBackend):
    """Reads the account anew at each request."""

    def authenticate(self, request: HttpRequest | None = None, **credentials: Any) -> None:
        """Nobody: a password alone opens nothing."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account, while it is there."""
        return Account.objects.filter(pk=user_id).first()
