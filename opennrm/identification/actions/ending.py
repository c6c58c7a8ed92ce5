"""How referrals end, and with them the grants that rest on what they rest on; each side is told.

The order in which rows are held is one everywhere: case, consent or exemption, referrals, grants.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from opennrm.access.models import File, Grant
from opennrm.access.scope import System
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import name_of
from opennrm.identification.models import Case, Consent, ConsentGrant, Exemption, Referral
from opennrm.identification.sharing import Ending
from opennrm.identification.terms import ReferralState
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal
from opennrm.worker import letters
from opennrm.worker.terms import LetterKind

SHARED = frozenset(each._meta.db_table for each in (Consent, ConsentGrant, Exemption, Case, File))
ENDING = System("end-sharing", reads=SHARED, writes=frozenset({Referral._meta.db_table, Grant._meta.db_table}))

STATE = {
    Ending.HANDED_BACK: ReferralState.HANDED_BACK,
    Ending.REVOKED: ReferralState.REVOKED,
    Ending.LAPSED: ReferralState.LAPSED,
}
NOTHING_OF_A_REFERRAL = FieldClass.SHELTER_LOCATION  # no field of a referral is of this class


def end_resting(rests: Q, *, because: Ending, by: Official | None, on: date) -> int:
    """End the referrals and revoke the grants that rest on consents or exemptions; how many referrals ended.

    ``rests`` speaks of ``consent`` or ``exemption`` by id. In a system scope that lists these tables.
    """
    running = Referral.objects.running().filter(rests).select_for_update(of=("self",)).order_by("pk")
    ended = [end(each, because=because, by=by, on=on) for each in running]
    resting = ConsentGrant.objects.filter(rests).values_list("grant", flat=True)
    _shut(Grant.objects.filter(pk__in=list(resting)), because)
    return len(ended)


def end(referral: Referral, *, because: Ending, by: Official | None, on: date, reason: str = "") -> Referral:
    """End one referral that is held, and the access it gave; what was asked is no longer read by the receiver.

    In a system scope. The other side finds it on its desk, and a letter says that something waits there.
    """
    referral.state = STATE.get(because, ReferralState.ENDED)
    referral.ended, referral.ending, referral.ended_by = on, because, by
    if reason.strip():
        seal(referral, "ending_reason", reason.strip())
    referral.save(update_fields=["state", "ended", "ending", "ended_by", "ending_reason"])
    if referral.grant_id is not None:
        _shut(Grant.objects.filter(pk=referral.grant_id), because)
    if because != Ending.HANDED_BACK:
        _shut_words(referral, because)
    tell(referral.asking, [referral.by], by=by, on=on)
    tell(referral.to, [referral.answered_by], by=by, on=on)
    record(f"referral.{because.value.replace('_', '-')}", referral.word, by=name_of(by))
    return referral


def tell(body: Organisation, officials: Iterable[Official | None], *, by: Official | None, on: date) -> None:
    """Leave a letter that says no more than that something waits: to the leads of a body and to officials of it."""
    known = [each.pk for each in officials if each is not None]
    serving = Official.objects.serving(on).filter(organisation=body).filter(Q(lead=True) | Q(pk__in=known))
    for official in serving.exclude(pk=by.pk) if by else serving:
        letters.leave(LetterKind.WAITING, to=official.word, language=settings.LANGUAGES[0][0])


def rests_on(kind: str, ids: Iterable[UUID]) -> Q:
    """What rests on these consents (``consent``) or exemptions (``exemption``)."""
    return Q(**{f"{kind}__in": list(ids)})


def _shut(grants: "Iterable[Grant]", because: Ending) -> None:
    held = Grant.objects.filter(pk__in=[each.pk for each in grants], revoked__isnull=True)
    held.update(revoked=timezone.now(), why_revoked=f"referral ended: {because.value}")


def _shut_words(referral: Referral, because: Ending) -> None:
    """The receiver still sees that it was asked and that it ended, and opens none of the words."""
    theirs = Grant.objects.holding().filter(file=referral.file_id, organisation=referral.to_id)
    for given in list(theirs):
        Grant.objects.filter(pk=given.pk).update(revoked=timezone.now(), why_revoked=f"ended: {because.value}")
        Grant.objects.create(
            file_id=given.file_id,
            owner_id=given.owner_id,
            organisation_id=given.organisation_id,
            purpose=given.purpose,
            classes=NOTHING_OF_A_REFERRAL.value,
            basis=given.basis,
            since=timezone.now(),
            until=given.until,
            reason="sees that the referral ended",
        )
