"""How pages of this room show a form, a page of a list, and what is sealed once somebody asked to read it."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused
from opennrm.reporting.attachments import InMemory, refused
from opennrm.understanding import countries

PAGE = 50
View = Callable[[HttpRequest], HttpResponse]


def language() -> str:
    """The language of the page."""
    return get_language() or "en"


def country_name(code: str) -> str:
    """A country in the language of the page; empty for none."""
    found = countries.names().get(code)
    return found.of(language()) if found else code


def official_names(ids: Iterable[Any]) -> dict[Any, str]:
    """Officials by name; nobody is empty."""
    found = shown_many(Official.objects.filter(pk__in={each for each in ids if each}))
    return {None: "", **found}


def paged(request: HttpRequest, rows: "QuerySet[Any]") -> dict[str, object]:
    """One page of a list, for ``page/pages.html``."""
    return {"page": Paginator(rows, PAGE).get_page(request.GET.get("page"))}


def words_of(row: Model, fields: Iterable[tuple[str, object]]) -> list[tuple[object, str]]:
    """What is sealed in fields that hold something, with their titles: a line in the audit for each."""
    return [(title, opened(row, field)) for field, title in fields if getattr(row, field) is not None]


def opened(row: Model, field: str) -> str:
    """A sealed text, or why it stays shut."""
    try:
        return reveal(row, field, purpose=Purpose.INVESTIGATION) or ""
    except Refused as why:
        return str(why)


def filled_in(
    request: HttpRequest,
    form: Form,
    act: Callable[[], object],
    *,
    title: object,
    done: object,
    to: Callable[[], str],
    back: str,
    button: object = "",
    about: Iterable[object] = (),
    file: bool = False,
) -> HttpResponse:
    """A page with one form: do what it asks and go to ``to``, or say what to correct and keep what was typed."""
    if request.method == "POST" and goes_through(form, act):
        messages.success(request, str(done))
        return redirect(to())
    context = {"form": form, "title": title, "back": back, "button": button or _("Keep"), "about": about, "file": file}
    return render(request, "eradication/fill_in.html", context, status=422 if form.is_bound and form.errors else 200)


def answered(request: HttpRequest, act: Callable[[], object], *, done: object, to: str) -> HttpResponse:
    """Do what a button asks, and go to ``to`` with what became of it."""
    try:
        act()
    except Refused as why:
        messages.warning(request, _("Nothing was changed. %(why)s") % {"why": why})
    else:
        messages.success(request, str(done))
    return redirect(to)


def takes_a_file(view: Any) -> Any:
    """A file is taken into memory after the door knows who sends it: put ``csrf_protect`` behind it."""

    @csrf_exempt
    @wraps(view)
    def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return within


def too_large(request: HttpRequest) -> bool:
    """Whether the file was stopped while it arrived."""
    return refused(request) is not None
