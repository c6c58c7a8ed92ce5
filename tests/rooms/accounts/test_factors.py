"""App, recovery codes, and the printed accounts of a demonstration."""

import pytest
from django.core.management import call_command
from django.test import Client

from opennrm.accounts import demo, factors
from opennrm.accounts.seals import Sealed, secrets_of
from opennrm.accounts.terms import Factor
from opennrm.agencies import names
from opennrm.vault import master
from opennrm.vault.cipher import Broken
from opennrm.vault.terms import Mark
from tests.desk import account_of, official, signed_in
from tests.rooms.accounts.conftest import said, sign_in, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def test_the_secret_of_an_app_is_sealed_and_bound_to_its_account(opened):
    one, other = opened("one"), opened("two")
    row = factors.of(one.account, Factor.APP).get()
    with secrets_of(one.account):
        assert len(Sealed().decrypt(row.data["secret"])) == 32
    with secrets_of(other.account), pytest.raises(Broken):
        Sealed().decrypt(row.data["secret"])


def test_setting_up_an_app_in_the_browser_shows_codes_once(at):
    who = official()
    client = signed_in(who)
    client.get("/en/set-up/app/")
    request = client.get("/en/set-up/app/").wsgi_request
    secret = factors.new_secret(account_of(who), request)
    code = factors.totp.format_hotp_value(factors.totp.hotp_value(secret, at.step))
    assert client.post("/en/set-up/app/", {"code": code})["Location"] == "/en/account/codes/"
    page = client.get("/en/account/codes/")
    assert len(page.context["codes"]) == 10
    client.post("/en/account/codes/")
    assert client.get("/en/account/codes/").context["codes"] == []


@pytest.mark.fault("lost")
def test_a_recovery_code_signs_in_once(opened):
    who = opened()
    with secrets_of(who.account):
        factors.make_codes(who.account)
        code = factors.RecoveryCodes(factors.of(who.account, Factor.CODE).get()).get_unused_codes()[0]
    for status in (302, 200):
        client = Client()
        typed(client, who.email)
        assert client.post("/en/sign-in/factor/", {"code": code}).status_code == status


def test_the_last_factor_stays(opened):
    client, _answer = sign_in(opened())
    row = factors.Authenticator.objects.get()
    answer = client.post(f"/en/account/factors/{row.pk}/remove/")
    assert answer.status_code == 409
    assert factors.Authenticator.objects.filter(pk=row.pk).exists()


def test_nobody_removes_a_factor_of_somebody_else(opened):
    opened("one")
    row = factors.Authenticator.objects.get()
    assert signed_in(official()).post(f"/en/account/factors/{row.pk}/remove/").status_code == 404


def test_made_up_accounts_sign_in_with_what_the_page_prints():
    demo.officials()
    page = Client().get("/en/sign-in/", HTTP_HOST="localhost")
    assert "counsellor@demo.example" in said(page)
    client = Client(HTTP_HOST="localhost")
    typed(client, "counsellor@demo.example", demo.PHRASE)
    answer = client.post("/en/sign-in/factor/", {"code": factors.demo_code()})
    assert answer.status_code == 302
    assert client.get("/en/").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
    ],
)
def test_they_are_printed_to_nobody_elsewhere_and_sign_nobody_in(asked):
    demo.officials()
    assert "demo.example" not in said(Client().get("/en/sign-in/", HTTP_HOST="localhost", **asked))
    answer = Client(HTTP_HOST="localhost", **asked)
    assert "is not right" in said(typed(answer, "counsellor@demo.example", demo.PHRASE))


def test_with_the_operators_own_key_they_are_nobody(monkeypatch):
    demo.officials()
    monkeypatch.setattr(master, "is_demo", lambda: False)
    assert "demo.example" not in said(Client().get("/en/sign-in/", HTTP_HOST="localhost"))
    assert "is not right" in said(typed(Client(HTTP_HOST="localhost"), "counsellor@demo.example", demo.PHRASE))
    with pytest.raises(RuntimeError):
        demo.officials()


def test_a_made_up_official_says_so_to_readers_of_either_language():
    shown = names.shown_many(demo.officials().values())
    for post in demo.POSTS:
        name = shown[demo.officials()[post.name].pk]
        assert all(each in name for each in (post.title.en, "made up", post.title.ja, "架空"))


def test_made_up_officials_twice_are_the_same():
    assert demo.officials() == demo.officials()


@pytest.mark.django_db(transaction=True)
def test_secrets_outlive_a_new_master_key(opened, at, tmp_path, monkeypatch):
    own = tmp_path / "master"
    master.make(own, mark=Mark.OPERATOR)
    monkeypatch.setenv("OPENNRM_MASTER_KEY_FILE", str(own))
    who = opened()
    before = own.read_text()
    call_command("keys", "rotate")
    assert own.read_text() != before
    at.step += 1
    _client, answer = sign_in(who)
    assert answer.status_code == 302
