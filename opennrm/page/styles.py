"""The style sheet as one text, for a page that must stand alone, and the hash that lets a browser trust it."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "page"


@cache
def stylesheet() -> str:
    """The tokens and our own rules."""
    return "".join((FOLDER / name).read_text("utf-8") for name in ("tokens.css", "site.css"))


@cache
def stylesheet_hash() -> str:
    """The source expression of the style sheet for a Content-Security-Policy."""
    return f"sha256-{b64encode(sha256(stylesheet().encode()).digest()).decode()}"
