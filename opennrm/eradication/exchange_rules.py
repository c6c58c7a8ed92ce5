"""Why not, of exchanges, conferences, partners and packages. Plain values in, a reason or None out."""

from collections.abc import Collection
from datetime import date

from opennrm.eradication.exchange_terms import (
    Act,
    ExchangeRefusal,
    PackageRefusal,
    PackageState,
    PartnerKind,
)


def why_not_note(
    *, act: str, words: str, day: date, due: date | None, today: date, partner_ended: bool
) -> ExchangeRefusal | None:
    """What is noted has happened, says something, and a request has a deadline."""
    if partner_ended:
        return ExchangeRefusal.PARTNER_ENDED
    if not words.strip():
        return ExchangeRefusal.NOTHING_SAID
    if day > today:
        return ExchangeRefusal.FUTURE
    if act != Act.REQUEST:
        return None
    if due is None:
        return ExchangeRefusal.NO_DUE
    return ExchangeRefusal.DUE_PAST if due < day else None


def why_not_answer(*, act: str, closed: bool) -> ExchangeRefusal | None:
    """An open request is answered or closed, once."""
    return ExchangeRefusal.NOT_A_REQUEST if act != Act.REQUEST or closed else None


def why_not_partner(*, kind: str, country: str, name_en: str, name_ja: str) -> ExchangeRefusal | None:
    """A partner has two names, and an authority a country."""
    if not name_en.strip() or not name_ja.strip():
        return ExchangeRefusal.NO_NAME
    return ExchangeRefusal.NO_COUNTRY if kind != PartnerKind.INTERNATIONAL and not country else None


def why_not_agree(
    *, classes: Collection[str], since: date, until: date | None, partner_ended: bool
) -> ExchangeRefusal | None:
    """An agreement lets something pass, and its days are in order."""
    if partner_ended:
        return ExchangeRefusal.PARTNER_ENDED
    if not classes:
        return ExchangeRefusal.NO_CLASS
    return ExchangeRefusal.DAYS_REVERSED if until is not None and until < since else None


def why_not_pass(*, holds: bool, ready: bool) -> PackageRefusal | None:
    """A package passes under an agreement in force, to and from a partner whose keys were compared."""
    if not holds:
        return PackageRefusal.EXPIRED
    return None if ready else PackageRefusal.NO_KEY


def why_not_approve(*, state: str, own: bool, gave_first: bool) -> PackageRefusal | None:
    """Two officials approve, neither of whom asked, each once."""
    if state not in {PackageState.ASKED, PackageState.SECOND}:
        return PackageRefusal.STATE
    if own:
        return PackageRefusal.OWN
    return PackageRefusal.TWICE if gave_first else None
