"""How referrals end, and with them the grants that rest on what they rest on; each side is told.

The order in which rows are held is one everywhere: case, consent or exemption, referrals, grants; then come the lines
of the audit, which are written one after the other (``running(…, line_last=True)``).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from opennrm.access.models import File, Grant
from opennrm.access.scope import System
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import name_of
from opennrm.identification.models import Case, Consent, ConsentGrant, Exemption, Referral
from opennrm.identification.referrals import ReferralQuerySet
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
    running = list(held_referrals(Referral.objects.running().filter(rests)))
    resting = list(ConsentGrant.objects.filter(rests).values_list("grant", flat=True))
    end(running, because=because, by=by, on=on, grants=resting)
    return len(running)


def end(
    referrals: Sequence[Referral],
    *,
    because: Ending,
    by: Official | None,
    on: date,
    reason: str = "",
    grants: Iterable[int] = (),
) -> None:
    """End referrals that are held, and the access they gave; what was asked is no longer read by the receiver.

    In a system scope. ``grants`` are shut with them. The other side finds it on its desk, and a letter says that
    something waits there. All rows are held before the first line of the audit.
    """
    shut = [*grants, *(each.grant_id for each in referrals if each.grant_id is not None)]
    words = [] if because == Ending.HANDED_BACK else [given for each in referrals for given in _theirs(each)]
    wanted = [*shut, *(given.pk for given in words)]
    held = list(Grant.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    open_still = Grant.objects.filter(pk__in=[given.pk for given in held], revoked__isnull=True)
    open_still.update(revoked=timezone.now(), why_revoked=f"referral ended: {because.value}")
    for given in words:
        _see_that_it_ended(given)
    for referral in referrals:
        referral.state = STATE.get(because, ReferralState.ENDED)
        referral.ended, referral.ending, referral.ended_by = on, because, by
        if reason.strip():
            seal(referral, "ending_reason", reason.strip())
        referral.save(update_fields=["state", "ended", "ending", "ended_by", "ending_reason"])
        tell(referral.asking, [referral.by], by=by, on=on)
        tell(referral.to, [referral.answered_by], by=by, on=on)
    for referral in referrals:
        record(f"referral.{because.value.replace('_', '-')}", referral.word, by=name_of(by))


def held_referrals(found: ReferralQuerySet) -> ReferralQuerySet:
    """Referrals as they are now, held until the transaction ends, in one order."""
    return found.select_for_update(of=("self",)).order_by("pk")


def tell(body: Organisation, officials: Iterable[Official | None], *, by: Official | None, on: date) -> None:
    """Leave a letter that says no more than that something waits: to the leads of a body and to officials of it."""
    known = [each.pk for each in officials if each is not None]
    serving = Official.objects.serving(on).filter(organisation=body).filter(Q(lead=True) | Q(pk__in=known))
    for official in serving.exclude(pk=by.pk) if by else serving:
        letters.leave(LetterKind.WAITING, to=official.word, language=settings.LANGUAGES[0][0])


def rests_on(kind: str, ids: Iterable[UUID]) -> Q:
    """What rests on these consents (``consent``) or exemptions (``exemption``)."""
    return Q(**{f"{kind}__in": list(ids)})


def _theirs(referral: Referral) -> QuerySet[Grant]:
    """What lets the receiver see a referral."""
    return Grant.objects.holding().filter(file=referral.file_id, organisation=referral.to_id)


def _see_that_it_ended(given: Grant) -> None:
    """In the place of a grant on a referral: the receiver sees that it was asked and that it ended, and no word."""
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
