"""Materials: every official downloads, compares versions, comments; the secretariat drafts, answers, releases."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.officials import post_of
from opennrm.agencies.terms import Power
from opennrm.foundations import actions, rules, sheets
from opennrm.foundations.forms import AnswerForm, CommentForm, DraftForm, FindForm, PrintForm, WithdrawForm
from opennrm.foundations.models import Feedback, Material, MaterialFile, MaterialQuerySet
from opennrm.foundations.terms import State, Taken
from opennrm.page.forms import goes_through

form_page = require_http_methods(["GET", "HEAD", "POST"])


@door()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The versions, by what the URL asks for; what is due for review stands first."""
    form = FindForm(request.GET)
    rows = _found(form) if form.is_valid() else Material.objects.none()
    today = timezone.localdate()
    context = {
        "form": form,
        "rows": rows,
        "overdue": Material.objects.overdue(today),
        "today": today,
        "keeps": keeps(official_of(request)),
    }
    return render(request, "foundations/materials.html", context)


@door()
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version: its days, what was said of it, its sisters, its copies."""
    material = get_object_or_404(Material, pk=pk)
    me = official_of(request)
    secretariat = keeps(me)
    context = {
        "material": material,
        "feedback": _feedback(material, me),
        "called": dict(bodies()),
        "versions": Material.objects.versions_of(material),
        "overdue": material.released and material.review_due <= timezone.localdate(),
        "keeps": secretariat,
        "is_draft": material.state == State.DRAFT,
        "is_withdrawn": material.state == State.WITHDRAWN,
    }
    return render(request, "foundations/material.html", context)


@door()
@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The PDF of a version as it was made."""
    kept = get_object_or_404(MaterialFile.objects.select_related("material"), pk=pk)
    return pdf(bytes(kept.content), f"{kept.material}.pdf")


@door()
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """A material as it would be today, made at once and not kept; without a choice, the form to make one."""
    form = PrintForm(request.GET or None)
    if not form.is_valid():
        return _form(request, form, _("Look at a material as it would be today"), _("Make the PDF"), method="get")
    kind, language = form.chosen()
    today = timezone.localdate()
    made = Material(
        kind=kind,
        language=language,
        version=0,
        leads_to=settings.PUBLIC_URL,
        made_on=today,
        review_due=rules.review_due(today),
    )
    content = actions.content(made, on=today)
    return pdf(sheets.pdf(content, now=sheets.morning(today)), f"{kind.value}-{language}-preview.pdf")


@door(Power.PUBLISH)
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Make a draft."""
    form = DraftForm(request.POST or None)
    by = official_of(request)
    drafted: list[Material] = []

    def act() -> None:
        kind, language = form.chosen()
        review, address = form.cleaned_data["review"], settings.PUBLIC_URL
        drafted.append(actions.draft(kind, language, review=review, address=address, by=by, on=timezone.localdate()))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The draft was made. Organisations can comment on it now."))
        return redirect("foundations:material", drafted[0].pk)
    return _form(request, form, _("New draft"), _("Make the draft"))


@door()
@form_page
def comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what should change in a draft."""
    material = get_object_or_404(Material, pk=pk)
    by = official_of(request)
    form = CommentForm(request.POST or None, own=by.organisation, any_body=keeps(by))

    def act() -> None:
        actions.comment(
            material, organisation=form.body(), said=form.cleaned_data["said"], by=by, on=timezone.localdate()
        )

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The comment was kept. The secretariat answers it before the release."))
        return redirect("foundations:material", material.pk)
    return _form(request, form, _("Comment on the draft"), _("Send the comment"), material)


@door(Power.PUBLISH)
@form_page
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what an organisation said."""
    feedback = get_object_or_404(Feedback.objects.select_related("material"), pk=pk)
    form = AnswerForm(request.POST or None)
    by = official_of(request)

    def act() -> None:
        said = form.cleaned_data
        actions.answer(feedback, taken=Taken(said["taken"]), answer=said["answer"], by=by, on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The answer was kept."))
        return redirect("foundations:material", feedback.material_id)
    return _form(request, form, _("Answer the comment"), _("Keep the answer"), feedback.material, quoted=feedback.said)


@door(Power.PUBLISH)
@require_POST
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand a draft out from now on."""
    material = get_object_or_404(Material, pk=pk)
    actions.release(material, by=official_of(request), on=timezone.localdate())
    messages.success(request, _("The version is released: organisations order it, and the public downloads it."))
    return redirect("foundations:material", material.pk)


@door(Power.PUBLISH)
@form_page
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a version back."""
    material = get_object_or_404(Material, pk=pk)
    form = WithdrawForm(request.POST or None)
    by = official_of(request)
    if request.method == "POST" and goes_through(
        form, lambda: actions.withdraw(material, reason=form.cleaned_data["reason"], by=by, on=timezone.localdate())
    ):
        messages.success(request, _("The version was withdrawn. Nobody downloads or orders it from now on."))
        return redirect("foundations:material", material.pk)
    return _form(request, form, _("Withdraw the version"), _("Withdraw"), material, danger=True)


def keeps(official: Official) -> bool:
    """Whether an official keeps the materials of all."""
    return rules.releases(post_of(official), on=timezone.localdate())


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at or keep."""
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def _found(form: FindForm) -> MaterialQuerySet:
    said = {name: value for name, value in form.cleaned_data.items() if value}
    return Material.objects.filter(**said)


def _feedback(material: Material, me: Official) -> list[Feedback]:
    """All of it for the secretariat; to everybody else what their own organisation said."""
    rows = material.feedback.all()
    return list(rows if keeps(me) else rows.filter(organisation=me.organisation_id))


def _form(
    request: HttpRequest,
    form: object,
    title: str,
    act: str,
    material: Material | None = None,
    *,
    danger: bool = False,
    method: str = "post",
    quoted: str = "",
) -> HttpResponse:
    back = reverse("foundations:material", args=[material.pk]) if material else reverse("foundations:materials")
    context = {"form": form, "title": title, "act": act, "about": called(material), "danger": danger}
    return render(request, "foundations/form.html", context | {"back": back, "method": method, "quoted": quoted})


def called(material: Material | None) -> str:
    """Kind, language and version, as the head of a form names them."""
    if material is None:
        return ""
    return f"{material.get_kind_display()} {material.language_name} {material.version_name}"
