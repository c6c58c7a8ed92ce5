"""What systems push and pull: once, sealed, in the scope of an official, with a line in the audit."""

from datetime import timedelta
from uuid import uuid4

import pytest

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.identification.actions import notices, referrals
from opennrm.identification.models import Notice, Referral
from opennrm.systems.models import Answer
from opennrm.systems.terms import Use
from opennrm.vault import inboxes
from opennrm.vault.models import AuditLine
from tests.desk import body, official, signed_in
from tests.rooms.identification.sharing_world import ALL, consented, referred
from tests.rooms.identification.sharing_world import notice as typed
from tests.rooms.identification.world import desk as body_with_desk
from tests.rooms.identification.world import opened, shelter, today
from tests.rooms.systems.world import PHRASE, enveloped, inbox, notice, system

pytestmark = pytest.mark.usefixtures("desk", "transactional_db")
SECRET = "Signs of force (made up)."


@pytest.fixture
def isa():
    return body_with_desk("isa")


@pytest.fixture
def police():
    return official(body("npa"), roles=["investigator"])


def lines(act):
    return list(AuditLine.objects.filter(act=act).order_by("seq").values_list("subject", "by"))


def test_a_notice_comes_sealed_and_identification_reads_it_with_its_inbox_open(isa, police):
    inbox(isa)
    push = str(uuid4())
    answer = system(police, purpose=Purpose.INVESTIGATION).post("notices", notice(isa, push=push), push=push)
    assert answer.status_code == 201, answer.content
    client = signed_in(isa.officer)
    page = f"/en/requests/notices/{answer.json()['id']}/"
    shut = client.post(page).content.decode()
    assert SECRET not in shut and "sealed to the inbox" in shut
    client.post("/en/inbox-key/", {"phrase": PHRASE})
    assert SECRET in client.post(page).content.decode()


def test_the_same_push_answers_the_same_and_does_nothing_twice(isa, police):
    inbox(isa)
    push, sending = str(uuid4()), system(police, purpose=Purpose.INVESTIGATION)
    said = notice(isa, push=push)
    first, second = (sending.post("notices", said, push=push) for _time in range(2))
    assert first.content == second.content and first.status_code == second.status_code == 201
    assert Answer.objects.count() == 1 and len(lines("notice.sent")) == 1
    other = sending.post("notices", said | {"urgency": "now"}, push=push)
    assert other.status_code == 409 and other.json()["type"].endswith("other-body")
    assert len(lines("notice.sent")) == 1


def test_a_push_that_is_refused_is_not_remembered(isa, police):
    inbox(isa)
    push, sending = str(uuid4()), system(police, purpose=Purpose.INVESTIGATION)
    wrong = notice(isa, push=push) | {"to": "moj"}
    assert sending.post("notices", wrong, push=push).status_code == 409
    assert Answer.objects.count() == 0
    assert sending.post("notices", notice(isa, push=push), push=push).status_code == 201


def test_an_envelope_under_another_push_or_an_old_key_does_not_open(isa, police):
    unlocked = inbox(isa)
    sending = system(police, purpose=Purpose.INVESTIGATION)
    stolen, push = notice(isa, push=str(uuid4())), str(uuid4())
    made = sending.post("notices", stolen, push=push).json()["id"]
    client = signed_in(isa.officer)
    client.post("/en/inbox-key/", {"phrase": PHRASE})
    assert SECRET not in client.post(f"/en/requests/notices/{made}/").content.decode()
    old = notice(isa, push=push)
    inboxes.rotate(unlocked, by=isa.officer.word)
    refused = sending.post("notices", old, push=str(uuid4()))
    assert refused.status_code == 409 and refused.json()["type"].endswith("other-key")


def test_a_referral_rests_on_a_ground_of_the_case_and_its_words_are_sealed(isa):
    to = shelter()
    inbox(to)
    case = opened(isa)
    consented(isa, case, to, classes=ALL)
    sending, push = system(isa.officer), str(uuid4())
    whole = sending.get(f"cases/{case.code}").json()
    ground = whole["grounds"][0]
    assert ground["recipient"] == to.organisation.pk and ground["purpose"] == "support"
    said = {
        "case": case.code,
        "ground": ground["id"],
        "kind": "referral",
        "classes": ["identity", "contact"],
        "answer_by": (today() + timedelta(days=7)).isoformat(),
        "until": (today() + timedelta(days=60)).isoformat(),
        "ask": enveloped(to, "A made-up person needs a place to stay.", push=push),
    }
    answer = sending.post("referrals", said, push=push)
    assert answer.status_code == 201, answer.content
    with to.supporting():
        assert str(Referral.objects.get().envelope) == push
    theirs = system(to.caseworker, purpose=Purpose.SUPPORT)
    waiting = theirs.get("referrals?which=waiting").json()["referrals"]
    assert [each["id"] for each in waiting] == [answer.json()["id"]] and waiting[0]["case"] is None
    again = sending.post("referrals", said | {"ground": str(uuid4())}, push=str(uuid4()))
    assert again.status_code == 409


def test_cases_are_those_of_the_official_and_each_call_has_its_line(isa):
    mine, other = opened(isa), opened(body_with_desk("moj"))
    pulling = system(isa.officer)
    assert [each["code"] for each in pulling.get("cases").json()["cases"]] == [mine.code]
    assert pulling.get(f"cases/{other.code}").status_code == 404
    assert pulling.get("cases/0000-0000").status_code == 404
    word = pulling.made.key.word
    assert [subject for subject, _by in lines("system.called")] == [f"{word}.cases", f"{word}.case", f"{word}.case"]
    assert {by for _subject, by in lines("system.called")} == {isa.officer.word}


def test_who_the_person_is_goes_out_sealed_field_by_field_with_a_line_each(isa):
    case = opened(isa)
    pulling = system(isa.officer)
    answer = pulling.get(f"cases/{case.code}/identity")
    assert "花子" not in answer.content.decode() and "2001" not in answer.content.decode()
    told = pulling.opened(answer)
    assert told["case"] == case.code and {"kind": "name", "text": "架空 花子"} in told["names"]
    assert told["birth_date"] == "2001-04-06" and told["withheld"] == {}
    revealed = [subject for subject, _by in lines("field.revealed")]
    assert len(revealed) == 2 + sum(name in told for name in ("birth_date", "document", "status"))


def test_a_receiver_is_told_what_was_shared_and_the_firewall_holds(isa):
    to = body_with_desk("npa")
    made = referred(isa, opened(isa), to, classes=frozenset(ALL))
    with to.supporting():
        referrals.accept(made, by=to.caseworker, on=today())
    pulling = system(to.caseworker, purpose=Purpose.SUPPORT)
    code = pulling.get("cases").json()["cases"][0]["code"]
    told = pulling.opened(pulling.get(f"cases/{code}/identity"))
    assert told["birth_date"] and "status" not in told and told["withheld"]["status"] == "firewall"


def test_what_became_of_a_notice_is_read_sealed(isa, police):
    inbox(isa)
    push, sending = str(uuid4()), system(police, purpose=Purpose.INVESTIGATION)
    made = sending.post("notices", notice(isa, push=push), push=push).json()["id"]
    with isa.identifying():
        notices.answer_no_case(
            Notice.objects.get(pk=made), reason="No sign held (made up).", by=isa.officer, on=today()
        )
    assert sending.get(f"notices/{made}").json()["state"] == "no_case"
    sealed = sending.get(f"notices/{made}/words")
    assert "No sign" not in sealed.content.decode()
    assert sending.opened(sealed)["answer"] == "No sign held (made up)."


def test_identification_reads_what_waits_and_the_text_by_a_key_for_identities_alone(isa, police):
    inbox(isa)
    push, sending = str(uuid4()), system(police, purpose=Purpose.INVESTIGATION)
    enclosed = sending.post("notices", notice(isa, push=push), push=push).json()["id"]
    with acting(scope_for(police, purpose=Purpose.INVESTIGATION)):
        written = str(notices.send(typed(isa), by=police, on=today()).pk)
    pulling, less = system(isa.officer), system(isa.officer, uses=[Use.NOTICES])
    assert {each["id"] for each in pulling.get("notices").json()["notices"]} == {enclosed, written}
    assert pulling.opened(pulling.get(f"notices/{written}/words"))["text"] == SECRET
    assert "text" not in less.opened(less.get(f"notices/{written}/words"))
    told = pulling.opened(pulling.get(f"notices/{enclosed}/words"))
    assert "text" not in told and told["withheld"] == {"text": "in_envelope"}


def test_facts_are_taken_in_under_the_contract_and_refused_by_row_and_column():
    statistician = official(body("npa"), roles=["statistician"])
    pushing = system(statistician, uses=[Use.FACTS], purpose=None)
    row = {"id": "npa.1", "key": "npa.k1", "day": "2026-01-05", "recorded_on": "2026-02-01", "sex": "female"}
    said = {"collection": "npa", "rows": [row]}
    assert pushing.post("facts/victim_identified", said).json() == {"collection": "npa", "rows": 1, "already": 0}
    assert pushing.post("facts/victim_identified", said).json() == {"collection": "npa", "rows": 0, "already": 1}
    wrong = pushing.post("facts/victim_identified", {**said, "rows": [row | {"sex": "both", "id": "npa.2"}]})
    assert wrong.status_code == 422
    told = wrong.json()["errors"][0]
    assert (told["row"], told["column"], told["value"]) == (2, "sex", "both") and "one of" in told["expected"]
    foreign = pushing.post("facts/victim_identified", {**said, "rows": [row | {"id": "isa.1"}]})
    assert foreign.status_code == 422 and foreign.json()["errors"][0]["column"] == "id"
    for table, collection in (("service_given", "npa"), ("victim_identified", "isa"), ("victim_identified", "npax")):
        assert pushing.post(f"facts/{table}", {**said, "collection": collection}).status_code == 409
    assert pushing.post("facts/victim_identified", {**said, "collection": "national"}).status_code == 422  # id is taken
    row |= {"id": "npa.9", "recognised_by": "Police"}
    assert pushing.post("facts/victim_identified", {"collection": "national", "rows": [row]}).status_code == 201


def test_a_person_two_bodies_recognised_is_counted_once_for_the_nation():
    police, immigration = (
        system(official(body(code), roles=["statistician"]), uses=[Use.FACTS], purpose=None) for code in ("npa", "isa")
    )
    row = {"day": "2026-01-05", "recorded_on": "2026-02-01", "sex": "female", "recognised_by": "Immigration;Police"}
    theirs = {"collection": "national", "rows": [row | {"id": "npa.1", "key": "npa.k1"}]}
    again = {"collection": "national", "rows": [row | {"id": "isa.1", "key": "isa.k1"}]}
    assert police.post("facts/victim_identified", theirs).status_code == 201
    refused = immigration.post("facts/victim_identified", again)
    assert refused.status_code == 422
    assert [(each["row"], each["column"]) for each in refused.json()["errors"]] == [(2, "recognised_by")]
    again["rows"][0]["recognised_by"] = "Immigration"
    assert immigration.post("facts/victim_identified", again).status_code == 201
    assert immigration.post("facts/victim_identified", again | {"collection": "isa"}).status_code == 422  # id is taken
