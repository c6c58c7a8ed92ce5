"""The texts of a year's report: sections and case examples, each with its preview, its versions and its remarks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.agencies.terms import Power
from opennrm.page.bilingual import Text
from opennrm.page.differences import difference
from opennrm.page.document import Document
from opennrm.page.forms import goes_through
from opennrm.page.html import to_html
from opennrm.plan.terms import Chapter
from opennrm.publication import agreeing, composing, full, rules, writing
from opennrm.publication.contents import Section, contents
from opennrm.publication.forms.editions import ExampleForm, RemarkForm, TextForm
from opennrm.publication.models import Remark, SectionText
from opennrm.publication.report import Written

form_page = require_http_methods(["GET", "HEAD", "POST"])
FIRST, LAST = 2000, 2100


@door(Power.PUBLISH, Power.COMPILE)
@form_page
def texts(request: HttpRequest, year: int) -> HttpResponse:
    """The contents of a year's report: what is written of it, by whom, and what waits."""
    _year(year)
    if request.method == "POST":
        return redirect("editions:text", year=year, section=writing.next_example(year))
    newest = SectionText.objects.newest(year)
    names = _names(each.by for each in newest.values())
    open_remarks = set(Remark.objects.filter(year=year, resolved_at=None).values_list("section", flat=True))

    def row(section: str, title: str, kind: str = "") -> dict[str, Any]:
        found = newest.get(section)
        return {
            "section": section, "title": title, "kind": kind, "text": found, "by": names[found.by_id] if found else "",
            "remarks": section in open_remarks,
        }  # fmt: skip

    language = get_language()
    chapters = [
        (
            Chapter(chapter).title.of(language) if chapter else _("Introduction"),
            chapter,
            [row(each.id, f"({each.number}) {each.title.of(language)}", each.kind) for each in contents().of(chapter)],
        )
        for chapter in (0, *(each.value for each in Chapter))
    ]
    examples = [
        (row(section, Text(each.title_en, each.title_ja).of(language) or section), _approved(each))
        for section, each in sorted(newest.items(), key=lambda item: (len(item[0]), item[0]))
        if composing.is_example(section)
    ]
    context = {"year": year, "chapters": chapters, "examples": examples, "needed": composing.APPROVALS}
    return render(request, "publication/texts.html", context)


def _approved(text: SectionText) -> int:
    return text.approvals.count()


@door(Power.PUBLISH, Power.COMPILE)
@form_page
def text(request: HttpRequest, year: int, section: str) -> HttpResponse:
    """Write one section, with the preview beside; approve an example; remark and resolve; what each version changed."""
    _year(year)
    of = _section(section)
    newest = SectionText.objects.versions(year, section).first()
    shape = ExampleForm if of is None else TextForm
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act in ACTS:
        return _acted(request, year, section, of, newest, act)
    form = shape(request.POST) if act else shape(initial=_initial(newest))
    if act == "write" and goes_through(form, lambda: _write(request, year, section, form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("editions:text", year=year, section=section)
    return _page(request, year, section, of, newest, form=form, previewed=act == "preview" and form.is_valid())


def _write(request: HttpRequest, year: int, section: str, given: dict[str, Any]) -> None:
    title = Text(given.get("title_en", ""), given.get("title_ja", ""))
    writing.write(
        year,
        section,
        seen=given["seen"],
        title=title,
        text=Text(given["en"], given["ja"]),
        made_up=given.get("made_up", False),
        by=official_of(request),
    )


def _approve(request: HttpRequest, year: int, section: str, _given: dict[str, Any]) -> None:
    seen = request.POST.get("seen", "")
    writing.approve(year, section, seen=int(seen) if seen.isdecimal() else 0, by=official_of(request))


def _remark(request: HttpRequest, year: int, section: str, given: dict[str, Any]) -> None:
    writing.remark(year, section, text=given["text"], by=official_of(request))


def _resolve(request: HttpRequest, year: int, section: str, _given: dict[str, Any]) -> None:
    pk = request.POST.get("remark", "")
    writing.resolve(year, section, pk=int(pk) if pk.isdecimal() else 0, by=official_of(request))


ACTS: dict[str, Callable[[HttpRequest, int, str, dict[str, Any]], None]] = {
    "approve": _approve,
    "remark": _remark,
    "resolve": _resolve,
}


def _acted(
    request: HttpRequest, year: int, section: str, of: Section | None, newest: SectionText | None, act: str
) -> HttpResponse:
    remark = RemarkForm(request.POST) if act == "remark" else None
    if remark is not None and not remark.is_valid():
        shape = ExampleForm if of is None else TextForm
        form = shape(initial=_initial(newest))
        return _page(request, year, section, of, newest, form=form, remark=remark)
    ACTS[act](request, year, section, remark.cleaned_data if remark else {})
    messages.success(request, _("Done."))
    return redirect("editions:text", year=year, section=section)


def _initial(newest: SectionText | None) -> dict[str, Any]:
    if newest is None:
        return {"seen": 0}
    fields = ("title_en", "title_ja", "en", "ja", "made_up")
    return {"seen": newest.version, **{name: getattr(newest, name) for name in fields}}


def _page(
    request: HttpRequest, year: int, section: str, of: Section | None, newest: SectionText | None, *, form: TextForm,
    previewed: bool = False, remark: RemarkForm | None = None,
) -> HttpResponse:  # fmt: skip
    language, by = get_language() or "en", official_of(request)
    given = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else form.initial
    shown = Written(
        section,
        Text(given.get("title_en", ""), given.get("title_ja", "")),
        Text(given.get("en", "") or "", given.get("ja", "") or ""),
        0,
        bool(given.get("made_up")),
    )
    english, japanese = agreeing.differing(shown.text.en, shown.text.ja)
    versions = list(SectionText.objects.versions(year, section))
    remarks = list(Remark.objects.filter(year=year, section=section).select_related("by", "resolved_by"))
    people = [each.by for each in versions] + [each.by for each in remarks]
    approvals = list(newest.approvals.select_related("by")) if newest else []
    names = _names([*people, *(each.by for each in approvals)])
    wrong = form.is_bound and not previewed
    context = {
        "year": year,
        "section": section,
        "of": of,
        "title": of.title.of(language) if of else shown.title.of(language) or _("Case example"),
        "form": remark if remark else form,
        "text_form": form,
        "previewed": previewed,
        "previews": [(name, _preview(shown, each)) for each, name in (("en", "English"), ("ja", "日本語"))],
        "numbers": (", ".join(english) or "–", ", ".join(japanese) or "–") if english or japanese else None,
        "newest": newest,
        "theirs": newest if wrong and newest and newest.version != given.get("seen") else None,
        "versions": _versions(versions, names, language),
        "remarks": [(each, names[each.by_id]) for each in remarks],
        "approvals": [(each, names[each.by_id]) for each in approvals],
        "needed": composing.APPROVALS,
        "why_not": _why_not_approve(section, newest, versions, approvals, by) if newest else None,
        "remark_form": remark or RemarkForm(auto_id="remark_%s"),
    }
    return render(request, "publication/text.html", context, status=422 if wrong or remark else 200)


def _why_not_approve(
    section: str, newest: SectionText, versions: list[SectionText], approvals: list[Any], by: Official
) -> object:
    return rules.why_not_approve_text(
        example=composing.is_example(section),
        seen=newest.version,
        newest=newest.version,
        author=any(each.by_id == by.pk for each in versions),
        approved_before=any(each.by_id == by.pk for each in approvals),
    )


def _preview(written: Written, language: str) -> str:
    with override(language):  # «Case 1» and the notice above it are of the language of the text
        return _set(written, language)


def _set(written: Written, language: str) -> str:
    blocks = full.example_blocks(written, 1, language) if written.title.en else full.text_blocks(written, language)
    made = tuple(blocks)
    return to_html(Document(language, "", "", "", None, made), standalone=False) if made else ""


def _versions(versions: list[SectionText], names: dict[Any, str], language: str) -> list[dict[str, Any]]:
    """The versions, the newest first, each with what it changed of the one before it in both languages."""
    listed = []
    for at, each in enumerate(versions):
        before = versions[at + 1] if at + 1 < len(versions) else None
        changes = [
            (name, code, difference(_whole(before, code), _whole(each, code)).runs)
            for code, name in (("en", "English"), ("ja", "日本語"))
        ]
        listed.append({"version": each, "by": names[each.by_id], "changes": changes})
    return listed


def _whole(text: SectionText | None, language: str) -> str:
    if text is None:
        return ""
    title, body = (text.title_en, text.en) if language == "en" else (text.title_ja, text.ja)
    return f"{title}\n\n{body}" if title else body


def _names(people: Any) -> dict[Any, str]:
    return shown_many({each.pk: each for each in people}.values())


def _year(year: int) -> None:
    if not FIRST <= year <= LAST:
        raise Http404


def _section(section: str) -> Section | None:
    """A section of the contents; None for a case example. Raises Http404 for anything else."""
    if composing.is_example(section) and section.removeprefix(composing.EXAMPLE).isdigit():
        return None
    found = contents().section(section)
    if found is None or found.kind == "examples":
        raise Http404(_("The contents have no such section."))
    return found
