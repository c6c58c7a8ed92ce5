"""One report, opened with the inbox phrase: what was told, what was answered, files, notes, history."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.read import audit_lines
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.accounts import inboxes
from opennrm.agencies import rules as agencies
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import Choices
from opennrm.agencies.models import ContactPoint, Official
from opennrm.agencies.names import shown, shown_many
from opennrm.agencies.terms import Power
from opennrm.page.refusals import Refused
from opennrm.reporting import rules
from opennrm.reporting.actions import desk
from opennrm.reporting.actions.desk import FileHead, Opened
from opennrm.reporting.forms.desk import AssignForm, NoteForm, UrgencyForm
from opennrm.reporting.models import Message, Report
from opennrm.reporting.shown import body_name, language_name, named, number, page_language
from opennrm.reporting.terms import Act, MessageKind, ReportState
from opennrm.reporting.told import Told, told
from opennrm.reporting.views.desk_shown import inbox_state, report_or_404, to_inbox

LINES, LOOKS = 100, 30
BY_STRANGERS = {Act.RECEIVED, Act.ADDED_TO, Act.WITHDRAWN}  # their lines carry the day alone


@dataclass(frozen=True)
class Part:
    """One message of the conversation: ``told`` of the first, ``text`` of all others, places a reply names."""

    message: Message
    told: Told | None
    text: str
    language: str
    danger: bool
    help: tuple[str, ...]

    def __repr__(self) -> str:
        return "<part>"

    @property
    def ours(self) -> bool:
        """Whether the desk wrote it."""
        return self.message.kind == MessageKind.REPLY


@acting_for(Purpose.RECEPTION)
@require_GET
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What there is to know of a report; its words only where the inbox is open, and with a line in the audit."""
    found = report_or_404(pk)
    shown_too = conversation(request, found)
    found = report_or_404(pk)  # opened, it is another: read, and off the alarms
    assigned = found.assignments.filter(until__isnull=True).select_related("official").first()
    me = official_of(request)
    chosen = assigned.official_id if assigned else me.pk
    merged = list(Report.objects.filter(merged_into=found).order_by("received", "pk"))
    owned = found.owner_id in desk.organisations_served()
    context = {
        **about(found),
        **shown_too,
        "assigned": shown(assigned.official) if assigned else "",
        "assign_form": AssignForm(people=candidates(found, me), initial={"to": str(chosen)}),
        "urgency_form": UrgencyForm(initial={"urgency": found.urgency}),
        "note_form": NoteForm(),
        "notes": _notes(found) if shown_too["open"] else [],
        "notes_held": found.notes.count(),
        "history": _history(found),
        "looks": _looks(found),
        "merged": [(each, number(each)) for each in merged],
        "contacts": list(found.consultations.all()),
        "handled": rules.why_not_handle(found.state) is None,
        "owned": owned,
        "can_reopen": found.state in {ReportState.ANSWERED, ReportState.NOT_TRAFFICKING}
        or (found.state == ReportState.REQUESTED and found.taken_up is None),
    }
    return render(request, "reporting/desk/report.html", context)


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, pk: UUID, message: UUID) -> HttpResponse:
    """One file, as a download. Before an original stands a warning: it may hide a place, a name, or harm."""
    found = report_or_404(pk)
    held = row_or_404(Message.objects.filter(report=found, kind__in=desk.FILES), message)
    inbox = inboxes.unlocked(request)
    if inbox is None:
        return to_inbox(request)
    if held.kind == MessageKind.ORIGINAL and request.method == "GET":
        return render(request, "reporting/desk/original.html", {**about(found), "message": held})
    head, data = desk.open_file(held, unlocked=inbox, by=official_of(request))
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(found, head)}"'
    return answer


def about(found: Report) -> dict[str, object]:
    """What every page about a report says of it."""
    return {
        "report": found,
        "number": number(found),
        "owner": body_name(found.owner_id),
        "language": language_name(found.language),
        "age": max((timezone.localdate() - found.received).days, 0),
        "into": number(found.merged_into) if found.merged_into else "",
    }


def conversation(request: HttpRequest, found: Report) -> dict[str, Any]:
    """The words of a report where the inbox is open: a line stands in the audit first."""
    state: dict[str, Any] = inbox_state(request)
    inbox = inboxes.unlocked(request)
    if inbox is None:
        return state
    opened = desk.open_report(found, unlocked=inbox, by=official_of(request))
    parts = _parts(opened)
    first = next((part.told for part in parts if part.told), None)
    return {**state, "parts": parts, "first": first, "files": opened.files, "shut": opened.shut}


def candidates(found: Report, me: Official) -> Choices:
    """Who may handle a report, oneself first; of who is away, who stands in for them."""
    today = timezone.localdate()
    serving = Official.objects.with_posts().serving(today).filter(organisation=found.owner_id)
    able = [each for each in serving if agencies.may(each.post(), Power.RECEIVE, today)]
    instead = Official.objects.replaced(today)
    others = Official.objects.in_bulk(instead.values())
    names = shown_many([*able, *others.values()])

    def label(each: Official) -> str:
        said = _("%(name)s (me)") % {"name": names[each.pk]} if each == me else names[each.pk]
        if each.pk not in instead:
            return said
        return _("%(name)s: away, %(other)s stands in") % {"name": said, "other": names[instead[each.pk]]}

    return [(str(each.pk), label(each)) for each in sorted(able, key=lambda one: (one != me, names[one.pk]))]


def _parts(opened: Opened) -> list[Part]:
    points = ContactPoint.objects.in_bulk({code for _m, content in opened.said for code in content.get("help", ())})
    return [
        Part(
            message=message,
            told=told(content) if "what" in content else None,
            text=str(content.get("text", "")),
            language=str(content.get("language", "")),
            danger=bool(content.get("danger")),
            help=tuple(points[code].name_in(page_language()) for code in content.get("help", ()) if code in points),
        )
        for message, content in opened.said
    ]


def _notes(found: Report) -> list[tuple[object, str, str]]:
    """Each note with who wrote it and its text; a line in the audit for each."""
    rows = list(found.notes.select_related("by"))
    names = shown_many({row.by for row in rows})
    return [(row, names[row.by_id], _revealed(row)) for row in rows]


def _revealed(row: Any) -> str:
    try:
        return reveal(row, "text", purpose=Purpose.RECEPTION) or ""
    except Refused as refused:
        return str(refused)


def _history(found: Report) -> list[dict[str, object]]:
    """What was done, latest first, but for reading."""
    lines = list(audit_lines(subject=found.word).exclude(act=Act.OPENED)[:LINES])
    names = named(line.by for line in lines)
    return [
        {
            "line": line,
            "act": Act(line.act).label if line.act in Act.values else line.act,
            "who": "" if line.by == "system" else names[line.by],
            "day_alone": line.act in BY_STRANGERS,
            "day": timezone.localdate(line.at),
        }
        for line in lines
    ]


def _looks(found: Report) -> list[tuple[object, str]]:
    """Who read it or one of its files, latest first."""
    lines = list(audit_lines(subject=found.word, looks=True)[:LOOKS])
    names = named(line.by for line in lines)
    return [(line, names[line.by]) for line in lines]


def _file_name(found: Report, head: FileHead) -> str:
    """A name of our own: that of the sender may tell a stranger at the next desk too much, or steer a browser."""
    ending = head.name.rpartition(".")[2].lower() if "." in head.name else ""
    safe = ending if ending.isascii() and ending.isalnum() and len(ending) <= 5 else "bin"
    kind = "cleaned" if head.cleaned else "original"
    return f"{number(found)}-{head.message.place}-{kind}.{safe}"
