"""What identification does to a report or a contact: it begins a case from it, once, and lets it go when that closed.

``take_up`` and ``take_up_contact`` are called while acting for reception, in the transaction that opens the case;
``let_go`` and ``hold_again`` in any scope, since whoever closes a case need not receive reports.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting import rules
from opennrm.reporting.contacts import Consultation
from opennrm.reporting.models import Report
from opennrm.reporting.terms import Outcome, Refusal, ReportState
from opennrm.vault.actions import record

TABLES = frozenset(model._meta.db_table for model in (Report, Consultation))
LETTING_GO = System("let-go", reads=TABLES, writes=TABLES)


@transaction.atomic
def take_up(report: UUID, *, by: Official, on: date) -> Report:
    """Say that a case was begun from a report; it is kept from now on as long as the case. Refused a second time."""
    held = Report.objects.select_for_update(of=("self",)).filter(pk=report).first()
    if held is None:
        raise Refused(Refusal.NOT_HERE)
    refuse(rules.why_not_take_up(requested=held.state == ReportState.REQUESTED, taken_up=held.taken_up is not None))
    Report.objects.filter(pk=held.pk).update(taken_up=on)
    record("report.taken-up", held.word, by=by.word)
    return held


@transaction.atomic
def take_up_contact(contact: UUID, *, by: Official, on: date) -> Consultation:
    """The same of a contact that asked identification to look."""
    held = Consultation.objects.select_for_update(of=("self",)).filter(pk=contact).first()
    if held is None:
        raise Refused(Refusal.NOT_HERE)
    requested = held.outcome == Outcome.REQUESTED
    refuse(rules.why_not_take_up(requested=requested, taken_up=held.taken_up is not None))
    Consultation.objects.filter(pk=held.pk).update(taken_up=on)
    record("contact.taken-up", held.word, by=by.word)
    return held


@transaction.atomic
def let_go(*, report: UUID | None = None, contact: UUID | None = None, by: Official, on: date) -> None:
    """Say that all cases begun from it are closed: its time begins to run. What is gone already stays gone."""
    with running(LETTING_GO, by=by, line_last=True):
        if report and Report.objects.filter(pk=report, taken_up__isnull=False).update(case_ended=on):
            record("report.let-go", f"report:{report}", by=by.word)
        if contact and Consultation.objects.filter(pk=contact, taken_up__isnull=False).update(case_ended=on):
            record("contact.let-go", f"consultation:{contact}", by=by.word)


@transaction.atomic
def hold_again(*, report: UUID | None = None, contact: UUID | None = None, by: Official) -> None:
    """Say that a case begun from it is open again."""
    with running(LETTING_GO, by=by, line_last=True):
        if report and Report.objects.filter(pk=report, case_ended__isnull=False).update(case_ended=None):
            record("report.held-again", f"report:{report}", by=by.word)
        if contact and Consultation.objects.filter(pk=contact, case_ended__isnull=False).update(case_ended=None):
            record("contact.held-again", f"consultation:{contact}", by=by.word)
