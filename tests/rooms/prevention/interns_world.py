"""A made-up Labour Bureau of a prefecture, its officer, and partners."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.prevention.actions import intern_officers, interns
from opennrm.prevention.actions.intern_requests import Asked
from opennrm.prevention.actions.interns import Beginning, Known
from opennrm.prevention.interns import InternCase
from tests.desk import body, official
from tests.rooms.identification.world import days_ago, today

EMPLOYER = "7000012050002"  # a corporate number whose check digit fits
KNOWN = Known(
    employer=EMPLOYER,
    occupation="agriculture",
    language="vi",
    nationality="VN",
    signs=("passport_kept", "wages_unpaid"),
    name="架空 太郎",
    contact="架空の連絡先",
    status="TechnicalInternTraining",
    supervising="架空の監理団体",
    sending="made-up sending organisation",
    account="作り話の内容",
)


@dataclass
class Bureau:
    """A bureau with its lead, its named officer and a second examiner."""

    organisation: Organisation
    lead: Official
    officer: Official
    second: Official

    @contextmanager
    def examining(self, who: Official | None = None, purpose: Purpose = Purpose.EXAMINATION):
        with acting(scope_for(who or self.officer, purpose=purpose)):
            yield


def bureau(code: str = "labour-tokyo", prefecture: str = "13", *, named: bool = True) -> Bureau:
    there = body(code, kind="labour_bureau", prefecture=prefecture)
    lead = official(there, roles=["examiner"], lead=True)
    officer, second = official(there, roles=["examiner"]), official(there, roles=["examiner"])
    made = Bureau(there, lead, officer, second)
    if named:
        intern_officers.name_officer(there, officer, since=days_ago(400), by=lead, on=today())
    return made


def opened(at: Bureau, *, on: date | None = None, known: Known = KNOWN, **more) -> InternCase:
    """A case of the bureau's prefecture."""
    begins = Beginning(at.organisation.prefecture, **more)
    with at.examining():
        return interns.open_case(begins, known, by=at.officer, on=on or today())


def asked(to: Organisation, *, step: str = "otit", classes=frozenset({FieldClass.ACCOUNT}), **more) -> Asked:
    return Asked(to, step, classes, "Made up: what is known?", more.get("answer_by") or today() + timedelta(days=7))
