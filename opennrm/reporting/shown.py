"""How pages of the desk name languages, organisations and officials; a page of a list, and a page with a form."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.reporting import spoken
from opennrm.reporting.models import Report


def page_language() -> str:
    """The language of the page."""
    return get_language() or "en"


def language_name(tag: str) -> str:
    """What a language is called in the language of the page."""
    return spoken.name(tag, page_language()) if tag else ""


def body_name(code: str) -> str:
    """An organisation by its name of today."""
    return dict(bodies()).get(code, code)


def named(words: Iterable[str]) -> dict[str, str]:
    """How pages call whoever the audit names: officials by name, what is no official as it is."""
    wanted = set(words)
    ids = {word.removeprefix("official:") for word in wanted if word.startswith("official:")}
    found = {f"official:{pk}": name for pk, name in shown_many(Official.objects.filter(pk__in=ids)).items()}
    return {word: found.get(word, word) for word in wanted}


def page_of(request: HttpRequest, paged: Page[Any]) -> dict[str, object]:
    """For ``access/pages.html``: the page, and what else stands in its address."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return {"page": paged, "kept": kept.urlencode()}


def form_page(request: HttpRequest, template: str, form: Form, **more: object) -> HttpResponse:
    """A page with a form and the languages to choose from; 422 where what was filled in cannot be used."""
    wrong = form.is_bound and not form.is_valid()
    context = {"form": form, "languages_offered": spoken.offered(page_language()), **more}
    return render(request, template, context, status=422 if wrong or form.errors else 200)


def number(report: Report) -> str:
    """How people call a report among themselves: the beginning of its id."""
    return str(report.pk)[:8]
