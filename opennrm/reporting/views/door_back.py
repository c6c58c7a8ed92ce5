"""With the receipt: that it was kept, answers, another message, files, withdrawing. No session, no cookie."""

import time
from typing import Any

from django.core.files.uploadhandler import StopUpload
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.page.padding import fill
from opennrm.reporting import attachments, carried, letterbox, receipts
from opennrm.reporting.actions import door
from opennrm.reporting.attachments import InMemory, NotTaken
from opennrm.reporting.carried import DRAFT_SECONDS, Ticket
from opennrm.reporting.doorway import at_door, coming_back, duty, is_machine, must_wait, page, rest, sending
from opennrm.reporting.forms.door import NO_FILE, NOT_LAST_FOUR, OPENS_NOTHING, LastFour, Letter, ShowReceipt
from opennrm.reporting.receipts import Mistyped, Receipt
from opennrm.reporting.terms import FileFault

TOO_LARGE = 413
SAME = 5 * 4096  # bytes: to this every page is filled that could tell a right receipt from a wrong one


@require_http_methods(["POST"])
@at_door
def kept(request: HttpRequest) -> HttpResponse:
    """The page of the receipt lets go when the last four digits were typed, or it is said that it cannot be kept."""
    said = carried.opened(request.POST.get("kept", ""), purpose="kept", seconds=DRAFT_SECONDS)
    receipt = Receipt(said["receipt"])
    without = request.POST.get("go") == "without"
    if not without and not receipts.confirms(receipt, request.POST.get("last", "")):
        form = LastFour(request.POST, label_suffix="")
        form.add_error("last", NOT_LAST_FOUR)
        context = {"groups": receipt.groups, "kept": request.POST["kept"], "form": form}
        return page(request, "sent", context)
    view = door.come_back(receipt.digits)
    ticket = view.ticket if view else Ticket(door.DUMMY.box, door.DUMMY.root, door.DUMMY.private)
    after = carried.sealed({"owner": said["owner"], "without": without}, purpose="after")
    return _after(request, ticket, after)


@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def receipt(request: HttpRequest) -> HttpResponse:
    """Type the receipt; whether it opens anything, neither the size nor the time of the answer tells."""
    if request.method != "POST":
        return page(request, "receipt", {"form": ShowReceipt(label_suffix="")})
    if wait := must_wait(request, coming_back):
        return wait
    form, began, view = ShowReceipt(request.POST, label_suffix=""), time.monotonic(), None
    try:
        view = None if is_machine(request) else door.come_back(request.POST.get("receipt", ""))
        form.add_error("receipt", OPENS_NOTHING)
    except Mistyped as wrong:
        form.add_error("receipt", str(wrong.fault.label))
    shut = page(request, "receipt", {"form": form})
    opened = _inbox(request, view or door.View((), False, door.DUMMY))
    rest(began, step=door.STEP)
    return fill(opened if view else shut, to=SAME)


@require_POST
@at_door
def older(request: HttpRequest) -> HttpResponse:
    """Another page of answers, where there are more than one holds."""
    number = request.POST.get("page", "")
    view = door.read_again(carried.ticket(request.POST.get("ticket", "")))
    return fill(_inbox(request, view, number=int(number) if number.isdecimal() and number.isascii() else 1), to=SAME)


@require_POST
@at_door
def write(request: HttpRequest) -> HttpResponse:
    """Write again. Sent twice from one page it is one message."""
    ticket, form = carried.ticket(request.POST.get("ticket", "")), Letter(request.POST, label_suffix="")
    if wait := must_wait(request, sending):
        return wait
    if not form.is_valid():
        return fill(_inbox(request, door.read_again(ticket), form=form), to=SAME)
    danger = form.cleaned_data["danger"]
    door.write_again(ticket, form.cleaned_data["text"], on=timezone.localdate(), danger=danger)
    return fill(_inbox(request, door.read_again(ticket), written=True, danger=danger), to=SAME)


@require_POST
@at_door
def withdraw(request: HttpRequest) -> HttpResponse:
    """Ask whether it is meant, then take the report back."""
    ticket, sure = carried.ticket(request.POST.get("ticket", "")), request.POST.get("sure")
    if sure == "no":
        return fill(_inbox(request, door.read_again(ticket)), to=SAME)
    if sure == "yes":
        door.withdraw(ticket, on=timezone.localdate())
    return page(request, "withdraw", {"ticket": ticket.sealed(), "done": sure == "yes"})


@require_POST
@at_door
def files(request: HttpRequest) -> HttpResponse:
    """Files after the receipt: read into memory alone, and no further than they may be long."""
    request.upload_handlers = [InMemory(request)]
    try:
        sent = request.FILES.getlist("files")
    except StopUpload:  # by the length the browser announced: nothing of the form was read
        return page(request, "cannot", {"reason": FileFault.TOO_LARGE.label}, status=TOO_LARGE)
    if fault := attachments.refused(request):
        sent = []  # what came before it too: nobody shall believe a half to be the whole
    ticket = carried.ticket(request.POST.get("ticket", ""))
    if wait := must_wait(request, sending):
        return wait
    taken, faults = _take(ticket, sent, original=request.POST.get("original") == "yes")
    faults = [("", fault.label)] if fault else faults or ([] if taken else [("", NO_FILE)])
    context: dict[str, Any] = {"files_taken": taken, "file_faults": faults}
    if after := request.POST.get("after"):
        return _after(request, ticket, after, **context)
    return fill(_inbox(request, door.read_again(ticket), **context), to=SAME)


def _take(ticket: Ticket, sent: list[Any], *, original: bool) -> tuple[int, list[tuple[str, Any]]]:
    """How many files were cleaned, sealed and kept, and why the others were not."""
    taken, faults = 0, []
    for number, file in enumerate(sent, start=1):
        try:
            clean = attachments.cleaned(file.read(), name=file.name, number=number, keep_original=original)
        except NotTaken as why:
            faults.append((file.name, FileFault(why.fault).label))
            continue
        door.add_file(ticket, clean, on=timezone.localdate())
        taken += 1
    return taken, faults


def _after(request: HttpRequest, ticket: Ticket, after: str, **more: Any) -> HttpResponse:
    """What happens now; files may follow."""
    said = carried.opened(after, purpose="after", seconds=DRAFT_SECONDS)
    context = {
        "without": said["without"],
        "duty": duty([said["owner"]] if said["owner"] else []),
        "ticket": ticket.sealed(),
        "after_sending": after,
    }
    return page(request, "kept", context | more)


def _inbox(
    request: HttpRequest, view: door.View, *, number: int = 1, form: Letter | None = None, **more: Any
) -> HttpResponse:
    """Answers, a form to write again, files, withdrawing."""
    shown = letterbox.pages(view.replies)
    number = min(max(number, 1), len(shown))
    context = {
        "view": view,
        "replies": shown[number - 1],
        "older": number + 1 if number < len(shown) else None,
        "newer": number - 1,
        "ticket": view.ticket.sealed(),
        "duty": duty(letterbox.readers(view.ticket)),
        "form": form or Letter(label_suffix=""),
    }
    return page(request, "inbox", context | more)
