"""«Check my contract» as a stranger meets it: nothing of it is kept, in no place."""

import logging

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opennrm.agencies.actions import load_organisations
from opennrm.prevention.checking import points
from opennrm.vault.models import AuditLine
from tests.rooms.reporting.visitor import LIGHT, PADDING, weight

pytestmark = pytest.mark.django_db
ANSWERS = {"work": "intern", "passport": "yes", "penalty": "no", "pay": "180000", "pay_unit": "month"}


def answered(language="en", /, **said):
    return Client().post(f"/{language}/contract/", ANSWERS | said)


def test_the_points_that_go_against_the_law_are_named_with_the_law_and_whom_to_call():
    load_organisations()
    text = answered().content.decode()
    wrong = text[text.index("This does not go with the law") : text.index("It is not your fault")]
    assert "keeps my passport" in wrong and "技能実習法第48条第1項" in wrong
    assert "stop working" not in wrong
    assert "0120" in text and "tel:110" in text
    assert "we do not compare your pay" in text


def test_nothing_is_written_logged_or_set(caplog):
    caplog.set_level(logging.DEBUG)
    secret = "987123"
    before = AuditLine.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = answered(pay=secret, day_hours="8", week_days="5")
    assert response.status_code == 200
    assert not [each["sql"] for each in seen if not each["sql"].lstrip().startswith("SELECT")]
    assert not [each["sql"] for each in seen if secret in each["sql"]]
    assert not response.cookies and "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"].count("no-store") == 1
    assert secret not in caplog.text and AuditLine.objects.count() == before


def test_what_is_to_be_corrected_says_of_which_question_it_speaks():
    text = answered(pay="much", day_hours="40").content.decode()
    for name, question in {
        "pay": "How much is your pay",
        "day_hours": "How many hours do you work on one day?",
    }.items():
        assert f'<a href="#id_{name}">{question}' in text


def test_answers_in_the_address_are_not_read():
    text = Client().get("/en/contract/", {"passport": "yes"}).content.decode()
    assert "This does not go with the law" not in text and "checked" not in text


def test_pages_are_padded_and_say_a_neutral_title():
    for response in (Client().get("/en/contract/"), answered()):
        assert len(response.content) % 4096 == 0 and PADDING.search(response.content)
        assert b"<title>Information</title>" in response.content
        assert b'id="leave"' in response.content and b"<script src=" in response.content


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_both_pages_are_light_in_every_language_whatever_is_wrong(language):
    load_organisations()
    for said in ("yes", "no"):
        page = answered(language, **dict.fromkeys([each.code for each in points()], said))
        assert page.status_code == 200 and weight(page) < LIGHT, (said, weight(page))
    assert weight(Client().get(f"/{language}/contract/")) < LIGHT


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"pay": "much"}, "Write digits alone"),
        ({"pay": "180000", "pay_unit": "hour"}, "does not fit an hour"),
        ({"week_days": "8"}, "Write digits alone"),
        ({"passport": "perhaps"}, "Choose one of the answers shown."),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(said, sentence):
    text = answered(**said).content.decode()
    assert sentence in text and 'value="no" id="id_penalty_1"' in text
    assert text.count("checked") >= 2


def test_no_answer_at_all_is_asked_for_again():
    text = Client().post("/en/contract/", {"pay_unit": "hour"}).content.decode()
    assert "Answer at least one question." in text


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_it_exists_in_every_language_of_the_door(language):
    response = Client().get(f"/{language}/contract/")
    assert response.status_code == 200
    assert all(f'name="{each.code}"' in response.content.decode() for each in points())
    assert "/contract/" in Client().get(f"/{language}/").content.decode()
