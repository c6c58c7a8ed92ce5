"""Files: the cleaned one is a download, the original asks first; both under a name of our own."""

import io

import pytest
from PIL import Image

from opennrm.reporting import attachments, carried
from opennrm.reporting.actions import door, intake
from opennrm.reporting.models import Message, Report
from tests.desk import signed_in
from tests.rooms.reporting.at_the_desk import address, opened, text
from tests.rooms.reporting.world import TODAY, answers, shelter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]


def with_a_picture(there):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    file = attachments.cleaned(out.getvalue(), name="../../Name of somebody.png", keep_original=True)
    door.submit(answers(), draft=carried.begin(), attachments=[file], on=TODAY)
    intake.take_in()
    with there.acting():
        return Report.objects.get(), {each.kind: each.pk for each in Message.objects.all()}


def test_a_cleaned_file_is_a_download_with_a_name_of_our_own():
    there = shelter()
    report, files = with_a_picture(there)
    answer = opened(there).get(address(report, f"files/{files['file']}/"))
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "somebody" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/octet-stream"
    assert Image.open(io.BytesIO(answer.content)).size == (8, 8)


def test_an_original_asks_first():
    there = shelter()
    report, files = with_a_picture(there)
    client = opened(there)
    where = address(report, f"files/{files['original']}/")
    assert "It was not cleaned" in text(client.get(where))
    assert client.post(where)["Content-Disposition"].startswith("attachment; ")


def test_with_the_inbox_locked_the_way_leads_to_it():
    there = shelter()
    report, files = with_a_picture(there)
    answer = signed_in(there.official).get(address(report, f"files/{files['file']}/"))
    assert answer.status_code == 302
    assert "/inbox-key/" in answer["Location"]
