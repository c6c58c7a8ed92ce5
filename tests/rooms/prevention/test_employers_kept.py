"""How examinations and then employers go when their time is over: nothing hangs on, facts lead nowhere."""

from datetime import date

import pytest

from opennrm.access.actions import running
from opennrm.prevention.actions import asking, employers
from opennrm.prevention.examining_terms import MeasureKind, PaperKind, TieKind
from opennrm.prevention.models import Contract, Employer, Examination, Letter, Line, Measure, Paper, Tie
from opennrm.reporting.attachments import cleaned
from opennrm.retention import actions, schedule, sweeps
from opennrm.retention.models import Proposal
from opennrm.understanding.facts import EmployerExamined
from opennrm.understanding.models import ROWS
from tests.desk import body, official
from tests.rooms.access.world import everything
from tests.rooms.identification.world import days_ago, today
from tests.rooms.prevention.examining_world import bureau
from tests.rooms.prevention.test_employers import decided

pytestmark = pytest.mark.django_db
RULES = '[[rule]]\ncode = "examination"\nkeep = "P5Y"\nbecause = "made up for a test"\n'
LONG_AGO = date(2012, 4, 2)


@pytest.fixture
def over(settings, tmp_path):
    """An examination that was closed long ago, with all that can hang on it."""
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(tmp_path / "rules.toml"), 0
    schedule.forget()
    at = bureau()
    of = at.employer()
    at.contract(of, pay="158000")
    found = at.begun(of)
    with at.examining():
        by = at.examiner
        employers.add_tie(of, kind=TieKind.BROKER, name="made up", since=days_ago(9), by=by)
        letter = asking.send_letter(found, language="vi", due=days_ago(-9), by=by, on=today())
        asking.answer(letter, text="made up", answered=today(), by=by)
        asking.attach(found, cleaned(b"made up"), kind=PaperKind.OTHER, by=by, on=today())
    decided(at, found)
    with at.examining():
        asking.take_measure(found, kind=MeasureKind.REFUSAL, reason="made up", due=None, by=at.examiner, on=today())
        Examination.objects.update(begun=LONG_AGO, closed=LONG_AGO)
        Employer.objects.update(opened=LONG_AGO, quiet=LONG_AGO)
    yield
    schedule.forget()


def swept():
    """Propose, approve by two, carry out; how many went."""
    sweeps.propose()
    officers = [official(body("secretariat"), roles=["data_protection_officer"]) for _each in range(2)]
    for pk in Proposal.objects.open().values_list("pk", flat=True):
        for by in officers:
            actions.approve(pk, by=by)
    return sweeps.carry_out()


def test_an_examination_goes_before_its_employer_and_the_fact_leads_nowhere(over):
    before = ROWS[EmployerExamined].objects.get()
    assert swept() == 2
    with running(everything()):
        gone = (Examination, Line, Paper, Letter, Measure, Employer, Contract, Tie)
        assert [model.__name__ for model in gone if model.objects.exists()] == []
    after = ROWS[EmployerExamined].objects.get()
    assert after.key != before.key
    assert (after.findings, after.precision, after.day) == (before.findings, "month", before.day.replace(day=1))


def test_an_employer_waits_while_one_of_its_examinations_is_kept(over):
    with running(everything()):
        Examination.objects.update(closed=None)
    assert swept() == 0
    with running(everything()):
        assert Employer.objects.exists()
