"""The consultation desk: a contact by telephone, visit, letter or chat, and what it became."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from opennrm.access.actions import open_file
from opennrm.access.models import File
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting import carried, rules
from opennrm.reporting.actions.door import submit
from opennrm.reporting.actions.intake import KEPT, let_fall_contact, take_in
from opennrm.reporting.answers import Answers
from opennrm.reporting.contacts import Consultation, InterpreterBooking, LanguageAsked
from opennrm.reporting.models import Report
from opennrm.reporting.receipts import Receipt, opened
from opennrm.reporting.terms import ContactWay, Found, Interpreting, Outcome, Refusal, Topic, Urgency
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Contact:
    """What an official notes of a contact in under a minute; all but the first five may stay as they are.

    ``call_back`` says how this person is reached safely: the way, the hours, what may be said and to whom.
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

    def __repr__(self) -> str:
        return f"<contact by {self.way}>"


@dataclass(frozen=True)
class Recorded:
    """A contact that was recorded. ``receipt`` is to be read out to the reporter once, and is kept nowhere."""

    consultation: Consultation
    receipt: Receipt | None = None

    def __repr__(self) -> str:
        return f"<recorded {self.consultation.pk}>"


def record_contact(contact: Contact, *, by: Official, on: date, report: Answers | None = None) -> Recorded:
    """Record a contact; with the outcome «became a report» the report too, with a receipt to read out.

    A contact that ends as a request waits in ``Consultation.objects.requested()`` until identification pulls it. The
    fact that a contact was received falls once, without a name. Called while acting for reception; not inside a
    transaction, since a receipt costs its time.
    """
    refuse(rules.why_not_record(may_call_back=contact.may_call_back, call_back=contact.call_back))
    refuse(Refusal.NOTHING_SAID if (contact.outcome == Outcome.REPORTED) != (report is not None) else None)
    made, receipt = None, None
    if report is not None:
        made, receipt = receipt_by_voice(report, way=contact.way, by=by, on=on)
    return Recorded(_record(contact, made, by=by, on=on), receipt)


def receipt_by_voice(report: Answers, *, way: ContactWay, by: Official, on: date) -> tuple[Report | None, Receipt]:
    """Keep a report told to an official as if it had come through the door; the receipt is read out, in groups.

    Routing chooses who receives it, and the organisation that was called reads it too. Where that one has no inbox the
    report is None: then the sight of it is others' alone.
    """
    receipt = submit(report, draft=carried.begin(), on=on, way=way, also=(by.organisation_id,))
    take_in()
    return Report.objects.filter(box__lookup=opened(receipt).lookup).first(), receipt


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
    changed = InterpreterBooking.objects.filter(pk=booking.pk).update(found=found, found_language=language)
    if not changed:
        raise Refused(Refusal.NOT_HERE)
    if found in {Found.NOT_FOUND, Found.OTHER_LANGUAGE}:
        count_language(by.organisation, booking.language, served=False, on=booking.asked_on)
    record("interpreter.search-ended", f"booking:{booking.pk}", by=by.word)


def count_language(organisation: Organisation, language: str, *, served: bool, on: date) -> None:
    """Count that a language was asked for, by month and of nobody in particular; in the caller's transaction."""
    counted, _new = LanguageAsked.objects.get_or_create(
        organisation=organisation, month=on.replace(day=1), language=language, served=served, defaults={"times": 0}
    )
    LanguageAsked.objects.filter(pk=counted.pk).update(times=F("times") + 1)


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
    held.save(force_insert=True)
    count_language(by.organisation, contact.language, served=contact.interpreting.served, on=on)
    if contact.outcome != Outcome.REPORTED:  # of a report the fact fell when it was taken in
        let_fall_contact(by.organisation, channel=contact.way, language=contact.language, on=on)
    record("contact.recorded", f"consultation:{held.pk}", by=by.word)
    return held
