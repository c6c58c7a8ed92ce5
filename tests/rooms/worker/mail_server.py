"""As much of a mail server as takes one letter: RFC 5321, with STARTTLS (RFC 3207) and AUTH PLAIN (RFC 4954)."""

import base64
import contextlib
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PASSWORD = "made:up"  # with a sign that an address has to write otherwise


@dataclass
class Heard:
    """Letters taken, who signed in with what, and what was said before there was TLS."""

    letters: list[bytes] = field(default_factory=list)
    signed_in: list[tuple[str, str]] = field(default_factory=list)
    in_clear: list[bytes] = field(default_factory=list)
    port: int = 0


@contextmanager
def served(*, tls: ssl.SSLContext | None = None) -> Iterator[Heard]:
    """A server on loopback; with ``tls`` it takes letters after STARTTLS and a password alone."""
    with Threads(("127.0.0.1", 0), Talk) as server:
        heard = server.heard = Heard(port=server.server_address[1])  # type: ignore[attr-defined]
        server.tls = tls  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield heard
        server.shutdown()


class Threads(socketserver.ThreadingTCPServer):
    """Does not wait for a caller who says nothing more."""

    daemon_threads, block_on_close = True, False


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        self.safe, self.known = self.server.tls is None, self.server.tls is None  # type: ignore[attr-defined]
        self.say("220 made-up")
        while (line := self.rfile.readline()) and not line.upper().startswith(b"QUIT"):
            if not self.safe:
                self.server.heard.in_clear.append(line)  # type: ignore[attr-defined]
            self.answer(line.strip())
        self.say("221 made-up")

    def answer(self, line: bytes) -> None:
        """What is said to one line."""
        heard = self.server.heard  # type: ignore[attr-defined]
        verb = line.split(b" ")[0].upper()
        if verb == b"EHLO":
            self.say("250-made-up")
            self.say("250 AUTH PLAIN" if self.safe else "250 STARTTLS")
        elif verb == b"STARTTLS":
            self.say("220 go on")
            self.begin_tls()
        elif verb == b"AUTH" and self.safe:
            _, name, word = base64.b64decode(line.split(b" ")[2]).decode().split("\0")
            heard.signed_in.append((name, word))
            self.known = word == PASSWORD
            self.say("235 known" if self.known else "535 not known")
        elif not self.known:
            self.say("530 who are you")
        elif verb == b"DATA":
            self.say("354 go on")
            heard.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.say("250 taken")
        else:
            self.say("250 made-up")

    def begin_tls(self) -> None:
        """The same connection under TLS from here on; a caller that turns away is let go."""
        try:
            self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)  # type: ignore[attr-defined]
        except (ssl.SSLError, ConnectionError):
            self.rfile = BytesIO()
            return
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.safe = True

    def finish(self) -> None:
        """Nothing stays open."""
        super().finish()
        self.connection.close()

    def say(self, line: str) -> None:
        with contextlib.suppress(OSError):  # nobody listens any more
            self.wfile.write(f"{line}\r\n".encode())


def certificate(folder: Path, address: str) -> tuple[ssl.SSLContext, Path]:
    """A server's context for an address, and the file whoever trusts it names."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "mail.pem", folder / "mail.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context, pem
