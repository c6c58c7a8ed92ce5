"""A contract on one page, with its pay beside that of a Japanese; and a file of contracts taken in."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import Choices
from opennrm.page.refusals import Refused
from opennrm.prevention.actions import employers
from opennrm.prevention.actions.employers import Unread
from opennrm.prevention.actions.reckoning import terms_of
from opennrm.prevention.actions.taking_in import take_in
from opennrm.prevention.comparing import compare
from opennrm.prevention.examination import example
from opennrm.prevention.examining_terms import TieKind
from opennrm.prevention.forms.employers import ContractForm, NotNeeded, TakeInForm, UntilForm
from opennrm.prevention.models import Contract, Employer
from opennrm.prevention.views.shown import filled_in, page_language, posted
from opennrm.prevention.views.uploads import takes_a_file
from opennrm.reporting.attachments import MOST_BYTES, refused
from opennrm.understanding.imports.problems import Refused as Unreadable

DAYS = {"ended": employers.end_contract, "missing": employers.went_missing}


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def contract(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The terms of a contract, to look at and to put right."""
    found = row_or_404(Contract.objects.select_related("employer", "by"), pk)
    form = ContractForm(posted(request), contract=found, brokers=brokers_of(found.employer))

    def act() -> None:
        said = {"version": form.cleaned_data["version"], "broker": form.broker(), "by": official_of(request)}
        employers.change_contract(found, form.terms(), on=timezone.localdate(), **said)

    if request.method == "POST" and _through(form, act):
        messages.success(request, _("The terms are changed. An examination under way is reckoned anew."))
        return redirect("prevention:employer_contract", pk)
    pay = compare(terms_of(found, found.employer.number, on=timezone.localdate()))
    context = {"form": form, "contract": found, "employer": found.employer, "pay": pay}
    return render(request, "prevention/contract.html", context, status=422 if form.errors else 200)


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def contract_do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """The contract ended, the worker went missing, or was found."""
    found = row_or_404(Contract.objects.select_related("employer"), pk)
    titles = {
        "ended": _("The contract ended"),
        "missing": _("The worker went missing"),
        "found": _("It is known where the worker is"),
    }
    if what not in titles:
        raise Http404
    by = official_of(request)
    form = NotNeeded(posted(request)) if what == "found" else UntilForm(posted(request))

    def act() -> None:
        if what == "found":
            employers.found_again(found, by=by)
        else:
            DAYS[what](found, on=form.cleaned_data["day"], by=by)

    about = [_("If somebody may be in danger, tell identification from the examination, or call 110.")]
    return filled_in(
        request,
        form,
        act,
        title=titles[what],
        done=_("Kept."),
        to=reverse("prevention:employer_contract", args=[pk]),
        head=found.code,
        about=about if what == "missing" else [],
    )


def new_contract(request: HttpRequest, found: Employer) -> HttpResponse:
    """Enter a contract."""
    form, made = ContractForm(posted(request), brokers=brokers_of(found)), []

    def act() -> None:
        by, today = official_of(request), timezone.localdate()
        code = form.cleaned_data["code"]
        made.append(employers.add_contract(found, code, form.terms(), broker=form.broker(), by=by, on=today))

    if request.method == "POST" and _through(form, act):
        messages.success(request, _("The contract is entered."))
        return redirect("prevention:employer_contract", made[0].pk)
    back = reverse("prevention:employer", args=[found.pk])
    context = {"form": form, "title": _("New contract"), "head": found.called, "back": back}
    context["about"] = [_("What the papers do not show stays empty: it is asked for, and never taken for a yes.")]
    return render(request, "prevention/form.html", context, status=422 if form.errors else 200)


@takes_a_file
@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def take_in_file(request: HttpRequest) -> HttpResponse:
    """Take in a file of contracts: what can be read is kept, the rest is told row by row."""
    if "example" in request.GET:
        answer = HttpResponse("\ufeff" + example(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="contracts-example.csv"'
        return answer
    form = TakeInForm(posted(request), request.FILES if request.method == "POST" else None)
    done, problems = None, []
    if request.method == "POST":
        if fault := refused(request):
            form.add_error(None, str(fault.label))
        elif form.is_valid():
            file = form.cleaned_data["file"]
            try:
                done = take_in(
                    file.read(), file.name, by=official_of(request), on=timezone.localdate(), language=page_language()
                )
                problems = done.problems
            except Unreadable as wrong:
                problems = list(wrong.problems)
    context = {
        "form": form,
        "done": done,
        "problems": problems[:200],
        "many": len(problems),
        "megabytes": MOST_BYTES >> 20,
    }
    failed = bool(form.errors) or (done is None and bool(problems))
    return render(request, "prevention/taking_in.html", context, status=422 if failed else 200)


def brokers_of(employer: Employer) -> Choices:
    """The brokers of an employer, by their number and since when; no name is opened."""
    rows = employer.ties.filter(kind=TieKind.BROKER)
    unnumbered = _("without a number")
    return [(str(each.pk), f"{each.number or unnumbered} ({each.since})") for each in rows]


def _through(form: ContractForm, act: Callable[[], object]) -> bool:
    """Do what a form asks; what cannot be read is told at its field."""
    if not form.is_valid():
        return False
    try:
        act()
    except Unread as unread:
        form.tell(unread.mistakes)
        return False
    except Refused as no:
        form.add_error(None, str(no))
        return False
    return True
