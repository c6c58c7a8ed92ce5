"""The first page of the desk."""

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
