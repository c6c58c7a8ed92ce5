"""How organisations, officials and a page of a list are shown."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opennrm.access.forms import named_organisations
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many


def bodies(codes: Iterable[str]) -> dict[str, str]:
    """Names of organisations by code; the code where none is declared for today."""
    wanted = set(codes)
    named = dict(named_organisations().filter(pk__in=wanted).values_list("pk", "name"))
    return {code: named.get(code) or code for code in wanted}


def officials(words: Iterable[str]) -> list[str]:
    """How pages call whoever the audit names, in the same order; what is no official stays as it is."""
    wanted = list(words)
    ids = {word: word.removeprefix("official:") for word in wanted if word.startswith("official:")}
    found = Official.objects.filter(pk__in=set(ids.values()))
    shown = {f"official:{pk}": name for pk, name in shown_many(found).items()}
    return [shown.get(word, word) for word in wanted]


def page_of(request: HttpRequest, paged: Page[Any]) -> dict[str, object]:
    """For ``access/pages.html``: the page, and what else stands in its address."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return {"page": paged, "kept": kept.urlencode()}


def form_page(request: HttpRequest, template: str, form: Form, **more: object) -> HttpResponse:
    """A page with a form; 422 where what was filled in cannot be used."""
    return render(request, template, {"form": form, **more}, status=422 if form.is_bound else 200)
