"""The non-punishment principle: a suspect who may be a victim is told to identification before charge. Raises Refused.

Sources: OHCHR Recommended Principles and Guidelines on Human Rights and Human Trafficking (2002), principle 7; ILO
Protocol of 2014 to the Forced Labour Convention (P029), article 4 (2). The Palermo Protocol itself has no such article.
Called while acting for investigation. Whom a key stands for, only the page of the suspect knows.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from opennrm.agencies.models import Official, Organisation
from opennrm.eradication import related_rules as rules
from opennrm.eradication.actions.related import opened
from opennrm.eradication.models import PossibleVictim
from opennrm.eradication.related import PossibleVictimQuerySet
from opennrm.eradication.related_terms import Considered, RelatedRefusal, Stage
from opennrm.identification.actions import notices
from opennrm.identification.actions.notices import Message
from opennrm.identification.models import Notice
from opennrm.identification.terms import NoticeKind, NoticeState
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.terms import Urgency
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Possible:
    """Who may be a victim, and why. ``suspect`` is an opaque key; ``words`` are sealed and go to identification."""

    suspect: str
    stage: Stage
    grounds: Collection[str]
    to: Organisation
    words: str = field(repr=False)
    urgency: Urgency = Urgency.SOON
    prefecture: str = ""


@transaction.atomic
def flag_possible_victim(possible: Possible, *, by: Official, on: date) -> PossibleVictim:
    """Flag a suspect, and send identification a notice with its urgency, in one transaction."""
    suspect = possible.suspect.strip()
    refuse(
        rules.why_not_flag(
            suspect=suspect,
            grounds=possible.grounds,
            words=possible.words,
            open_already=open_flags(suspect).exists(),
        )
    )
    message = Message(
        kind=NoticeKind.SUSPECT,
        to=possible.to,
        urgency=possible.urgency,
        text=possible.words,
        prefecture=possible.prefecture,
        reference=suspect[:40],
    )
    owner = Organisation.objects.get(pk=by.organisation_id)
    made = PossibleVictim(
        file=opened(owner, reason="a suspect who may be a victim", by=by),
        owner=owner,
        suspect=suspect,
        stage=possible.stage,
        grounds=sorted(possible.grounds),
        urgency=possible.urgency,
        raised=on,
        by=by,
        notice=notices.send(message, by=by, on=on).pk,
    )
    seal(made, "words", possible.words.strip())
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(RelatedRefusal.FLAGGED) from None
    record("possible-victim.flagged", made.word, by=by.word)
    return made


@transaction.atomic
def consider(flag: PossibleVictim, *, became: Considered, reason: str, by: Official, on: date) -> PossibleVictim:
    """Record what became of the case, and why; that it goes on, only once identification has answered."""
    held = PossibleVictim.objects.select_for_update(of=("self",)).filter(pk=flag.pk).first()
    if held is None:
        raise Refused(RelatedRefusal.NOT_HERE)
    notice = Notice.objects.filter(pk=held.notice).exclude(state=NoticeState.WAITING).first()
    goes_on = became in {Considered.GOES_ON, Considered.LESSER}
    refuse(
        rules.why_not_consider(
            closed=held.closed is not None, reason=reason, goes_on=goes_on, answered=notice is not None
        )
    )
    if notice is not None:
        held.answer, held.answered = notice.state, notice.answered
    seal(held, "reason", reason.strip())
    held.considered, held.closed, held.closed_by = became, on, by
    held.save()
    record("possible-victim.considered", held.word, by=by.word)
    return held


def open_flags(suspect: str) -> PossibleVictimQuerySet:
    """The flags of a suspect that nobody has considered yet, in the scope in force: a charge page shows them."""
    return PossibleVictim.objects.open().filter(suspect=suspect)
