"""The pages of access, asked as officials ask them."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from opennrm.access import actions
from opennrm.access.actions import running
from opennrm.access.models import BreakGlass, File, Grant
from opennrm.access.terms import FileKind, Purpose
from opennrm.agencies import officials
from opennrm.vault.actions import record
from opennrm.vault.models import AuditLine
from tests.desk import signed_in
from tests.rooms.access.world import everything, official, organisation, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def w():
    made = world()
    made.lead = official(made.other, "caseworker", lead=True)
    made.reader = official(made.shelter, "data_protection_officer")
    return made


def day(ahead=30):
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def text(answer):
    return answer.content.decode()


def last():
    return AuditLine.objects.order_by("-seq").values_list("act", "subject", "by")[0]


def test_a_grant_is_given_to_the_end_of_a_day_and_stands_on_the_files_page(w):
    client, url = signed_in(w.lead), f"/en/files/{w.theirs.file_id}/"
    told = {"to": "shelter", "purpose": "support", "basis": "consent", "until": day(), "reason": "asked for shelter"}
    answer = client.post(f"{url}give/", told, follow=True)
    assert "The grant holds from now on." in text(answer)
    assert "asked for shelter" in text(answer)
    written = last()
    with running(everything()):
        given = Grant.objects.latest("pk")
    assert timezone.localtime(given.until).isoformat().startswith(f"{day(31)}T00:00")
    assert written == ("grant.given", f"grant:{given.pk}", w.lead.word)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until": day(-1)}, "This day has passed"),
        ({"until": day(4000)}, "more than ten years"),
        ({"basis": "vital_interest"}, "Select a valid choice"),
        ({"reason": " "}, "This field is required"),
        ({"to": "nowhere"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_granted_comes_back_with_what_was_typed(w, wrong, said):
    told = {"to": "shelter", "purpose": "support", "basis": "consent", "until": day(), "reason": "kept as typed"}
    answer = signed_in(w.lead).post(f"/en/files/{w.theirs.file_id}/give/", told | wrong)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "kept as typed" in text(answer) or "reason" in wrong
    with running(everything()):
        assert Grant.objects.count() == 3


def test_a_grant_is_revoked_with_a_reason_once(w):
    client, url = signed_in(w.lead), f"/en/grants/{w.grant.pk}/revoke/"
    assert client.post(url, {"reason": ""}).status_code == 422
    assert "shut" in text(client.post(url, {"reason": "consent withdrawn"}, follow=True))
    answer = client.post(url, {"reason": "again"})
    assert answer.status_code == 422
    assert "revoked before" in text(answer)


def test_a_file_is_handed_over_by_a_form(w):
    told = {"to": "shelter", "basis": "legal_duty", "reason": "moved"}
    answer = signed_in(w.lead).post(f"/en/files/{w.theirs.file_id}/hand-over/", told, follow=True)
    assert "belongs to" in text(answer)
    with running(everything()):
        assert File.objects.get(pk=w.theirs.file_id).owner == w.shelter


def test_the_lists_of_grants_show_what_is_given_got_and_own(w):
    given = text(signed_in(w.lead).get("/en/grants/?which=given&purpose=support"))
    assert str(w.mine.file_id) in given
    assert str(w.theirs.file_id) not in given
    assert str(w.theirs.file_id) in text(signed_in(w.lead).get("/en/grants/?which=own"))
    assert str(w.mine.file_id) in text(signed_in(w.caseworker).get("/en/grants/?which=received"))
    assert "No such grant holds now" in text(signed_in(w.caseworker).get("/en/grants/?which=x&purpose=y"))


def test_the_glass_is_broken_on_a_page_and_reviewed_on_another(w):
    broke = signed_in(w.caseworker)
    told = {"file": str(w.theirs.file_id), "purpose": "support", "reason": "in danger", "danger": "on"}
    assert broke.post("/en/emergency/", told | {"danger": ""}).status_code == 422
    assert str(w.theirs.file_id) in text(broke.post("/en/emergency/", told, follow=True))
    lead = signed_in(w.lead)
    assert 'class="waiting"' in text(lead.get("/en/"))
    assert "in danger" in text(lead.get("/en/emergency/reviews/"))
    with running(everything()):
        broken = BreakGlass.objects.get()
    said = text(lead.post(f"/en/emergency/reviews/{broken.pk}/", {"upheld": "no"}, follow=True))
    assert "not right" in said
    assert "Nothing waits for you" in said
    assert "None runs now" in text(broke.get("/en/access/"))


def test_a_review_that_says_nothing_changes_nothing(w):
    broken = actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason="danger", by=w.caseworker)
    answer = signed_in(w.lead).post(f"/en/emergency/reviews/{broken.pk}/", {"upheld": "perhaps"}, follow=True)
    assert "Nothing was changed" in text(answer)
    assert "It was right" in text(answer)


@pytest.mark.parametrize("number", ["not a number", "00000000-0000-4000-8000-000000000000", ""])
def test_no_glass_is_broken_where_no_file_is(w, number):
    told = {"file": number, "purpose": "support", "reason": "in danger", "danger": "on"}
    assert signed_in(w.caseworker).post("/en/emergency/", told).status_code == 422
    with running(everything()):
        assert not BreakGlass.objects.exists()


def test_ones_own_access_tells_for_whom_one_stands_in_and_until_when(w):
    today = timezone.localdate()
    officials.stand_in(w.stranger, substitute=w.caseworker, since=today, until=today, by=w.lead)
    said = text(signed_in(w.caseworker).get("/en/access/"))
    assert "Protecting and supporting victims" in said
    assert '<td class="n">2</td>' in said
    assert "Nobody today" not in said
    assert "None of your roles opens files" in text(signed_in(w.reader).get("/en/access/"))


def test_the_audit_is_searched_by_act_subject_actor_and_day(w):
    with transaction.atomic():
        for number in range(60):
            record("case.opened" if number % 2 else "case.closed", f"case:{number}", by=w.lead.word)
        record("person.revealed", "case:7.name", by=w.caseworker.word)
    client = signed_in(w.reader)

    def found(query):
        return [line.subject for line, _who in client.get(f"/en/audit/?{query}").context["lines"]]

    assert len(found("act=case.")) == 50
    assert len(found("act=case.&page=2")) == 10
    assert found("subject=case:7") == ["case:7.name", "case:7"]
    assert found("subject=case:8&looks=on") == []
    assert found("subject=case:7&looks=on") == ["case:7.name", "case:7"]
    assert set(found(f"by={w.caseworker.word}")) == {"case:7.name"}
    assert found(f"until={day(-1)}") == []
    assert len(found(f"since={day(0)}&act=case.op")) == 30


def test_reading_the_audit_is_a_line_upon_what_was_looked_for(w):
    client = signed_in(w.reader)
    client.get("/en/audit/")
    assert last() == ("audit.read", "audit:all", w.reader.word)
    client.get("/en/audit/?subject=case:7")
    assert last() == ("audit.read", "case:7", w.reader.word)
    client.get("/en/audit/?subject=Anna:Ω")
    assert last() == ("audit.read", "audit:all", w.reader.word)


@pytest.mark.parametrize("query", ["since=2021-99-99", f"since={day(2)}&until={day(1)}", "looks=on"])
def test_filters_that_cannot_be_used_say_so(w, query):
    answer = signed_in(w.reader).get(f"/en/audit/?{query}")
    assert answer.status_code == 422
    assert 'class="errors"' in text(answer)


def test_who_looked_at_a_file_is_told_to_the_leads_of_its_owner(w):
    actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason="danger", by=w.caseworker)
    url = f"/en/files/{w.theirs.file_id}/"
    assert "file.broken-open" in text(signed_in(w.lead).get(url))
    assert "file.broken-open" not in text(signed_in(w.stranger).get(url))
    assert signed_in(official(organisation("third"), "caseworker", lead=True)).get(url).status_code == 404


@pytest.mark.parametrize("page", ["give", "hand-over"])
def test_nobody_shares_a_case_by_hand_past_the_pages_that_ask_for_consent(w, page):
    with running(everything()):
        File.objects.filter(pk=w.theirs.file_id).update(kind=FileKind.CASE)
    lead = official(w.other, "caseworker", lead=True)
    answer = signed_in(lead).get(f"/en/files/{w.theirs.file_id}/{page}/")
    assert answer.status_code == 409
    assert "which ask for consent" in text(answer)
