"""How letters leave: OPENNRM_MAIL_URL. Unset, each becomes a file in OPENNRM_HOME/letters."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
LOCAL = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True)
class Mail:
    """What Django's EMAIL settings take. ``tls`` is STARTTLS, ``ssl`` TLS from the start."""

    backend: str
    folder: str | None = None
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


def sender() -> str:
    """OPENNRM_MAIL_FROM."""
    return os.environ.get("OPENNRM_MAIL_FROM") or "opennrm@localhost"


def mail(home: Path) -> Mail:
    """``smtp://user:password@host:port`` with STARTTLS (on loopback without, by ``?tls=none``), ``smtps://…``, or
    ``file:///folder``. Raises ValueError."""
    parts = urlsplit(os.environ.get("OPENNRM_MAIL_URL") or (home / "letters").as_uri())
    if parts.scheme == "file":
        return Mail("django.core.mail.backends.filebased.EmailBackend", folder=unquote(parts.path))
    if parts.scheme not in PORTS:
        raise ValueError("OPENNRM_MAIL_URL begins with smtp://, smtps:// or file://")
    if parts.query and not (parts.query == "tls=none" and parts.hostname in LOCAL):
        raise ValueError("OPENNRM_MAIL_URL: letters leave this machine under TLS alone; take ?tls=none away")
    return Mail(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtp" and not parts.query,
        ssl=parts.scheme == "smtps",
    )
