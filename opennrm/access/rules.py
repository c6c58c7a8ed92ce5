"""Who may open what, for what purpose, until when. Plain values in, a reason or None out."""

from datetime import date, datetime, timedelta

from opennrm.access.terms import Basis, FieldClass, FileKind, Purpose, Refusal
from opennrm.agencies.rules import Post, may
from opennrm.agencies.terms import Power

BREAK_GLASS = timedelta(hours=4)
REVEALING = timedelta(hours=1)  # in which an official reveals so many fields and no more (REVEALS_AN_HOUR)

POWER = {
    Purpose.RECEPTION: Power.RECEIVE,
    Purpose.IDENTIFICATION: Power.IDENTIFY,
    Purpose.SUPPORT: Power.SUPPORT,
    Purpose.INVESTIGATION: Power.INVESTIGATE,
    Purpose.EXAMINATION: Power.EXAMINE,
}

ON_ITS_PAGES = frozenset({FileKind.CASE, FileKind.PROTECTION, FileKind.REFERRAL, FileKind.SHELTER})
WITHHELD = frozenset({FieldClass.SHELTER_LOCATION, FieldClass.IMMIGRATION_STATUS})


def withheld(*, enforcement: bool, purpose: str) -> frozenset[FieldClass]:
    """The firewall: what enforcement never learns by helping. Whoever asks for shelter is not traced by it."""
    return WITHHELD if enforcement and purpose == Purpose.SUPPORT else frozenset()


def why_not_reveal_more(*, revealed: int, limit: int) -> Refusal | None:
    """Reading a file or two takes some fields; copying the register takes thousands. ``revealed`` in the last hour."""
    return Refusal.REVEALED_MUCH if revealed >= limit else None


def handles_files(post: Post, on: date) -> bool:
    """Whether an official has to do with files at all: by a role that opens them, or as a lead."""
    return post.serves(on) and (post.lead or any(may(post, power, on) for power in POWER.values()))


def why_not_act(post: Post, *, purpose: Purpose | None, on: date) -> Refusal | None:
    """An official acts only for the purposes of their roles; for none, where they have to do with files."""
    if not post.serves(on):
        return Refusal.NOT_SERVING
    if purpose is None:
        return None if handles_files(post, on) else Refusal.NO_FILES
    return None if may(post, POWER[purpose], on) else Refusal.NOT_YOUR_PURPOSE


def why_not_decide(*, owner_served: bool, handles: bool) -> Refusal | None:
    """Who else opens a file is said by its owner, through an official who has to do with files."""
    if not owner_served:
        return Refusal.NOT_OWNER
    return None if handles else Refusal.NO_FILES


def why_not_by_hand(kind: str) -> Refusal | None:
    """Who else opens a case follows from consent, or from a path the law allows: its own pages ask for it."""
    return Refusal.BY_ITS_PAGES if kind in ON_ITS_PAGES else None


def why_not_grant(
    *, owner_served: bool, basis: Basis, until: datetime, now: datetime, reason: str, handles: bool = True
) -> Refusal | None:
    """Only the owner of a file lets others in, for a time, saying why."""
    if why := why_not_decide(owner_served=owner_served, handles=handles):
        return why
    if basis == Basis.VITAL_INTEREST:
        return Refusal.BY_BREAK_GLASS
    if until <= now:
        return Refusal.ENDED
    return None if reason.strip() else Refusal.NO_REASON


def why_not_revoke(*, owner_served: bool, revoked: bool, reason: str, handles: bool = True) -> Refusal | None:
    """Only the owner of a file shuts others out, once, saying why."""
    if why := why_not_decide(owner_served=owner_served, handles=handles):
        return why
    if revoked:
        return Refusal.ALREADY_REVOKED
    return None if reason.strip() else Refusal.NO_REASON


def why_not_transfer(
    by: Post, *, owner: str, to: str, suspended: bool, basis: Basis, reason: str, on: date
) -> Refusal | None:
    """A lead of the owner hands a file over, to another organisation that works, saying why."""
    if not by.serves(on) or by.organisation != owner:
        return Refusal.NOT_OWNER
    if not by.lead:
        return Refusal.NOT_OWNERS_LEAD
    if to == owner:
        return Refusal.OWNS_IT
    if suspended:
        return Refusal.SUSPENDED
    if basis == Basis.VITAL_INTEREST:
        return Refusal.BY_BREAK_GLASS
    return None if reason.strip() else Refusal.NO_REASON


def why_not_break_glass(post: Post, *, purpose: Purpose, reason: str, on: date) -> Refusal | None:
    """Danger does not wait for a grant, but it has a purpose and a reason."""
    return why_not_act(post, purpose=purpose, on=on) or (None if reason.strip() else Refusal.NO_REASON)


def why_not_review(post: Post, *, own: bool, organisations: frozenset[str], reviewed: bool, on: date) -> Refusal | None:
    """A lead of the organisation that looked, or of the one that owns the file, reviews; nobody their own."""
    if not post.serves(on) or not post.lead or post.organisation not in organisations:
        return Refusal.NOT_LEAD
    if own:
        return Refusal.OWN_REVIEW
    return Refusal.ALREADY_REVIEWED if reviewed else None


def why_not_reveal(
    *, acting_for: str, purpose: str, field: FieldClass, enforcement: bool, opens: frozenset[FieldClass]
) -> Refusal | None:
    """A field is shown for the purpose one acts for, under a grant that opens its class, never through the firewall.

    ``opens`` are the classes of field the grants open together; none where there is no grant.
    """
    if acting_for != purpose:
        return Refusal.OTHER_PURPOSE
    if not opens:
        return Refusal.NO_GRANT
    if field not in opens:
        return Refusal.NOT_SHARED
    return Refusal.FIREWALL if field in withheld(enforcement=enforcement, purpose=purpose) else None
