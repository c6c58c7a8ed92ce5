"""The pages of cases: nothing sealed unless asked for, nothing entered lost, filters that stay."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.access.actions import grant
from opennrm.access.terms import Basis, Purpose
from opennrm.identification.actions import cases, notices
from opennrm.identification.actions.notices import Message
from opennrm.identification.models import Case
from opennrm.identification.terms import NoticeKind, Origin
from opennrm.reporting.terms import Urgency
from opennrm.vault.models import AuditLine
from tests.desk import at_the_desk, signed_in
from tests.rooms.identification.world import DETAILS, again, desk, opened, shelter, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk():
    with at_the_desk():
        yield


def text(answer):
    return answer.content.decode()


def page(code="", verb=""):
    return f"/en/cases/{code}/{verb}" if code else "/en/cases/"


def test_a_case_of_one_is_opened_and_its_person_told_page_by_page():
    isa = desk()
    client = signed_in(isa.officer)
    told = {"origin": "police", "persons": "1", "urgency": "2", "recognised_by": ["Police"], "outline": "made up"}
    answer = client.post(page("new"), told)
    with isa.identifying():
        case = Case.objects.get()
    assert answer["Location"] == page(case.code, "person/")
    answer = client.post(page(case.code, "person/"), {"name": "架空 花子", "minor": "not_sure", "age": "17"})
    assert answer["Location"] == page(case.code)
    assert (again(case, isa).person.minor, again(case, isa).recognised_by) == ("yes", ["Police"])


def test_rows_of_an_incident_that_are_right_are_kept_though_another_is_not():
    isa = desk()
    with isa.identifying():
        made = cases.open_cases(
            cases.Beginning(origin=Origin.NOTICE), [cases.Details()] * 3, by=isa.officer, on=today()
        )
    fields = {f"{each.code}-minor": "not_sure" for each in made}
    fields |= {f"{made[0].code}-name": "架空 一郎", f"{made[1].code}-birth_date": "2999-01-01"}
    answer = signed_in(isa.officer).post(f"/en/cases/incident/{made[0].incident_id}/", fields)
    assert answer.status_code == 422
    assert "Nobody of today was born on that day" in text(answer)
    with isa.identifying():
        assert made[0].person.names.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_shows_nothing_sealed_until_it_is_asked_for_and_then_leaves_lines():
    isa = desk()
    case = opened(isa)
    client = signed_in(isa.officer)
    before = AuditLine.objects.filter(act="field.revealed").count()
    assert "架空" not in text(client.get(page(case.code)))
    assert AuditLine.objects.filter(act="field.revealed").count() == before
    shown = text(client.post(page(case.code, "opened/")))
    assert "架空 花子" in shown
    assert "2001-04-06" in shown
    assert AuditLine.objects.filter(act="field.revealed").count() == before + 5
    assert "Who opened what is sealed (5)" in text(client.get(page(case.code)))


@pytest.mark.django_db(transaction=True)
def test_a_summary_prints_only_the_classes_that_were_ticked_and_who_printed_it():
    isa = desk()
    case = opened(isa)
    printed = text(signed_in(isa.officer).post(page(case.code, "summary/"), {"classes": ["immigration_status"]}))
    assert "Entertainer" in printed
    assert "架空 花子" not in printed
    assert "Printed by" in printed
    assert AuditLine.objects.filter(act="case.printed", subject=case.word).exists()


def test_a_search_is_posted_and_finds_by_name_or_code_in_every_state():
    isa = desk()
    case = opened(isa)
    client = signed_in(isa.officer)
    for asked in ("花子", "かくう", case.code.lower()):
        assert case.code in text(client.post(page(), {"q": asked}))
    assert "Nobody is called so" in text(client.post(page(), {"q": "別人"}))
    assert case.code in text(client.get("/en/cases/?q=花子"))  # a name in an address is not looked for


def test_filters_stay_until_they_are_cleared():
    isa = desk()
    case = opened(isa)
    client = signed_in(isa.officer)
    assert case.code not in text(client.get("/en/cases/?state=closed"))
    assert case.code not in text(client.get(page()))
    assert case.code in text(client.get("/en/cases/?clear"))


def test_verbs_are_refused_on_a_closed_case_with_what_to_do():
    isa = desk()
    case = opened(isa)
    client = signed_in(isa.officer)
    client.post(page(case.code, "close/"), {"why": "wish"})
    answer = client.post(page(case.code, "urgency/"), {"urgency": "1"}, follow=True)
    assert "Reopen it first" in text(answer)
    client.post(page(case.code, "reopen/"))
    assert again(case, isa).closed is None


def test_another_body_gets_the_same_404_for_a_case_that_is_there_and_one_that_is_not():
    case = opened(desk())
    client = signed_in(shelter().officer)
    there, nowhere = client.get(page(case.code)), client.get(page("0000-0000"))
    assert there.status_code == nowhere.status_code == 404
    strip = re.compile(r"\s+")
    assert strip.sub("", text(there)).replace(case.code, "") == strip.sub("", text(nowhere)).replace("0000-0000", "")


def test_the_list_says_what_is_late_and_the_menu_counts_it():
    isa = desk()
    opened(isa, on=today().replace(year=today().year - 1))
    answer = text(signed_in(isa.officer).get(page()))
    assert "late" in answer
    assert DETAILS.document not in answer


def test_the_page_says_who_else_may_open_the_case_and_until_when():
    isa, other = desk(), shelter()
    case = opened(isa)
    with isa.identifying():
        until = timezone.now() + timedelta(days=30)
        share = {"to": other.organisation, "purpose": Purpose.SUPPORT, "basis": Basis.CONSENT, "until": until}
        grant(case.file, **share, reason="made up", by=isa.officer)
    for language in ("en", "ja"):
        answer = signed_in(isa.officer).get(f"/{language}/cases/{case.code}/")
        assert (answer.status_code, other.organisation.pk in text(answer)) == (200, True)


def test_a_case_begun_from_a_notice_takes_it_up_once():
    isa, police = desk(), desk("npa", "police")
    with police.identifying():
        told = Message(NoticeKind.POLICE, isa.organisation, Urgency.SOON, "made up")
        sent = notices.send(told, by=police.officer, on=today())
    client, told = signed_in(isa.officer), {"persons": "1", "urgency": "2"}
    assert "A notice from the police" in text(client.get(f"/en/cases/new/?notice={sent.pk}"))
    assert client.post(f"/en/cases/new/?notice={sent.pk}", told).status_code == 302
    with isa.identifying():
        assert Case.objects.get().origin == Origin.POLICE
    assert client.post(f"/en/cases/new/?notice={sent.pk}", told).status_code == 404
    assert client.get("/en/cases/new/?notice=nonsense").status_code == 404


def test_as_a_person_is_entered_a_likely_case_of_ones_own_is_named_by_what_agrees():
    isa, other = desk(), shelter()
    there, elsewhere = opened(isa), opened(other)
    with isa.identifying():
        new = cases.open_case(cases.Beginning(), cases.Details(), by=isa.officer, on=today())
    told = {"name": "架空 花子", "minor": "no", "document": DETAILS.document, "birth_date": "2001-04-06"}
    answer = text(signed_in(isa.officer).post(page(new.code, "person/"), told, follow=True))
    assert f"Case {there.code} may be of the same person: " in answer
    assert "same document number" in answer
    assert elsewhere.code not in answer and DETAILS.document not in answer
