"""Where an installation keeps its database, keys and outputs: the folder OPENNRM_HOME, by default ``var``."""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def home() -> Path:
    """The folder OPENNRM_HOME names; unset, ``var`` in the current folder. It need not exist yet."""
    return Path(os.environ.get("OPENNRM_HOME") or "var").resolve()


def secret_key(folder: Path) -> str:
    """Django's signing key, made on first use and kept in the home, readable by its owner alone.

    Written beside and linked into place, so that two processes starting at once agree on one key.
    """
    path = folder / "keys" / "django"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"django.{secrets.token_hex(8)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            fresh.unlink()
    return path.read_text().strip()


def demo_keys(folder: Path) -> bool:
    """Whether the master key is, or will be, one made by itself. Of a file that cannot be read: no."""
    try:
        return bool(tomllib.loads(_master_key(folder).read_text())["mark"] == "demo")
    except FileNotFoundError:
        return not os.environ.get("OPENNRM_MASTER_KEY_FILE")
    except (OSError, ValueError, KeyError):
        return False


def marked_demo(folder: Path) -> bool:
    """The same by the mark beside the key, for whoever is kept from the key (vault/master.py)."""
    key = _master_key(folder)
    try:
        return key.with_name(f"{key.name}.mark").read_text().strip() == "demo"
    except FileNotFoundError:  # nothing is made yet, or not marked yet
        return not (os.environ.get("OPENNRM_MASTER_KEY_FILE") or key.exists())
    except OSError:
        return False


def _master_key(folder: Path) -> Path:
    named = os.environ.get("OPENNRM_MASTER_KEY_FILE")
    return Path(named) if named else folder / "keys" / "master"


def public_url(folder: Path) -> str:
    """Where links and QR codes lead: as the operator says; in a demonstration its own door; else nothing is known."""
    said = os.environ.get("OPENNRM_PUBLIC_URL", "").strip()
    if said or not marked_demo(folder):
        return said
    return url_of(os.environ.get("OPENNRM_BIND") or "127.0.0.1", os.environ.get("OPENNRM_PORT") or "8000")


def url_of(address: str, port: int | str) -> str:
    """Where a browser finds what listens there."""
    return f"http://{f'[{address}]' if ':' in address else address}:{port}/"


def proxy_header() -> tuple[str, str] | None:
    """The header in which a proxy in front says that the visitor came by TLS; None unless the operator names one.

    ``OPENNRM_PROXY_TLS_HEADER=X-Forwarded-Proto``: name it only where the proxy sets it itself on every request, since
    whoever can send it is believed.
    """
    name = os.environ.get("OPENNRM_PROXY_TLS_HEADER", "").strip()
    return (f"HTTP_{name.upper().replace('-', '_')}", "https") if name else None


def database(folder: Path) -> dict[str, Any]:
    """Django's database: SQLite in the home, or PostgreSQL where OPENNRM_DATABASE_URL says so.

    The URL has the form ``postgresql://user:password@host:port/name``; a socket folder may stand as ``?host=/path``.
    """
    url = os.environ.get("OPENNRM_DATABASE_URL")
    if url:
        return _postgresql(url)
    return {
        "ENGINE": "opennrm.access.backends.sqlite",
        "NAME": folder / "opennrm.sqlite3",
        "TEST": {"NAME": ":memory:"},  # pytest-django knows Django's own engine by name, and not ours
        "CONN_MAX_AGE": None,  # a new one reads the whole schema: nine tenths of what a kept page costs
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=10000; "
                "PRAGMA cache_size=-32000"  # 32 MB: each protected row of a list is a look into the grants
            ),
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(
            f"OPENNRM_DATABASE_URL begins with {parts.scheme!r}; write postgresql://user:password@host:port/name"
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "opennrm.access.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(query.get("port", parts.port or "")),
        # Kept, so that what is prepared serves more than one request; not for good, and asked before each request
        # whether it still answers, since the server may be started anew or its tables brought to a newer version.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # The scope makes a short query long to plan: prepared at the third time, it is planned once a connection.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
    }
