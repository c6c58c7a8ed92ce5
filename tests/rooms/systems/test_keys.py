"""The desk's pages of keys: made once shown, listed, revoked; and the answers that are forgotten in time."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from opennrm.systems.actions import forget_answers
from opennrm.systems.models import Answer, SystemKey
from opennrm.worker.models import Letter
from tests.desk import signed_in
from tests.rooms.identification.world import desk as body_with_desk
from tests.rooms.identification.world import today
from tests.rooms.systems.world import system

pytestmark = pytest.mark.usefixtures("desk", "db")
PAGE = "/en/systems/"


@pytest.fixture
def isa():
    return body_with_desk("isa")


def filled(who, **changed):
    said = {"name": "Case system", "official": str(who.pk), "uses": ["cases"], "purpose": "identification"}
    return said | {"exchange": "", "until": (today() + timedelta(days=30)).isoformat()} | changed


def test_a_lead_makes_a_key_that_is_shown_once_and_works(isa, client):
    lead = signed_in(isa.officer)
    shown = lead.post(f"{PAGE}new/", filled(isa.second))
    text = re.search(r"nrm_[A-Za-z0-9_-]{43}", shown.content.decode())[0]
    assert "no-store" in shown.headers["Cache-Control"]
    answer = client.get("/api/1/cases", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 200
    listed = lead.get(PAGE).content.decode()
    assert text not in listed and "Case system" in listed and "never" not in listed
    assert Letter.objects.filter(recipient=isa.second.word).exists()


def test_the_official_it_acts_for_sees_and_revokes_it(isa):
    made = system(isa.second, lead=isa.officer).made.key
    theirs = signed_in(isa.second)
    assert made.name in theirs.get(PAGE).content.decode()
    theirs.post(f"{PAGE}{made.pk}/revoke/")
    assert SystemKey.objects.get().revoked_by == isa.second
    assert theirs.post(f"{PAGE}{made.pk}/revoke/").status_code == 409


def test_a_colleague_and_a_stranger_see_none_of_it(isa):
    made = system(isa.officer).made.key
    for other in (isa.second, body_with_desk("moj").officer):
        there = signed_in(other)
        assert made.name not in there.get(PAGE).content.decode()
        assert there.post(f"{PAGE}{made.pk}/revoke/").status_code == 404
    assert signed_in(isa.second).get(f"{PAGE}new/").status_code == 403


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"uses": ["facts"]}, "holds no role"),
        ({"purpose": ""}, "for a purpose"),
        ({"uses": ["identities"]}, "sealed only"),
        ({"exchange": "opennrm-exchange-private AAAA"}, "no public line"),
        ({"until": "2020-01-01"}, "a year from now"),
        ({"until": (today() + timedelta(days=400)).isoformat()}, "a year from now"),
    ],
)
def test_what_cannot_be_is_said_on_the_form_and_nothing_is_made(isa, changed, said):
    answer = signed_in(isa.officer).post(f"{PAGE}new/", filled(isa.officer, **changed))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not SystemKey.objects.exists()


def test_answers_are_forgotten_after_their_time(isa):
    key = system(isa.officer).made.key
    for days in (0, 29, 31):
        on = today() - timedelta(days=days)
        Answer.objects.create(key=key, idempotency=uuid4(), digest="0" * 64, body={}, on=on)
    assert forget_answers() == 1 and Answer.objects.count() == 2
