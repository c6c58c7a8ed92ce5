"""Whoever signs in hears by a letter without content that something about it changed, or that tries ran out."""

from django.utils.translation import get_language

from opennrm.accounts.models import Account
from opennrm.worker import letters
from opennrm.worker.terms import LetterKind


def tell(account: Account) -> None:
    """Leave the letter, in the transaction of the act. One that waits already will do."""
    letters.leave(LetterKind.ACCOUNT, to=account.official.word, language=get_language() or "en")
