"""What a key does not open, whatever is tried: each answer is a problem that says what to do, and nothing is kept."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opennrm.access.terms import Purpose
from opennrm.agencies.models import OfficialRole, Suspension
from opennrm.agencies.officials import leave
from opennrm.page.api import AT, MOST_BYTES
from opennrm.page.problems import MEDIA
from opennrm.page.refusals import Refused
from opennrm.systems import actions, rules
from opennrm.systems.models import Answer, SystemKey
from opennrm.systems.terms import Use
from opennrm.vault.models import AuditLine
from tests.desk import body, official, signed_in
from tests.rooms.identification.world import desk as body_with_desk
from tests.rooms.identification.world import opened, today
from tests.rooms.systems.world import inbox, notice, system

pytestmark = pytest.mark.usefixtures("desk", "transactional_db")


@pytest.fixture
def isa():
    return body_with_desk("isa")


def is_problem(answer, status):
    """A problem with a sentence to go by; the answer speaks of nothing else."""
    told = answer.json()
    assert answer.headers["Content-Type"] == MEDIA and answer.status_code == status == told["status"], answer.content
    assert told["type"].startswith("urn:opennrm:problem:") and told["title"] and told["detail"].strip().endswith(".")
    return told


def refused_lines():
    return AuditLine.objects.filter(act="system.refused").count()


def test_without_a_key_or_with_a_wrong_one_nothing_opens(isa):
    calling = system(isa.officer)
    for said in ({}, {"Authorization": "Bearer nrm_wrong"}, {"Authorization": f"Basic {calling.made.text}"}):
        answer = calling.client.get(AT + "cases", headers=said)
        is_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert refused_lines() == 0  # nobody to name


def test_a_session_opens_nothing_of_the_interface(isa):
    is_problem(signed_in(isa.officer).get(AT + "cases"), 401)


def test_a_revoked_key_opens_nothing_from_the_next_call_on(isa):
    calling = system(isa.officer)
    assert calling.get("cases").status_code == 200
    actions.revoke(calling.made.key, by=isa.officer, on=today())
    is_problem(calling.get("cases"), 401)
    is_problem(calling.get("cases"), 401)
    assert refused_lines() == 1  # an hour


def test_a_key_that_is_over_opens_nothing(isa):
    calling = system(isa.officer)
    SystemKey.objects.update(made=today() - timedelta(days=9), until=today() - timedelta(days=1))
    is_problem(calling.get("cases"), 401)


def test_a_suspended_organisations_key_opens_nothing(isa):
    calling = system(isa.officer)
    held = Suspension.objects.create(organisation=isa.organisation, since=timezone.now(), reason="made up")
    is_problem(calling.get("cases"), 401)
    held.delete()
    assert calling.get("cases").status_code == 200


def test_a_departed_officials_key_opens_nothing(isa):
    calling = system(isa.second, lead=isa.officer)
    leave(isa.second, on=today(), by=isa.officer)
    is_problem(calling.get("key"), 401)


def test_a_role_that_was_taken_away_is_missing_to_the_key_as_well(isa):
    calling = system(isa.officer)
    OfficialRole.objects.filter(official=isa.officer).delete()
    is_problem(calling.get("cases"), 403)


def test_a_key_does_only_what_it_was_made_for(isa):
    calling = system(isa.officer, uses=[Use.NOTICES])
    case = opened(isa)
    for path in ("cases", f"cases/{case.code}", f"cases/{case.code}/identity", "referrals?which=all"):
        is_problem(calling.get(path), 403)
    assert calling.get("notices").json()["notices"] == []
    inbox(isa)
    push = str(uuid4())
    is_problem(calling.post("notices", notice(isa, push=push), push=push), 409)  # identification sends itself none
    is_problem(calling.post("facts/victim_identified", {"collection": "isa", "rows": [{"id": "isa.1"}]}), 403)


def test_another_organisations_things_are_not_there(isa):
    theirs = opened(body_with_desk("moj"))
    calling = system(isa.officer)
    for path in (
        f"cases/{theirs.code}",
        f"cases/{theirs.code}/identity",
        f"referrals/{uuid4()}",
        f"referrals/{uuid4()}/words",
    ):
        is_problem(calling.get(path), 404)


def test_a_replayed_push_of_anothers_key_is_a_push_of_ones_own(isa):
    inbox(isa)
    push = str(uuid4())
    said = notice(isa, push=push)
    first = system(official(body("npa"), roles=["investigator"]), purpose=Purpose.INVESTIGATION)
    second = system(official(body("jcg"), roles=["investigator"]), purpose=Purpose.INVESTIGATION)
    ids = {each.post("notices", said, push=push).json()["id"] for each in (first, second)}
    assert len(ids) == 2
    is_problem(second.get(f"notices/{next(i for i in ids if first.get(f'notices/{i}').status_code == 200)}"), 404)


def test_who_calls_too_often_waits(isa, monkeypatch):
    monkeypatch.setattr(rules, "CALLS_A_MINUTE", 3)
    calling = system(isa.officer)
    found = [calling.get("key") for _call in range(5)]
    if len({each.status_code for each in found[:3]}) == 1 and found[-1].status_code == 200:
        found = [calling.get("key") for _call in range(5)]  # a minute had just ended
    is_problem(found[-1], 429)
    assert 1 <= int(found[-1].headers["Retry-After"]) <= 60


BODIES = {
    b"": 422,
    b"{": 400,
    b"[]": 422,
    b"null": 422,
    b'{"collection": NaN}': 400,
    b'{"a": 1, "a": 2}': 400,
    b'{"a": ' + b"9" * 5000 + b"}": 400,
    b'{"rows": "\\ud800", "collection": "\\ud800"}': 422,
    b'{"rows": [{"id": "npa.\\u0000"}], "collection": "npa"}': 422,
    b"\xff\xfe": 400,
    b"[" * 100_000: 400,
}


@pytest.mark.parametrize(("sent", "status"), BODIES.items())
def test_a_body_that_is_none_is_refused_in_words(sent, status):
    calling = system(official(body("npa"), roles=["statistician"]), uses=[Use.FACTS], purpose=None)
    told = is_problem(calling.post("facts/victim_identified", sent), status)
    assert "\ud800" not in json.dumps(told, ensure_ascii=False)
    assert Answer.objects.count() == 0


def test_a_body_too_large_or_of_another_kind_is_refused(isa):
    calling = system(official(body("npa"), roles=["statistician"]), uses=[Use.FACTS], purpose=None)
    for size in (MOST_BYTES + 1, 3 * MOST_BYTES):
        is_problem(calling.post("facts/victim_identified", b'{"a": "' + b"x" * size + b'"}'), 413)
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
    ):
        answer = calling.client.post(
            AT + "facts/victim_identified",
            b'{"rows": []}',
            content_type=kind,
            headers=calling.bearer | {"Idempotency-Key": str(uuid4())},
        )
        is_problem(answer, 415)


def test_other_methods_and_addresses_are_problems_too(isa):
    calling = system(isa.officer)
    for method in ("put", "patch", "delete", "head", "options"):
        answer = getattr(calling.client, method)(AT + "cases", headers=calling.bearer)
        assert answer.status_code == 405 and answer.headers["Allow"]
    is_problem(calling.client.put(AT + "cases", headers=calling.bearer), 405)
    is_problem(calling.get("nothing"), 404)
    is_problem(calling.get("cases/%00"), 400)
    is_problem(calling.get("cases?after=%00"), 400)
    is_problem(calling.get("cases?after=x"), 422)
    assert is_problem(calling.get("cases?afer=x"), 422)["errors"][0]["where"] == ["query", "afer"]


def test_a_problem_speaks_the_language_asked_for(isa):
    calling = system(isa.officer)
    said = {
        spoken: calling.client.get(AT + "cases", headers={"Accept-Language": spoken}) for spoken in ("ja", "en", "vi")
    }
    assert "キー" in said["ja"].json()["detail"] and said["en"].json() == said["vi"].json()
    assert all("Accept-Language" in each.headers["Vary"] for each in said.values())


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.sampled_from(["kind", "to", "urgency", "prefecture", "reference", "text"]), what=ANYTHING)
@example(where="urgency", what=True)
@example(where="urgency", what=2.0)
@example(where="urgency", what=2)
@example(where="urgency", what=10**400)
@example(where="reference", what="架空 花子")
@example(where="text", what="Signs of force, in clear, and long enough to pass for an envelope by its length alone")
def test_no_field_of_a_notice_takes_what_it_does_not_describe(isa, monkeypatch, where, what):
    monkeypatch.setattr(rules, "CALLS_A_MINUTE", 10**6)
    if not SystemKey.objects.exists():
        inbox(isa)
        isa.sending = system(official(body("npa"), roles=["investigator"]), purpose=Purpose.INVESTIGATION)
    push = str(uuid4())
    said = notice(isa, push=push)
    same = type(said[where]) is type(what) and said[where] == what
    fits = same or (where == "urgency" and what in ("now", "ordinary"))
    fits = fits or (
        where == "reference" and isinstance(what, str) and len(what) <= 40 and what.isascii() and _plain(what)
    )
    fits = fits or (where == "prefecture" and what == "")
    answer = isa.sending.post("notices", said | {where: what}, push=push)
    if fits:
        assert answer.status_code == 201, answer.content
    else:
        assert answer.status_code in (400, 409, 422), answer.content
        is_problem(answer, answer.status_code)


def _plain(text):
    return all(sign.isalnum() or sign in "._/-" for sign in text)


def test_a_lead_makes_keys_within_roles_and_for_colleagues_alone(isa):
    stranger = body_with_desk("moj")
    for who, changed, why in (
        (stranger.officer, {}, "not_lead"),
        (isa.caseworker, {}, "no_power"),
        (isa.officer, {"uses": []}, "no_use"),
        (isa.officer, {"uses": [Use.FACTS]}, "no_power"),
        (isa.officer, {"purpose": None}, "no_purpose"),
    ):
        with pytest.raises(Refused) as refused:
            system(who, lead=isa.officer, **changed)
        assert refused.value.reason.value == why
    with pytest.raises(Refused) as refused:
        system(isa.officer, lead=isa.second)
    assert refused.value.reason.value == "not_lead"


def test_nothing_of_a_key_is_in_the_database(isa):
    calling = system(isa.officer)
    row = SystemKey.objects.values().get()
    assert calling.made.text not in str(row) and calling.made.text.removeprefix("nrm_") not in str(row)
    assert repr(calling.made) == f"<{calling.made.key.word}, made>"
