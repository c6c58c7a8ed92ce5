"""The directory of partners and agreements. Raises Refused. One official enters keys, another compares them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from opennrm.agencies.models import Official
from opennrm.eradication import exchange_rules as rules
from opennrm.eradication.exchange_terms import ExchangeRefusal, PartnerKind
from opennrm.eradication.models import Agreement, Partner
from opennrm.eradication.parcel import SEALS, SIGNS, read_line
from opennrm.page.refusals import Refused, refuse
from opennrm.vault.actions import record


@dataclass(frozen=True)
class Named:
    """A partner as the directory has it."""

    kind: PartnerKind
    name_en: str
    name_ja: str
    country: str = ""
    source: str = ""


@dataclass(frozen=True)
class Agreed:
    """An agreement as both sides signed it. ``basis`` says where it can be read."""

    reference: str
    title: str
    purpose: str
    basis: str
    classes: Collection[str]
    keep_days: int
    since: date
    until: date | None = None


@transaction.atomic
def add_partner(named: Named, *, by: Official, on: date) -> Partner:
    """Enter a partner."""
    refuse(rules.why_not_partner(kind=named.kind, country=named.country, name_en=named.name_en, name_ja=named.name_ja))
    try:
        with transaction.atomic():
            made = Partner.objects.create(
                kind=named.kind,
                country=named.country,
                name_en=named.name_en.strip(),
                name_ja=named.name_ja.strip(),
                source=named.source.strip(),
                added=on,
                by=by,
            )
    except IntegrityError:
        raise Refused(ExchangeRefusal.ENTERED) from None
    record("partner.added", made.word, by=by.word)
    return made


@transaction.atomic
def set_keys(partner: Partner, *, seals: str, signs: str, by: Official) -> Partner:
    """Enter the public lines a partner sent; nothing passes until another official has compared them."""
    held = _held(partner)
    held.seal_key, held.sign_key = read_line(seals, SEALS), read_line(signs, SIGNS)
    refuse(None if held.seal_key and held.sign_key else ExchangeRefusal.NOT_A_KEY)
    held.keys_by, held.compared, held.compared_by = by, None, None
    held.save()
    record("partner.keys-entered", held.word, by=by.word)
    return held


@transaction.atomic
def compare_keys(partner: Partner, *, by: Official, on: date) -> Partner:
    """Say that the names of the keys were compared with the partner, by telephone or face to face."""
    held = _held(partner)
    refuse(None if held.seal_key and held.sign_key else ExchangeRefusal.NOT_A_KEY)
    refuse(ExchangeRefusal.KEY_OWN if held.keys_by_id == by.pk else None)
    held.compared, held.compared_by = on, by
    held.save()
    record("partner.keys-compared", held.word, by=by.word)
    return held


@transaction.atomic
def end_partner(partner: Partner, *, by: Official, on: date) -> None:
    """Use a partner no more; what was exchanged stays, its agreements end."""
    held = _held(partner)
    held.ended = on
    held.save(update_fields=["ended"])
    held.agreements.filter(ended__isnull=True).update(ended=on)
    record("partner.ended", held.word, by=by.word)


@transaction.atomic
def agree(partner: Partner, agreed: Agreed, *, by: Official, on: date) -> Agreement:
    """Enter an agreement with a partner."""
    held = _held(partner)
    refuse(rules.why_not_agree(classes=agreed.classes, since=agreed.since, until=agreed.until, partner_ended=False))
    try:
        with transaction.atomic():
            made = Agreement.objects.create(
                partner=held,
                reference=agreed.reference.strip(),
                title=agreed.title.strip(),
                purpose=agreed.purpose.strip(),
                basis=agreed.basis.strip(),
                classes=sorted(agreed.classes),
                keep_days=agreed.keep_days,
                since=agreed.since,
                until=agreed.until,
                by=by,
                on=on,
            )
    except IntegrityError:
        raise Refused(ExchangeRefusal.ENTERED) from None
    record("agreement.entered", made.word, by=by.word)
    return made


@transaction.atomic
def end_agreement(agreement: Agreement, *, by: Official, on: date) -> None:
    """End an agreement: nothing passes under it from now on; what was received is kept as long as it said."""
    if not Agreement.objects.filter(pk=agreement.pk, ended__isnull=True).update(ended=on):
        raise Refused(ExchangeRefusal.ENDED)
    record("agreement.ended", agreement.word, by=by.word)


def _held(partner: Partner) -> Partner:
    held = Partner.objects.select_for_update().get(pk=partner.pk)
    refuse(ExchangeRefusal.PARTNER_ENDED if held.ended else None)
    return held
