"""Verbs of a year's texts: write over what was seen, approve an example, remark, resolve."""

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.page.bilingual import Text
from opennrm.page.refusals import Refused, refuse
from opennrm.publication import composing, rules
from opennrm.publication.models import Remark, SectionText, TextApproval
from opennrm.publication.terms import Refusal
from opennrm.vault.actions import await_turn, record


@transaction.atomic
def write(
    year: int, section: str, *, seen: int, title: Text, text: Text, made_up: bool = False, by: Official
) -> SectionText:
    """Save the next version of a section, over the version ``seen``. The same text again adds nothing."""
    await_turn()
    newest = SectionText.objects.versions(year, section).first()
    example = composing.is_example(section)
    title = title if example else Text("", "")
    refuse(
        rules.why_not_write(
            seen=seen,
            newest=newest.version if newest else 0,
            en=text.en,
            ja=text.ja,
            example=example,
            title=bool(title.en.strip() and title.ja.strip()),
        )
    )
    fields = {
        "title_en": title.en.strip(), "title_ja": title.ja.strip(), "en": _plain(text.en), "ja": _plain(text.ja),
        "made_up": made_up and example,
    }  # fmt: skip
    if newest and all(getattr(newest, name) == value for name, value in fields.items()):
        return newest
    made = SectionText.objects.create(year=year, section=section, version=seen + 1, by=by, at=timezone.now(), **fields)
    record("text.written", str(made), by=by.word)
    return made


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


@transaction.atomic
def approve(year: int, section: str, *, seen: int, by: Official) -> TextApproval:
    """Approve the newest version of a case example."""
    await_turn()
    versions = SectionText.objects.versions(year, section)
    newest = versions.first()
    refuse(
        rules.why_not_approve_text(
            example=composing.is_example(section),
            seen=seen,
            newest=newest.version if newest else 0,
            author=versions.filter(by=by).exists(),
            approved_before=newest is not None and newest.approvals.filter(by=by).exists(),
        )
    )
    if newest is None:  # version 0 is of nothing
        raise Refused(Refusal.NOT_THE_NEWEST)
    made = TextApproval.objects.create(text=newest, by=by, at=timezone.now())
    record("text.approved", str(newest), by=by.word)
    return made


@transaction.atomic
def remark(year: int, section: str, *, text: str, by: Official) -> Remark:
    """Remark on a section. The draft of the year waits until it is resolved."""
    await_turn()
    refuse(None if text.strip() else Refusal.NO_REASON)
    made = Remark.objects.create(year=year, section=section, text=text.strip(), by=by, at=timezone.now())
    record("text.remarked", f"text:{year}.{section}", by=by.word)
    return made


@transaction.atomic
def resolve(year: int, section: str, *, pk: int, by: Official) -> None:
    """Resolve a remark; resolved already it stays as it is."""
    await_turn()
    found = Remark.objects.select_for_update().filter(year=year, section=section, pk=pk, resolved_at=None).first()
    if found is None:
        return
    found.resolved_by, found.resolved_at = by, timezone.now()
    found.save(update_fields=["resolved_by", "resolved_at"])
    record("text.resolved", f"text:{year}.{section}", by=by.word)


def next_example(year: int) -> str:
    """The id of the next case example of a year."""
    there = [s for s in SectionText.objects.newest(year) if composing.is_example(s)]
    return f"{composing.EXAMPLE}{1 + max((int(s.removeprefix(composing.EXAMPLE)) for s in there), default=0)}"
