"""What every template may use."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

DECLARED = Path(__file__).parent / "languages.toml"


@dataclass(frozen=True)
class Language:
    """A language of the menu: its code, its own name for itself, the same page in it, how far it can be trusted."""

    code: str
    name: str
    url: str
    reviewed: bool
    current: bool


def page(request: HttpRequest) -> dict[str, object]:
    """For the base template: ``languages`` of the menu, and which of them is the page's ``language``."""
    languages = tuple(_language(request, code, name) for code, name in settings.LANGUAGES)
    return {"languages": languages, "language": next((each for each in languages if each.current), None)}


def _language(request: HttpRequest, code: str, name: str) -> Language:
    declared = _declared().get(code, {})
    return Language(
        code=code,
        name=declared.get("name", name),
        url=_in_language(request.get_full_path(), code),
        reviewed=declared.get("reviewed", False),
        current=code == get_language(),
    )


def _in_language(path: str, code: str) -> str:
    """The same page in another language, or that language's first page where the address leads nowhere."""
    prefix = f"/{code}/"
    url = translate_url(path, code)
    return url if url.startswith(prefix) else prefix


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads(DECLARED.read_text("utf-8"))
