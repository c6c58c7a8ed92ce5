"""One page for one thing that can be done: a heading, a form, a verb, and the way back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused
from opennrm.protection.models import ProtectionPlan

R = TypeVar("R", bound=Model)
Said = str | Promise


@dataclass(frozen=True)
class Deed(Generic[R]):
    """Something done to a row: ``form`` makes its form of the row and what was sent, ``act`` does it.

    What ``act`` makes may have a page: ``page`` is the name of its URL, and whoever made it goes there.
    """

    title: Said
    button: Said
    done: Said
    form: Callable[[R, Any], Form]
    act: Callable[[R, dict[str, Any], Official, date], Any]
    hint: Said = ""
    danger: bool = False
    page: str = ""


def deed_or_404(deeds: Mapping[str, Deed[R]], what: str) -> Deed[R]:
    """The deed an address names."""
    if what not in deeds:
        raise Http404
    return deeds[what]


def do(
    request: HttpRequest, deed: Deed[R], row: R, *, plan: ProtectionPlan, back: str, head: Said = ""
) -> HttpResponse:
    """The page of a deed: what was typed stands there again where it was refused."""
    form = deed.form(row, request.POST if request.method == "POST" else None)
    by, today = official_of(request), timezone.localdate()
    made: list[Any] = []
    if request.method == "POST" and goes_through(
        form, lambda: made.append(deed.act(row, form.cleaned_data, by, today))
    ):
        messages.success(request, str(deed.done))
        return redirect(deed.page, made[0].pk) if deed.page else redirect(back)
    context = {"deed": deed, "form": form, "plan": plan, "back": back, "head": head}
    return render(request, "protection/deed.html", context, status=422 if form.is_bound else 200)


def days_form(kind: type[Form], **initial: Any) -> Callable[[R, Any], Form]:
    """Makes a form whose day begins with today."""
    return lambda _row, sent: kind(sent, initial={"day": timezone.localdate(), **initial})


def shown(
    request: HttpRequest,
    fields: Iterable[tuple[Said, Model, str]],
    *,
    plan: ProtectionPlan,
    back: str,
    codes: Mapping[str, Said] | None = None,
) -> HttpResponse:
    """A page with sealed fields opened for this look, a line in the audit each; ``codes`` name what is a code."""
    named = codes or {}
    opened = ((title, _opened(row, field)) for title, row, field in fields if getattr(row, field) is not None)
    said = [(title, named.get(text, text)) for title, text in opened]
    return render(request, "protection/opened.html", {"said": said, "plan": plan, "back": back})


def _opened(row: Model, field: str) -> str:
    try:
        return reveal(row, field, purpose=Purpose.SUPPORT) or ""
    except Refused as refused:
        return str(refused)
