"""What is held of a person and who looked, as a data protection officer finds it. Names are made up."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from opennrm.access.actions import running
from opennrm.access.reveal import reveal
from opennrm.access.scope import acting
from opennrm.retention import actions, held, sweeps
from opennrm.vault import sealing
from opennrm.vault.models import AuditLine
from opennrm.vault.sealing import seal
from tests.desk import account_of, signed_in
from tests.rooms.access.madeup.models import Person
from tests.rooms.access.world import everything
from tests.rooms.retention.conftest import made
from tests.rooms.retention.test_proposals import KIND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk", "rules_set")]


@pytest.fixture
def w(monkeypatch):
    monkeypatch.setattr(sealing, "_spent", {})  # lines are numbered anew in each test
    return made()


@pytest.fixture
def client(officers):
    return signed_in(officers.first)


def page(w_case):
    return reverse("retention:account", args=[KIND, w_case.pk])


def text(answer):
    return answer.content.decode()


def looked(w):
    """The caseworker opens the name of the person of a case."""
    with running(everything()):
        person = Person.objects.get(case=w.mine)
        seal(person, "full_name", "made-up 山田")
        person.save()
    with acting(w.scope):
        reveal(Person.objects.get(pk=person.pk), "full_name", purpose=w.scope.purpose)


@pytest.mark.django_db(transaction=True)
def test_a_number_leads_to_what_is_held_who_may_open_it_and_who_looked_and_nothing_is_opened(w, client):
    looked(w)
    before = AuditLine.objects.filter(act="field.revealed").count()
    answer = client.post(reverse("retention:held"), {"number": f" {w.mine.file_id} "}, follow=True)
    said = text(answer)
    assert answer.redirect_chain == [(page(w.mine), 302)]
    for shown in ("madeup_<wbr>person", "full_<wbr>name", "5 years", "shelter", "field.revealed", "What is held"):
        assert shown in said, shown
    assert "山田" not in said and "mine note" not in said
    assert AuditLine.objects.filter(act="field.revealed").count() == before
    assert AuditLine.objects.filter(act="record.accounted", subject=f"madeup-case:{w.mine.pk}").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_file_to_answer_with_names_bodies_and_days_and_no_official(w, client):
    looked(w)
    answer = client.get(reverse("retention:account_file", args=[KIND, w.mine.pk]))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows if row[0] == "looked"] == ["shelter"]
    assert ["held in the table", "madeup_person", "1"] in [row[:3] for row in rows]
    assert sorted(row[1] for row in rows if row[0] == "may open, or might") == ["other", "shelter"]
    assert str(w.caseworker.pk) not in text(answer)


def test_a_record_that_points_at_another_is_shown_beside_it_from_both_ends(w, officers):
    with running(everything()):
        w.theirs.parent = w.mine
        w.theirs.save()
    for one, other in ((w.mine, w.theirs), (w.theirs, w.mine)):
        beside = held.account(held.Named(KIND, str(one.pk)), by=officers.first).beside
        assert beside == (held.Named(KIND, str(other.pk)),)


def test_the_beginning_of_a_number_as_people_say_it_is_enough_and_less_is_not(w, officers):
    said = str(w.mine.pk)[:8]
    assert held.under(said.upper(), by=officers.first) == [held.Named(KIND, str(w.mine.pk))]
    assert held.under(said[:7], by=officers.first) == []


def test_an_official_is_found_by_name_in_ones_own_organisation_alone(w, officers, client):
    for who in (officers.other, w.caseworker):
        seal(who, "name", "made-up 鈴木")
        who.save()
    account_of(officers.other)
    found = held.called("鈴木", by=officers.first)
    assert found == [held.Named("agencies.official", str(officers.other.pk))]
    answer = client.post(reverse("retention:held"), {"name": "鈴木"}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("retention:account", args=["agencies.official", officers.other.pk])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Give a number, or the name"),
        ({"number": "no number"}, "No record has this number"),
        ({"number": "0b7c2f6e-0000-4000-8000-000000000000"}, "No record has this number"),
        ({"name": "nobody"}, "No record has this number"),
    ],
)
def test_what_is_not_there_is_said_with_what_to_do(w, client, asked, said):
    answer = client.post(reverse("retention:held"), asked)
    assert answer.status_code == 422 and said in text(answer)


def test_of_a_record_that_went_nothing_is_held(w, officers, client):
    sweeps.propose()
    for by in (officers.first, officers.second):
        actions.approve(actions.Proposal.objects.get(row=str(w.mine.pk)).pk, by=by)
    sweeps.carry_out()
    answer = client.get(page(w.mine))
    assert answer.status_code == 409 and "There is no such record" in text(answer)
    assert client.get(page(w.theirs)).status_code == 200


def test_nobody_but_a_data_protection_officer_is_told(w, officers):
    assert signed_in(officers.other).get(page(w.mine)).status_code == 403
