"""How pages of examination find a row, fill in a form about it, and open what is sealed."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused

PAGE = 50
Asked = Callable[[], object]


def page_language() -> str:
    """The language of the page."""
    return get_language() or "en"


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def body_name(code: str) -> str:
    """An organisation by its name of today."""
    return dict(bodies()).get(code, code)


def names_of(officials: Iterable[Official | None]) -> dict[Any, str]:
    """Officials by their name, by their id."""
    return dict(shown_many({each for each in officials if each is not None}))


def paged(request: HttpRequest, rows: "QuerySet[Any] | list[Any]") -> dict[str, object]:
    """One page of rows, and what stays in the address."""
    kept = request.GET.copy()
    kept.pop("page", None)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {"page": page, "kept": kept.urlencode()}


def filled_in(
    request: HttpRequest, form: Form, act: Asked, *, title: object, done: object, to: str, **more: object
) -> HttpResponse:
    """A page with one form: do what it asks and go to ``to``, or say what to correct and keep what was typed.

    ``more`` is for the template: ``head``, ``about`` (sentences above the form), ``button``, ``danger``, ``files``.
    """
    if request.method == "POST" and goes_through(form, act):
        messages.success(request, str(done))
        return redirect(to)
    context = {"form": form, "title": title, "back": to, **more}
    return render(request, "prevention/form.html", context, status=422 if form.errors else 200)


def opened(
    request: HttpRequest, fields: Iterable[tuple[object, Model, str]], *, back: str, head: object
) -> HttpResponse:
    """A page with sealed fields opened for this look; each leaves a line in the audit."""
    said = [(title, text_of(row, field)) for title, row, field in fields if getattr(row, field) is not None]
    return render(request, "prevention/opened.html", {"said": said, "back": back, "head": head})


def text_of(row: Model, field: str) -> str:
    """A sealed text, or why it stays shut."""
    try:
        return reveal(row, field, purpose=Purpose.EXAMINATION) or ""
    except Refused as refused:
        return str(refused)
