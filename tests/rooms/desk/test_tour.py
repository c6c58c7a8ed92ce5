"""The guided tour: in a demonstration on the machine itself alone; every step has a login that is there, and a page."""

import pytest
from django.test import Client
from django.utils.html import escape

from opennrm.accounts.demo import POSTS
from opennrm.desk.tour import stops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_step_names_a_login_and_leads_to_a_page(language):
    page = Client().get(f"/{language}/tour/", headers={"host": "localhost"}).content.decode()
    for stop in stops():
        assert escape(stop.title.of(language)) in page
        assert not stop.login or f"{stop.login}@demo.example" in page
        assert not stop.login or stop.login in {post.name for post in POSTS}


def test_from_elsewhere_or_through_a_proxy_there_is_no_tour():
    assert Client(REMOTE_ADDR="192.0.2.7").get("/en/tour/", headers={"host": "localhost"}).status_code == 404
    assert Client().get("/en/tour/", headers={"host": "localhost", "x-forwarded-for": "192.0.2.7"}).status_code == 404
