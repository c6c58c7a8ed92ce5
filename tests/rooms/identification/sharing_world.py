"""Consents, referrals and notices of made-up persons, for the tests of sharing."""

from dataclasses import replace
from datetime import timedelta

from opennrm.access.terms import FieldClass, Purpose
from opennrm.identification.actions import consents, notices, referrals
from opennrm.identification.actions.consents import Told
from opennrm.identification.actions.referrals import Asked
from opennrm.identification.consenting import OF_A_CASE
from opennrm.identification.terms import ConsentGiver, ConsentHow, ConsentPurpose, NoticeKind, ReferralKind
from opennrm.identification.texts import valid_on
from opennrm.reporting.terms import Urgency
from tests.rooms.identification.world import today

NAMES = frozenset({FieldClass.IDENTITY, FieldClass.CONTACT})
ALL = frozenset(OF_A_CASE)


def told(recipient, *, purpose=ConsentPurpose.SUPPORT, classes=NAMES, **changed):
    """A consent of an adult, signed today, for half a year."""
    said = Told(
        purpose=purpose,
        recipient=recipient,
        classes=classes,
        version=valid_on(purpose, today()).version,
        language="fil",
        giver=ConsentGiver.SELF,
        how=ConsentHow.SIGNED,
        given=today(),
        expires=today() + timedelta(days=180),
    )
    return replace(said, **changed)


def consented(at, case, to, **changed):
    """A consent recorded by the owner's officer."""
    with at.identifying():
        return consents.record_consent(case, told(to.organisation, **changed), by=at.officer, on=today())


def asked(to, consent=None, **changed):
    """What is asked of a body: to support, with names and ways of contact, for three months."""
    said = Asked(
        kind=ReferralKind.REFERRAL,
        purpose=Purpose.SUPPORT,
        to=to.organisation,
        classes=NAMES,
        answer_by=today() + timedelta(days=7),
        until=today() + timedelta(days=90),
        ask="A made-up person needs a place to stay.",
        consent=consent.pk if consent else None,
    )
    return replace(said, **changed)


def referred(at, case, to, **changed):
    """A referral that rests on a consent given just before, waiting for its answer."""
    consent = consented(at, case, to, classes=ALL)
    with at.identifying():
        return referrals.ask(case, asked(to, consent, **changed), by=at.officer, on=today())


def accepted(at, case, to, **changed):
    """A referral the receiver's caseworker said yes to."""
    made = referred(at, case, to, **changed)
    with to.supporting():
        return referrals.accept(made, by=to.caseworker, on=today())


def notice(to, *, kind=NoticeKind.POLICE):
    """What an investigator writes to identification."""
    return notices.Message(kind=kind, to=to.organisation, urgency=Urgency.SOON, text="Signs of force (made up).")
