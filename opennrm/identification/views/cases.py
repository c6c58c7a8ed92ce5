"""The list of cases, a new case or incident, and who the persons are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.accounts.inboxes import unlocked
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.identification import reads
from opennrm.identification.actions import begun
from opennrm.identification.actions.cases import Beginning, Details, describe, open_cases
from opennrm.identification.duplicates import likely_among_own
from opennrm.identification.forms.cases import MINE, NOBODY, FilterForm, NewCaseForm, PersonForm, PersonRow
from opennrm.identification.models import Case
from opennrm.identification.recognising import recognised_as
from opennrm.identification.terms import Due, Origin, Standing
from opennrm.identification.views.shown import case_or_404
from opennrm.page.forms import goes_through
from opennrm.page.paging import Sparing
from opennrm.reporting import spoken
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.shown import form_page, language_name, page_language, page_of
from opennrm.reporting.terms import Urgency
from opennrm.understanding.terms import Sex

PAGE = 50
URGENCIES, DUES, STANDINGS, SEXES = (dict(each.choices) for each in (Urgency, Due, Standing, Sex))
KEPT = "cases.filters"  # in the session: who comes back from a case finds the list as they left it
SEARCHED = "q"  # never kept there: it may be a name


@dataclass(frozen=True)
class Row:
    """A case as the list shows it: ``late`` past its day, ``elsewhere`` which other organisation owns it."""

    case: Case
    urgency: object
    due_for: object
    standing: object
    sex: object
    language: str
    worker: str
    mine: bool
    late: bool
    elsewhere: str


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that fit filters that stay. A search is a POST, so that no name stands in an address or a log."""
    by, today = official_of(request), timezone.localdate()
    form = FilterForm(_asked(request))
    asked = form.cleaned_data if form.is_valid() else None
    rows = reads.found(asked, by, today=today, mine=MINE, nobody=NOBODY) if asked else Case.objects.none()
    rows = rows.select_related("person")
    counts, filtered = reads.counts(by, today), any((asked or {}).values())
    total = counts["open"] if asked and not filtered else None
    paged = Sparing(rows, PAGE, total=total).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "filtered": filtered,
        "rows": _rows(list(paged), by),
        "counts": counts,
        **page_of(request, paged),
    }
    return render(request, "identification/cases.html", context, status=200 if form.is_valid() else 422)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open the case, or the cases of an incident, at once: nothing entered from here on is lost.

    ``?report=``, ``?consultation=`` or ``?notice=`` names what it begins from, which is then taken up.
    """
    by, source = official_of(request), _source(request)
    known = source.known(by) if source else Beginning()
    if request.method == "POST":
        form = NewCaseForm(request.POST)
    else:
        form = NewCaseForm(initial=_filled_in(known, by) | _told(request, source, by))
    if source:
        del form.fields["origin"]
    opened: list[Case] = []

    def act() -> None:
        told = form.cleaned_data
        begins = Beginning(
            origin=Origin(told.get("origin", known.origin)),
            channel=told["channel"],
            prefecture=told["prefecture"],
            urgency=Urgency(told["urgency"]),
            outline=told["outline"],
            recognised_by=frozenset(told["recognised_by"]),
        )
        persons, today = [Details()] * told["persons"], timezone.localdate()
        if source:
            opened.extend(source.begin(persons, beginning=begins, by=by, on=today))
        else:
            opened.extend(open_cases(begins, persons, by=by, on=today))

    if request.method == "POST" and goes_through(form, act):
        return to_persons(request, opened)
    return form_page(request, "identification/new.html", form, source=source and known.origin.label)


@dataclass(frozen=True)
class Source:
    """What a case begins from, by the word of the address: its id, and what it says before anything is filled in."""

    word: str
    pk: UUID

    def known(self, by: Official) -> Beginning:
        """What the source says; Http404 where it does not wait for this official."""
        if self.word == "notice":
            return begun.from_notice(self.pk)
        return (begun.from_report if self.word == "report" else begun.from_consultation)(self.pk, by=by)

    def begin(self, persons: Sequence[Details], *, beginning: Beginning, by: Official, on: date) -> list[Case]:
        """Open the cases and take the source up."""
        act = {
            "report": begun.begin_from_report,
            "consultation": begun.begin_from_consultation,
            "notice": begun.begin_from_notice,
        }[self.word]
        return act(self.pk, persons, by=by, on=on, beginning=beginning)


def _source(request: HttpRequest) -> Source | None:
    word = next((each for each in ("report", "consultation", "notice") if each in request.GET), None)
    if word is None:
        return None
    try:
        return Source(word, UUID(request.GET[word]))
    except ValueError:
        raise Http404 from None


def _filled_in(known: Beginning, by: Official) -> dict[str, object]:
    """What a form begins with: what the source says, and the official's own organisation as who recognises."""
    said = {name: getattr(known, name) for name in ("channel", "prefecture", "urgency")}
    return {"persons": 1, "recognised_by": sorted(recognised_as(by.organisation)), **said}


def _told(request: HttpRequest, source: Source | None, by: Official) -> dict[str, object]:
    """The prefecture that stands in a report's sealed words, where the official has the inbox open."""
    opened = unlocked(request) if source and source.word == "report" else None
    if source is None or opened is None:
        return {}
    return {"prefecture": begun.prefecture_told(source.pk, unlocked=opened, by=by)}


def to_persons(request: HttpRequest, opened: list[Case]) -> HttpResponse:
    """On to who the persons are, of cases that were opened just now."""
    first = opened[0]
    if first.incident_id is None:
        messages.success(request, _("Case %(code)s is open. Say who the person is.") % {"code": first.code})
        return redirect("cases:person", first.code)
    messages.success(request, _("%(n)s cases are open. Say who the persons are.") % {"n": len(opened)})
    return redirect("cases:incident", first.incident_id)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, code: str) -> HttpResponse:
    """Put right who the person is. What is sealed is not shown; left empty it stays as it is."""
    found = case_or_404(code)
    same = ("sex", "nationality", "language", "minor", "age")
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(found.person, name) for name in same},
    )

    def act() -> None:
        describe(found, form.details(), by=official_of(request), on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("What you entered of the person is kept."))
        _tell_likely(request, found, form.details())
        return redirect("cases:case", found.code)
    return form_page(request, "identification/person.html", form, case=found, sealed=_sealed(found, form))


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who the persons of an incident are, a row for each: rows that are right are kept though another is not."""
    linked = list(Case.objects.filter(incident=pk).select_related("person").prefetch_related("person__names"))
    if not linked:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    forms = [(case, _row_form(case, posted)) for case in linked]
    if posted is not None:
        kept = [_keep(case, form, by=official_of(request)) for case, form in forms if form.has_changed()]
        for case, form in forms:
            if form.is_valid() and form.has_changed():
                _tell_likely(request, case, form.details())
        if all(kept):
            messages.success(request, _("What you entered of the persons is kept."))
            return redirect("cases:incident", pk)
        if any(kept):
            messages.warning(request, _("The rows without an error are kept. Correct the others."))
    wrong = [(case, form) for case, form in forms if form.errors]
    rows = [(case, form, _sealed(case, form)) for case, form in forms]
    context = {"rows": rows, "wrong": wrong, "languages_offered": spoken.offered(page_language())}
    return render(request, "identification/incident.html", context, status=422 if wrong else 200)


def _sealed(case: Case, form: PersonRow) -> list[object]:
    """Which fields of a form are entered already, and sealed."""
    held = {each.kind for each in case.person.names.all()}
    held |= {name for name in PersonForm.sealed_fields if getattr(case.person, name, None) is not None}
    return [field.label for name, field in form.fields.items() if name in held]


def _row_form(case: Case, posted: QueryDict | None) -> PersonRow:
    same = ("sex", "nationality", "language", "minor", "age")
    return PersonRow(
        posted,
        prefix=case.code,
        initial={name: getattr(case.person, name) for name in same},
        use_required_attribute=False,
    )


def _keep(case: Case, form: PersonRow, *, by: Official) -> bool:
    return goes_through(form, lambda: describe(case, form.details(), by=by, on=timezone.localdate()))


def _tell_likely(request: HttpRequest, found: Case, details: Details) -> None:
    """Say which other cases of one's own may be of this person, and what agrees: never the value."""
    for each in likely_among_own(details):
        if each.case != found:
            said = {"code": each.case.code, "what": ", ".join(str(reason.label) for reason in each.reasons)}
            messages.warning(request, _("Case %(code)s may be of the same person: %(what)s.") % said)


def _asked(request: HttpRequest) -> QueryDict:
    """The filters of the address; without any, those of the last time; ``?clear`` forgets them. A search is posted."""
    if request.method == "POST":
        return request.POST
    if "clear" in request.GET:
        request.session.pop(KEPT, None)
        return QueryDict()
    given = request.GET.copy()
    for name in ("page", SEARCHED):
        given.pop(name, None)
    if not given:
        return QueryDict(request.session.get(KEPT, ""))
    if request.session.get(KEPT) != given.urlencode():
        request.session[KEPT] = given.urlencode()
    return given


def _rows(found: list[Case], by: Official) -> list[Row]:
    names = shown_many(Official.objects.filter(pk__in={each.worker_id for each in found if each.worker_id}))
    served, called, today = organisations_served(), dict(bodies()), timezone.localdate()
    return [
        Row(
            case=each,
            urgency=URGENCIES[each.urgency],
            due_for=DUES.get(each.due_for, ""),
            standing=STANDINGS[each.standing],
            sex=SEXES.get(each.person.sex, ""),
            language=language_name(each.person.language),
            worker=names[each.worker_id] if each.worker_id else "",
            mine=each.worker_id == by.pk,
            late=each.closed is None and each.due is not None and each.due < today,
            elsewhere="" if each.owner_id in served else called.get(each.owner_id, each.owner_id),
        )
        for each in found
    ]
