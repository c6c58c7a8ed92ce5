"""What a stranger does at the public door. Runs in a process that can close envelopes and open none.

No act here leaves a line in the audit: its hour would be one too many. ``intake`` leaves one, with the day alone.
"""

import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from opennrm.agencies import read as agencies
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting import envelopes, receipts, routing, rules
from opennrm.reporting.answers import Answers
from opennrm.reporting.attachments import Cleaned
from opennrm.reporting.boxes import Box, Posted, PostedKey, Recipient, Reply
from opennrm.reporting.carried import Draft, Ticket
from opennrm.reporting.envelopes import InboxKey
from opennrm.reporting.receipts import Opened, Receipt
from opennrm.reporting.routing import NobodyReached, Routing
from opennrm.reporting.terms import ContactWay, MessageKind, Refusal, Urgency
from opennrm.vault import models as vault
from opennrm.vault.cipher import Broken

STEP = 0.1  # seconds: coming back takes a multiple of this after Argon2, whether or not the receipt opens anything


@dataclass(frozen=True)
class Answered:
    """A reply as the reporter reads it: the day, the text, the language it is in, contact points it names."""

    day: date
    text: str
    language: str
    help: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """What a receipt shows: replies, and never the first report again. ``ticket`` is for the next step."""

    replies: tuple[Answered, ...]
    withdrawn: bool
    ticket: Ticket

    def __repr__(self) -> str:
        return "<view>"


def submit(
    answers: Answers,
    *,
    draft: Draft,
    attachments: Sequence[Cleaned] = (),
    on: date,
    way: ContactWay = ContactWay.WEB,
    also: Sequence[str] = (),
    campaign: str = "",
) -> Receipt:
    """Seal a report to the inboxes routing chooses, and keep it. The same form sent twice is one report.

    Answers with the receipt only after all of it is kept. Refused where nothing was said, or nobody can be reached:
    then nothing was kept. ``also`` are organisations that read it besides, where they have an inbox.
    ``campaign`` is the code of the poster that led here, for the count of codes alone: the report does not hold it.
    """
    refuse(rules.why_not_send(answers.what))
    routed, keys = chosen(answers, on=on, also=also)
    opened = receipts.opened(draft.receipt)
    hints = {
        "kind": answers.kind.value,
        "channel": way.value,
        "language": answers.language,
        "urgency": int(answers.urgency(on)),
        "answer_by": answers.answer_by.isoformat() if answers.answer_by else None,
        "owner": routed.owner,
        "rows": list(routed.rows),
        "campaign": campaign,
    }
    content = envelopes.canonical(answers.content())
    with transaction.atomic():
        box, new = _box(opened, keys)
        to = keys if new else _recipients(box)
        kind = MessageKind.REPORT if new else MessageKind.LETTER  # answers changed after sending are a further message
        _post(box, kind, content, root=opened.root, to=to, on=on, hints=hints if new else {})
        for file in attachments:
            _post_file(box, file, root=opened.root, to=to, on=on)
    return draft.receipt


def chosen(answers: Answers, *, on: date, also: Sequence[str] = ()) -> tuple[Routing, list[InboxKey]]:
    """Who will receive these answers, and their keys. Refused where the door is shut."""
    keys = {key.organisation: key for key in inbox_keys()}
    try:
        routed = routing.route(
            answers.question(),
            routing.table(),
            reachable=frozenset(keys),
            bodies=agencies.packaged().organisations,
            on=on,
        )
    except NobodyReached:
        raise Refused(Refusal.DOOR_SHUT) from None
    codes = dict.fromkeys([*routed.organisations, *(code for code in also if code in keys)])
    return routed, [keys[code] for code in codes]


def come_back(typed: str) -> View | None:
    """What a receipt shows; None where it opens nothing. Raises ``receipts.Mistyped`` before any of that.

    A right and a wrong receipt cost the same work and the same time; the page pads both to one size.
    """
    opened = receipts.opened(receipts.read(typed))
    began = time.monotonic()
    box = Box.objects.filter(lookup=opened.lookup).first()
    ticket = Ticket(box.pk if box else DUMMY.box, opened.root, opened.private, _nonce())
    view = _view(ticket, closed=bool(box and box.closed))
    if box is None:
        _dummy_work()
    spent = time.monotonic() - began
    time.sleep(STEP - spent % STEP)
    return view if box else None


def read_again(ticket: Ticket) -> View:
    """The same view by a ticket, after writing again; without Argon2."""
    box = Box.objects.filter(pk=ticket.box).first()
    return _view(replace(ticket, nonce=_nonce()), closed=bool(box and box.closed))


def write_again(ticket: Ticket, text: str, *, on: date, danger: bool = False) -> None:
    """Add a message; sent twice from one page it is one. With ``danger`` somebody is told at once."""
    refuse(rules.why_not_send(text))
    content = envelopes.canonical({"text": text, "danger": danger, "page": ticket.nonce})
    hints = {"urgency": int(Urgency.NOW)} if danger else {}
    with transaction.atomic():
        box = _open_box(ticket)
        _post(box, MessageKind.LETTER, content, root=ticket.root, to=_recipients(box), on=on, hints=hints)


def add_file(ticket: Ticket, file: Cleaned, *, on: date) -> None:
    """Add a cleaned file, and the original beside it where the reporter chose so."""
    with transaction.atomic():
        box = _open_box(ticket)
        _post_file(box, file, root=ticket.root, to=_recipients(box), on=on)


def withdraw(ticket: Ticket, *, on: date) -> None:
    """Take the report back: what nobody has read yet is deleted; what was read is marked and kept by its rules."""
    content = envelopes.canonical({"withdrawn": True})
    with transaction.atomic():
        box = _open_box(ticket)
        _post(box, MessageKind.WITHDRAWAL, content, root=ticket.root, to=_recipients(box), on=on, hints={})


def inbox_keys(inboxes: Iterable[UUID] | None = None) -> list[InboxKey]:
    """The keys now in use, of all inboxes or of these."""
    rows = vault.InboxKey.objects.filter(retired_at__isnull=True)
    if inboxes is not None:
        rows = rows.filter(inbox__in=list(inboxes))
    columns = rows.order_by("inbox").values_list("inbox", "inbox__organisation", "generation", "public")
    return [InboxKey(inbox, body, generation, bytes(public)) for inbox, body, generation, public in columns]


def _box(opened: Opened, keys: list[InboxKey]) -> tuple[Box, bool]:
    box, new = Box.objects.get_or_create(lookup=opened.lookup, defaults={"public": opened.public})
    if new:
        Recipient.objects.bulk_create(Recipient(box=box, inbox_id=key.inbox) for key in keys)
    return box, new


def _open_box(ticket: Ticket) -> Box:
    box = Box.objects.filter(pk=ticket.box).first()
    if box is None or _is_withdrawn(box.pk, closed=box.closed):
        raise Refused(Refusal.CLOSED)
    return box


def _recipients(box: Box) -> list[InboxKey]:
    return inbox_keys(Recipient.objects.filter(box=box).values_list("inbox", flat=True))


def _post(
    box: Box,
    kind: MessageKind,
    content: bytes,
    *,
    root: bytes,
    to: list[InboxKey],
    on: date,
    hints: Mapping[str, Any],
) -> None:
    """Keep a sealed content; what is kept already is left as it is."""
    id = envelopes.id_of(root, content)
    if Posted.objects.filter(pk=id).values_list("pk").exists():
        return
    sealed = envelopes.seal(content, id=id, to=to)
    try:
        with transaction.atomic():
            Posted.objects.create(id=id, box=box, kind=kind, day=on, body=sealed.body, hints=dict(hints))
    except IntegrityError:  # the same form, sent again in the same moment
        return
    PostedKey.objects.bulk_create(
        PostedKey(posted_id=id, inbox_id=inbox, wrapped=wrapped) for inbox, wrapped in sealed.keys.items()
    )


def _post_file(box: Box, file: Cleaned, *, root: bytes, to: list[InboxKey], on: date) -> None:
    if file.data is not None:
        content = envelopes.with_head({"name": file.name, "media": file.media, "cleaned": True}, file.data)
        _post(box, MessageKind.FILE, content, root=root, to=to, on=on, hints={})
    if file.original is not None:
        head = {"name": file.original_name, "media": file.original_media, "cleaned": False}
        content = envelopes.with_head(head, file.original)
        _post(box, MessageKind.ORIGINAL, content, root=root, to=to, on=on, hints={})


def _view(ticket: Ticket, *, closed: bool) -> View:
    replies = Reply.objects.filter(box=ticket.box).order_by("place")
    texts = [_answered(reply, ticket.private) for reply in replies]
    return View(tuple(texts), _is_withdrawn(ticket.box, closed=closed), ticket)


def _is_withdrawn(box: UUID, *, closed: bool) -> bool:
    posted = Posted.objects.filter(box=box, kind=MessageKind.WITHDRAWAL).values_list("pk").exists()
    return posted or closed


def _answered(reply: Reply, private: bytes) -> Answered:
    said = read_reply(bytes(reply.sealed), id=reply.pk, private=private)
    return Answered(reply.day, said["text"], said["language"], tuple(said.get("help", ())))


def read_reply(sealed: bytes, *, id: UUID, private: bytes) -> dict[str, Any]:
    """What a reply says. A reply that does not open says so in its place, and hides no other."""
    try:
        return envelopes.read_json(envelopes.by_reporter(sealed, id=id, private=private))
    except Broken:
        return {"text": "", "language": ""}


def _nonce() -> str:
    return secrets.token_urlsafe(9)


def _dummy_work() -> None:
    """What reading one reply costs, for a receipt that opens nothing."""
    read_reply(DUMMY_REPLY, id=DUMMY.box, private=DUMMY.private)


def _dummy() -> tuple[Ticket, bytes]:
    opened = Opened("", secrets.token_bytes(32), secrets.token_bytes(32))
    ticket = Ticket(UUID(bytes=secrets.token_bytes(16)), opened.root, opened.private)
    text = envelopes.canonical({"text": "", "language": ""})
    return ticket, envelopes.to_reporter(text, id=ticket.box, public=opened.public)


DUMMY, DUMMY_REPLY = _dummy()
