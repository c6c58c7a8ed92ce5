"""Employers: the list, one of them, who shares somebody with whom, and what is entered about one."""

from uuid import UUID

from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.prevention import risk
from opennrm.prevention.actions import employers, examinations
from opennrm.prevention.actions.reckoning import terms_of
from opennrm.prevention.comparing import compare
from opennrm.prevention.examining_terms import ExaminationKind, ExaminationState, TieKind
from opennrm.prevention.forms.employers import EmployerForm, ExamineForm, FindForm, SharedForm, TieForm, UntilForm
from opennrm.prevention.models import Contract, Employer, Examination, Tie
from opennrm.prevention.sharing import past_of, shared
from opennrm.prevention.views.contract_pages import new_contract
from opennrm.prevention.views.shown import filled_in, opened, paged, posted


@acting_for(Purpose.EXAMINATION)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The employers of the scope, by the filters of the address."""
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Employer.objects.named(asked.get("named", "").strip())
    rows = rows.filter(**{name: asked[name] for name in ("industry", "prefecture") if asked.get(name)})
    going = ~Q(examinations__state=ExaminationState.DECIDED)
    rows = rows.annotate(
        workers=Count("contracts", distinct=True),
        gone=Count("contracts", filter=Q(contracts__missing__isnull=False), distinct=True),
        going=Count("examinations", filter=going & Q(examinations__isnull=False), distinct=True),
        last=Max("examinations__decided"),
    )
    context = paged(request, rows.order_by("name", "number"))
    return render(request, "prevention/employers.html", {"form": form, "prefectures": PREFECTURES, **context})


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter an employer."""
    form, made = EmployerForm(posted(request)), []

    def act() -> None:
        made.append(employers.open_employer(form.described(), by=official_of(request), on=timezone.localdate()))

    answer = filled_in(
        request,
        form,
        act,
        title=_("New employer"),
        done=_("The employer is entered. Enter its contracts and who stands beside it."),
        to=reverse("prevention:employers"),
    )
    return redirect("prevention:employer", made[0].pk) if made else answer


@acting_for(Purpose.EXAMINATION)
@require_safe
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What there is to know of an employer, and nothing of what is sealed."""
    found, today = employer_or_404(pk), timezone.localdate()
    contracts = list(found.contracts.order_by("ended", "code")[:200])
    pays = {each.pk: compare(terms_of(each, found.number, on=today)) for each in contracts}
    context = {
        "employer": found,
        "prefecture": PREFECTURES.get(found.prefecture, ""),
        "contracts": [(each, pays[each.pk]) for each in contracts],
        "ties": found.ties.all(),
        "examinations": found.examinations.order_by("-begun", "code"),
        "reasons": list(risk.reasons(past_of(found, on=today), on=today)),
        "going": found.examinations.going_on().first(),
        "today": today,
    }
    return render(request, "prevention/employer.html", context)


@acting_for(Purpose.EXAMINATION)
@require_POST
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The address and the names beside an employer, opened for this look."""
    found = employer_or_404(pk)
    fields = [(_("Address"), found, "address"), *((each.get_kind_display(), each, "name") for each in found.ties.all())]
    return opened(request, fields, back=reverse("prevention:employer", args=[pk]), head=found.called)


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """What is entered about an employer: one page each."""
    pages = {"edit": _edit, "tie": _tie, "contract": new_contract, "examine": _examine}
    if what not in pages:
        raise Http404
    return pages[what](request, employer_or_404(pk))


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that somebody stands beside an employer no longer."""
    found = row_or_404(Tie.objects.select_related("employer"), pk)
    form = UntilForm(posted(request), initial={"day": timezone.localdate()})
    return filled_in(
        request,
        form,
        lambda: employers.end_tie(found, until=form.cleaned_data["day"], by=official_of(request)),
        title=_("Until when: %(who)s") % {"who": found.get_kind_display()},
        done=_("Kept. It counts for «who shares» no longer after that day."),
        to=reverse("prevention:employer", args=[found.employer_id]),
        head=found.employer.called,
    )


@acting_for(Purpose.EXAMINATION)
@require_safe
def who_shares(request: HttpRequest) -> HttpResponse:
    """Employers that share a broker, a support organisation, an officer or an address. Opens no name."""
    form, today = SharedForm(request.GET), timezone.localdate()
    asked = form.cleaned_data if form.is_valid() else {}
    rows = shared(kind=asked.get("kind", ""), on=today)
    if asked.get("troubled"):
        rows = [each for each in rows if each.findings or each.missing]
    called = {**dict(TieKind.choices), "address": _("Address")}
    context = paged(request, rows)
    context["rows"] = [(each, ", ".join(str(called[kind]) for kind in each.kinds)) for each in context["page"]]  # type: ignore[attr-defined]
    return render(request, "prevention/shared.html", {"form": form, **context})


def employer_or_404(pk: UUID) -> Employer:
    """An employer of the scope in force; another's and none are the same 404."""
    return row_or_404(Employer.objects.select_related("owner", "by"), pk)


def _edit(request: HttpRequest, found: Employer) -> HttpResponse:
    form = EmployerForm(posted(request), employer=found)
    by, today = official_of(request), timezone.localdate()
    return filled_in(
        request,
        form,
        lambda: employers.change_employer(found, form.described(), by=by, on=today),
        title=_("Change the employer"),
        done=_("Changed."),
        to=reverse("prevention:employer", args=[found.pk]),
        head=found.number,
    )


def _tie(request: HttpRequest, found: Employer) -> HttpResponse:
    form = TieForm(posted(request), initial={"since": timezone.localdate()})

    def act() -> None:
        said = dict(form.cleaned_data)
        employers.add_tie(found, kind=TieKind(said.pop("kind")), by=official_of(request), **said)

    return filled_in(
        request,
        form,
        act,
        title=_("Who stands beside the employer"),
        done=_("Entered. The name is sealed."),
        to=reverse("prevention:employer", args=[found.pk]),
        head=found.called,
    )


def _examine(request: HttpRequest, found: Employer) -> HttpResponse:
    """Begin an examination; one after an earlier decision may be a strict one."""
    today = timezone.localdate()
    rows = list(Contract.objects.filter(employer=found).running(today))
    last = Examination.objects.filter(employer=found, state=ExaminationState.DECIDED).order_by("-decided").first()
    initial = {"law_day": today, "kind": request.GET.get("kind", ExaminationKind.ORDINARY)}
    choices = [(str(each.pk), each.code) for each in rows]
    form = ExamineForm(posted(request), contracts=choices, kinds=ExaminationKind.choices, initial=initial)
    made: list[Examination] = []

    def act() -> None:
        said = form.cleaned_data
        chosen = [each for each in rows if str(each.pk) in said["contracts"]]
        kind, by = ExaminationKind(said["kind"]), official_of(request)
        about = {"law_day": said["law_day"], "again_of": last if kind == ExaminationKind.STRICT else None}
        made.append(examinations.begin(found, chosen, kind=kind, by=by, on=today, **about))

    answer = filled_in(
        request,
        form,
        act,
        title=_("Begin an examination"),
        done=_("Begun. What the terms and answers show of each criterion is reckoned; now you look at it."),
        to=reverse("prevention:employer", args=[found.pk]),
        head=found.called,
        about=[] if rows else [_("No contract of this employer runs. Enter one first.")],
    )
    return redirect("prevention:examination", made[0].pk) if made else answer
