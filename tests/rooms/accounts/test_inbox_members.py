"""An inbox from its founding to the loss of every phrase, as its lead and members do it at the desk. Made up."""

import re

import pytest
from django.utils import timezone

from opennrm.agencies import officials
from opennrm.vault import phrases
from opennrm.vault.models import AuditLine, Inbox
from opennrm.vault.phrases import Cost
from tests.desk import body, official, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]
AT = "/en/inbox-key/"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(phrases, "COST", Cost(memory=8, passes=1, lanes=1))


@pytest.fixture
def lead():
    return official(body("npa"), roles=["counsellor"], lead=True)


@pytest.fixture
def colleague(lead):
    return official(body("npa"), roles=["counsellor"])


def said(answer):
    return answer.content.decode()


def codes(answer):
    """The phrase and the recovery key a page shows once, as far as there are."""
    return re.findall(r"<p><code>(.*?)</code></p>", said(answer))


def opens(who, phrase):
    client = signed_in(who)
    return client, client.post(AT, {"phrase": phrase}).status_code == 302


def acts():
    return [line.act for line in AuditLine.objects.filter(act__startswith="inbox.").order_by("seq")]


@pytest.fixture
def founded(lead):
    client = signed_in(lead)
    assert f"{AT}found/" in said(client.get(AT))
    phrase, paper = codes(client.post(f"{AT}found/"))
    return client, phrase, paper


def test_a_lead_founds_the_inbox_and_what_is_shown_once_is_kept_nowhere(lead, founded):
    client, phrase, paper = founded
    assert "Members and phrases" in said(client.get(AT))
    assert phrase not in said(client.get(f"{AT}members/")) and paper not in said(client.get(f"{AT}members/"))
    assert opens(lead, phrase)[1] and not opens(lead, "wrong-wrong-wrong-wrong")[1]
    again = client.post(f"{AT}found/")
    assert again.status_code == 409 and "has an inbox already" in said(again)


def test_who_is_no_lead_founds_none_and_is_told_who_does(colleague):
    client = signed_in(colleague)
    assert "Its lead founds it" in said(client.get(AT)) and f"{AT}found/" not in said(client.get(AT))
    refused = client.post(f"{AT}found/")
    assert refused.status_code == 409 and "The lead of your organisation does this" in said(refused)
    assert not Inbox.objects.exists()


def test_a_colleague_gets_a_phrase_and_makes_themselves_one_nobody_else_knows(founded, colleague):
    client, _phrase, _paper = founded
    assert f'value="{colleague.pk}"' in said(client.get(f"{AT}members/"))
    (given,) = codes(client.post(f"{AT}members/give/", {"official": colleague.pk}))
    theirs, opened = opens(colleague, given)
    assert opened
    (own,) = codes(theirs.post(f"{AT}members/give/", {"official": colleague.pk}))
    assert opens(colleague, own)[1] and not opens(colleague, given)[1]
    assert "Everybody of your organisation" in said(theirs.get(f"{AT}members/"))


def test_nobody_of_another_organisation_and_nobody_who_reads_no_reports_gets_a_phrase(founded):
    client, _phrase, _paper = founded
    for who in (official(body("isa"), roles=["counsellor"]), official(body("npa"), roles=["editor"])):
        assert f'value="{who.pk}"' not in said(client.get(f"{AT}members/"))
        refused = client.post(f"{AT}members/give/", {"official": who.pk})
        assert refused.status_code == 409 and "who read reports get a phrase" in said(refused)
    assert client.post(f"{AT}members/give/", {"official": "x"}).status_code == 404


def test_one_who_left_is_marked_removed_and_a_new_key_is_asked_for(founded, colleague):
    client, _phrase, _paper = founded
    client.post(f"{AT}members/give/", {"official": colleague.pk})
    officials.leave(colleague, by=None, on=timezone.localdate())
    assert "reads reports no more" in said(client.get(f"{AT}members/"))
    assert "A new key is due" in said(client.post(f"{AT}members/{colleague.pk}/remove/", follow=True))
    assert "A new key is due" not in said(client.post(f"{AT}new-key/", follow=True))
    assert acts()[-2:] == ["inbox.member-removed", "inbox.rotated"]


def test_the_last_member_stays(lead, founded):
    client, _phrase, _paper = founded
    refused = client.post(f"{AT}members/{lead.pk}/remove/")
    assert refused.status_code == 409 and "the last member" in said(refused)


def test_the_last_who_still_reads_stays_though_one_who_left_has_a_phrase(lead, founded, colleague):
    client, _phrase, _paper = founded
    client.post(f"{AT}members/give/", {"official": colleague.pk})
    officials.leave(colleague, by=None, on=timezone.localdate())
    assert client.post(f"{AT}members/{lead.pk}/remove/").status_code == 409


@pytest.mark.fault("lost")
def test_a_lost_desk_phrase_is_made_anew_by_a_colleague_and_the_lost_one_opens_nothing(lead, founded, colleague):
    client, lost, _paper = founded
    (given,) = codes(client.post(f"{AT}members/give/", {"official": colleague.pk}))
    theirs, _opened = opens(colleague, given)
    (fresh,) = codes(theirs.post(f"{AT}members/give/", {"official": lead.pk}))
    assert opens(lead, fresh)[1] and not opens(lead, lost)[1]


@pytest.mark.fault("lost")
def test_where_every_phrase_is_lost_the_paper_makes_a_new_one_and_new_paper_the_old_worth_nothing(lead, founded):
    _client, lost, paper = founded
    again = signed_in(lead)
    wrong = again.post(f"{AT}recover/", {"recovery_key": "ABCD-" * 14})
    assert wrong.status_code == 422 and "four letters at a time" in said(wrong)
    (fresh,) = codes(again.post(f"{AT}recover/", {"recovery_key": paper.lower()}))
    assert opens(lead, fresh)[1] and not opens(lead, lost)[1]
    (new_paper,) = codes(again.post(f"{AT}new-paper/"))
    assert signed_in(lead).post(f"{AT}recover/", {"recovery_key": paper}).status_code == 422
    assert codes(signed_in(lead).post(f"{AT}recover/", {"recovery_key": new_paper}))


def test_with_the_inbox_locked_nothing_is_done_and_the_way_leads_to_it(lead, founded, colleague):
    locked = signed_in(lead)
    for path in ("members/give/", "new-key/", "new-paper/", f"members/{lead.pk}/remove/"):
        answer = locked.post(AT + path, {"official": colleague.pk})
        assert answer.status_code == 302 and answer["Location"].startswith(f"{AT}?next="), path
    assert acts() == ["inbox.founded"]
