"""The pages of the directory: who sees whom, what is found, what is undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.agencies import officials
from opennrm.agencies.models import Official, OrganisationName
from tests.desk import body, signed_in
from tests.rooms.agencies.people import TODAY, administrator, editor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def house():
    made = body("made-up-house", kind="ngo")
    for language, name in (("en", "Made-up House"), ("ja", "架空の家")):
        OrganisationName.objects.create(organisation=made, language=language, name=name)
    return made


@pytest.fixture
def lead(house):
    return officials.appoint(house, roles=["counsellor"], lead=True, by=None, on=TODAY, name="Lead Madeup")


@pytest.fixture
def worker(house, lead):
    return officials.appoint(house, roles=["caseworker"], by=None, on=TODAY, name="Nguyễn Thị Hoa", title="Night desk")


@pytest.fixture
def stranger():
    return officials.appoint(body("npa"), roles=["investigator"], by=None, on=TODAY, name="Stranger Madeup")


def page(by, path, lang="en"):
    answer = signed_in(by).get(f"/{lang}/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_colleague_sees_their_own_organisation_and_an_administrator_all(worker, lead, stranger):
    assert "Lead Madeup" in page(worker, "officials/")
    assert "Stranger Madeup" not in page(worker, "officials/")
    assert {"Lead Madeup", "Stranger Madeup"} <= set(_names(page(administrator(), "officials/")))


def test_an_official_is_found_without_accents_and_filters_stay(worker, lead):
    shown = page(lead, "officials/?q=nguyen+thi+hoa&role=caseworker")
    assert _names(shown) == ["Nguyễn Thị Hoa"]
    assert 'value="nguyen thi hoa"' in shown
    assert '<option value="caseworker" selected>' in shown
    assert _names(page(lead, "officials/?q=nguyen&role=counsellor")) == []


@pytest.mark.parametrize("days", [0, 30])
def test_ending_a_service_says_beforehand_who_takes_the_work_and_does_it(worker, lead, days):
    client = signed_in(lead)
    address = f"/en/officials/{worker.pk}/leave/"
    assert "goes to Lead Madeup" in client.get(address).content.decode()
    day = timezone.localdate() + timedelta(days=days)
    assert client.post(address, {"on": day.isoformat()}).status_code == 302
    worker.refresh_from_db()
    assert (worker.left, worker.handed_to) == (day, lead)


def test_the_last_lead_does_not_leave_and_is_told_the_way_out(worker, lead):
    answer = signed_in(lead).post(f"/en/officials/{lead.pk}/leave/", {"on": timezone.localdate().isoformat()})
    assert answer.status_code == 200
    assert "Make somebody else lead first" in answer.content.decode()


def test_a_leaving_ahead_is_taken_back_and_one_that_came_is_not(worker, lead):
    today = timezone.localdate()
    officials.leave(worker, by=lead, on=today + timedelta(days=9))
    assert signed_in(lead).post(f"/en/officials/{worker.pk}/stay/").status_code == 302
    assert Official.objects.get(pk=worker.pk).left is None
    officials.leave(worker, by=lead, on=today)
    assert signed_in(lead).post(f"/en/officials/{worker.pk}/stay/").status_code == 409


def test_the_page_of_an_official_tells_what_was_done_and_by_whom(worker, lead):
    officials.change_roles(worker, roles=["counsellor"], lead=False, by=lead, on=timezone.localdate())
    shown = page(lead, f"officials/{worker.pk}/")
    assert "Roles changed" in shown
    assert "役割の変更" in page(lead, f"officials/{worker.pk}/", "ja")


def test_duty_says_who_answers_now_by_turn_or_as_lead(worker, lead):
    assert "as lead" in page(lead, "duty/")
    give = {"official": str(worker.pk), "weekday": timezone.localtime().weekday(), "starts": "00:00", "ends": "23:59"}
    assert signed_in(lead).post("/en/duty/give/", give).status_code == 302
    assert "by their turn of duty" in page(lead, "duty/")
    twice = signed_in(lead).post("/en/duty/give/", give)
    assert "begins then already" in twice.content.decode()


def test_a_contact_point_is_entered_on_screen_with_its_numbers_and_hours(house):
    rows = {"numbers-TOTAL_FORMS": 1, "numbers-INITIAL_FORMS": 0, "week-TOTAL_FORMS": 1, "week-INITIAL_FORMS": 0}
    said = {
        "code": "made-up", "name_ja": "架空の窓口", "name_en": "Made-up line", "operator": house.pk,
        "holidays": "unknown", "evidence": "attested", "source": "made up", "numbers-0-number": "000",
        "numbers-0-reach": "phone", "week-0-weekday": "0", "week-0-opens": "22:00",
    }  # fmt: skip
    client = signed_in(editor())
    refused = client.post("/en/contact-points/new/", rows | said)
    assert "Write both times" in refused.content.decode()
    assert client.post("/en/contact-points/new/", rows | said | {"week-0-closes": "06:00"}).status_code == 302
    assert "Monday 22:00–06:00" in page(editor(), "contact-points/made-up/")


@pytest.mark.parametrize("path", ["organisations/?q=Made-up&kind=ngo", "organisations/?state=suspended", "roles/"])
def test_the_lists_open_in_both_languages(house, lead, path):
    assert "<h1>" in page(lead, path)
    assert "<h1>" in page(lead, path, "ja")


def _names(html: str) -> list[str]:
    """The names in the table of officials."""
    cells = html.split('<th scope="row"><a href="')[1:]
    return [cell.split(">", 1)[1].split("<", 1)[0] for cell in cells]
