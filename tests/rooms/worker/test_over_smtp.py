"""A letter goes out as mail servers take it, and says nothing but that something waits."""

import email
import email.policy
import socketserver
import threading

import pytest
from django.db import transaction

from opennrm.config.mail import mail
from opennrm.worker.letters import deliver, leave
from opennrm.worker.models import Letter
from opennrm.worker.terms import LetterKind

pytestmark = pytest.mark.django_db(transaction=True)
address_of = {"official:1": "one@example.org"}.get


class Taking(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a server must speak to take one letter."""

    def handle(self):
        self.say("220 made-up")
        while (line := self.rfile.readline()) and not line.upper().startswith(b"QUIT"):
            if line.upper().startswith(b"DATA"):
                self.say("354 go on")
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.say("250 made-up")
        self.say("221 made-up")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def taken(settings, tmp_path, monkeypatch):
    """What arrives at a mail server on loopback that the operator named."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Taking) as server:
        server.taken = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("OPENNRM_MAIL_URL", f"smtp://127.0.0.1:{server.server_address[1]}?tls=none")
        named = mail(tmp_path)
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = named.backend, named.host, named.port
        settings.LETTER_ADDRESSES = "tests.rooms.worker.test_over_smtp.address_of"
        yield server.taken
        server.shutdown()


def test_a_letter_arrives_in_the_readers_language_and_carries_no_content(taken):
    with transaction.atomic():
        left = leave(LetterKind.WAITING, to="official:1", language="ja")
    deliver()
    (letter,) = (email.message_from_bytes(each, policy=email.policy.default) for each in taken)
    assert letter["To"] == "one@example.org" and str(left.pk) in letter["Message-ID"]
    said = letter["Subject"].strip()
    assert letter.get_content().strip() == said and not said.isascii()
    assert Letter.objects.get(pk=left.pk).sent


def test_where_the_mail_server_is_away_the_letter_waits(taken, settings):
    settings.EMAIL_PORT = 1
    with transaction.atomic():
        left = leave(LetterKind.WAITING, to="official:1", language="ja")
    with pytest.raises(ConnectionError):
        deliver()
    assert taken == [] and Letter.objects.waiting().get().pk == left.pk
