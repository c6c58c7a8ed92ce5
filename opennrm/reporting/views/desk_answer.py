"""Writing to a reporter: a reply, or «not trafficking: here is who can help». Nothing goes before it was looked at."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import Choices
from opennrm.agencies.models import ContactPoint
from opennrm.agencies.points import reachable
from opennrm.page.forms import goes_through
from opennrm.page.refusals import refuse
from opennrm.reporting import replies, rules
from opennrm.reporting.actions import desk
from opennrm.reporting.forms.desk import AnswerForm, TemplateForm
from opennrm.reporting.models import Report
from opennrm.reporting.shown import form_page, language_name, page_language
from opennrm.reporting.views.desk_report import about, conversation
from opennrm.reporting.views.desk_shown import report_or_404

SENDS_AWAY = "other_help"  # the template «not trafficking» begins from


@dataclass(frozen=True)
class Begun:
    """A text to begin from: in which language it is, whether that was asked for, whether a native speaker read it."""

    code: str
    text: str
    language: str
    asked: str
    unread: bool
    beside: str  # the same in the language of the page; "" where that is the language of the text

    @property
    def missing(self) -> bool:
        """Whether there is no text in the language asked for."""
        return bool(self.asked) and self.language.split("-")[0] != self.asked.split("-")[0]


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reply to the receipt of the reporter, where it waits for them."""
    return _answer(request, report_or_404(pk), away=False)


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def not_trafficking(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a report that is none of trafficking, naming who can help instead."""
    return _answer(request, report_or_404(pk), away=True)


def _answer(request: HttpRequest, found: Report, *, away: bool) -> HttpResponse:
    """Form, preview, and only then the sending: what was sent cannot be taken back."""
    refuse(rules.why_not_handle(found.state))
    begun = _begun(request, found, away=away)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        points=_points(found),
        away=away,
        initial={"text": begun.text if begun else "", "language": begun.language if begun else found.language},
    )
    step = request.POST.get("step", "")

    def act() -> None:
        said = form.cleaned_data | {"by": official_of(request), "on": timezone.localdate()}
        (desk.not_trafficking if away else desk.reply)(found, **said)

    if step == "send" and goes_through(form, act):
        closed = _("The reply waits for the reporter, and the report is closed. «Reopen» takes it up again.")
        sent = _("The reply waits for the reporter. It cannot be taken back; write another to put something right.")
        messages.success(request, closed if away else sent)
        return redirect("reports:report", found.pk)
    if step == "preview" and form.is_valid():
        return _preview(request, found, form, begun, away=away)
    chooser = TemplateForm(
        templates=[(code, each.title.of(page_language())) for code, each in replies.templates().items()],
        initial={"template": begun.code if begun else "", "language": begun.asked if begun else found.language},
    )
    told = conversation(request, found) if request.method != "HEAD" else {}
    context = {**about(found), **told, "away": away, "begun": begun, "chooser": chooser}
    return form_page(request, "reporting/desk/answer.html", form, **context)


def _preview(request: HttpRequest, found: Report, form: AnswerForm, begun: Begun | None, *, away: bool) -> HttpResponse:
    """What the reporter will read, and, where it is a template as it came, the same in the official's language."""
    said = form.cleaned_data
    points = ContactPoint.objects.whole().in_bulk(said["help"])
    unchanged = begun is not None and begun.text.split() == said["text"].split()
    context = {
        **about(found),
        "form": form,
        "said": said,
        "away": away,
        "reads": language_name(said["language"]),
        "points": [
            (points[code].name_in(said["language"]), points[code].name_in(page_language()), points[code])
            for code in said["help"]
            if code in points
        ],
        "begun": begun if unchanged else None,
        "same_language": said["language"].split("-")[0] == page_language().split("-")[0],
    }
    return render(request, "reporting/desk/answer_preview.html", context)


def _begun(request: HttpRequest, found: Report, *, away: bool) -> Begun | None:
    """The template asked for, in the language asked for or the reporter's own."""
    asked = request.POST if request.method == "POST" else request.GET
    code = asked.get("template", SENDS_AWAY if away and request.method != "POST" else "")
    template = replies.templates().get(code)
    if template is None:
        return None
    chosen = TemplateForm({"language": asked.get("begin_language", asked.get("language", ""))}, templates=[])
    wanted = (chosen.is_valid() and chosen.cleaned_data["language"]) or found.language
    text, language = template.in_language(wanted)
    beside, theirs = template.in_language(page_language())
    return Begun(code, text, language, wanted, language in template.unread, "" if theirs == language else beside)


def _points(found: Report) -> Choices:
    """Places to name, the best for this reporter first, with why."""
    offered = reachable(at=timezone.now(), language=found.language or "ja")
    return [
        (each.point.pk, f"{each.point.name_in(page_language())} — {' · '.join(str(why) for why in each.why)}")
        for each in offered
    ]
