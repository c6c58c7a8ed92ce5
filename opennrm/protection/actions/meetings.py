"""Meetings of several organisations on one case: who takes part, and what each is told. Raises Refused.

Another organisation takes part where the person consented that it supports them, or the law allows it; its grant rests
on that and ends with it. It opens its own seat and nothing else.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.models import File, Grant
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.models import Consent, ConsentGrant, Exemption
from opennrm.identification.terms import ConsentPurpose
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import rules
from opennrm.protection.actions.plans import KEPT, going_on_still
from opennrm.protection.consenting import consent_for, exemption_for
from opennrm.protection.models import Meeting, ProtectionPlan, Seat
from opennrm.protection.terms import MeetingState, MeetingWay, WorkRefusal
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

OPEN_FOR = timedelta(days=366)  # a participant may read its seat, if the consent does not end before


@dataclass(frozen=True)
class Ground:
    """On what a participant's grant rests: a consent, or what the law allows without."""

    consent: Consent | None
    exemption: Exemption | None

    @property
    def basis(self) -> Basis:
        """The same as a grant says it."""
        return Basis.CONSENT if self.consent else Basis.LEGAL_DUTY

    def until(self) -> datetime:
        """When the grant ends at the latest: with the consent's last day."""
        end = timezone.now() + OPEN_FOR
        if self.consent and self.consent.expires:
            last = datetime.combine(self.consent.expires + timedelta(days=1), time())
            return min(end, timezone.make_aware(last))
        return end


@transaction.atomic
def plan_meeting(plan: ProtectionPlan, *, day: date, way: MeetingWay, agenda: str, by: Official, on: date) -> Meeting:
    """Plan a meeting on a plan's case; who takes part is said next."""
    held = going_on_still(plan)
    refuse(rules.why_not_say(agenda))
    meeting = Meeting(plan=held, on=day, way=way, by=by)
    seal(meeting, "agenda", agenda.strip())
    meeting.save(force_insert=True)
    record("meeting.planned", meeting.word, by=by.word)
    return meeting


@transaction.atomic
def invite(meeting: Meeting, organisation: Organisation, *, agenda: str, by: Official, on: date) -> Seat:
    """Let an organisation take part: it may open its seat, with the agenda as written for it."""
    plan = going_on_still(meeting.plan)
    ground = Ground(
        consent_for(plan.case_id, ConsentPurpose.SUPPORT, organisation.pk, on),
        exemption_for(plan.case_id, ConsentPurpose.SUPPORT, organisation.pk, on),
    )
    refuse(
        rules.why_not_invite(
            itself=organisation.pk == plan.owner_id,
            invited=Seat.objects.filter(meeting=meeting.pk, organisation=organisation, ended__isnull=True).exists(),
            allowed=bool(ground.consent or ground.exemption),
        )
    )
    now = Meeting.objects.get(pk=meeting.pk)
    seat = Seat(
        file=_opened(plan, by=by),
        meeting=now.pk,
        host=plan.owner,
        organisation=organisation,
        on=now.on,
        way=now.way,
        state=now.state,
    )
    if agenda.strip():
        seal(seat, "agenda", agenda.strip())
    try:
        with transaction.atomic():
            seat.save(force_insert=True)
    except IntegrityError:
        raise Refused(WorkRefusal.INVITED) from None
    _let_in(seat, plan, ground, by=by)
    record("seat.given", seat.word, by=by.word)
    return seat


@transaction.atomic
def uninvite(seat: Seat, *, by: Official, on: date) -> None:
    """Shut a participant out again: from the next query on it sees nothing of the meeting."""
    held = _held_seat(seat)
    for given in Grant.objects.holding().filter(file=held.file_id, organisation=held.organisation_id):
        access.revoke(given, reason="takes part no more", by=by)
    Seat.objects.filter(pk=held.pk).update(ended=on)
    record("seat.taken", held.word, by=by.word)


@transaction.atomic
def hold(meeting: Meeting, *, text: str, by: Official) -> None:
    """Enter the host's own record of a meeting that was held; nobody else sees it."""
    _going_on(meeting)
    refuse(rules.why_not_say(text))
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    held.state = MeetingState.HELD
    seal(held, "record", text.strip())
    held.save(update_fields=["state", "record"])
    Seat.objects.filter(meeting=held.pk).update(state=MeetingState.HELD)
    record("meeting.held", held.word, by=by.word)


@transaction.atomic
def cancel(meeting: Meeting, *, by: Official) -> None:
    """Call a planned meeting off; the participants see that."""
    _going_on(meeting)
    planned = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PLANNED)
    if not planned.update(state=MeetingState.CANCELLED):
        raise Refused(WorkRefusal.CHANGED)
    Seat.objects.filter(meeting=meeting.pk).update(state=MeetingState.CANCELLED)
    record("meeting.cancelled", meeting.word, by=by.word)


@transaction.atomic
def share(seat: Seat, *, text: str, by: Official, on: date) -> None:
    """Tell one participant what was agreed, in the words meant for it; again puts them right."""
    held = _held_seat(seat)
    refuse(rules.why_not_say(text) or (None if held.state == MeetingState.HELD else WorkRefusal.NOT_HELD))
    seal(held, "agreed", text.strip())
    held.shared = on
    held.save(update_fields=["agreed", "shared"])
    record("seat.told", held.word, by=by.word)


def _going_on(meeting: Meeting) -> ProtectionPlan:
    return going_on_still(meeting.plan)


def _held_seat(seat: Seat) -> Seat:
    """The seat as it is now, held; refused where it is no seat of a meeting of one's own, or was taken away."""
    held = Seat.objects.select_for_update(of=("self",)).filter(pk=seat.pk, ended__isnull=True).first()
    meeting = None if held is None else Meeting.objects.select_related("plan").filter(pk=held.meeting).first()
    if held is None or meeting is None:
        raise Refused(WorkRefusal.CHANGED)
    _going_on(meeting)
    return held


def _opened(plan: ProtectionPlan, *, by: Official) -> File:
    return access.open_file(
        FileKind.PROTECTION,
        owner=plan.owner,
        purpose=Purpose.SUPPORT,
        basis=Basis.LEGAL_DUTY,
        until=timezone.now() + KEPT,
        reason="seat at a meeting",
        by=by,
    )


def _let_in(seat: Seat, plan: ProtectionPlan, ground: Ground, *, by: Official) -> None:
    given = access.grant(
        seat.file,
        to=seat.organisation,
        purpose=Purpose.SUPPORT,
        basis=ground.basis,
        until=ground.until(),
        reason="takes part in a meeting",
        by=by,
    )
    rests = {"consent": ground.consent} if ground.consent else {"exemption": ground.exemption}
    ConsentGrant.objects.create(grant=given, case_id=plan.case_id, **rests)
