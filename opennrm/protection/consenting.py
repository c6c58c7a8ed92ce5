"""Whether the person consented, or the law allows it without: read from the case, where consents are kept."""

from datetime import date
from uuid import UUID

from opennrm.identification.models import Consent, Exemption
from opennrm.identification.terms import ConsentPurpose


def consent_for(case: UUID, purpose: ConsentPurpose, recipient: str, on: date) -> Consent | None:
    """A consent of the person of a case (its id) that lets an organisation know or act for a purpose on a day."""
    return Consent.objects.filter(case=case).covering(purpose=purpose, recipient=recipient, on=on).first()


def exemption_for(case: UUID, purpose: ConsentPurpose, recipient: str, on: date) -> Exemption | None:
    """The same without consent: on a path the law allows, agreed by a second official by that day."""
    agreed = Exemption.objects.filter(case=case, purpose=purpose, recipient=recipient, refused__isnull=True)
    return agreed.filter(agreed__lte=on).first()


def may_treat(case: UUID, recipient: str, on: date) -> bool:
    """Whether medical care may be arranged by an organisation: by consent, or in danger by two officials."""
    medical = ConsentPurpose.MEDICAL
    return bool(consent_for(case, medical, recipient, on) or exemption_for(case, medical, recipient, on))
