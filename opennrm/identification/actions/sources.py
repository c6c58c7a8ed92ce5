"""What a case began from is kept as long as the case: reporting is told when the last case of it was closed."""

from datetime import date

from django.db import transaction

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.identification.models import Case
from opennrm.reporting.actions import taking_up

SOURCES = System("sources-of-cases", reads=frozenset({Case._meta.db_table}))


@transaction.atomic
def let_source_go(case: Case, *, by: Official, on: date) -> None:
    """Where no case of its report or contact is open any more, the time of that begins to run. After a closing."""
    if case.report is None and case.consultation is None:
        return
    with running(SOURCES, by=by, line_last=True):
        open_still = Case.objects.open()
        report = None if open_still.filter(report=case.report).exists() else case.report
        contact = None if open_still.filter(consultation=case.consultation).exists() else case.consultation
        if report or contact:
            taking_up.let_go(report=report, contact=contact, by=by, on=on)


@transaction.atomic
def hold_source_again(case: Case, *, by: Official) -> None:
    """Its report or contact is kept again as long as the case. After a reopening."""
    if case.report is not None or case.consultation is not None:
        taking_up.hold_again(report=case.report, contact=case.consultation, by=by)
