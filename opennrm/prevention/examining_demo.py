"""Made-up employers of a demonstration: an examination with findings, and a broker two share. Twice changes nothing."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.demo import officials
from opennrm.prevention.actions import employers, examinations
from opennrm.prevention.actions.employers import Described
from opennrm.prevention.criteria import holding
from opennrm.prevention.examining_terms import ExaminationKind, TieKind
from opennrm.prevention.models import Employer
from opennrm.understanding.national import falling_into

EXAMINER = "examiner"
FIRST = Described("9999999999999", "架空食品株式会社（デモ）", "C", "13", "架空県架空市2-2-2（デモ）")
SECOND = Described("9999999999990", "架空農園株式会社（デモ）", "A", "13", "架空県架空町3-3-3（デモ）")
TERMS = {
    "dispatched": "no", "support_entrusted": "no", "pay": "205000", "pay_unit": "month", "pay_currency": "JPY",
    "japanese_pay": "205000", "weekly_hours": "40", "ordinary_weekly_hours": "40", "home_leave": "yes",
    "fare_home": "yes", "deposit": "no", "penalty": "no", "passport_kept": "no", "bankbook_kept": "no",
    "pay_traceable": "yes", "worker_language": "vi", "support_languages": "ja;vi",
}  # fmt: skip
WRONG = {"pay": "158000", "weekly_hours": "48", "passport_kept": "yes", "S04": "", "C09": ""}


def stage(step: Callable[[str], None], *, collection: str) -> None:
    """Two employers, two contracts of one of them, its examination; what falls goes into ``collection``."""
    by, today = officials()[EXAMINER], timezone.localdate()
    with acting(scope_for(by, purpose=Purpose.EXAMINATION)), falling_into(collection):
        if Employer.objects.filter(number=FIRST.number).exists():
            return
        step("Made-up employers")
        first, second = (employers.open_employer(each, by=by, on=today) for each in (FIRST, SECOND))
        since = today - timedelta(days=200)
        for each in (first, second):
            name, number = "架空人材紹介（デモ）", "DEMO-13-0001"
            employers.add_tie(each, kind=TieKind.BROKER, name=name, number=number, since=since, by=by)
        sound = TERMS | {each.id: each.expected.value for each in holding(today).all}
        rows = [
            employers.add_contract(first, code, sound | terms, by=by, on=today)
            for code, terms in (("DEMO-1", {}), ("DEMO-2", WRONG))
        ]
        examinations.begin(first, rows, kind=ExaminationKind.ORDINARY, by=by, on=today)
