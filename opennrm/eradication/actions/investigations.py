"""Opening an investigation, who leads it and who joins it, its offences, its victims by a pseudonym, and its end.

Called while acting for investigation. Every verb is one transaction and one line in the audit. Raises ``Refused``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.models import Grant
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import is_suspended
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.eradication import investigation_rules as rules
from opennrm.eradication.investigation_terms import Begun, Ended, InvestigationAct, InvestigationRefusal
from opennrm.eradication.investigations import Investigation, InvestigationNote, InvestigationVictim, Offence
from opennrm.eradication.settling import settle_offence
from opennrm.eradication.statutes import why_not_statutes
from opennrm.eradication.suspects import Charge, Disposition
from opennrm.identification.actions.pseudonyms import hand_over, standing
from opennrm.identification.codes import new_code
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.actions.desk import organisations_served
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

KEPT = timedelta(days=30 * 366)  # grants of the owner end with it, if retention did not end them before


@dataclass(frozen=True)
class Beginning:
    """What an investigation begins from. ``case`` is the code of a case whose person joins by a pseudonym."""

    begun: Begun = Begun.OWN
    source: UUID | None = None
    case: str = ""
    prefecture: str = ""
    employer: str = ""
    outline: str = ""

    def __repr__(self) -> str:
        return f"<beginning of an investigation: {self.begun}>"


@dataclass(frozen=True)
class Committed:
    """An offence as it is entered or put right; ``last`` None where it was one day."""

    provisions: Sequence[str]
    first: date
    last: date | None = None
    exploitation: frozenset[str] = field(default_factory=frozenset)
    incident: int = 1

    @property
    def until(self) -> date:
        """The last day of it."""
        return self.last or self.first


@transaction.atomic
def open_investigation(begins: Beginning, *, by: Official, on: date) -> Investigation:
    """Open an investigation; whoever opens it leads it until another does."""
    refuse(rules.why_not_open(opened=on, today=timezone.localdate(), employer=begins.employer))
    owner = Organisation.objects.get(pk=by.organisation_id)
    file = access.open_file(
        FileKind.INVESTIGATION,
        owner=owner,
        purpose=Purpose.INVESTIGATION,
        basis=Basis.LEGAL_DUTY,
        until=timezone.now() + KEPT,
        reason="investigation opened",
        by=by,
    )
    same = ("begun", "source", "prefecture", "employer")
    made = Investigation(file=file, code=new_code(), owner=owner, lead=by, opened=on)
    for name in same:
        setattr(made, name, getattr(begins, name))
    if begins.outline.strip():
        seal(made, "outline", begins.outline.strip())
    made.save(force_insert=True)
    record(InvestigationAct.OPENED, made.word, by=by.word)
    if begins.case.strip():
        join_victim(made, code=begins.case, by=by, on=on)
    return made


@transaction.atomic
def describe(investigation: Investigation, *, prefecture: str, employer: str, outline: str, by: Official) -> None:
    """Put right what it is about; an empty outline stays as it was."""
    held = open_still(investigation)
    refuse(rules.why_not_employer(employer))
    held.prefecture, held.employer = prefecture, employer
    if outline.strip():
        seal(held, "outline", outline.strip())
    held.save()
    record(InvestigationAct.DESCRIBED, held.word, by=by.word)


@transaction.atomic
def assign(investigation: Investigation, *, to: Official, by: Official, on: date) -> None:
    """Let another investigator of the organisation that owns it lead it."""
    held = open_still(investigation)
    refuse(None if held.owner_id in organisations_served() else InvestigationRefusal.NOT_OWNER)
    found = Official.objects.with_posts().serving(on).filter(pk=to.pk, organisation=held.owner_id).first()
    investigates = found is not None and may(found.post(), Power.INVESTIGATE, on)
    refuse(None if investigates else InvestigationRefusal.NOT_THERE)
    Investigation.objects.filter(pk=held.pk).update(lead=to)
    record(InvestigationAct.ASSIGNED, held.word, by=by.word)


@transaction.atomic
def note(investigation: Investigation, *, text: str, happened: date, by: Official, on: date) -> InvestigationNote:
    """Note what was done on a day, sealed."""
    held = open_still(investigation)
    refuse(rules.why_not_note(text, happened=happened, today=timezone.localdate()))
    made = InvestigationNote(investigation=held, happened=happened, by=by, on=on)
    seal(made, "text", text.strip())
    made.save(force_insert=True)
    record(InvestigationAct.NOTED, held.word, by=by.word)
    return made


@transaction.atomic
def enter_offence(investigation: Investigation, said: Committed, *, by: Official, on: date) -> Offence:
    """Enter an offence under provisions that held while it was committed."""
    held = open_still(investigation)
    _check(said)
    last = held.offences.aggregate(most=models.Max("number"))["most"] or 0
    made = Offence(investigation=held, number=last + 1)
    _take(made, said)
    made.save(force_insert=True)
    record(InvestigationAct.OFFENCE, held.word, by=by.word)
    return made


@transaction.atomic
def put_offence_right(offence: Offence, said: Committed, *, reason: Reason, by: Official, on: date) -> None:
    """Correct an offence; where it was cleared, the register is corrected with it, and says why."""
    held, found = held_offence(offence)
    _check(said)
    first = Disposition.objects.filter(charge__offence=found, struck__isnull=True).aggregate(day=models.Min("on"))
    earliest = min((day for day in (first["day"], found.cleared) if day), default=None)
    refuse(InvestigationRefusal.BEFORE_OFFENCE if earliest and earliest < said.first else None)
    _take(found, said)
    found.save()
    record(InvestigationAct.PUT_RIGHT, held.word, by=by.word)
    settle_offence(found, reason=reason, on=on)


@transaction.atomic
def clear(offence: Offence, *, day: date, by: Official, on: date) -> None:
    """Say on which day the offence was cleared (検挙); it is counted in that year, whenever anybody was arrested."""
    held, found = held_offence(offence)
    refuse(rules.why_not_clear(cleared=found.cleared, day=day, committed=found.committed, today=timezone.localdate()))
    found.cleared = day
    found.save(update_fields=["cleared"])
    record(InvestigationAct.CLEARED, held.word, by=by.word)
    settle_offence(found, reason=Reason.NEW_INFORMATION, on=on)


@transaction.atomic
def unclear(offence: Offence, *, reason: Reason, by: Official, on: date) -> None:
    """Strike the clearing out; the register's fact is withdrawn, and says why."""
    held, found = held_offence(offence)
    refuse(None if found.cleared else InvestigationRefusal.NOT_CLEARED)
    found.cleared = None
    found.save(update_fields=["cleared"])
    record(InvestigationAct.UNCLEARED, held.word, by=by.word)
    settle_offence(found, reason=reason, on=on)


@transaction.atomic
def remove_offence(offence: Offence, *, by: Official, on: date) -> None:
    """Take an offence out that was entered by mistake: not cleared, and nothing entered of anybody for it."""
    held, found = held_offence(offence)
    used = Disposition.objects.filter(charge__offence=found, struck__isnull=True).exists()
    refuse(InvestigationRefusal.HAS_STEPS if used else None)
    refuse(InvestigationRefusal.CLEARED if found.cleared else None)
    found.delete()
    record(InvestigationAct.REMOVED, held.word, by=by.word)


@transaction.atomic
def join_victim(investigation: Investigation, *, code: str, by: Official, on: date) -> InvestigationVictim:
    """Let a victim join by the pseudonym that identification hands over for a case this official may open.

    Refused where the person is there already, under this pseudonym or one that was merged with it since.
    """
    held = open_still(investigation)
    pseudonym = hand_over(code, by=by)
    if pseudonym is None and Purpose.IDENTIFICATION in purposes_of(by):
        with acting(access.scope_for(by, purpose=Purpose.IDENTIFICATION)):
            pseudonym = hand_over(code, by=by)
    if pseudonym is None:
        raise Refused(InvestigationRefusal.NO_CASE)
    there = standing([pseudonym, *held.victims.values_list("pseudonym", flat=True)])
    refuse(InvestigationRefusal.JOINED_ALREADY if there.pop(pseudonym) in there.values() else None)
    last = held.victims.aggregate(most=models.Max("number"))["most"] or 0
    try:
        with transaction.atomic():
            made = held.victims.create(pseudonym=pseudonym, number=last + 1, joined=on, by=by)
    except IntegrityError:
        raise Refused(InvestigationRefusal.JOINED_ALREADY) from None
    record(InvestigationAct.VICTIM, held.word, by=by.word)
    return made


@transaction.atomic
def take_victim_out(victim: InvestigationVictim, *, by: Official) -> None:
    """Take a pseudonym out that does not belong here."""
    held = open_still(victim.investigation)
    gone, _rows = InvestigationVictim.objects.filter(pk=victim.pk, investigation=held).delete()
    refuse(None if gone else InvestigationRefusal.NOT_HERE)
    record(InvestigationAct.VICTIM_LEFT, held.word, by=by.word)


@transaction.atomic
def join_body(investigation: Investigation, *, to: Organisation, until: date, reason: str, by: Official) -> Grant:
    """Let another body investigate jointly: it opens the investigation, sealed words too, until a day."""
    held = open_still(investigation)
    there = Grant.objects.holding().filter(file=held.file_id, organisation=to, purpose=Purpose.INVESTIGATION)
    refuse(
        rules.why_not_join(
            owner_served=held.owner_id in organisations_served(),
            there=to.pk == held.owner_id or there.exists(),
            suspended=is_suspended(to),
            until=until,
            today=timezone.localdate(),
            reason=reason,
        )
    )
    end = timezone.make_aware(datetime.combine(until, time.max))
    why, basis, purpose = reason.strip(), Basis.LEGAL_DUTY, Purpose.INVESTIGATION
    given = access.grant(held.file, to=to, purpose=purpose, basis=basis, until=end, reason=why, by=by)
    record(InvestigationAct.JOINED, held.word, by=by.word)
    return given


@transaction.atomic
def leave_body(investigation: Investigation, given: Grant, *, by: Official) -> None:
    """Shut a body out of it again, from its next look on."""
    held = held_investigation(investigation)
    refuse(None if given.file_id == held.file_id else InvestigationRefusal.NOT_HERE)
    access.revoke(given, reason="joint investigation ended", by=by)
    record(InvestigationAct.LEFT, held.word, by=by.word)


@transaction.atomic
def close(investigation: Investigation, *, ended: Ended, by: Official, on: date) -> None:
    """Close it, saying how it ended; what was counted stands."""
    held = open_still(investigation)
    states = set(Charge.objects.filter(investigation=held).values_list("state", flat=True))
    refuse(rules.why_not_close(states, ended=ended))
    Investigation.objects.filter(pk=held.pk).update(closed=on, ended=ended)
    record(InvestigationAct.CLOSED, held.word, by=by.word)


@transaction.atomic
def reopen(investigation: Investigation, *, by: Official) -> None:
    """Take a closed investigation up again."""
    held = held_investigation(investigation)
    refuse(None if held.closed else InvestigationRefusal.NOT_CLOSED)
    Investigation.objects.filter(pk=held.pk).update(closed=None, ended="")
    record(InvestigationAct.REOPENED, held.word, by=by.word)


@transaction.atomic
def note_printing(investigation: Investigation, *, by: Official) -> None:
    """Say in the audit that a summary is printed; each sealed field on it leaves its own line besides."""
    record(InvestigationAct.PRINTED, held_investigation(investigation).word, by=by.word)


def held_investigation(investigation: Investigation) -> Investigation:
    """The investigation as it is now, held until the transaction ends. Refused where it is out of the scope."""
    rows = Investigation.objects.select_for_update(of=("self",)).select_related("file", "owner")
    found = rows.filter(pk=investigation.pk).first()
    if found is None:
        raise Refused(InvestigationRefusal.NOT_HERE)
    return found


def open_still(investigation: Investigation) -> Investigation:
    """The investigation as it is now, held; refused where it is closed."""
    held = held_investigation(investigation)
    refuse(InvestigationRefusal.CLOSED if held.closed else None)
    return held


def held_offence(offence: Offence) -> tuple[Investigation, Offence]:
    """The investigation, held and open, and the offence as it is now."""
    held = open_still(Investigation(pk=offence.investigation_id))
    found = Offence.objects.filter(pk=offence.pk, investigation=held).first()
    if found is None:
        raise Refused(InvestigationRefusal.NOT_HERE)
    found.investigation = held
    return held, found


def _check(said: Committed) -> None:
    refuse(rules.why_not_committed(first=said.first, last=said.until, today=timezone.localdate()))
    refuse(why_not_statutes(said.provisions, first=said.first, last=said.until))


def _take(offence: Offence, said: Committed) -> None:
    offence.provisions, offence.exploitation = sorted(set(said.provisions)), sorted(said.exploitation)
    offence.committed, offence.committed_until = said.first, said.until
    offence.incident = said.incident
