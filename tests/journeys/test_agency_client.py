"""The client of the docs against the desk as it is served: what a partner would copy works as it stands."""

import runpy
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from opennrm.access.terms import Purpose
from opennrm.systems.terms import Use
from tests.desk import body, official
from tests.machine import CHECKOUT
from tests.rooms.identification.conftest import unspent
from tests.rooms.identification.sharing_world import ALL, consented
from tests.rooms.identification.world import desk as body_with_desk
from tests.rooms.identification.world import opened, shelter, today
from tests.rooms.systems.world import inbox, system

docs = SimpleNamespace(**runpy.run_path(str(CHECKOUT / "docs/client/agency.py"), run_name="agency"))


__all__ = ["unspent"]


def client(address, of):
    return docs.Agency(address, of.made.text, private=of.private)


def test_the_client_sends_and_reads_sealed_and_says_what_was_refused(address):
    isa, to = body_with_desk("isa"), shelter()
    inbox(isa)
    inbox(to)
    case = opened(isa)
    consented(isa, case, to, classes=ALL)
    police = client(address, system(official(body("npa"), roles=["investigator"]), purpose=Purpose.INVESTIGATION))
    immigration = client(address, system(isa.officer))

    said = docs.Notice(kind="police", to="isa", urgency="now", text="Signs of force (made up).")
    first = police.send_notice(said)
    assert first["state"] == "waiting" and police.send_notice(said) == first
    with pytest.raises(docs.Problem) as refused:
        police.send_notice(replace(said, urgency="soon"))
    assert refused.value.status == 409 and refused.value.type.endswith("other-body")

    assert [each["code"] for each in immigration.cases()] == [case.code]
    assert {"kind": "name", "text": "架空 花子"} in immigration.identity(case.code)["names"]
    ground = immigration.case(case.code)["grounds"][0]
    asked = docs.Asked(
        case=case.code,
        ground=ground["id"],
        recipient=ground["recipient"],
        answer_by=(today() + timedelta(days=7)).isoformat(),
        until=(today() + timedelta(days=60)).isoformat(),
        classes=("identity",),
        ask="A made-up person needs a place to stay.",
    )
    sent = immigration.send_referral(asked)
    assert [each["id"] for each in immigration.referrals("asked")] == [sent["id"]]


def test_the_client_pushes_facts_and_names_the_row_that_is_wrong(address):
    pushing = client(address, system(official(body("npa"), roles=["statistician"]), uses=[Use.FACTS], purpose=None))
    row = {"id": "npa.1", "key": "npa.k1", "day": "2026-01-05", "recorded_on": "2026-02-01"}
    push = uuid4()
    for _time in range(2):
        taken = pushing.push_facts("victim_identified", [row], collection="npa", push=push)
        assert (taken.rows, taken.already) == (1, 0)
    with pytest.raises(docs.Problem) as refused:
        pushing.push_facts("victim_identified", [row | {"day": "5 January"}], collection="npa", push=uuid4())
    assert refused.value.errors[0]["row"] == 2 and refused.value.errors[0]["column"] == "day"
