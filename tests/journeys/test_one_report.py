"""One report in Vietnamese, from the public form to a number of the year's report, on the demonstration."""

import json

import pytest

from tests.demonstrated import demonstrated
from tests.machine import run_opennrm, run_python

WALK = """
import json
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.demo import officials
from opennrm.eradication.actions import charges, investigations
from opennrm.eradication.actions.charges import Known, Taken
from opennrm.eradication.actions.investigations import Committed
from opennrm.eradication.investigation_terms import Arrest, ChargeAct
from opennrm.eradication.models import Charge
from opennrm.identification.actions import cases, decisions
from opennrm.identification.actions.cases import Beginning
from opennrm.identification.demo import ACT, LABOUR, PURPOSE, SHOWN_BY, THREATENED, Drawn, heard, somebody
from opennrm.identification.terms import Origin, Standing
from opennrm.publication import composing
from opennrm.reporting import receipts
from opennrm.reporting.actions import desk, intake
from opennrm.reporting.models import Report
from opennrm.understanding.national import falling_into
from tests.rooms.reporting.visitor import Visitor

settings.ALLOWED_HOSTS += ["testserver"]
WHY = "made up: what was said fits"
today, staff = timezone.localdate(), officials()
police, reception = staff["investigator"], staff["reception"]

def counted():
    return {each.id: each.value for each in composing.count(today.year, collection="demo").figures}

visitor = Visitor("vi").asks_for_help("made up: they keep my passport").sends("help/", go="send")
number = visitor.receipt
visitor.sends("kept/", last=number[-4:])
intake.take_in()
with acting(scope_for(reception, purpose=Purpose.RECEPTION)):
    report = Report.objects.get(box__lookup=receipts.opened(receipts.read(number)).lookup)
    desk.reply(report, text="made up: you can call us", language="vi", by=reception, on=today)
    desk.ask_identification(report, by=reception, on=today)
answered = Visitor("vi").goes_to("receipt/").sends("receipt/", receipt=number).text
before = counted()
with falling_into("demo"):
    with acting(scope_for(police, purpose=Purpose.IDENTIFICATION)):
        begins = Beginning(origin=Origin.REPORT, report=report.pk, recognised_by=frozenset({"Police"}))
        person = somebody("架空 百合子", "KAKUU Yuriko", age=24, sex="female", nationality="VN", language="vi")
        case = cases.open_case(begins, person, by=police, on=today)
        heard(case, [ACT, SHOWN_BY[THREATENED], PURPOSE], Drawn(LABOUR, THREATENED), by=police, on=today)
        decisions.decide(case, outcome=Standing.CONFIRMED, reason=WHY, by=police, on=today)
        cases.ask_support(case, reason=WHY, by=police, on=today)
        cases.put_under_protection(case, by=police, on=today)
    with acting(scope_for(police, purpose=Purpose.INVESTIGATION)):
        began = investigations.Beginning(case=case.code, outline=WHY)
        opened = investigations.open_investigation(began, by=police, on=today)
        said = Committed(("penal-226-2-3",), today - timedelta(days=90), exploitation=LABOUR)
        offence = investigations.enter_offence(opened, said, by=police, on=today)
        investigations.clear(offence, day=today, by=police, on=today)
        known = Known(name="架空の被疑者", sex="male", nationality="JP", age=50)
        suspect = charges.enter_suspect(opened, known, offences=[offence], by=police, on=today)
        arrested = [Taken(ChargeAct.ARREST, today, why=Arrest.WARRANT)]
        charges.take_steps(Charge.objects.get(suspect=suspect), arrested, by=police, on=today)
        joined = opened.victims.count()
after = counted()
names = ("victims.total", "victims.female", "suspects.total", "cases.total")
print(json.dumps({
    "answered": "made up: you can call us" in answered,
    "joined": joined,
    "more": {each: (after[each] or 0) - (before[each] or 0) for each in names},
}))
"""


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    home = tmp_path_factory.mktemp("walk") / "home"
    demonstrated(home)
    done = run_python(WALK, home=home)
    assert done.returncode == 0, done.stderr
    return home, json.loads(done.stdout.splitlines()[-1])


def test_a_report_is_answered_and_becomes_a_victim_a_suspect_and_a_case_of_the_year(walked):
    _home, said = walked
    assert said["answered"] and said["joined"] == 1
    assert set(said["more"].values()) == {1}, said


def test_after_the_walk_the_audit_is_whole(walked):
    home, _said = walked
    verified = run_opennrm(["audit", "verify"], home=home)
    assert verified.returncode == 0, verified.stdout + verified.stderr
