"""A small made-up world: a labour bureau with two examiners, an employer with contracts, an examination of it."""

from contextlib import contextmanager
from dataclasses import dataclass

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.prevention.actions import employers, examinations
from opennrm.prevention.actions.employers import Described
from opennrm.prevention.criteria import holding
from opennrm.prevention.examining_terms import ExaminationKind
from opennrm.prevention.models import Contract, Employer, Examination
from opennrm.understanding.facts import EmployerExamined
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing
from tests.desk import body, official
from tests.rooms.identification.world import today

NUMBERS = ("9999999999999", "9999999999990", "8999999999991")  # made up; the check digits fit
ADDRESS = "架空県架空市9-9-9"
TERMS = {
    "dispatched": "no", "support_entrusted": "no", "pay": "205000", "pay_unit": "month", "pay_currency": "JPY",
    "japanese_pay": "205000", "weekly_hours": "40", "ordinary_weekly_hours": "40", "home_leave": "yes",
    "fare_home": "yes", "deposit": "no", "penalty": "no", "passport_kept": "no", "bankbook_kept": "no",
    "pay_traceable": "yes", "worker_language": "vi", "support_languages": "ja;vi",
}  # fmt: skip


def answers() -> dict[str, str]:
    """Every criterion answered as it should be."""
    return {each.id: each.expected.value for each in holding(today()).all}


SOUND = {**TERMS, **answers()}


@dataclass
class Bureau:
    """A labour bureau and two of its examiners."""

    organisation: Organisation
    examiner: Official
    second: Official

    @contextmanager
    def examining(self, who: Official | None = None):
        with acting(scope_for(who or self.examiner, purpose=Purpose.EXAMINATION)):
            yield

    def employer(self, at: int = 0, **described) -> Employer:
        """An employer of its own."""
        said = {"name": f"架空食品{at}", "industry": "C", "prefecture": "13", "address": ADDRESS} | described
        with self.examining():
            return employers.open_employer(Described(NUMBERS[at], **said), by=self.examiner, on=today())

    def contract(self, of: Employer, code: str = "made-up-1", **terms) -> Contract:
        """A contract, sound but for what is said otherwise."""
        with self.examining():
            return employers.add_contract(of, code, SOUND | terms, by=self.examiner, on=today())

    def begun(self, of: Employer, **how) -> Examination:
        """An examination of all its contracts."""
        with self.examining():
            rows = list(of.contracts.all())
            said = {"kind": ExaminationKind.ORDINARY, "by": self.examiner, "on": today()} | how
            return examinations.begin(of, rows, **said)


def bureau(code: str = "labour-tokyo") -> Bureau:
    there = body(code, kind="labour_bureau")
    return Bureau(there, *(official(there, roles=["examiner"]) for _ in range(2)))


def fact(of: Examination) -> EmployerExamined | None:
    """The fact of an examination that stands."""
    return standing(EmployerExamined, of.key, collection=NAME)
