"""How pages of protection find a plan, fill in a form about it, and the panels a plan's page is composed of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from opennrm.access.doors import row_or_404
from opennrm.agencies.forms.choices import Choices, bodies, people
from opennrm.agencies.models import Official
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.page.forms import goes_through
from opennrm.protection.models import ProtectionPlan
from opennrm.reporting import spoken


@dataclass(frozen=True)
class Panel:
    """One part of a plan's page: its template reads ``p`` for what stands in ``context``, and ``plan``."""

    title: object
    template: str
    anchor: str
    context: Mapping[str, object] = field(default_factory=dict)


PanelOf = Callable[[HttpRequest, ProtectionPlan, Official], Panel]


def plan_or_404(pk: UUID) -> ProtectionPlan:
    """A plan of the scope in force; another's and none are the same 404. Its case may be shut: ask ``case_of``."""
    return row_or_404(ProtectionPlan.objects.select_related("owner", "caseworker"), pk)


def page_language() -> str:
    """The language of the page."""
    return get_language() or "en"


def language_name(tag: str) -> str:
    """What a language is called in the language of the page."""
    return spoken.name(tag, page_language()) if tag else ""


def body_name(code: str) -> str:
    """An organisation by its name of today."""
    return dict(bodies()).get(code, code)


def others(but: str) -> Choices:
    """Every organisation but one."""
    return [each for each in bodies() if each[0] != but]


def caseworkers(organisation: str) -> Choices:
    """Who of an organisation may support, to choose from."""
    today = timezone.localdate()
    serving = Official.objects.serving(today).filter(organisation=organisation).with_posts()
    return people([each for each in serving if may(each.post(), Power.SUPPORT, today)])


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def filled_in(
    request: HttpRequest, form: Form, act: Callable[[], object], *, title: str, done: str, to: str, **more: object
) -> HttpResponse:
    """A page with one form: do what it asks and go to ``to``, or say what to correct and keep what was typed.

    ``more`` is for the template: ``plan``, ``about`` (sentences above the form), ``button``, ``back``.
    """
    if request.method == "POST" and goes_through(form, act):
        messages.success(request, done)
        return redirect(to)
    context = {"form": form, "title": title, "back": to, "languages_offered": spoken.offered(page_language()), **more}
    return render(request, "protection/form.html", context, status=422 if form.errors else 200)
