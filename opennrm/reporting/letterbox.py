"""Answers as the reporter's page shows them: page by page of one length, so that long answers give nothing away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from opennrm.agencies.read import official_contact_points
from opennrm.reporting.actions.door import Answered
from opennrm.reporting.boxes import Recipient
from opennrm.reporting.carried import Ticket
from opennrm.reporting.forms.door import NOT_READABLE
from opennrm.reporting.numbers import Dialled, dialled
from opennrm.reporting.words import point_named

PAGE = 4000  # bytes of answers on a page
NEAR = 200  # letters before the end of a page in which a blank is looked for


@dataclass(frozen=True)
class Shown:
    """A reply, or a part of a long one, as it is shown."""

    day: date
    text: Any
    language: str
    help: tuple["Help", ...]
    goes_on: bool


@dataclass(frozen=True)
class Help:
    """A contact point that a reply names; ``name`` may hold readings."""

    name: str
    name_ja: str
    numbers: tuple[Dialled, ...]


def pages(replies: Iterable[Answered]) -> list[list[Shown]]:
    """The replies, the newest first, on pages; one empty page where there is none."""
    whole: list[list[Shown]] = [[]]
    room = PAGE
    for reply in reversed(list(replies)):
        for part in _parts(reply):
            size = len(str(part.text).encode())
            if whole[-1] and size > room:
                whole.append([])
                room = PAGE
            whole[-1].append(part)
            room -= size
    return whole


def readers(ticket: Ticket) -> list[str]:
    """The organisations to which a box is sealed."""
    return list(Recipient.objects.filter(box=ticket.box).values_list("inbox__organisation", flat=True))


def _parts(reply: Answered) -> list[Shown]:
    if not reply.text:
        return [Shown(reply.day, NOT_READABLE, get_language() or "en", (), goes_on=False)]
    texts = list(_cut(reply.text))
    last = len(texts) - 1
    return [
        Shown(reply.day, text, reply.language, _help(reply.help) if at == last else (), goes_on=at < last)
        for at, text in enumerate(texts)
    ]


def _cut(text: str) -> Iterable[str]:
    """Pieces of at most a page, cut behind a blank where there is one near, else between letters."""
    while len(text.encode()) > PAGE:
        fits = len(text.encode()[:PAGE].decode(errors="ignore"))
        blank = text.rfind(" ", fits - NEAR, fits)
        end = blank + 1 if blank >= 0 else fits
        yield text[:end]
        text = text[end:]
    yield text


def _help(codes: Sequence[str]) -> tuple[Help, ...]:
    known = {point.code: point for point in official_contact_points()}
    return tuple(
        Help(
            *point_named(code, en=known[code].name.en, ja=known[code].name.ja),
            tuple(dialled(each.number) for each in known[code].numbers),
        )
        for code in codes
        if code in known
    )
