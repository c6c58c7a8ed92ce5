"""A case begun from a report: the form begins with what the official may see of it, and can be put right."""

import pytest

from opennrm.agencies.models import OfficialRole
from opennrm.identification.recognising import recognised_as
from opennrm.reporting import receipts
from opennrm.reporting.actions import desk as reports
from opennrm.reporting.actions import door
from opennrm.vault import phrases
from opennrm.vault.models import AuditLine
from opennrm.vault.phrases import Cost
from tests.desk import body, signed_in
from tests.rooms.identification.world import today
from tests.rooms.reporting.at_the_desk import opened, text
from tests.rooms.reporting.world import shelter, taken_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]
TOKYO, NAGANO = '<option value="13" selected>', '<option value="20" selected>'


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    for module in (phrases, receipts):
        monkeypatch.setattr(module, "COST", Cost(memory=8, passes=1, lanes=1))
    monkeypatch.setattr(door, "STEP", 0.001)


@pytest.fixture
def asked():
    """A women's support center whose counsellor identifies too, and a report from Nagano handed to identification."""
    there = shelter()
    OfficialRole.objects.create(official=there.official, role="identification_officer")
    _receipt, report = taken_in(at=there, prefecture="20")
    with there.acting():
        reports.ask_identification(report, by=there.official, on=today())
    return there, report, f"/en/cases/new/?report={report.pk}"


def test_with_the_inbox_open_the_prefecture_is_that_of_the_report_and_its_opening_leaves_a_line(asked):
    there, report, at = asked
    client = opened(there)
    before = AuditLine.objects.looked_at(report.word).count()
    page = text(client.get(at))
    assert NAGANO in page and TOKYO not in page
    assert AuditLine.objects.looked_at(report.word).count() == before + 1
    said = {"persons": "1", "urgency": "3", "prefecture": "13", "recognised_by": ["WomensSupport"]}
    refused = text(client.post(at, said | {"persons": "0"}))
    assert TOKYO in refused and NAGANO not in refused  # what was typed stands


def test_with_the_inbox_locked_nothing_of_the_report_is_opened(asked):
    there, report, at = asked
    before = AuditLine.objects.looked_at(report.word).count()
    page = text(signed_in(there.official).get(at))
    assert NAGANO not in page and 'value="WomensSupport"' in page
    assert AuditLine.objects.looked_at(report.word).count() == before


def test_who_recognises_is_the_officials_own_organisation_at_first(asked):
    there, _report, at = asked
    page = text(signed_in(there.official).get(at))
    (box,) = [line for line in page.split("<input") if 'value="WomensSupport"' in line]
    assert "checked" in box.split(">")[0]


@pytest.mark.parametrize(
    ("code", "kind", "found"),
    [("npa", "agency", {"Police"}), ("labour-saga", "labour_bureau", {"Labour"}), ("made-up", "ministry", set())],
)
def test_an_organisation_is_recognised_as_what_it_stands_for_in_the_register_or_as_nothing(code, kind, found):
    assert recognised_as(body(code, kind=kind)) == found
