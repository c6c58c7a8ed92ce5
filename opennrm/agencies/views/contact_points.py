"""Contact points: all who serve may look them up; who keeps them edits, verifies, and keeps their languages by date."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.agencies import contact_points, directory, history, names, points, rules
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.forms.contact_points import (
    EndForm,
    EntryForm,
    HoursForms,
    LanguageForm,
    NewForm,
    NumberForms,
    SearchForm,
    VerifyForm,
    initial,
    language_name,
    numbers_of,
    week_of,
)
from opennrm.agencies.models import ContactLanguage, ContactPoint, Official
from opennrm.agencies.opening import open_at
from opennrm.agencies.speaking import speaks, spoken_on
from opennrm.agencies.terms import Evidence, Power, Speaks, Weekday
from opennrm.page.forms import goes_through

YEARS = 6
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list, by what the URL asks for."""
    form = SearchForm(request.GET)
    today, now = timezone.localdate(), timezone.localtime()
    overdue = set(ContactPoint.objects.overdue(today).values_list("pk", flat=True))
    found = [each for each in ContactPoint.objects.whole() if form.is_valid() and _fits(each, form, overdue)]
    rows = [
        {
            "point": point,
            "name": point.name_in(_language()),
            "numbers": [number.number for number in point.numbers.all()],
            "opening": open_at(point.week(), now),
            "spoken": spoken_on(point.periods(), today),
            "overdue": point.pk in overdue,
        }
        for point in found
    ]
    context = {"form": form, "rows": rows, "overdue": len(overdue), "keeps": _keeps(official_of(request))}
    return render(request, "agencies/contact_points.html", context)


@door()
@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """How many languages at the end of each year, and whether they became more."""
    this = timezone.localdate().year
    rows = points.languages_by_year(range(this - YEARS + 1, this + 1))
    return render(request, "agencies/languages.html", {"rows": rows[::-1], "this": this})


@door()
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One contact point: its numbers, hours and languages by date, who verified it, its history."""
    point = _point(code)
    overdue = ContactPoint.objects.overdue(timezone.localdate()).filter(pk=point.pk)
    context = {
        "point": point,
        "name": point.name_in(_language()),
        "operator": dict(bodies())[point.operator_id],
        "opening": open_at(point.week(), timezone.localtime()),
        "hours": [(Weekday(each.weekday).label, each) for each in point.hours.all()],
        "spoken": [(language_name(each.language, _language()), each) for each in point.languages.all()],
        "verifier": names.shown(point.verified_by) if point.verified_by else "",
        "overdue": overdue.exists(),
        "lines": history.lines(point.word),
        "keeps": _keeps(official_of(request)),
    }
    return render(request, "agencies/contact_point.html", context)


@door(Power.KEEP_CONTACTS)
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Make a contact point."""
    me = official_of(request)
    form = NewForm(request.POST or None, initial={"evidence": Evidence.NOT_FOUND})
    numbers, week = NumberForms(request.POST or None, prefix="numbers"), HoursForms(request.POST or None, prefix="week")

    def make() -> None:
        contact_points.make(form.cleaned_data["code"], form.entry(numbers_of(numbers), week_of(week)), by=me)

    if request.method == "POST" and numbers.is_valid() & week.is_valid() and goes_through(form, make):
        messages.success(request, _("The contact point was made."))
        return redirect("agencies:contact_point", form.cleaned_data["code"])
    return _entry(request, form, numbers, week, None)


@door(Power.KEEP_CONTACTS)
@form_page
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the entry."""
    me, point = official_of(request), _point(code)
    form = EntryForm(request.POST or None, initial=initial(point))
    held = [{"number": each.number, "reach": each.reach, "languages": each.languages} for each in point.numbers.all()]
    numbers = NumberForms(request.POST or None, prefix="numbers", initial=held)
    week = HoursForms(
        request.POST or None, prefix="week", initial=[each.interval()._asdict() for each in point.hours.all()]
    )

    def act() -> None:
        entry = form.entry(numbers_of(numbers), week_of(week))
        contact_points.edit(point, entry, by=me, note=form.cleaned_data["note"])

    if request.method == "POST" and numbers.is_valid() & week.is_valid() and goes_through(form, act):
        messages.success(request, _("The change was kept. What changed waits to be verified again."))
        return redirect("agencies:contact_point", point.pk)
    return _entry(request, form, numbers, week, point)


@door(Power.KEEP_CONTACTS)
@form_page
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say what came of asking the operator."""
    me, point = official_of(request), _point(code)
    form = VerifyForm(request.POST or None, initial={"on": timezone.localdate(), "source": point.source})

    def act() -> None:
        said = form.cleaned_data
        contact_points.verify(
            point, evidence=Evidence(said["evidence"]), source=said["source"], by=me, on=said["on"], note=said["note"]
        )

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The verification was kept."))
        return redirect("agencies:contact_point", point.pk)
    return _form(request, form, _("Verify the contact point"), _("Keep the verification"), point)


@door(Power.KEEP_CONTACTS)
@form_page
def add_language(request: HttpRequest, code: str) -> HttpResponse:
    """Add a language."""
    me, point, today = official_of(request), _point(code), timezone.localdate()
    form = LanguageForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        contact_points.add_language(point, said["language"], since=said["since"], by=me, on=today)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The language was added."))
        return redirect("agencies:contact_point", point.pk)
    return _form(request, form, _("Add a language"), _("Add the language"), point)


@door(Power.KEEP_CONTACTS)
@form_page
def end_language(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Enter the last day of a language."""
    me, spoken = official_of(request), get_object_or_404(ContactLanguage, pk=pk, contact_point=code)
    form = EndForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST" and goes_through(
        form, lambda: contact_points.end_language(spoken, until=form.cleaned_data["until"], by=me)
    ):
        messages.success(request, _("The language has an end."))
        return redirect("agencies:contact_point", code)
    title = _("Last day of %(language)s") % {"language": language_name(spoken.language, _language())}
    return _form(request, form, title, _("Keep the last day"), _point(code))


@door(Power.KEEP_CONTACTS)
@require_POST
def drop_language(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take off a language that was entered by mistake."""
    spoken = get_object_or_404(ContactLanguage, pk=pk, contact_point=code)
    contact_points.drop_language(spoken, by=official_of(request))
    messages.success(request, _("The language was taken off; the history keeps it."))
    return redirect("agencies:contact_point", code)


def _point(code: str) -> ContactPoint:
    return get_object_or_404(ContactPoint.objects.whole().select_related("verified_by"), pk=code)


def _language() -> str:
    return get_language() or "en"


def _keeps(official: Official) -> bool:
    return rules.may(directory.post_today(official), Power.KEEP_CONTACTS, timezone.localdate())


def _fits(point: ContactPoint, form: SearchForm, overdue: set[str]) -> bool:
    said = form.cleaned_data
    words = " ".join([point.pk, point.name_en, point.name_ja, *(each.number for each in point.numbers.all())])
    spoken = spoken_on(point.periods(), timezone.localdate())
    states = {"public": point.public, "waiting": not point.public, "overdue": point.pk in overdue}
    return (
        said["q"].casefold() in words.casefold()
        and (not said["language"] or speaks(spoken, said["language"]) == Speaks.YES)
        and states.get(said["state"], True)
    )


def _entry(
    request: HttpRequest, form: forms.Form, numbers: object, week: object, point: ContactPoint | None
) -> HttpResponse:
    context = {"form": form, "numbers": numbers, "week": week, "point": point}
    return render(request, "agencies/contact_point_form.html", context)


def _form(request: HttpRequest, form: forms.Form, title: str, act: str, point: ContactPoint) -> HttpResponse:
    back = redirect("agencies:contact_point", point.pk).url
    context = {"form": form, "title": title, "act": act, "about": point.name_in(_language()), "back": back}
    return render(request, "agencies/form.html", context)
