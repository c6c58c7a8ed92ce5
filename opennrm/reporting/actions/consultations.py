"""The consultation desk: a contact by telephone, visit, letter or chat, and what it became."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from opennrm.access.actions import open_file, revoke
from opennrm.access.models import File, Grant
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.foundations.campaign_actions import hear
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting import carried, rules
from opennrm.reporting.actions.door import submit
from opennrm.reporting.actions.intake import CHANNELS, KEPT, contact_received, let_fall_contact, take_in
from opennrm.reporting.answers import Answers
from opennrm.reporting.carried import Draft
from opennrm.reporting.contacts import Consultation, InterpreterBooking, LanguageAsked
from opennrm.reporting.models import Report
from opennrm.reporting.receipts import Receipt, opened
from opennrm.reporting.terms import ContactWay, Found, Interpreting, Outcome, Refusal, Topic, Urgency
from opennrm.understanding.facts import ContactReceived
from opennrm.understanding.models import ROWS
from opennrm.understanding.national import national
from opennrm.understanding.register import supersede
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.keys import erase
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Contact:
    """What an official notes of a contact in under a minute; all but the first five may stay as they are.

    ``call_back`` says how this person is reached safely: the way, the hours, what may be said and to whom.
    ``campaign`` is the code they named: it is counted by month, and kept with no contact.
    """

    way: ContactWay
    language: str
    interpreting: Interpreting
    topic: Topic
    outcome: Outcome
    urgency: Urgency = Urgency.ORDINARY
    prefecture: str = ""
    may_call_back: bool = False
    call_back: str = ""
    outline: str = ""
    campaign: str = ""

    def __repr__(self) -> str:
        return f"<contact by {self.way}>"


@dataclass(frozen=True)
class Recorded:
    """A contact that was recorded. ``receipt`` is to be read out to the reporter once, and is kept nowhere."""

    consultation: Consultation
    receipt: Receipt | None = None

    def __repr__(self) -> str:
        return f"<recorded {self.consultation.pk}>"


def record_contact(
    contact: Contact, *, by: Official, on: date, report: Answers | None = None, draft: Draft | None = None
) -> Recorded:
    """Record a contact; with the outcome «became a report» the report too, with a receipt to read out.

    A contact that ends as a request waits in ``Consultation.objects.requested()`` until identification pulls it. The
    fact that a contact was received falls once, without a name. Called while acting for reception; not inside a
    transaction, since a receipt costs its time. The same ``draft`` sent twice is one report and one contact.
    """
    refuse(rules.why_not_record(may_call_back=contact.may_call_back, call_back=contact.call_back))
    refuse(Refusal.NOTHING_SAID if (contact.outcome == Outcome.REPORTED) != (report is not None) else None)
    made, receipt = None, None
    if report is not None:
        made, receipt = receipt_by_voice(report, way=contact.way, by=by, on=on, draft=draft, campaign=contact.campaign)
        if there := Consultation.objects.filter(report=made, report__isnull=False).first():
            return Recorded(there, receipt)
    return Recorded(_record(contact, made, by=by, on=on), receipt)


def receipt_by_voice(
    report: Answers,
    *,
    way: ContactWay,
    by: Official,
    on: date,
    draft: Draft | None = None,
    campaign: str = "",
) -> tuple[Report | None, Receipt]:
    """Keep a report told to an official as if it had come through the door; the receipt is read out, in groups.

    Routing chooses who receives it, and the organisation that was called reads it too. Where that one has no inbox the
    report is None: then the sight of it is others' alone.
    """
    receipt = submit(
        report, draft=draft or carried.begin(), on=on, way=way, also=(by.organisation_id,), campaign=campaign
    )
    take_in()
    return Report.objects.filter(box__lookup=opened(receipt).lookup).first(), receipt


@transaction.atomic
def correct(consultation: Consultation, contact: Contact, *, by: Official) -> None:
    """Put right what was recorded today; what was sealed stays where ``contact`` says nothing in its place."""
    held = _held(consultation)
    taken_up, today = held.taken_up is not None, timezone.localdate()
    refuse(rules.why_not_correct(on=held.on, today=today, outcome=held.outcome, taken_up=taken_up))
    refuse(Refusal.HAS_RECEIPT if contact.outcome == Outcome.REPORTED else None)
    said = contact.call_back.strip() or ("sealed" if held.call_back is not None else "")
    refuse(rules.why_not_record(may_call_back=contact.may_call_back, call_back=said))
    owner = held.file.owner
    if (held.way, held.language) != (contact.way, contact.language):
        held.fact = _correct_fact(
            held, contact_received(owner, channel=contact.way, language=contact.language, on=held.on)
        )
    uncount_language(owner, held.language, served=Interpreting(held.interpreting).served, on=held.on)
    count_language(owner, contact.language, served=contact.interpreting.served, on=held.on)
    for field in ("way", "language", "interpreting", "topic", "urgency", "prefecture", "may_call_back", "outcome"):
        setattr(held, field, getattr(contact, field))
    for field, text in (("call_back", contact.call_back), ("outline", contact.outline)):
        if text.strip():
            seal(held, field, text.strip())
    held.save()
    record("contact.corrected", held.word, by=by.word)


@transaction.atomic
def take_back(consultation: Consultation, *, by: Official) -> None:
    """Undo what was recorded today by mistake: the row goes, and the key to what was sealed; its fact is withdrawn."""
    held = _held(consultation)
    booked = InterpreterBooking.objects.filter(file=held.file_id).exists()
    today, file = timezone.localdate(), held.file
    taken_up = held.taken_up is not None
    refuse(rules.why_not_take_back(on=held.on, today=today, outcome=held.outcome, booked=booked, taken_up=taken_up))
    _correct_fact(held, None)
    uncount_language(file.owner, held.language, served=Interpreting(held.interpreting).served, on=held.on)
    record("contact.taken-back", held.word, by=by.word)
    Consultation.objects.filter(pk=held.pk).delete()
    erase(str(file.pk), by=by.word)
    for given in Grant.objects.filter(file=file, revoked__isnull=True):
        revoke(given, reason="the contact was taken back", by=by)


@transaction.atomic
def book_interpreter(
    file: File, *, language: str, way: Interpreting, wanted_for: date, by: Official, on: date
) -> InterpreterBooking:
    """Begin to look for an interpreter for what a file is about."""
    booking = InterpreterBooking.objects.create(
        file=file, language=language, way=way, wanted_for=wanted_for, asked_on=on, by=by
    )
    record("interpreter.asked-for", f"booking:{booking.pk}", by=by.word)
    return booking


@transaction.atomic
def end_search(booking: InterpreterBooking, *, found: Found, by: Official, language: str = "") -> None:
    """Say what was found; ``language`` where it is another than was asked for."""
    searching = InterpreterBooking.objects.filter(pk=booking.pk, found=Found.SEARCHING)
    if not searching.update(found=found, found_language=language):
        raise Refused(Refusal.SEARCH_ENDED)
    if found in {Found.NOT_FOUND, Found.OTHER_LANGUAGE}:
        count_language(by.organisation, booking.language, served=False, on=booking.asked_on)
    record("interpreter.search-ended", f"booking:{booking.pk}", by=by.word)


def count_language(organisation: Organisation, language: str, *, served: bool, on: date) -> None:
    """Count that a language was asked for, by month and of nobody in particular; in the caller's transaction."""
    counted, _new = LanguageAsked.objects.get_or_create(
        organisation=organisation, month=on.replace(day=1), language=language, served=served, defaults={"times": 0}
    )
    LanguageAsked.objects.filter(pk=counted.pk).update(times=F("times") + 1)


def uncount_language(organisation: Organisation, language: str, *, served: bool, on: date) -> None:
    """Take one count back; in the caller's transaction."""
    counted = LanguageAsked.objects.filter(
        organisation=organisation, month=on.replace(day=1), language=language, served=served
    )
    counted.filter(times=1).delete()
    counted.update(times=F("times") - 1)


@transaction.atomic
def _record(contact: Contact, made: Report | None, *, by: Official, on: date) -> Consultation:
    file = open_file(
        FileKind.REPORT,
        owner=by.organisation,
        purpose=Purpose.RECEPTION,
        basis=Basis.CONSENT,
        until=timezone.now() + KEPT,
        reason="recorded at the consultation desk",
        by=by,
    )
    held = Consultation(
        file=file,
        by=by,
        on=on,
        way=contact.way,
        language=contact.language,
        interpreting=contact.interpreting,
        topic=contact.topic,
        urgency=contact.urgency,
        prefecture=contact.prefecture,
        may_call_back=contact.may_call_back,
        outcome=contact.outcome,
        report=made,
    )
    for field, text in (("call_back", contact.call_back), ("outline", contact.outline)):
        if text.strip():
            seal(held, field, text.strip())
    if contact.outcome != Outcome.REPORTED:  # of a report the fact fell when it was taken in
        held.fact = let_fall_contact(by.organisation, channel=contact.way, language=contact.language, on=on).id
        hear(contact.campaign, CHANNELS[contact.way], on=on)
    held.save(force_insert=True)
    count_language(by.organisation, contact.language, served=contact.interpreting.served, on=on)
    record("contact.recorded", held.word, by=by.word)
    return held


def _held(consultation: Consultation) -> Consultation:
    """The contact as it is now, held until the transaction ends. Refused where it is out of the scope."""
    found = Consultation.objects.select_for_update(of=("self",)).select_related("file__owner")
    held = found.filter(pk=consultation.pk).first()
    if held is None:
        raise Refused(Refusal.NOT_HERE)
    return held


def _correct_fact(held: Consultation, new: ContactReceived | None) -> str:
    """The register learns it too: what fell is superseded, and stays. Answers with the fact that stands now."""
    if not held.fact:
        return ""
    collection, today = national(held.on), timezone.localdate()
    if new is not None:
        rows = ROWS[ContactReceived]._default_manager
        new = replace(new, key=rows.get(collection=collection, id=held.fact).key)
    return supersede(held.fact, new, reason=Reason.ENTRY_ERROR, recorded_on=today, collection=collection).id
