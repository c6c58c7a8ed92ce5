"""Whether a consent is one, and whether a case may be shared, and why not. Plain values in, a reason or None out.

Nothing of a case goes to another organisation but on a consent that holds on the day and covers the purpose, the
recipient and the classes of field, or on a path the law allows, agreed on by two officials.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from opennrm.access.terms import FieldClass, Purpose
from opennrm.identification.sharing import SharingRefusal
from opennrm.identification.terms import (
    ConsentGiver,
    ConsentHow,
    ConsentPurpose,
    Minor,
    ReferralKind,
    ReferralState,
    Refusal,
    WithoutConsent,
)

LONGEST = timedelta(days=366)  # a consent holds no longer; ask again then
WITHOUT = timedelta(days=90)  # so long an agreed exemption carries a disclosure
ANSWER = timedelta(days=60)  # the latest deadline of a referral

# What a case's file may tell of a person. Where they are sheltered stands in a file of its own (protection).
OF_A_CASE = (FieldClass.IDENTITY, FieldClass.CONTACT, FieldClass.IMMIGRATION_STATUS, FieldClass.ACCOUNT)

# For which purposes of access a consent opens the case. An exchange of the record opens nothing: it is an export.
COVERS: dict[ConsentPurpose, frozenset[Purpose]] = {
    ConsentPurpose.SUPPORT: frozenset({Purpose.SUPPORT}),
    ConsentPurpose.IDENTIFICATION: frozenset({Purpose.IDENTIFICATION}),
    ConsentPurpose.INVESTIGATION: frozenset({Purpose.INVESTIGATION}),
    ConsentPurpose.RESIDENCE: frozenset({Purpose.SUPPORT}),
    ConsentPurpose.MEDICAL: frozenset({Purpose.SUPPORT}),
    ConsentPurpose.FAMILY_TRACING: frozenset({Purpose.SUPPORT}),
    ConsentPurpose.RETURN: frozenset({Purpose.SUPPORT}),
    ConsentPurpose.EXCHANGE: frozenset(),
}
HANDED_OVER = (ReferralKind.TRANSFER, ReferralState.ACCEPTED)
ASKED_FOR = frozenset().union(*COVERS.values())  # the purposes a referral may have


@dataclass(frozen=True)
class Given:
    """A consent as it was told: ``version`` read out, ``valid_version`` the one in force that day (None: none was)."""

    version: str
    valid_version: str | None
    giver: ConsentGiver
    how: ConsentHow
    given: date
    expires: date | None
    heard: bool = False
    note: bool = False


@dataclass(frozen=True)
class Ground:
    """What a disclosure rests on: a consent, or, with ``path``, an exemption; ``until`` is the last day it carries."""

    purpose: ConsentPurpose
    recipient: str
    since: date | None
    until: date
    classes: frozenset[FieldClass]
    ended: bool = False
    path: WithoutConsent | None = None

    def holds(self, on: date) -> bool:
        """Whether it carries a disclosure on a day: given or agreed, not withdrawn or refused, not over."""
        return self.since is not None and self.since <= on <= self.until and not self.ended


def why_not_consent(said: Given, *, minor: Minor, today: date) -> SharingRefusal | Refusal | None:
    """The text valid that day, for a time; a child's by a guardian or a Child Guidance Center, the child heard."""
    if said.given > today:
        return Refusal.FUTURE
    if said.valid_version is None or said.version != said.valid_version:
        return SharingRefusal.NO_TEXT
    if said.expires is None or not said.given <= said.expires <= said.given + LONGEST:
        return SharingRefusal.NO_END
    if said.how != ConsentHow.SIGNED and not said.note:
        return SharingRefusal.NO_WITNESS
    return _why_not_giver(said, minor=minor)


def why_not_withdraw(*, withdrawn: bool) -> SharingRefusal | None:
    """At any time, by whoever hears it, without a reason; once."""
    return SharingRefusal.WITHDRAWN if withdrawn else None


def why_not_propose(path: WithoutConsent, *, law: str, reason: bool, minor: Minor) -> SharingRefusal | Refusal | None:
    """Without consent only on a path of law, which is named, with a reason; the path for a child is for children."""
    if path == WithoutConsent.CHILD and minor == Minor.NO:
        return SharingRefusal.NOT_A_CHILD
    if not law.strip():
        return SharingRefusal.NO_LAW
    return None if reason else Refusal.NO_REASON


def why_not_agree(*, own: bool, owner_served: bool, decided: bool) -> SharingRefusal | None:
    """A second official of the organisation that owns the case decides, once."""
    if not owner_served:
        return SharingRefusal.NOT_OWNER
    if decided:
        return SharingRefusal.DECIDED
    return SharingRefusal.SECOND_OFFICIAL if own else None


def why_not_disclose(
    ground: Ground | None,
    *,
    purpose: Purpose,
    recipient: str,
    classes: frozenset[FieldClass],
    on: date,
    until: date | None = None,
) -> SharingRefusal | None:
    """What is shared, with whom and for what is covered on the day by what it rests on. Without a ground: nothing.

    ``classes`` empty is everything; ``until`` is the last day of the access, where it is to be given.
    """
    if ground is None or not ground.holds(on):
        return SharingRefusal.NO_CONSENT
    if ground.path == WithoutConsent.STATISTICS or not COVERS[ground.purpose]:
        return SharingRefusal.NO_FILE_OPENS
    if purpose not in COVERS[ground.purpose] or recipient != ground.recipient:
        return SharingRefusal.NO_CONSENT
    if ground.classes and not (classes and classes <= ground.classes):
        return SharingRefusal.NO_CONSENT
    if until is not None and not on <= until <= ground.until:
        return SharingRefusal.TOO_LONG
    return None


def why_not_ask(
    kind: ReferralKind,
    *,
    owner_served: bool,
    lead: bool,
    to_owner: bool,
    suspended: bool,
    open_already: bool,
    classes: frozenset[FieldClass],
    whole: bool,
    answer_by: date,
    until: date,
    on: date,
) -> SharingRefusal | None:
    """The owner asks another body, once for a purpose, in time; a lead hands over. ``whole``: the ground covers all."""
    if not owner_served:
        return SharingRefusal.NOT_OWNER
    if to_owner:
        return SharingRefusal.SAME_BODY
    if suspended:
        return SharingRefusal.SUSPENDED
    if open_already:
        return SharingRefusal.ASKED_ALREADY
    if not (on <= answer_by <= min(until, on + ANSWER)):
        return SharingRefusal.NO_DEADLINE
    if kind == ReferralKind.TRANSFER:
        if not lead:
            return SharingRefusal.LEAD_TRANSFERS
        return None if whole else SharingRefusal.WHOLE_CASE
    return None if classes else SharingRefusal.NO_CLASSES


def why_not_answer(state: str, *, receiver_served: bool, late: bool) -> SharingRefusal | None:
    """Whoever was asked answers, once and in time; who comes second learns what happened."""
    if not receiver_served:
        return SharingRefusal.NOT_RECEIVER
    if state == ReferralState.ASKED:
        return SharingRefusal.ENDED if late else None
    told = {ReferralState.ACCEPTED: SharingRefusal.ACCEPTED, ReferralState.DECLINED: SharingRefusal.DECLINED}
    return told.get(ReferralState(state), SharingRefusal.ENDED)


def why_not_hand_back(kind: str, state: str, *, receiver_served: bool, reason: bool) -> SharingRefusal | Refusal | None:
    """Whoever accepted hands back, saying why; a transfer only by another transfer."""
    if not receiver_served:
        return SharingRefusal.NOT_RECEIVER
    if (kind, state) == HANDED_OVER:
        return SharingRefusal.HANDED_OVER
    if state in {ReferralState.ASKED, ReferralState.DECLINED}:
        return SharingRefusal.NOT_ACCEPTED
    if state != ReferralState.ACCEPTED:
        return SharingRefusal.ENDED
    return None if reason else Refusal.NO_REASON


def why_not_revoke(kind: str, state: str, *, asker_served: bool, reason: bool) -> SharingRefusal | Refusal | None:
    """Whoever asked takes back what was asked or accepted, saying why; not what was handed over."""
    if not asker_served:
        return SharingRefusal.NOT_ASKER
    if (kind, state) == HANDED_OVER:
        return SharingRefusal.HANDED_OVER
    if state == ReferralState.DECLINED:
        return SharingRefusal.DECLINED
    if state not in {ReferralState.ASKED, ReferralState.ACCEPTED}:
        return SharingRefusal.ENDED
    return None if reason else Refusal.NO_REASON


def _why_not_giver(said: Given, *, minor: Minor) -> SharingRefusal | None:
    if minor == Minor.NO:
        return SharingRefusal.OF_AGE if said.giver == ConsentGiver.CHILD_GUIDANCE else None
    if said.giver == ConsentGiver.SELF:
        return SharingRefusal.CHILD
    return None if said.heard else SharingRefusal.NOT_HEARD
