"""Correcting a session, a meeting or a campaign, or taking it back, with a reason; and the page of their forms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from opennrm.agencies.models import Official
from opennrm.agencies.officials import post_of
from opennrm.foundations import rules
from opennrm.foundations.chapter_forms import ReasonForm
from opennrm.foundations.models import Campaign, Exchange, Session
from opennrm.page.forms import goes_through

Row = Session | Exchange | Campaign


@dataclass(frozen=True)
class Said:
    """What the two forms are called, and what is said when one went through."""

    correct: Promise
    corrected: Promise
    withdraw: Promise
    withdrawn: Promise


def changed(
    request: HttpRequest,
    row: Row,
    said: Said,
    *,
    shape: Any,
    back: str,
    correct: Callable[[Any, str], object],
    withdraw: Callable[[str], object],
) -> HttpResponse:
    """The page on which ``row`` is corrected by a form of ``shape``, or, with ``?do=withdraw``, taken back."""
    withdrawing, sent = request.GET.get("do") == "withdraw", request.POST or None
    form = ReasonForm(sent) if withdrawing else shape(sent, initial=shape.of(row), own=row.organisation, any_body=False)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        if withdrawing:
            withdraw(reason)
        else:
            correct(form, reason)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, str(said.withdrawn if withdrawing else said.corrected))
        return redirect(back)
    title, verb = (said.withdraw, _("Withdraw")) if withdrawing else (said.correct, _("Correct"))
    return filled_in(request, form, title, verb, back=back, about=row.title, danger=withdrawing)


def filled_in(
    request: HttpRequest, form: object, title: object, act: str, *, back: str, about: str = "", danger: bool = False
) -> HttpResponse:
    """A form on a page of its own."""
    context = {"form": form, "title": title, "act": act, "back": back, "about": about, "danger": danger}
    return render(request, "foundations/chapter_form.html", context)


def may_change(row: Row, by: Official) -> bool:
    """Whether an official may correct it or take it back."""
    if row.withdrawn_on:
        return False
    return rules.why_not_speak_for(post_of(by), row.organisation_id, on=timezone.localdate()) is None
