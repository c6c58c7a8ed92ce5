"""Where the doors listen, and when they may not: with a demonstration's keys on this machine alone."""

import ipaddress
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import TextChoices

from opennrm.config.home import public_url, url_of
from opennrm.page.bilingual import label
from opennrm.vault import master

LOOPBACK = "127.0.0.1"
PUBLIC_DATABASE = "OPENNRM_PUBLIC_DATABASE_URL"  # the public door's own role
PUBLIC_PORT, DESK_PORT = 8000, 8001


class Shut(TextChoices):
    """Why nothing is served."""

    DEMO_MASTER = (
        "demo_master",
        label(
            "The master key was made by itself, for a demonstration: nothing is served beyond this machine with it. "
            "For an installation of your own make a key with «opennrm keys make FILE», name it in "
            "OPENNRM_MASTER_KEY_FILE, and start with an empty OPENNRM_HOME; where there is data already: "
            "«opennrm keys rotate».",
            "マスター鍵はデモ用に自動作成されたものです。この鍵のまま本機の外部に公開することはできません。"
            "新規の場合は「opennrm keys make FILE」で鍵を作成し、OPENNRM_MASTER_KEY_FILE で指定して、空の "
            "OPENNRM_HOME で始めてください。既にデータがある場合は「opennrm keys rotate」を実行してください。",
        ),
    )
    DEMO_HOME = (
        "demo_home",
        label(
            "This OPENNRM_HOME was filled by «opennrm demo»: its accounts are known to everybody who has the program. "
            "Nothing is served beyond this machine from it. Name another, empty folder in OPENNRM_HOME.",
            "この OPENNRM_HOME は「opennrm demo」で作成されたもので、アカウントは誰もが知り得ます。本機の外部に"
            "公開することはできません。OPENNRM_HOME に別の空のフォルダーを指定してください。",
        ),
    )
    PUBLIC_ROLE = (
        "public_role",
        label(
            "The public door has no role of its own in the database, and would work with the desk's rights. Nothing is "
            "served beyond this machine that way: name its role in OPENNRM_PUBLIC_DATABASE_URL "
            "(docs/how-to/postgresql.md).",
            "公開側のプロセスに専用のデータベースロールがなく、業務側の権限で動くことになるため、本機の外部には公開しません。"
            "OPENNRM_PUBLIC_DATABASE_URL で専用のロールを指定してください（docs/how-to/postgresql.md）。",
        ),
    )


@dataclass(frozen=True)
class Place:
    """An address and a port."""

    address: str
    port: int

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return url_of(self.address, self.port)

    @property
    def local(self) -> bool:
        """Whether this machine alone reaches it."""
        return is_local(self.address)


def is_local(host: str) -> bool:
    """Whether a host name or address is this machine's own loopback."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def why_not_listen(places: Iterable[Place]) -> Shut | None:
    """What stands against serving there; a host name in OPENNRM_HOSTS counts as a place too."""
    if all(place.local for place in places) and all(map(is_local, settings.ALLOWED_HOSTS)):
        return None
    if demo_mark().exists():
        return Shut.DEMO_HOME
    return Shut.DEMO_MASTER if master.is_demo() else None


def why_not_open(public: Place) -> Shut | None:
    """What stands against the public door: beyond this machine it never works with the desk's role."""
    if public.local and all(map(is_local, settings.ALLOWED_HOSTS)):
        return None
    shared = connection.vendor == "postgresql" and not os.environ.get(PUBLIC_DATABASE)
    return Shut.PUBLIC_ROLE if shared else None


def demo_mark() -> Path:
    """The file that says: this home was filled by the demonstration."""
    return Path(settings.HOME) / "keys" / "demonstration"


def mark_demo() -> None:
    """Say so, for good."""
    demo_mark().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    demo_mark().touch(mode=0o600)


def named(name: str, default: str) -> str:
    """What the environment says, or the default."""
    return os.environ.get(name) or default


def public(address: str | None, port: int | None) -> Place:
    """The public door's place: options before the environment."""
    return Place(address or named("OPENNRM_BIND", LOOPBACK), port or int(named("OPENNRM_PORT", str(PUBLIC_PORT))))


def desk(address: str | None, port: int | None) -> Place:
    """The desk's place: options before the environment; OPENNRM_BIND is not for the desk."""
    return Place(
        address or named("OPENNRM_DESK_BIND", LOOPBACK), port or int(named("OPENNRM_DESK_PORT", str(DESK_PORT)))
    )


def announce(public: Place) -> None:
    """Let this process, and those it starts, know where the public door is, for links and QR codes."""
    os.environ.update(OPENNRM_BIND=public.address, OPENNRM_PORT=str(public.port))
    settings.PUBLIC_URL = public_url(settings.HOME)


def taken(places: Sequence[Place], free: Sequence[bool]) -> str:
    """What to say where a port is another program's."""
    busy = ", ".join(f"{place.address}:{place.port}" for place, is_free in zip(places, free) if not is_free)
    said = label(
        "%(busy)s is in use, or not an address of this machine. Nothing was started; choose another with --port, "
        "--desk-port, --bind, --desk-bind.",
        "%(busy)s は使用中か、本機のアドレスではありません。何も開始していません。--port、--desk-port、--bind、"
        "--desk-bind で別のものを指定してください。",
    )
    return str(said % {"busy": busy})
