"""What every template may use: the languages of the menu. And pages that exist in two of them, in no other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import translate_url
from django.utils.translation import get_language

from opennrm.page.languages import DECLARED, EVERYWHERE, SOURCE


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
    languages = tuple(_language(request, code) for code, _ in settings.LANGUAGES if exists_in(request, code))
    return {"languages": languages, "language": next((each for each in languages if each.current), None)}


def exists_in(request: HttpRequest, code: str) -> bool:
    """Whether the page asked for exists in a language: the public door in all, everything else in two.

    The door says with ``at_door`` that it answers, also where the address leads nowhere.
    """
    match = request.resolver_match
    if match is None:
        return code in EVERYWHERE or getattr(request, "at_door", False)
    return code in EVERYWHERE or not settings.IN_EVERY_LANGUAGE.isdisjoint({match.app_name, match.view_name})


def _language(request: HttpRequest, code: str) -> Language:
    declared = DECLARED[code]
    return Language(
        code=code,
        name=declared.name,
        url=_in_language(request.get_full_path(), code),
        reviewed=declared.reviewed,
        current=code == get_language(),
    )


def _in_language(path: str, code: str) -> str:
    """The same page in another language, or that language's first page where the address leads nowhere."""
    prefix = f"/{code}/"
    url = translate_url(path, code)
    return url if url.startswith(prefix) else prefix


class InTwoLanguages:
    """Middleware: a page that does not exist in the language of its address leads to where it does.

    Easy Japanese leads to Japanese, every other language to English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Send away, or None where the page exists in this language."""
        language = get_language() or SOURCE
        if exists_in(request, language) or not request.path.startswith(f"/{language}/"):
            return None
        return HttpResponseRedirect(in_two(request.get_full_path()))


def in_two(path: str) -> str:
    """The address of the same page in the nearer of the two languages in which all pages exist."""
    language = get_language() or SOURCE
    nearest = language if language in EVERYWHERE else language.split("-")[0]
    return path.replace(f"/{language}/", f"/{nearest if nearest in EVERYWHERE else SOURCE}/", 1)
