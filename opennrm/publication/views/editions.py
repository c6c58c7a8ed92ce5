"""The desk of editions: build a draft of a year, answer its findings, have it signed by two, or send it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.accounts.reauth import fresh
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.names import shown_many
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.page.bilingual import Text
from opennrm.page.document import Document
from opennrm.page.forms import goes_through
from opennrm.page.html import to_html
from opennrm.page.refusals import Refused
from opennrm.publication import agreeing, composing, corrections, gate, press, shown, signing
from opennrm.publication import document as overview
from opennrm.publication import full as full_edition
from opennrm.publication.assemble import NoFacts
from opennrm.publication.contents import contents
from opennrm.publication.forms.editions import BuildForm, NoteForm, SendBackForm, SignForm
from opennrm.publication.models import Draft, Edition, Remark
from opennrm.publication.report import Report
from opennrm.publication.terms import OPEN_STATES, DraftState, Refusal
from opennrm.understanding.address import NoRegister
from opennrm.understanding.engines.choose import NoEngine

form_page = require_http_methods(["GET", "HEAD", "POST"])
DOCUMENTS = {"overview": overview.document, "full": full_edition.document, "press": press.document}
PEOPLE = ("asked_by", "first", "second", "closed_by", "edition", "corrects")


def may_now(request: HttpRequest, power: Power) -> bool:
    """Whether whoever asks has a power today."""
    return may(official_of(request).place(), power, timezone.localdate())


@door(Power.PUBLISH, Power.COMPILE)
@form_page
def editions(request: HttpRequest) -> HttpResponse:
    """Drafts and published editions; who compiles builds a draft here."""
    form, made = BuildForm(request.POST if request.method == "POST" else None), list[Draft]()

    def act() -> None:
        given, by = form.cleaned_data, official_of(request)
        if not may_now(request, Power.COMPILE):
            raise Refused(Refusal.NOT_YOURS_TO_BUILD)
        try:
            report = composing.count(given["year"])
        except (NoFacts, NoRegister, NoEngine) as nothing:
            raise Refused(Refusal.NO_FACTS) from nothing
        made.append(signing.build(report, by=by, reason=Text(given["reason_en"], given["reason_ja"])))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Counted. Look at what the checks found."))
        return redirect("editions:draft", pk=made[0].pk)
    by = official_of(request)
    drafts = list(Draft.objects.seen_by(by).select_related(*PEOPLE).defer("report"))
    names = shown_many({p.pk: p for each in drafts for p in each.people}.values())
    context = {
        "form": form,
        "open": [(each, names[each.asked_by_id]) for each in drafts if each.closed_at is None],
        "closed": [(each, names[each.asked_by_id]) for each in drafts if each.closed_at is not None],
        "editions": [(each, shown.edition_address(each.name)) for each in Edition.objects.all().defer("report")],
        "may_build": may_now(request, Power.COMPILE),
        "years": sorted({timezone.localdate().year - 1, *(each.year for each in drafts)}, reverse=True),
    }
    return render(request, "publication/editions.html", context, status=422 if form.is_bound else 200)


@door(Power.PUBLISH, Power.COMPILE)
@form_page
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft: what the checks found, what is written, what it corrects, who signed. Notes are written here."""
    found = _draft(request, pk)
    if request.method != "POST":
        return _page(request, found)
    form = NoteForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        text = Text(given["en"], given["ja"])
        signing.note(found.pk, check=given["check"], arithmetic=given["arithmetic"], text=text, by=official_of(request))

    if goes_through(form, act):
        messages.success(request, _("The note is written."))
        return redirect("editions:draft", pk=pk)
    return _page(request, found, form=form)


@door(Power.COMPILE)
@require_POST
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a draft to be checked."""
    signing.send(_draft(request, pk).pk, by=official_of(request))
    messages.success(request, _("Sent to be checked. Two others sign."))
    return redirect("editions:draft", pk=pk)


@door(Power.PUBLISH)
@fresh()
@require_POST
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign first, or second: then it is published."""
    found, form = _draft(request, pk), SignForm(request.POST)

    def act() -> None:
        held = signing.sign(found.pk, seen=form.cleaned_data["seen"], by=official_of(request))
        said = (
            _("Published. Its pages and files have their addresses for good.")
            if held.state == DraftState.PUBLISHED
            else _("Signed. A second official signs now.")
        )
        messages.success(request, said)

    if goes_through(form, act):
        return redirect("editions:draft", pk=pk)
    return _page(request, _draft(request, pk), form=form)


@door(Power.PUBLISH, Power.COMPILE)
@require_POST
def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a draft without publishing it."""
    found, form = _draft(request, pk), SendBackForm(request.POST)
    by = official_of(request)
    if goes_through(form, lambda: signing.send_back(found.pk, reason=form.cleaned_data["reason"], by=by)):
        messages.success(request, _("Sent back. Nothing of it is published."))
        return redirect("editions:draft", pk=pk)
    return _page(request, found, form=form, ending=form)


@door(Power.PUBLISH, Power.COMPILE)
@require_safe
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft as a document: overview, full edition or press sheet, in either language."""
    found = _draft(request, pk)
    kind, language = request.GET.get("kind", ""), request.GET.get("in", "")
    kind = kind if kind in DOCUMENTS else "full"
    language = language if language in ("ja", "en") else get_language() or "en"
    report = _report(found)
    body = to_html(DOCUMENTS[kind](report, language), standalone=False) if report else ""
    context = {
        "draft": found, "body": body, "kind": kind, "chosen": language,
        "kinds": [("overview", _("Overview")), ("full", _("Full edition")), ("press", _("Press sheet"))],
        "languages_of": [("ja", "日本語"), ("en", "English")],
    }  # fmt: skip
    return render(request, "publication/preview.html", context)


def _draft(request: HttpRequest, pk: UUID) -> Draft:
    seen = Draft.objects.seen_by(official_of(request)).select_related(*PEOPLE)
    return get_object_or_404(seen, pk=pk)


def _report(found: Draft) -> Report | None:
    """What the draft says, or what became of it; nothing where it was sent back."""
    if found.edition is not None:
        return Report.from_json(found.edition.report)
    return composing.report_of(found) if found.report else None


def _page(
    request: HttpRequest, found: Draft, *, form: object = None, ending: SendBackForm | None = None
) -> HttpResponse:
    by, report, language = official_of(request), _report(found), get_language() or "en"
    names = shown_many({each.pk: each for each in found.people}.values())
    open_now = found.state in (DraftState.DRAFT, *OPEN_STATES)
    context = {
        "draft": found,
        "open": open_now,
        "who": {role: names.get(getattr(found, f"{role}_id")) for role in ("asked_by", "first", "second", "closed_by")},
        "findings": _findings(report, form) if report else [],
        "texts": _texts(report, language) if report else [],
        "remarks": _remarks(found, language) if open_now else [],
        "blocked": _blocked(report) if report and open_now else [],
        "changes": _changes(report, found, language) if report else "",
        "address": shown.edition_address(found.edition.name) if found.edition else "",
        "is_draft": found.state == DraftState.DRAFT,
        "signing": found.state in OPEN_STATES,
        "may_compile": may_now(request, Power.COMPILE),
        "may_sign": may_now(request, Power.PUBLISH),
        "why_not": signing.why_not_sign(found, by) if found.state in OPEN_STATES else None,
        "sign_form": SignForm(initial={"seen": found.state}),
        "ending": ending or SendBackForm(),
        "form": form,
    }
    return render(request, "publication/draft.html", context, status=422 if form else 200)


def _findings(report: Report, form: object) -> list[tuple[object, NoteForm | None]]:
    """Each finding with the form of its note, where nobody has answered it; a form filled in wrongly stays."""
    listed: list[tuple[object, NoteForm | None]] = []
    for at, each in enumerate(report.findings):
        mine = isinstance(form, NoteForm) and form.data.get("arithmetic") == each.arithmetic
        empty = NoteForm(initial={"check": each.check, "arithmetic": each.arithmetic}, auto_id=f"id_{at}_%s")
        listed.append((each, None if each.note else form if mine and isinstance(form, NoteForm) else empty))
    return listed


def _texts(report: Report, language: str) -> list[tuple[object, str, str]]:
    """Each text of the report, with the numbers its two languages do not share."""
    listed: list[tuple[object, str, str]] = []
    for each in (*report.texts, *report.examples):
        english, japanese = agreeing.differing(each.text.en, each.text.ja)
        said = _("English alone: %(en)s; Japanese alone: %(ja)s") % {
            "en": ", ".join(english) or "–", "ja": ", ".join(japanese) or "–",
        }  # fmt: skip
        title = _title(each.section, language, each.title)
        listed.append((each, title, said if english or japanese else ""))
    return listed


def _title(section: str, language: str, own: Text) -> str:
    """What a section is called; an example by its own title."""
    declared = contents().section(section)
    return declared.title.of(language) if declared else own.of(language) or _("Case example")


def _remarks(found: Draft, language: str) -> list[tuple[Remark, str]]:
    rows = Remark.objects.filter(year=found.year, resolved_at=None)
    return [(each, _title(each.section, language, Text("", ""))) for each in rows]


def _blocked(report: Report) -> list[str]:
    refused = gate.why_not_release(report)
    return [f"{each.table}: {finding}" for each in refused.blocked for finding in each.findings] if refused else []


def _changes(report: Report, found: Draft, language: str) -> str:
    if report.correction is None:
        return ""
    block = corrections.table(report.correction.cells, report.correction.edition, _("This draft"), language)
    return to_html(Document(language, "", "", "", None, (block,)), standalone=False)
