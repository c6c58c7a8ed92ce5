"""What the worker does by the clock (``settings.SWEEPS``): what nobody answered lapses, what its time was for ends."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.identification.actions.ending import ENDING, end, held_referrals
from opennrm.identification.models import Consent, ConsentGrant, Referral
from opennrm.identification.sharing import Ending
from opennrm.identification.terms import ReferralState


def end_sharing() -> None:
    """End what lapsed or expired before today."""
    end_due(timezone.localdate())


@transaction.atomic
def end_due(on: date) -> int:
    """The same as of a day: how many referrals ended. Any number of times, it leaves all as after the first."""
    with running(ENDING, line_last=True):
        over = Consent.objects.filter(expires__lt=on, withdrawn__isnull=True)
        resting = Referral.objects.running().filter(consent__in=over.values("pk"))
        expired = [each for each in resting.values_list("consent", flat=True).distinct() if each]
        held = list(Consent.objects.filter(pk__in=expired).order_by("pk").select_for_update(of=("self",)))
        running_out = Q(consent__in=[each.pk for each in held]) | Q(state=ReferralState.ACCEPTED, until__lt=on)
        ending = list(held_referrals(Referral.objects.running().filter(running_out | Q(pk__in=_late(on)))))
        lapsed = [each for each in ending if each.state == ReferralState.ASKED and each.answer_by < on]
        done = [each for each in ending if each not in lapsed]
        grants = ConsentGrant.objects.filter(consent__in=held).values_list("grant", flat=True)
        end(done, because=Ending.EXPIRED, by=None, on=on, grants=list(grants))
        end(lapsed, because=Ending.LAPSED, by=None, on=on)
        return len(ending)


def _late(on: date) -> list[UUID]:
    return list(Referral.objects.late(on).values_list("pk", flat=True))
