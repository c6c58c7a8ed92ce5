"""What holds at a real installation, with the operator's own keys: cookies, costs, and which passwords are taken."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from opennrm.accounts import factors
from opennrm.accounts.terms import Factor
from opennrm.vault import master
from opennrm.vault.terms import Mark
from tests.desk import account_of, body, official
from tests.machine import run_python
from tests.rooms.accounts.conftest import PASSWORD, invited, said, sign_in, typed

COOKIES = """
from opennrm.config import settings_desk as s
for end in ("NAME", "SECURE", "HTTPONLY", "SAMESITE"):
    print(getattr(s, f"SESSION_COOKIE_{end}"), getattr(s, f"CSRF_COOKIE_{end}"))
print(getattr(s, "SESSION_COOKIE_DOMAIN", None))
"""
COSTS = """
from django.contrib.auth.hashers import make_password
from opennrm.vault.phrases import COST
print(make_password("made up for a test").split("$")[1:4], COST.memory >= 19456, COST.passes >= 2)
"""


def test_cookies_are_this_hosts_alone_and_no_script_reads_them(home):
    (home / "keys").mkdir(parents=True)
    master.make(home / "keys" / "master", mark=Mark.OPERATOR)
    run = run_python(COOKIES, home=home)
    assert run.stdout.split() == ["__Host-session", "__Host-csrf", *["True"] * 4, "Strict", "Strict", "None"], (
        run.stderr
    )


def test_passwords_are_kept_under_argon2id_at_the_cost_of_inbox_phrases(home):
    run = run_python(COSTS, home=home)
    assert run.stdout.startswith("['argon2id', 'v=19',") and run.stdout.rstrip().endswith("True True"), run.stderr


def refused(password, account):
    with pytest.raises(ValidationError) as said:
        validate_password(password, account)
    return {error.code for error in said.value.error_list}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password", ["OpenNRM-2026-2026!", "ＯＰＥＮＮＲＭ1234567", "!!!11112222333", "1234!womens-house"]
)
def test_a_password_of_a_word_an_outsider_would_try_is_refused(password, settings):
    settings.PASSWORD_WORDS = ["Womens House"]
    assert "word_of_the_place" in refused(password, account_of(official(body("npa"))))


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["only small letters here", "語る青い鳥と三つの古い灯台", "x y" * 300])
def test_long_passwords_of_any_letters_are_taken(password):
    validate_password(password, account_of(official()))


@pytest.mark.django_db
@pytest.mark.usefixtures("desk")
def test_a_password_counts_as_it_was_typed():
    token, own = invited().token, f" {PASSWORD}  "
    assert Client().post(f"/en/link/{token}/", {"password": own, "again": own}).status_code == 302
    for wrong in (PASSWORD, own.upper(), own.strip()):
        assert "is not right" in said(typed(Client(), "officer@example.org", wrong))
    assert typed(Client(), "officer@example.org", own).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("desk")
def test_what_is_typed_is_hidden_and_a_manager_of_passwords_may_fill_it_in():
    page = said(Client().get("/en/sign-in/"))
    assert 'type="password"' in page and 'autocomplete="current-password"' in page
    assert "onpaste" not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("desk")
def test_a_lost_factor_is_shut_by_its_owner(opened):
    client, _answer = sign_in(opened())
    lost = factors.Authenticator.objects.get()
    other = factors.Authenticator.objects.create(user=lost.user, type=factors.KINDS[Factor.PASSKEY], data={})
    assert client.post(f"/en/account/factors/{lost.pk}/remove/").status_code == 302
    assert list(factors.Authenticator.objects.filter(user=lost.user)) == [other]
