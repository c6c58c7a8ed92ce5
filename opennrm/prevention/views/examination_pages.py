"""Examinations: the queue, one of them, its criteria group by group, and its letters as they go out."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.page.bilingual import Text
from opennrm.page.forms import goes_through
from opennrm.page.pdf import to_pdf
from opennrm.prevention.actions import examinations
from opennrm.prevention.actions.reckoning import terms_of
from opennrm.prevention.comparing import compare
from opennrm.prevention.criteria import Criterion, holding
from opennrm.prevention.examining import OPEN
from opennrm.prevention.examining_terms import ExaminationState, MeasureKind
from opennrm.prevention.forms.examinations import LinesForm, QueueForm
from opennrm.prevention.letter_texts import texts
from opennrm.prevention.letters import Sent, document, untranslated
from opennrm.prevention.measures import grounds
from opennrm.prevention.models import Contract, Examination, Letter, Line, Paper
from opennrm.prevention.terms import Group, Outcome
from opennrm.prevention.views.shown import body_name, names_of, opened, page_language, paged, posted
from opennrm.reporting import spoken
from opennrm.vault import master

Cell = tuple[Group, int, int, int, int]  # how many are not met, not shown, looked at, of how many


@acting_for(Purpose.EXAMINATION)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The examinations of the scope, by the filters of the address."""
    by, today = official_of(request), timezone.localdate()
    form = QueueForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Examination.objects.select_related("employer", "examiner")
    if asked.get("mine"):
        rows = rows.of(by)
    state = asked.get("state") or ""
    if state in ExaminationState.values:
        rows = rows.filter(state=state)
    elif not state:
        rows = rows.going_on()
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    open_lines = Q(lines__outcome__in=list(OPEN))
    context = paged(request, rows.annotate(open=Count("lines", filter=open_lines)).order_by("begun", "id"))
    shown = list(context["page"])  # type: ignore[call-overload]
    due = {each.examination_id: each.due for each in Letter.objects.waiting().filter(examination__in=shown)}
    names = names_of(each.examiner for each in shown)
    context["rows"] = [(each, names[each.examiner_id], due.get(each.pk)) for each in shown]
    return render(request, "prevention/examinations.html", {"form": form, "today": today, **context})


@acting_for(Purpose.EXAMINATION)
@require_safe
def examination(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was found, asked, answered, taken and decided; nothing of what is sealed."""
    found, today, by = examination_or_404(pk), timezone.localdate(), official_of(request)
    criteria = {each.id: each for each in holding(found.law_day).all}
    lines = list(found.lines.select_related("contract").order_by("contract__code"))
    contracts = {each.contract_id: each.contract for each in lines}
    letters, measures = list(found.letters.all()), list(found.measures.all())
    people = [found.examiner, found.decided_by, found.reviewed_by, *(each.by for each in measures)]
    context = {
        "examination": found,
        "employer": found.employer,
        "names": names_of(people),
        "table": list(_table(lines, contracts)),
        "groups": [each.label for each in Group],
        "open_points": list(_open_points(lines, criteria)),
        "totals": [(each.label, n) for each in Outcome if (n := sum(line.outcome == each for line in lines))],
        "looked_at": sum(line.by_id is not None for line in lines),
        "lines": len(lines),
        "pays": [
            (each, compare(terms_of(each, found.employer.number, on=found.law_day))) for each in contracts.values()
        ],
        "letters": [(each, spoken.name(each.language, page_language()), each.due < today) for each in letters],
        "papers": found.papers.all(),
        "measures": [(each, grounds()[MeasureKind(each.kind)], each.due and each.due < today) for each in measures],
        "again": Examination.objects.filter(pk=found.again_of).first() if found.again_of else None,
        "under_way": found.state == ExaminationState.UNDER_WAY,
        "stopped": found.state == ExaminationState.STOPPED,
        "decided": found.state == ExaminationState.DECIDED,
        "may_review": found.decided is not None and found.reviewed is None and found.decided_by_id != by.pk,
        "body": body_name(found.owner_id),
    }
    return render(request, "prevention/examination.html", context)


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest, pk: UUID, contract: UUID, group: str) -> HttpResponse:
    """The criteria of one group in one contract: what is reckoned, what shows it, the law, what the official finds."""
    found, about = examination_or_404(pk), row_or_404(Contract, contract)
    known = {each.id: each for each in holding(found.law_day).all}
    lines = list(Line.objects.filter(examination=found, contract=about, group=group))
    if not lines or group not in Group.values:
        raise Http404
    lines.sort(key=lambda line: list(known).index(line.criterion))
    papers = [(str(each.pk), f"{each.name} ({each.get_kind_display()})") for each in found.papers.all()]
    form = LinesForm(posted(request), lines=lines, criteria=known, papers=papers)

    def act() -> None:
        examinations.find(found, form.found(), by=official_of(request), on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Kept. You may stop here and go on another day."))
        following = _following(found, about, group)
        return redirect(
            following if "next" in request.POST and following else reverse("prevention:examination", args=[pk])
        )
    rows = [
        row | {"criterion": known[row["line"].criterion], "shown": Text(**row["line"].shown)} for row in form.rows()
    ]
    context = {"form": form, "rows": rows, "examination": found, "contract": about, "group": Group(group)}
    context |= {"employer": found.employer, "names": names_of(line.by for line in lines)}
    context["under_way"] = found.state == ExaminationState.UNDER_WAY
    context["following"] = _following(found, about, group)
    return render(request, "prevention/criteria.html", context, status=422 if form.errors else 200)


@acting_for(Purpose.EXAMINATION)
@require_POST
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reasons, evidence and answers, opened for this look."""
    found = examination_or_404(pk)
    evidence = found.lines.filter(evidence__isnull=False).select_related("contract").order_by("contract__code", "id")
    fields = [
        (_("Reason of the decision"), found, "reason"),
        (_("Reason of the review"), found, "review_reason"),
        *((f"{each.contract.code} {each.criterion}", each, "evidence") for each in evidence),
        *((_("Answer to letter %(n)s") % {"n": sent}, sent, "answer") for sent in found.letters.all()),
        *((each.get_kind_display(), each, "reason") for each in found.measures.all()),
        *(
            (f"{each.get_kind_display()}: {each.get_state_display()}", each, "settled_note")
            for each in found.measures.all()
        ),
    ]
    return opened(request, fields, back=reverse("prevention:examination", args=[pk]), head=found.code)


@acting_for(Purpose.EXAMINATION)
@require_safe
def letter(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """A letter as PDF, in Japanese or in the worker's language; in no other."""
    found = row_or_404(Letter.objects.select_related("examination__employer"), pk)
    if language not in {"ja", found.language} or language not in texts():
        raise Http404
    made = to_pdf(document(sent_of(found), language), now=datetime.now(UTC).replace(microsecond=0))
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"{found.examination.code}-{found.number}-{language}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def sent_of(found: Letter) -> Sent:
    """What a letter is about."""
    about = found.examination
    return Sent(
        code=about.code,
        number=found.number,
        employer=about.employer.called,
        corporate_number=about.employer.number,
        office=body_name(about.owner_id),
        law_day=about.law_day,
        sent=found.sent,
        due=found.due,
        points=tuple(tuple(each) for each in found.points),
        demo=master.is_demo(),
    )


def without_words(found: Examination, language: str) -> int:
    """How many open criteria a language of letters has no words for."""
    points = found.lines.filter(outcome__in=list(OPEN)).values_list("contract__code", "criterion", "outcome")
    letter = Sent("", 0, "", "", "", found.law_day, found.begun, found.begun, tuple(points))
    return untranslated(letter, language)


def examination_or_404(pk: UUID) -> Examination:
    """An examination of the scope in force; another's and none are the same 404."""
    rows = Examination.objects.select_related("employer", "examiner", "decided_by", "reviewed_by", "owner")
    return row_or_404(rows, pk)


def paper_or_404(pk: UUID) -> Paper:
    """A document of the scope in force."""
    return row_or_404(Paper.objects.select_related("examination"), pk)


def _table(lines: list[Line], contracts: dict[UUID, Contract]) -> Iterator[tuple[Contract, list[Cell]]]:
    """Each contract with what was found in each group."""
    for pk, contract in contracts.items():
        mine = [line for line in lines if line.contract_id == pk]
        cells = []
        for group in Group:
            of = [line for line in mine if line.group == group]
            counts = Counter(line.outcome for line in of)
            cells.append(
                (group, counts[Outcome.NOT_MET], counts[Outcome.NOT_SHOWN], sum(bool(x.by_id) for x in of), len(of))
            )
        yield contract, cells


def _open_points(
    lines: list[Line], criteria: dict[str, Criterion]
) -> Iterator[tuple[Criterion, Outcome, list[Line], Text]]:
    """What is not met or not shown, a criterion a row with the contracts it is about; not met first."""
    for outcome in (Outcome.NOT_MET, Outcome.NOT_SHOWN):
        of = [line for line in lines if line.outcome == outcome]
        for code in [each for each in criteria if any(line.criterion == each for line in of)]:
            about = [line for line in of if line.criterion == code]
            yield criteria[code], outcome, about, Text(**about[0].shown)


def _following(found: Examination, about: Contract, group: str) -> str | None:
    """The page of the group after this one, in this contract or the next."""
    order = [each.value for each in Group]
    if (at := order.index(group)) + 1 < len(order):
        return reverse("prevention:examination_criteria", args=[found.pk, about.pk, order[at + 1]])
    rows = [each.pk for each in examinations.contracts_of(found)]
    at = rows.index(about.pk)
    return (
        reverse("prevention:examination_criteria", args=[found.pk, rows[at + 1], order[0]])
        if at + 1 < len(rows)
        else None
    )
