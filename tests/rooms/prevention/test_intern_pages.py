"""The pages of technical interns as an officer and a partner use them, and how a case goes when its time is over."""

from datetime import date

import pytest
from django.urls import reverse

from opennrm.access.actions import running
from opennrm.access.models import Grant
from opennrm.access.terms import Purpose
from opennrm.desk.day import day_of
from opennrm.prevention.actions import intern_requests, interns
from opennrm.prevention.interns import InternCase, InternRequest, InternStep
from opennrm.reporting.actions.consultations import Contact, record_contact
from opennrm.reporting.contacts import Consultation
from opennrm.reporting.terms import ContactWay, Interpreting, Outcome, Topic
from opennrm.retention import actions, schedule, sweeps
from opennrm.retention.models import Proposal
from opennrm.understanding.facts import InternCaseHandled
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing
from opennrm.vault.models import Key
from tests.desk import body, official, signed_in
from tests.rooms.access.world import everything
from tests.rooms.identification.world import days_ago, today
from tests.rooms.prevention.interns_world import EMPLOYER, asked, bureau, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
LONG_AGO = date(2012, 4, 2)
SAID = Contact(ContactWay.VISIT, "vi", Interpreting.NONE, Topic.INTERN, Outcome.REQUESTED)


def at(name, *args):
    return reverse(f"prevention:{name}", args=args, urlconf="opennrm.config.urls_desk")


def looks(client, page, *args, **data):
    return client.get(at(page, *args), data).content.decode()


def sends(client, page, *args, **data):
    return client.post(at(page, *args), data, follow=True)


def test_a_case_is_opened_found_by_its_filters_and_stands_in_the_officers_day():
    tokyo = bureau()
    client = signed_in(tokyo.officer)
    told = {"prefecture": "13", "origin": "none", "employer": EMPLOYER, "signs": ["debt"], "language": "vi"}
    answer = sends(client, "intern_new", **told | {"name": "架空 次郎"})
    assert answer.status_code == 200
    with tokyo.examining():
        case = InternCase.objects.get()
    page = answer.content.decode()
    assert case.code in page and "架空 次郎" not in page
    for found, said in ((True, {"sign": "debt"}), (False, {"sign": "penalty"}), (True, {"employer": EMPLOYER})):
        assert (case.code in looks(client, "interns", show="all", **said)) == found
    assert {each.of for each in day_of(tokyo.officer).due} == {case.code}


def test_what_is_typed_stays_where_something_is_wrong():
    tokyo = bureau()
    answer = sends(
        signed_in(tokyo.officer), "intern_new", prefecture="13", origin="none", employer="123", account="作り話"
    )
    assert answer.status_code == 422
    assert "13 digits" in answer.content.decode() and "作り話" in answer.content.decode()


def test_the_page_of_officers_names_every_gap_and_a_lead_closes_it():
    tokyo = bureau(named=False)
    client = signed_in(tokyo.lead)
    assert "47 prefectures have no officer today." in looks(client, "intern_officers")
    said = {"official": str(tokyo.officer.pk), "since": today().isoformat()}
    assert sends(client, "intern_officer", "13", **said).status_code == 200
    assert "46 prefectures have no officer today." in looks(client, "intern_officers")
    assert sends(signed_in(tokyo.officer), "intern_officer", "13", **said).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_a_partner_reads_what_was_shared_and_nothing_else():
    tokyo, otit = bureau(), bureau("otit", "", named=False)
    case = opened(tokyo)
    with tokyo.examining():
        request = intern_requests.ask(case, asked(otit.organisation), by=tokyo.officer, on=today())
    client, here = signed_in(otit.officer), ("examination", request.pk)
    before = sends(client, "intern_request", *here).content.decode()
    assert "Made up: what is known?" in before and "作り話の内容" not in before and EMPLOYER not in before
    sends(client, "intern_reply", *here, "accept")
    after = sends(client, "intern_request", *here).content.decode()
    assert "作り話の内容" in after and EMPLOYER in after
    assert "架空 太郎" not in after and "架空の連絡先" not in after
    assert sends(client, "intern_do", case.pk, "note", happened=today().isoformat(), text="x").status_code == 422
    sends(client, "intern_reply", *here, "answer", text="回答（作り話）")
    assert "回答（作り話）" in sends(signed_in(tokyo.officer), "intern_words", case.pk).content.decode()


def test_a_contact_of_the_bureaus_desk_is_taken_up_once_and_let_go_with_the_case():
    tokyo = bureau()
    both = official(tokyo.organisation, roles=["examiner", "counsellor"])
    with tokyo.examining(both, Purpose.RECEPTION):
        contact = record_contact(SAID, by=both, on=today()).consultation
    client = signed_in(both)
    assert f"?contact={contact.pk}" in looks(client, "interns")
    url = f"{at('intern_new')}?contact={contact.pk}"
    assert client.post(url, {"prefecture": "13"}, follow=True).status_code == 200
    assert f"?contact={contact.pk}" not in looks(client, "interns")
    assert client.post(url, {"prefecture": "13"}).status_code == 422
    with tokyo.examining():
        case = InternCase.objects.get()
        interns.close(case, outcome="mistake", reason="made up", by=tokyo.officer, on=today())
    with running(everything()):
        assert Consultation.objects.get().case_ended == today()


def test_a_case_goes_whole_when_its_time_is_over(settings, tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text('[[rule]]\ncode = "examination"\nkeep = "P5Y"\nthen = "erase"\nbecause = "made up"\n', "utf-8")
    settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(path), 0
    schedule.forget()
    tokyo, otit = bureau(), bureau("otit", "", named=False)
    case = opened(tokyo, on=days_ago(3))
    with tokyo.examining():
        interns.note(case, text="made up", happened=today(), by=tokyo.officer, on=today())
        request = intern_requests.ask(case, asked(otit.organisation), by=tokyo.officer, on=today())
    with running(everything()):
        InternCase.objects.filter(pk=case.pk).update(closed=LONG_AGO, outcome="none")
    sweeps.propose()
    proposal, secretariat = Proposal.objects.get(row=str(case.pk)), body("secretariat")
    for _ in range(2):
        actions.approve(proposal.pk, by=official(secretariat, roles=["data_protection_officer"]))
    sweeps.carry_out()
    with running(everything()):
        assert not any(each.objects.exists() for each in (InternCase, InternStep, InternRequest))
        files = [case.file_id, request.file_id]
        assert not Grant.objects.holding().filter(file__in=files).exists()
    assert not Key.objects.filter(name__in=[str(each) for each in files], erased_at=None).exists()
    assert standing(InternCaseHandled, case.key, collection=NAME) is None
    schedule.forget()


def test_a_lead_moves_a_case_from_its_page_and_is_led_to_the_list():
    tokyo, osaka = bureau(), bureau("labour-osaka", "27")
    case, client = opened(tokyo), signed_in(tokyo.lead)
    assert "Move to another prefecture" in looks(client, "intern", case.pk)
    stays = sends(client, "intern_do", case.pk, "move", prefecture="13", reason="作り話の理由")
    assert stays.status_code == 422 and "作り話の理由" in stays.content.decode()
    answer = sends(client, "intern_do", case.pk, "move", prefecture="27", reason="作り話の理由")
    page = answer.content.decode()
    assert answer.status_code == 200 and "Moved." in page and case.code not in page
    assert client.get(at("intern", case.pk)).status_code == 404
    assert case.code in looks(signed_in(osaka.officer), "interns", show="all")
