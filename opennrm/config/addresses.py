"""Where a letter goes: the address behind an opaque id, looked up when the letter leaves."""

from uuid import UUID

from opennrm.accounts.models import Account


def address_of(recipient: str) -> str | None:
    """The e-mail address of ``official:ID``; None where nobody signs in under it any more."""
    kind, _colon, name = recipient.partition(":")
    if kind != "official":
        return None
    try:
        account = Account.objects.filter(official_id=UUID(name)).first()
    except ValueError:
        return None
    return account.email if account else None
