"""What holds on every page of the door: no cookie, no script but one, no trace; small; and a way out."""

import gzip

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from opennrm.agencies.actions import load_organisations
from opennrm.page.context import InTwoLanguages
from opennrm.page.headers import CSP
from opennrm.page.languages import DECLARED
from opennrm.reporting.ruby import noruby, ruby
from opennrm.reporting.safety import TEXTS, said
from tests.rooms.reporting import world
from tests.rooms.reporting.visitor import LIGHT, Visitor, weight

pytestmark = pytest.mark.django_db

OPEN = ("", "help/", "tip/", "safety/", "contact-points/", "contact-points/?language=", "leaflets/", "receipt/")
LANGUAGES = [code for code, _ in settings.LANGUAGES]
SAMPLE = [code for code in LANGUAGES if code in {"ja", "ja-simple", "en", "my"}]


def pages_of(language: str) -> list[Visitor]:
    """Every page of the door, as somebody comes upon it."""
    seen = [Visitor(language).goes_to(path) for path in OPEN]
    visitor = Visitor(language).goes_to("help/").sends("help/", go="danger")
    for fields in ({"danger": "yes"}, {}, {}, {"what": "words"}, {}, {}, {}, {}, {"may": "yes"}, {}):
        visitor = copied(visitor).sends("help/", go="next", **fields)
        seen.append(visitor)
    sent = copied(visitor).sends("help/", go="send")
    kept = copied(sent).sends("kept/", go="without")
    inbox = Visitor(language).goes_to("receipt/").sends("receipt/", receipt=sent.receipt)
    return [*seen, sent, kept, inbox, copied(inbox).sends("withdraw/"), copied(inbox).sends("files/")]


def copied(visitor: Visitor) -> Visitor:
    other = Visitor(visitor.language)
    other.page = visitor.page
    return other


def check_every_page(language: str) -> None:
    load_organisations()
    world.police()
    for visitor in pages_of(language):
        page = visitor.page
        assert page.status_code == 200
        assert visitor.length % 4096 == 0
        assert weight(page) < LIGHT, (page.request["PATH_INFO"], weight(page))
        assert not page.cookies and "Set-Cookie" not in page.headers
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page.headers["Cache-Control"]
        assert 'href="tel:110"' in visitor.text and 'href="/leave"' in visitor.text
        assert f'<html lang="{language}">' in visitor.text


@pytest.mark.parametrize("language", SAMPLE)
def test_every_page_is_light_and_leaves_nothing(language: str) -> None:
    check_every_page(language)


@pytest.mark.long
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in SAMPLE] or ["en"])
def test_every_page_is_light_in_every_other_language(language: str) -> None:
    check_every_page(language)


def test_of_all_scripts_the_one_that_leaves_may_run() -> None:
    policy = Client().get("/en/").headers["Content-Security-Policy"]
    assert "script-src http://testserver/static/reporting/exit.js;" in policy
    assert "default-src 'none'" in policy and "form-action 'self'" in policy and policy != CSP


def test_leaving_tells_the_browser_to_forget_and_says_not_from_where() -> None:
    page = Client().get("/leave")
    assert (page.status_code, page.headers["Location"]) == (303, settings.LEAVE_TO)
    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_titles_and_the_picture_of_the_tab_say_nothing() -> None:
    for path in OPEN:
        text = Visitor().goes_to(path).text
        assert "<title>Information</title>" in text
        assert "page.svg" in text


def test_the_onion_address_is_offered_where_there_is_one(settings) -> None:
    assert "Onion-Location" not in Client().get("/en/safety/").headers
    settings.ONION = "madeup.onion"
    page = Client().get("/en/safety/")
    assert page.headers["Onion-Location"] == "http://madeup.onion/en/safety/"
    assert "madeup.onion" in page.content.decode()


@pytest.mark.parametrize(("path", "status"), [("/en/nowhere/", 404), ("/en/\0", 400)])
def test_a_fault_is_a_page_of_the_door_too(path: str, status: int) -> None:
    page = Client(raise_request_exception=False).get(path)
    assert page.status_code == status
    assert 'href="tel:110"' in page.content.decode()


def test_where_an_address_leads_nowhere_one_can_go_on_in_every_language() -> None:
    text = Client().get("/ne/nowhere/").content.decode()
    assert [code for code, _ in settings.LANGUAGES if f'hreflang="{code}"' not in text] == []


@pytest.mark.parametrize(("language", "nearest"), [("my", "en"), ("zh-hant", "en"), ("ja-simple", "ja")])
def test_pages_that_exist_in_two_languages_lead_there_from_the_others(language: str, nearest: str) -> None:
    request = RequestFactory().get(f"/{language}/statistics/2020/?x=1")
    with override(language):
        answer = InTwoLanguages(lambda _: HttpResponse()).process_view(request)
    assert answer.headers["Location"] == f"/{nearest}/statistics/2020/?x=1"


def test_a_reading_stands_over_its_characters_and_nothing_typed_gets_out() -> None:
    assert ruby("{警察|けいさつ}") == "<ruby>警察<rp>（<rt>けいさつ<rp>）</ruby>"
    assert noruby("{警察|けいさつ}に") == "警察に"
    assert ruby("{<b>|x}") == "<ruby>&lt;b&gt;<rp>（<rt>x<rp>）</ruby>"


def test_an_unread_translation_of_a_safety_text_has_the_sources_beside_it() -> None:
    assert [each for each, _ in said("call", "my", reviewed=False)] == ["my", "ja", "en"]
    assert [each for each, _ in said("call", "my", reviewed=True)] == ["my"]
    assert [each for each, _ in said("call", "ja", reviewed=False)] == ["ja"]


def test_every_safety_text_is_in_the_japanese_catalogue() -> None:
    same = [key for key, text in TEXTS.items() if said(key, "ja", reviewed=True, moment="")[0][1] == str(text)]
    assert same == []
    assert DECLARED["en"].reviewed


def test_files_travel_compressed_and_are_the_same_when_opened() -> None:
    for file in ("reporting/door.css", "reporting/exit.js"):
        plain, small = (Client().get(f"/static/{file}", headers=asked) for asked in ({}, {"Accept-Encoding": "gzip"}))
        told, sent = (b"".join(page.streaming_content) for page in (plain, small))
        assert (small.headers["Content-Encoding"], small.headers["Vary"]) == ("gzip", "Accept-Encoding")
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(sent) == told and len(sent) < len(told)
        known = {"Accept-Encoding": "gzip", "If-None-Match": small.headers["ETag"]}
        assert Client().get(f"/static/{file}", headers=known).status_code == 304
        part = Client().get(f"/static/{file}", headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
        assert (part.status_code, b"".join(part.streaming_content)) == (206, told[:10])


def test_no_page_is_compressed_since_how_far_it_shrinks_tells_what_it_says() -> None:
    page = Client().get("/en/", headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200 and "Content-Encoding" not in page.headers
