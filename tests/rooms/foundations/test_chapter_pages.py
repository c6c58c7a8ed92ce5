"""The pages of chapter 6 at the desk, and how a campaign's code travels from a poster to a count."""

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from opennrm.foundations import campaign_actions, overview
from opennrm.foundations.models import Exchange, Session
from opennrm.page.html import to_html
from opennrm.reporting import carried
from opennrm.reporting.actions import consultations, door, intake
from opennrm.reporting.actions.consultations import Contact
from opennrm.reporting.models import Consultation, Posted, Report
from opennrm.reporting.terms import ContactWay, Interpreting, Outcome, Topic
from opennrm.understanding.facts import CampaignHeard, ContactReceived
from opennrm.understanding.models import ROWS
from tests.desk import at_the_desk, signed_in
from tests.rooms.foundations.world import ADDRESS, counsellor, released, secretariat
from tests.rooms.reporting.world import answers, shelter

pytestmark = pytest.mark.django_db
SESSION = {
    "kind": "training", "audience": "police", "title": "架空の研修", "day": "2026-04-01", "way": "in_person",
    "prefecture": "13", "persons": "40", "language": "ja",
}  # fmt: skip
MEETING = {"partner": "NGO", "title": "架空の会", "day": "2026-04-01", "way": "online", "others": "団体A"}


@pytest.fixture
def staff():
    with at_the_desk(), override_settings(PUBLIC_URL=ADDRESS):
        yield


def campaign(by):
    today = timezone.localdate()
    told = {"title": "空港", "aim": "", "media": ["poster"], "starts": today, "ends": today}
    return campaign_actions.begin(organisation=by.organisation, by=by, on=today, **told)


def heard():
    return [(row.channel, row.key, row.day.day) for row in ROWS[CampaignHeard].objects.all()]


def test_a_session_is_recorded_corrected_withdrawn_and_listed_on_screen(staff):
    client = signed_in(counsellor())
    made = client.post("/en/sessions/new/", SESSION).headers["Location"]
    assert client.post(f"{made}change/", SESSION | {"persons": "41", "reason": "miscounted"}).status_code == 302
    assert "41 participants" in client.get("/en/sessions/?year=2026&audience=police").content.decode()
    assert "No session fits" in client.get("/en/sessions/?audience=labour").content.decode()
    csv = client.get("/en/sessions/?as=csv").content.decode("utf-8-sig").splitlines()
    assert csv[1].startswith("made-up-house,made-up-house,2026-04-01,training,police,架空の研修,41,in_person,13,ja")
    assert client.post(f"{made}change/?do=withdraw", {"reason": "counted twice"}).status_code == 302
    assert "counted twice" in client.get(made).content.decode()
    assert "0 participants" in client.get("/en/sessions/").content.decode()


def test_an_official_cannot_record_for_another_organisation_by_writing_its_code(staff):
    secretariat()
    signed_in(counsellor()).post("/en/sessions/new/", SESSION | {"organisation": "cas"})
    assert Session.objects.get().organisation_id == "made-up-house"


def test_what_was_listed_as_csv_can_be_pasted_again(staff):
    editor, client = secretariat(), signed_in(counsellor())
    client.post("/en/sessions/new/", SESSION)
    text = client.get("/en/sessions/?as=csv").content.decode("utf-8-sig")
    again = {"rows": text, "organisation": "made-up-house"}
    assert "recorded such a session already" in signed_in(editor).post("/en/sessions/in/", again).content.decode()
    assert signed_in(editor).post("/en/sessions/in/", again | {"organisation": "cas"}).status_code == 302
    assert Session.objects.filter(organisation="cas").count() == 1


def test_a_meeting_is_planned_held_and_an_opinion_raised_on_screen(staff):
    client = signed_in(counsellor())
    made = client.post("/en/exchanges/new/", MEETING).headers["Location"]
    said = {"raised_by": "団体A", "said": "通訳がほしい。", "responsible": "made-up-house", "due": "2099-01-01"}
    assert client.post(made, said).status_code == 302
    opinion = Exchange.objects.get().opinions.get()
    page = client.get("/en/exchanges/").content.decode()
    assert "通訳がほしい。" in page
    address = f"/en/exchanges/opinions/{opinion.pk}/"
    answer = {"do": "answer", "answer-taken": "adopted", "answer-said": "作る。"}
    assert client.post(address, answer).status_code == 302
    stale = client.post(address, answer, follow=True)
    assert "Somebody else has worked on this opinion" in stale.content.decode()


def test_a_released_leaflet_is_printed_with_the_campaigns_address(staff):
    by = counsellor()
    made, leaflet = campaign(by), released(secretariat(), "vi", on=timezone.localdate())
    client = signed_in(by)
    page = client.get(f"/en/campaigns/{made.code}/").content.decode()
    assert f"{ADDRESS}k/{made.code}/" in page
    printed = client.get(f"/en/campaigns/{made.code}/?print={leaflet.pk}")
    assert printed.content.startswith(b"%PDF")
    assert printed.content != bytes(leaflet.file.content)
    assert client.get(f"/en/campaigns/{made.code}/?print=nothing").status_code == 404


@pytest.mark.parametrize(
    ("path", "to"),
    [("/k/ac4k/vi/", "/vi/?k=AC4K"), ("/k/AC4K/", "/en/?k=AC4K"), ("/k/AC4K/xx/", "/en/?k=AC4K"), ("/k/O0O0/", "/en/")],
)
def test_the_short_address_leads_to_the_door_sets_nothing_and_knows_no_codes(path, to):
    gone = Client(headers={"Accept-Language": "en"}).get(path)
    assert (gone.status_code, gone.headers["Location"]) == (302, to)
    assert not gone.cookies


def test_the_door_carries_the_code_sealed_to_the_report():
    client = Client()
    assert 'href="/en/help/?k=AC4K"' in client.get("/en/?k=AC4K").content.decode()
    assert "help/?k=" not in client.get('/en/?k="><b>x').content.decode()
    before = client.get("/en/help/?k=AC4K")
    assert carried.draft(before.context["carried"]).answers == {"campaign": "AC4K"}


def test_a_report_that_came_by_a_code_counts_apart_from_it():
    made = campaign(counsellor("made-up-other"))
    s = shelter()
    day = timezone.localdate()
    door.submit(answers("made up"), draft=carried.begin(), on=day, campaign=made.code)
    assert Posted.objects.get().hints["campaign"] == made.code
    intake.take_in()
    (contact,) = ROWS[ContactReceived].objects.all()
    ((channel, key, first),) = heard()
    assert (channel, first) == ("Web", 1)
    assert key != contact.key
    with s.acting():
        row = Report.objects.values().get()
    assert made.code not in str(row)


def test_a_code_named_at_the_desk_is_counted_and_the_contact_does_not_hold_it():
    made = campaign(counsellor("made-up-other"))
    s = shelter()
    said = {"way": ContactWay.TELEPHONE, "language": "vi", "interpreting": Interpreting.NOT_NEEDED}
    with s.acting():
        contact = Contact(**said, topic=Topic.LABOUR, outcome=Outcome.ANSWERED, campaign=made.code)
        consultations.record_contact(contact, by=s.official, on=timezone.localdate())
        assert made.code not in str(Consultation.objects.values().get())
    assert [each[0] for each in heard()] == ["Telephone"]


def test_the_years_stand_side_by_side_and_nothing_recorded_says_so(staff):
    assert "Nothing was recorded yet" in to_html(overview.overview("en", last=2026), standalone=False)
    signed_in(counsellor()).post("/en/sessions/new/", SESSION)
    shown = to_html(overview.overview("en", last=2026), standalone=False)
    assert "Police officers" in shown
    assert ">40<" in shown
