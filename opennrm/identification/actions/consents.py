"""Recording and withdrawing consent, and what two officials agree on without it.

Called in a scope that sees the case, for whatever purpose: a person withdraws before whoever is with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from opennrm.access.actions import running
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.identification import consenting as rules
from opennrm.identification.actions.cases import open_still
from opennrm.identification.actions.ending import ENDING, end_resting, rests_on, tell
from opennrm.identification.consenting import Given, Ground
from opennrm.identification.models import Case, Consent, Exemption
from opennrm.identification.sharing import Ending, SharingRefusal
from opennrm.identification.terms import ConsentGiver, ConsentHow, ConsentPurpose, Minor, WithoutConsent
from opennrm.identification.texts import valid_on
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.actions.desk import organisations_served
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Told:
    """A consent as it was given. ``note`` is sealed: who was there, who interpreted, what the person said."""

    purpose: ConsentPurpose
    recipient: Organisation
    classes: frozenset[FieldClass]
    version: str
    language: str
    giver: ConsentGiver
    how: ConsentHow
    given: date
    expires: date | None
    heard: bool = False
    note: str = ""

    def __repr__(self) -> str:
        return f"<consent to {self.purpose}>"


@transaction.atomic
def record_consent(case: Case, told: Told, *, by: Official, on: date) -> Consent:
    """Enter a consent: to the text that was valid the day it was given, for one purpose and recipient, for a time."""
    held = open_still(case)
    valid = valid_on(told.purpose, told.given)
    said = Given(
        version=told.version,
        valid_version=valid.version if valid else None,
        giver=told.giver,
        how=told.how,
        given=told.given,
        expires=told.expires,
        heard=told.heard,
        note=bool(told.note.strip()),
    )
    refuse(rules.why_not_consent(said, minor=Minor(held.person.minor), today=on))
    refuse(None if told.classes else SharingRefusal.NO_CLASSES)
    made = Consent(
        case=held,
        purpose=told.purpose,
        recipient=told.recipient,
        classes=written(told.classes),
        text_version=told.version,
        language=told.language,
        giver=told.giver,
        heard=told.heard,
        how=told.how,
        given=told.given,
        expires=told.expires,
        by=by,
    )
    if told.note.strip():
        seal(made, "note", told.note.strip())
    made.save(force_insert=True)
    record("consent.recorded", made.word, by=by.word)
    return made


@transaction.atomic
def withdraw(consent: Consent, *, by: Official, on: date) -> int:
    """End a consent, and in the same transaction every grant and referral that rests on it; each recipient is told.

    Answers with how many referrals ended. A case that was handed over stays with its owner, who sees the withdrawal.
    """
    held = Consent.objects.select_for_update(of=("self",)).filter(pk=consent.pk).first()
    if held is None:
        raise Refused(SharingRefusal.NOT_HERE)
    refuse(rules.why_not_withdraw(withdrawn=held.withdrawn is not None))
    Consent.objects.filter(pk=held.pk).update(withdrawn=on, withdrawn_by=by)
    with running(ENDING, by=by, line_last=True):
        ended = end_resting(rests_on("consent", [held.pk]), because=Ending.WITHDRAWN, by=by, on=on)
    record("consent.withdrawn", held.word, by=by.word)
    return ended


@transaction.atomic
def propose(
    case: Case,
    *,
    path: WithoutConsent,
    purpose: ConsentPurpose,
    recipient: Organisation,
    law: str,
    reason: str,
    by: Official,
    on: date,
) -> Exemption:
    """Propose to share without consent on a path the law allows. Nothing rests on it until another official agrees."""
    held = open_still(case)
    refuse(rules.why_not_propose(path, law=law, reason=bool(reason.strip()), minor=Minor(held.person.minor)))
    made = Exemption(
        case=held, path=path, purpose=purpose, recipient=recipient, law=law.strip(), proposed=on, proposed_by=by
    )
    seal(made, "reason", reason.strip())
    made.save(force_insert=True)
    record("exemption.proposed", made.word, by=by.word)
    tell(held.owner, [], by=by, on=on)
    return made


@transaction.atomic
def agree(exemption: Exemption, *, by: Official, on: date) -> None:
    """Agree to share without consent, as a second official of the organisation that owns the case."""
    held = _to_decide(exemption, by=by)
    Exemption.objects.filter(pk=held.pk).update(agreed=on, agreed_by=by)
    record("exemption.agreed", held.word, by=by.word)


@transaction.atomic
def disagree(exemption: Exemption, *, by: Official, on: date) -> None:
    """Refuse to share without consent."""
    held = _to_decide(exemption, by=by)
    Exemption.objects.filter(pk=held.pk).update(refused=on, refused_by=by)
    record("exemption.refused", held.word, by=by.word)


def ground_of(case: Case, *, consent: UUID | None, exemption: UUID | None) -> Ground | None:
    """What a disclosure of a case rests on, held until the transaction ends; None where the case has no such thing."""
    found: Consent | Exemption | None = None
    if consent is not None and exemption is None:
        found = Consent.objects.select_for_update(of=("self",)).filter(pk=consent, case=case).first()
    if exemption is not None and consent is None:
        found = Exemption.objects.select_for_update(of=("self",)).filter(pk=exemption, case=case).first()
    return found.ground if found else None


def written(classes: Iterable[FieldClass]) -> str:
    """Classes of field as rows keep them: "" where it is all a case's file may tell."""
    chosen = frozenset(classes)
    return "" if chosen >= frozenset(rules.OF_A_CASE) else " ".join(sorted(each.value for each in chosen))


def _to_decide(exemption: Exemption, *, by: Official) -> Exemption:
    held = Exemption.objects.select_for_update(of=("self",)).filter(pk=exemption.pk).first()
    if held is None:
        raise Refused(SharingRefusal.NOT_HERE)
    owner = Case.objects.values_list("owner", flat=True).get(pk=held.case_id)
    refuse(
        rules.why_not_agree(
            own=held.proposed_by_id == by.pk,
            owner_served=owner in organisations_served(),
            decided=held.agreed is not None or held.refused is not None,
        )
    )
    return held
