"""How pages of investigations find one by its code, the panels its page is composed of, and a page with one form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.eradication.investigations import Investigation
from opennrm.identification.codes import read
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused

Said = str | Promise


@dataclass(frozen=True)
class Panel:
    """One part of an investigation's page: its template reads ``p`` for what stands in ``context``."""

    title: object
    template: str
    anchor: str
    context: Mapping[str, object] = field(default_factory=dict)


PanelOf = Callable[[HttpRequest, Investigation, Official], Panel | None]  # None: there is nothing to say


def investigation_or_404(code: str) -> Investigation:
    """An investigation of the scope in force, as its code was typed; another's and none are the same 404."""
    letters = read(code)
    rows = Investigation.objects.select_related("owner", "lead")
    found = rows.filter(code=letters).first() if letters else None
    if found is None:
        raise Http404
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def fill(
    request: HttpRequest,
    found: Investigation,
    form: Form,
    act: Callable[[], object],
    *,
    title: Said,
    done: Said,
    button: Said = "",
    at: str = "",
    head: Said = "",
    hints: tuple[Said, ...] = (),
    danger: bool = False,
) -> HttpResponse:
    """A page with one form: do what it asks and go back to ``at`` on the page, or keep what was typed and say why."""
    back = reverse("eradication:investigation", args=[found.code]) + (f"#{at}" if at else "")
    if request.method == "POST" and goes_through(form, act):
        messages.success(request, str(done))
        return redirect(back)
    context: dict[str, object] = {"form": form, "title": title, "button": button, "back": back, "investigation": found}
    context |= {"head": head, "hints": hints, "danger": danger}
    status = 422 if form.is_bound else 200
    return render(request, "eradication/investigation_form.html", context, status=status)


def in_clear(row: Model, name: str) -> str:
    """A sealed field for this look, a line in the audit first; why it stays shut; "" where it is empty."""
    if getattr(row, name) is None:
        return ""
    try:
        return reveal(row, name, purpose=Purpose.INVESTIGATION) or ""
    except Refused as refused:
        return str(refused)


def named(rows: Any, name: str) -> dict[object, str]:
    """A sealed field of several rows in clear, by their key."""
    return {row.pk: text for row in rows if (text := in_clear(row, name))}
