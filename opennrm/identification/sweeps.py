"""What the worker does by the clock (``settings.SWEEPS``): what nobody answered lapses, what its time was for ends."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.identification.actions.ending import ENDING, end, end_resting, rests_on
from opennrm.identification.models import Consent, Referral
from opennrm.identification.sharing import Ending
from opennrm.identification.terms import ReferralState


def end_sharing() -> None:
    """End what lapsed or expired before today."""
    end_due(timezone.localdate())


@transaction.atomic
def end_due(on: date) -> int:
    """The same as of a day: how many referrals ended. Any number of times, it leaves all as after the first."""
    with running(ENDING):
        over = Consent.objects.filter(expires__lt=on, withdrawn__isnull=True)
        resting = Referral.objects.running().filter(consent__in=over.values("pk"))
        expired = [each for each in resting.values_list("consent", flat=True).distinct() if each]
        held = list(Consent.objects.filter(pk__in=expired).order_by("pk").select_for_update(of=("self",)))
        ended = end_resting(rests_on("consent", [each.pk for each in held]), because=Ending.EXPIRED, by=None, on=on)
        late = Referral.objects.late(on).select_for_update(of=("self",)).order_by("pk")
        ended += len([end(each, because=Ending.LAPSED, by=None, on=on) for each in late])
        accepted = Referral.objects.running().filter(state=ReferralState.ACCEPTED, until__lt=on)
        done = accepted.select_for_update(of=("self",)).order_by("pk")
        return ended + len([end(each, because=Ending.EXPIRED, by=None, on=on) for each in done])
