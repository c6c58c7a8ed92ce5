"""What an official is refused leaves one line in the audit, however often they try; what strangers do leaves none."""

from datetime import timedelta

import pytest
from django.test import Client

from opennrm.agencies import doors
from opennrm.vault.models import AuditLine
from tests.desk import official, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def lines(act):
    return list(AuditLine.objects.filter(act=act).values_list("subject", "by"))


def test_a_refused_door_leaves_one_line_an_hour_for_each_page(monkeypatch):
    who = official(roles=["counsellor"])
    client = signed_in(who)
    for _again in range(3):
        assert client.get("/en/audit/").status_code == 403
    assert lines("door.refused") == [("page:access.views.audit.search", who.word)]
    assert client.get("/en/retention/holds/").status_code == 403
    assert len(lines("door.refused")) == 2
    monkeypatch.setattr(doors, "NOTED", timedelta(0))
    client.get("/en/audit/")
    assert len(lines("door.refused")) == 3


def test_a_forged_form_of_an_official_leaves_one_line_and_one_of_a_stranger_none():
    who = official()
    client = signed_in(who)
    client.handler.enforce_csrf_checks = True
    for _again in range(3):
        assert client.post("/en/account/password/", {"old": "x"}).status_code == 403
    assert lines("form.refused") == [("page:accounts.views.own.password", who.word)]
    assert Client(enforce_csrf_checks=True).post("/en/sign-in/").status_code == 403
    assert len(lines("form.refused")) == 1
