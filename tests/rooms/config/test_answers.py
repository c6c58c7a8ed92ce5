"""What every answer of both front doors carries, and what neither door lets in."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from opennrm.config import home, settings_desk
from opennrm.page.headers import METHODS
from tests.desk import at_the_desk, official, signed_in
from tests.machine import run_python

pytestmark = pytest.mark.django_db
SECRET = "a word that no answer repeats"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


broken.open_to_all = True
urlpatterns = [path("en/broken/", broken)]
ANSWERS = {
    "a page": ("/en/published/", {}),
    "a redirect": ("/", {}),
    "an address that leads nowhere": ("/en/nowhere/", {}),
    "a static file": ("/static/page/site.css", {}),
    "a host that is not ours": ("/en/", {"HTTP_HOST": "elsewhere.example"}),
    "a zero byte": ("/en/published/?indicator=%00", {}),
}
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def asked(address, **more):
    """The answer, its file closed."""
    answer = Client().get(address, **more)
    answer.close()
    return answer


@pytest.fixture(params=["public", "desk"])
def door(request):
    """Each front door in turn."""
    if request.param == "public":
        yield request.param
    else:
        with at_the_desk():
            yield request.param


@pytest.fixture
def a_broken_page(settings):
    """A page that falls over, in place of all pages."""
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize("case", ANSWERS)
def test_every_answer_carries_the_headers_even_a_refusal(door, case):
    address, more = ANSWERS[case]
    answer = asked(address, **more)
    policy = answer.headers["Content-Security-Policy"]
    assert {name: answer.headers[name] for name in SAFE} == SAFE
    assert all(part in policy for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"))
    assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("case", ANSWERS)
def test_over_tls_the_browser_is_told_to_stay_there(door, case):
    address, more = ANSWERS[case]
    told = asked(address, **{"wsgi.url_scheme": "https"} | more).headers["Strict-Transport-Security"]
    assert told == "max-age=63072000; includeSubDomains"
    assert "Strict-Transport-Security" not in asked(address, **more).headers


def test_a_page_that_falls_over_tells_nothing_of_why(door, a_broken_page, caplog):
    answer = Client(raise_request_exception=False).get("/en/broken/")
    assert answer.status_code == 500 and "<h1>" in answer.content.decode()
    assert SECRET not in answer.content.decode() and "Traceback" not in answer.content.decode()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "/en/broken/" in caplog.text


def test_after_a_page_fell_over_the_next_is_answered(door, a_broken_page, settings):
    client = Client(raise_request_exception=False)
    assert client.get("/en/broken/").status_code == 500
    assert client.get("/en/nowhere/").status_code == 404


def test_debugging_cannot_be_switched_on_from_outside(tmp_path):
    said = run_python("from django.conf import settings; print(settings.DEBUG)", home=tmp_path)
    assert said.stdout.strip() == "False"
    assert "DEBUG" not in {name for name in vars(settings_desk) if name.isupper()} or settings_desk.DEBUG is False


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "a b", ""])
def test_a_host_that_is_not_ours_is_refused(door, host):
    assert Client().get("/en/", HTTP_HOST=host or "?").status_code == 400


def test_what_a_visitor_says_of_host_and_tls_in_a_proxy_header_is_not_believed(door):
    answer = Client().get("/", HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST="elsewhere.example")
    assert "Strict-Transport-Security" not in answer.headers
    assert "elsewhere" not in answer.headers.get("Location", "")


def test_the_header_of_the_proxy_is_the_one_the_operator_names(monkeypatch, settings):
    monkeypatch.setenv("OPENNRM_PROXY_TLS_HEADER", "X-Forwarded-Proto")
    settings.SECURE_PROXY_SSL_HEADER = home.proxy_header()
    assert "Strict-Transport-Security" in Client().get("/", HTTP_X_FORWARDED_PROTO="https").headers
    assert "Strict-Transport-Security" not in Client().get("/", HTTP_X_FORWARDED_PROTO="http").headers


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "BREW"])
def test_a_method_no_page_answers_is_refused(door, method):
    answer = Client().generic(method, "/en/published/")
    assert answer.status_code == 405 and answer.headers["Allow"] == ", ".join(METHODS)
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("address", ["/static/", "/static/page/", "/static/../settings.py", "/static/%2e%2e/%2e%2e/"])
def test_no_folder_is_listed_and_none_left(door, address):
    assert Client().get(address).status_code in {302, 404}


@pytest.mark.parametrize("address", ["/.git/config", "/.git/HEAD", "/var/keys/master", "/pyproject.toml", "/admin/"])
def test_nothing_of_the_checkout_is_served(door, address):
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("address", ["statistics/{n}/", "report/{n}/", "plan/{n}/", "published/?page={n}"])
def test_a_number_beyond_any_column_is_an_address_that_leads_nowhere(address):
    for number in (2**31, 2**63, 10**40):
        assert Client().get(f"/en/{address.format(n=number)}").status_code in {200, 404}


def test_an_address_is_decoded_once():
    assert Client().get("/en/published/?indicator=%2500").status_code == 200
    assert Client().get("/en/%2570ublished/").status_code == 404


@pytest.mark.parametrize("end", ["a.css", "sign-out/a.js", ";a.css", "%0aa.css", "%23a.css", "%3fa.css"])
def test_a_page_of_the_desk_under_the_name_of_a_file_is_another_address_and_kept_by_nobody(end):
    with at_the_desk():
        answer = signed_in(official(roles=["counsellor"])).get(f"/en/{end}")
    assert answer.status_code == 404 and "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/en/published/", "text/html; charset=utf-8"),
        ("/en/published.csv", "text/csv; charset=utf-8"),
        ("/en/nowhere/", "text/html; charset=utf-8"),
        ("/static/page/site.css", 'text/css; charset="utf-8"'),
        ("/static/page/favicon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_every_text_names_its_type_and_its_characters(address, kind):
    assert asked(address).headers["Content-Type"] == kind


def stranger():
    """Somebody who is not signed in, with the cookie that forms ask for."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    return client


def test_a_file_sent_to_a_page_is_refused_before_it_is_kept(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    with at_the_desk():
        answer = stranger().post("/en/sign-in/", {"file": SimpleUploadedFile("a.txt", b"x" * 5_000_000)})
    assert answer.status_code == 400 and list(tmp_path.iterdir()) == []


def test_a_form_larger_than_any_of_ours_is_refused():
    with at_the_desk():
        answer = stranger().post("/en/sign-in/", {"text": "x" * 3_000_000})
    assert answer.status_code == 400


def test_a_form_of_more_fields_than_any_of_ours_is_refused():
    with at_the_desk():
        answer = stranger().post("/en/sign-in/", {f"f{number}": "x" for number in range(1_500)})
    assert answer.status_code == 400


def test_a_page_of_the_desk_is_kept_by_no_browser_and_its_static_files_may_be():
    with at_the_desk():
        page = signed_in(official(roles=["counsellor"])).get("/en/")
        static = asked("/static/page/site.css")
    assert "no-store" in page.headers["Cache-Control"] and "no-store" not in static.headers["Cache-Control"]


def test_a_refusal_of_the_desk_is_kept_by_no_browser_either():
    with at_the_desk():
        answers = [Client().get("/en/nowhere/"), Client().get("/en/"), Client().get("/en/sign-in/")]
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)


def test_what_is_sent_from_another_page_changes_nothing():
    with at_the_desk():
        client = Client(enforce_csrf_checks=True)
        client.cookies = signed_in(official(roles=["counsellor"])).cookies
        assert client.post("/en/sign-out/").status_code == 403
        assert client.get("/en/").status_code == 200


def test_the_public_door_has_neither_session_nor_cookie():
    assert Client().get("/en/published/").cookies == {}
    assert not any("session" in name.lower() or "csrf" in name.lower() for name in settings.MIDDLEWARE)


def test_the_operators_contact_for_weaknesses_is_shown_and_none_is_made_up(settings):
    assert Client().get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    shown = Client().get("/.well-known/security.txt")
    assert shown.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert shown.content.decode().startswith("Contact: mailto:security@example.org\nExpires: 2")
