"""The first page of the desk."""

import re

import pytest
from django.test import Client

from tests.desk import official, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def test_who_is_not_signed_in_is_sent_to_sign_in():
    answer = Client().get("/en/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/sign-in/")


def test_an_official_who_serves_sees_their_menu():
    answer = signed_in(official(roles=["counsellor"])).get("/ja/")
    assert answer.status_code == 200
    assert 'aria-current="page"' in answer.content.decode()


def test_what_waits_nowhere_is_said_and_every_page_of_the_menu_opens():
    client = signed_in(official(roles=["counsellor"]))
    page = client.get("/en/").content.decode()
    assert "Nothing waits for you now" in page
    addresses = set(re.findall(r'<li><a href="(/en/[^"]+)"', page))
    assert len(addresses) > 5
    assert {client.get(address, follow=True).status_code for address in addresses} == {200}
