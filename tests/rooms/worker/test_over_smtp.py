"""A letter goes out as mail servers take it, and says nothing but that something waits."""

import email
import email.policy
import smtplib
import ssl
from urllib.parse import quote

import pytest
from django.db import transaction

from opennrm.config.mail import mail
from opennrm.worker.letters import deliver, leave
from opennrm.worker.models import Letter
from opennrm.worker.terms import LetterKind
from tests.rooms.worker.mail_server import PASSWORD, certificate, served

pytestmark = pytest.mark.django_db(transaction=True)
address_of = {"official:1": "one@example.org"}.get


@pytest.fixture
def operator(settings, tmp_path, monkeypatch):
    """What an operator does: name a mail server in the environment."""

    def names(url):
        monkeypatch.setenv("OPENNRM_MAIL_URL", url)
        named = mail(tmp_path)
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = named.backend, named.host, named.port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = named.user, named.password
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = named.tls, named.ssl

    settings.LETTER_ADDRESSES = "tests.rooms.worker.test_over_smtp.address_of"
    return names


@pytest.fixture
def heard(operator):
    """A mail server on loopback, without TLS."""
    with served() as server:
        operator(f"smtp://127.0.0.1:{server.port}?tls=none")
        yield server


@pytest.fixture
def behind_tls(operator, tmp_path):
    """A mail server that asks for TLS and a password, and the file that makes it trusted."""
    context, trusted = certificate(tmp_path, "127.0.0.1")
    with served(tls=context) as server:
        operator(f"smtp://opennrm:{quote(PASSWORD)}@127.0.0.1:{server.port}")
        yield server, trusted


def left():
    with transaction.atomic():
        return leave(LetterKind.WAITING, to="official:1", language="ja")


def untried(letter):
    """It waits as if nobody had tried: no try of its own is spent on a line that never opened."""
    return Letter.objects.waiting().get() == letter and Letter.objects.get().tries == 0


def test_a_letter_arrives_in_the_readers_language_and_carries_no_content(heard):
    one = left()
    deliver()
    (letter,) = (email.message_from_bytes(each, policy=email.policy.default) for each in heard.letters)
    assert letter["To"] == "one@example.org" and str(one.pk) in letter["Message-ID"]
    said = letter["Subject"].strip()
    assert letter.get_content().strip() == said and not said.isascii()
    assert Letter.objects.get(pk=one.pk).sent


def test_where_the_mail_server_is_away_the_letter_waits(heard, settings):
    settings.EMAIL_PORT = 1
    one = left()
    with pytest.raises(ConnectionError):
        deliver()
    assert heard.letters == [] and untried(one)


def test_the_password_is_said_under_tls_alone(behind_tls, monkeypatch):
    server, trusted = behind_tls
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    one = left()
    deliver()
    assert len(server.letters) == 1 and Letter.objects.get(pk=one.pk).sent
    assert server.signed_in == [("opennrm", PASSWORD)]
    assert {line.split()[0].upper() for line in server.in_clear} == {b"EHLO", b"STARTTLS"}


def test_a_password_the_mail_server_does_not_know_leaves_the_letter_waiting(behind_tls, operator, monkeypatch):
    server, trusted = behind_tls
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    operator(f"smtp://opennrm:another@127.0.0.1:{server.port}")
    one = left()
    with pytest.raises(smtplib.SMTPAuthenticationError):
        deliver()
    assert server.letters == [] and untried(one)


def test_a_mail_server_whose_certificate_nobody_vouches_for_gets_no_letter_and_no_password(behind_tls):
    server, _ = behind_tls
    one = left()
    with pytest.raises(ssl.SSLCertVerificationError):
        deliver()
    assert (server.letters, server.signed_in) == ([], [])
    assert untried(one)


def test_a_mail_server_that_offers_no_tls_gets_nothing(heard, operator):
    operator(f"smtp://opennrm:made-up@127.0.0.1:{heard.port}")
    one = left()
    with pytest.raises(smtplib.SMTPNotSupportedError, match="STARTTLS"):
        deliver()
    assert (heard.letters, heard.signed_in) == ([], [])
    assert untried(one)
