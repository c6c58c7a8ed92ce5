"""What waits in identification for an official: counts for the menu. Each enters the scope it needs."""

from django.utils import timezone

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.identification import reads
from opennrm.identification.consenting import ASKED_FOR
from opennrm.identification.consents import ExemptionQuerySet
from opennrm.identification.models import Case, Exemption, Export, Notice, Referral
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.models import Consultation, Report


def cases_due(official: Official) -> int:
    """How many cases are due that this official works on, or nobody does; 0 for whoever identifies nobody."""
    if Purpose.IDENTIFICATION not in purposes_of(official):
        return 0
    today = timezone.localdate()
    with acting(scope_shown(official, purpose=Purpose.IDENTIFICATION)):
        due = Case.objects.due_by(today).order_by()
        return due.filter(reads.worked_on_by(official, today)).count() + due.filter(reads.NOBODYS).count()


def exports_to_approve(official: Official) -> int:
    """How many exports wait for a second official who may be this one."""
    if Purpose.IDENTIFICATION not in purposes_of(official):
        return 0
    waiting = Export.objects.undecided().filter(owner=official.organisation_id)
    return waiting.exclude(requested_by=official).count()


REFERRED = tuple(purpose for purpose in Purpose if purpose in ASKED_FOR)  # what a referral may be for


def requests_for(official: Official) -> int:
    """Reports and contacts handed to identification, notices, and exemptions that wait for a second official."""
    purposes = purposes_of(official)
    if Purpose.IDENTIFICATION not in purposes:
        return 0
    with acting(scope_shown(official, purpose=Purpose.IDENTIFICATION)):
        found = Notice.objects.waiting().count() + _to_agree(official)
    if Purpose.RECEPTION in purposes:
        with acting(scope_shown(official, purpose=Purpose.RECEPTION)):
            found += Report.objects.requested().count() + Consultation.objects.requested().count()
    return found


def _to_agree(official: Official) -> int:
    """How many ``to_agree``: few wait anywhere, so they are looked at first, and whose the cases are then."""
    waiting = list(
        Exemption.objects.undecided().exclude(proposed_by=official).order_by().values_list("case_id", flat=True)
    )
    if not waiting:
        return 0
    ours = set(Case.objects.filter(pk__in=waiting, owner__in=organisations_served()).values_list("pk", flat=True))
    return sum(case in ours for case in waiting)


def referrals_for(official: Official) -> int:
    """Referrals to answer, and those that ended without its receiver knowing yet, for every purpose of the official."""
    return sum(referrals_by_purpose(official).values())


def referrals_by_purpose(official: Official) -> dict[Purpose, int]:
    """The same for each purpose of the official, in the order in which referrals are shown."""
    own = purposes_of(official)
    return {purpose: _referrals(official, purpose) for purpose in REFERRED if purpose in own}


def _referrals(official: Official, purpose: Purpose) -> int:
    with acting(scope_shown(official, purpose=purpose)):
        ours = organisations_served()
        theirs = Referral.objects.filter(purpose=purpose)
        to_answer = theirs.waiting_at(*ours).filter(answer_by__gte=timezone.localdate())
        return to_answer.count() + theirs.untold(*ours).count()


def to_agree(official: Official) -> ExemptionQuerySet:
    """Exemptions another official proposed in cases of the organisations this one serves; in the scope in force."""
    return Exemption.objects.undecided().filter(case__owner__in=organisations_served()).exclude(proposed_by=official)
