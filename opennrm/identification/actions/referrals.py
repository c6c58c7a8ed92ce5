"""Asking another organisation to work on a case or take it over, and what either side does then.

``ask`` and ``revoke`` are called by the owner of the case while acting for identification or support; ``accept``,
``decline``, ``hand_back`` and ``acknowledge`` by the receiver, for the purpose that was asked. Raises ``Refused``.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.access.scope import System, current
from opennrm.access.terms import Basis, FieldClass, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import is_suspended
from opennrm.identification import consenting as rules
from opennrm.identification.actions.cases import KEPT, open_still, put_to_work
from opennrm.identification.actions.consents import ground_of, written
from opennrm.identification.actions.ending import ENDING, end, held_referrals, tell
from opennrm.identification.models import Case, CaseAssignment, Consent, ConsentGrant, Exemption, Person, Referral
from opennrm.identification.sharing import Ending, SharingRefusal
from opennrm.identification.terms import ReferralKind, ReferralState, Refusal
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.actions.desk import organisations_served
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

ANSWERING = System(
    "answer-referral",
    reads=frozenset(each._meta.db_table for each in (Person, File)),
    writes=frozenset(
        each._meta.db_table for each in (Case, CaseAssignment, Consent, Exemption, ConsentGrant, Referral, Grant)
    ),
)
ACKNOWLEDGING = System("acknowledge", reads=frozenset(), writes=frozenset({Consent._meta.db_table}))


@dataclass(frozen=True)
class Asked:
    """What is asked of whom. ``classes`` empty is everything; ``ask`` names nobody: it is read before accepting.

    With ``envelope``, the id of a push, ``ask`` came sealed to the receiver's inbox.
    """

    kind: ReferralKind
    purpose: Purpose
    to: Organisation
    classes: frozenset[FieldClass]
    answer_by: date
    until: date
    ask: str
    consent: UUID | None = None
    exemption: UUID | None = None
    envelope: UUID | None = None

    def __repr__(self) -> str:
        return f"<{self.kind} for {self.purpose}>"


@transaction.atomic
def ask(case: Case, asked: Asked, *, by: Official, on: date) -> Referral:
    """Ask another organisation, on a consent or an agreed exemption; it sees what is asked and nothing of the case."""
    held = open_still(case)
    ground = ground_of(held, consent=asked.consent, exemption=asked.exemption)
    about = Referral.objects.running().filter(about=held.pk)
    refuse(
        rules.why_not_ask(
            asked.kind,
            owner_served=held.owner_id in organisations_served(),
            lead=_leads(by, held.owner, on),
            to_owner=asked.to.pk == held.owner_id,
            suspended=is_suspended(asked.to),
            open_already=about.filter(to=asked.to, purpose=asked.purpose).exists(),
            classes=asked.classes,
            whole=ground is None or not ground.classes,
            answer_by=asked.answer_by,
            until=asked.until,
            on=on,
        )
    )
    classes = frozenset[FieldClass]() if asked.kind == ReferralKind.TRANSFER else asked.classes
    refuse(
        rules.why_not_disclose(
            ground, purpose=asked.purpose, recipient=asked.to.pk, classes=_told(classes), on=on, until=asked.until
        )
    )
    refuse(None if asked.ask.strip() else Refusal.NOTHING_SAID)
    made = Referral(
        file=_file_for(held, asked, by=by),
        about=held.pk,
        kind=asked.kind,
        purpose=asked.purpose,
        asking=held.owner,
        to=asked.to,
        by=by,
        asked=on,
        answer_by=asked.answer_by,
        urgency=held.urgency,
        prefecture=held.prefecture,
        language=held.person.language,
        minor=held.person.minor,
        classes=written(classes),
        consent=asked.consent,
        exemption=asked.exemption,
        envelope=asked.envelope,
        until=asked.until,
    )
    seal(made, "ask", asked.ask.strip())
    made.save(force_insert=True)
    record("referral.asked", made.word, by=by.word)
    tell(asked.to, [], by=by, on=on)
    return made


@transaction.atomic
def accept(referral: Referral, *, by: Official, on: date) -> Referral:
    """Say yes: the case opens to the receiver, within what was asked; a transfer makes it the owner.

    What it rests on is looked at again on the day. A transfer is the act of the lead who asked for it.
    """
    found = _seen(referral)
    receiver = found.to_id in organisations_served()
    with running(ANSWERING, by=by, line_last=True):
        cases = Case.objects.select_for_update(of=("self",)).select_related("file", "person", "owner")
        case = cases.filter(pk=found.about, closed__isnull=True).first()
        ground = ground_of(case, consent=found.consent, exemption=found.exemption) if case else None
        held = _held(found)
        refuse(rules.why_not_answer(held.state, receiver_served=receiver, late=held.answer_by < on))
        if case is None or case.owner_id != held.asking_id:
            raise Refused(SharingRefusal.ENDED)
        purpose, until = Purpose(held.purpose), held.until
        classes = frozenset(FieldClass(each) for each in held.classes.split())
        refuse(
            rules.why_not_disclose(
                ground, purpose=purpose, recipient=held.to_id, classes=_told(classes), on=on, until=until
            )
        )
        if held.kind == ReferralKind.TRANSFER:
            _hand_over(held, case, by=by, on=on)
        else:
            held.grant = _let_in(held, case, classes, by=by)
        if purpose == Purpose.SUPPORT:
            Case.objects.filter(pk=case.pk, support_asked__isnull=True).update(support_asked=on)
        held.state, held.answered, held.answered_by = ReferralState.ACCEPTED, on, by
        held.save(update_fields=["state", "answered", "answered_by", "grant"])
    record("referral.accepted", held.word, by=by.word)
    tell(held.asking, [held.by], by=by, on=on)
    return held


@transaction.atomic
def decline(referral: Referral, *, reason: str, by: Official, on: date) -> None:
    """Say no, and why."""
    held = _held(_seen(referral))
    receiver = held.to_id in organisations_served()
    refuse(rules.why_not_answer(held.state, receiver_served=receiver, late=held.answer_by < on))
    refuse(None if reason.strip() else Refusal.NO_REASON)
    seal(held, "answer", reason.strip())
    held.state, held.answered, held.answered_by = ReferralState.DECLINED, on, by
    held.save(update_fields=["state", "answered", "answered_by", "answer"])
    record("referral.declined", held.word, by=by.word)
    tell(held.asking, [held.by], by=by, on=on)


@transaction.atomic
def hand_back(referral: Referral, *, reason: str, by: Official, on: date) -> None:
    """Give back what was accepted; the receiver's access ends."""
    held = _held(_seen(referral))
    receiver = held.to_id in organisations_served()
    refuse(rules.why_not_hand_back(held.kind, held.state, receiver_served=receiver, reason=bool(reason.strip())))
    with running(ENDING, by=by, line_last=True):
        end([held], because=Ending.HANDED_BACK, reason=reason, by=by, on=on)


@transaction.atomic
def revoke(referral: Referral, *, reason: str, by: Official, on: date) -> None:
    """Take back what was asked or accepted; the receiver's access ends, and it is told."""
    held = _held(_seen(referral))
    asker = held.asking_id in organisations_served()
    refuse(rules.why_not_revoke(held.kind, held.state, asker_served=asker, reason=bool(reason.strip())))
    with running(ENDING, by=by, line_last=True):
        end([held], because=Ending.REVOKED, reason=reason, by=by, on=on)


@transaction.atomic
def acknowledge(referral: Referral, *, by: Official, on: date) -> None:
    """Say, as the receiver, that one knows that it ended; a consent that was withdrawn is marked so for its owner."""
    held = _held(_seen(referral))
    refuse(None if held.to_id in organisations_served() else SharingRefusal.NOT_RECEIVER)
    Referral.objects.filter(pk=held.pk, ended__isnull=False, seen__isnull=True).update(seen=on)
    if held.ending == Ending.WITHDRAWN and held.consent is not None:
        with running(ACKNOWLEDGING, by=by, line_last=True):
            withdrawn = Consent.objects.filter(pk=held.consent, withdrawn__isnull=False, seen_withdrawn__isnull=True)
            withdrawn.update(seen_withdrawn=on)
    record("referral.seen", held.word, by=by.word)


def _told(classes: frozenset[FieldClass]) -> frozenset[FieldClass]:
    """All a case's file may tell is everything."""
    return frozenset() if classes >= frozenset(rules.OF_A_CASE) else classes


def _leads(by: Official, body: Organisation, on: date) -> bool:
    return Official.objects.leads(body, on).filter(pk=by.pk).exists()


def _basis(referral: Referral) -> Basis:
    return Basis.CONSENT if referral.consent else Basis.LEGAL_DUTY


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _file_for(case: Case, asked: Asked, *, by: Official) -> File:
    """The referral's own file: both sides see what is asked; whoever supports the person at the asker's does too."""
    acting_for, until = Purpose(getattr(current(), "purpose", Purpose.IDENTIFICATION)), timezone.now() + KEPT
    basis = Basis.CONSENT if asked.consent else Basis.LEGAL_DUTY
    file = access.open_file(
        FileKind.REFERRAL,
        owner=case.owner,
        purpose=acting_for,
        basis=basis,
        until=until,
        reason="referral asked",
        by=by,
    )
    ours = Grant.objects.holding().filter(file=case.file_id, organisation=case.owner_id, official=None)
    others = set(ours.filter(purpose__in=[Purpose.IDENTIFICATION, Purpose.SUPPORT]).values_list("purpose", flat=True))
    for to, purpose in [(case.owner, Purpose(each)) for each in sorted(others - {acting_for})] + [
        (asked.to, asked.purpose)
    ]:
        access.grant(file, to=to, purpose=purpose, basis=basis, until=until, reason="referral asked", by=by)
    return file


def _let_in(held: Referral, case: Case, classes: frozenset[FieldClass], *, by: Official) -> Grant:
    """Open the case to the receiver for a time; the grant ends with what it rests on."""
    given = access.grant(
        case.file,
        to=held.to,
        purpose=Purpose(held.purpose),
        basis=_basis(held),
        until=_end_of(held.until),
        reason=f"{held.word} accepted",
        classes=classes,
        by=by,
    )
    ConsentGrant.objects.create(grant=given, case=case, consent_id=held.consent, exemption_id=held.exemption)
    return given


def _hand_over(held: Referral, case: Case, *, by: Official, on: date) -> None:
    """Make the receiver the owner of the case and of what is shared of it; whoever accepts works on it."""
    refuse(None if _leads(held.by, held.asking, on) else SharingRefusal.LEAD_GONE)
    basis, reason = _basis(held), f"{held.word} accepted"
    others = list(held_referrals(Referral.objects.running().filter(about=case.pk).exclude(pk=held.pk)))
    go_on = [each for each in others if each.state == ReferralState.ACCEPTED and each.to_id != held.to_id]
    files = [case.file_id, *(each.file_id for each in others)]
    list(File.objects.select_for_update().filter(pk__in=files).order_by("pk"))
    list(Grant.objects.select_for_update(of=("self",)).filter(file__in=files).order_by("pk"))
    asked = [each for each in others if each.state == ReferralState.ASKED]
    end(asked, because=Ending.MOVED, by=by, on=on)
    access.transfer(case.file, to=held.to, basis=basis, reason=reason, by=held.by, on=on)
    Case.objects.filter(pk=case.pk).update(owner=held.to)
    case.file.owner = held.to
    put_to_work(case, by, on=on)
    theirs = Grant.objects.holding().filter(file=case.file_id, organisation=held.to_id, purpose=held.purpose)
    if not theirs.exists():
        until, purpose = timezone.now() + KEPT, Purpose(held.purpose)
        access.grant(case.file, to=held.to, purpose=purpose, basis=basis, until=until, reason=reason, by=by)
    for each in go_on:  # under the new owner
        access.transfer(each.file, to=held.to, basis=basis, reason=reason, by=held.by, on=on)
        Referral.objects.filter(pk=each.pk).update(asking=held.to)


def _seen(referral: Referral) -> Referral:
    """The referral as the scope sees it. Refused where it does not."""
    found = Referral.objects.filter(pk=referral.pk).first()
    if found is None:
        raise Refused(SharingRefusal.NOT_HERE)
    return found


def _held(referral: Referral) -> Referral:
    """The referral as it is now, held until the transaction ends."""
    held = Referral.objects.select_for_update(of=("self",)).select_related("asking", "to", "by", "answered_by", "file")
    return held.get(pk=referral.pk)
