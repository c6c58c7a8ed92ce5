"""Verbs of an edition: build a draft, note a finding, send it to be checked, sign twice, send it back.

Two sign who neither built the draft nor wrote a text of it; the second signature publishes. What is published was
set before anything is written, and is written at once: an edition is a draft or published, never half.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.page.bilingual import Text
from opennrm.page.refusals import Refused, refuse
from opennrm.page.typeset import NoGlyph
from opennrm.publication import agreeing, composing, deciding, rules
from opennrm.publication.actions import digest_of, keep_edition, prepare, same_as
from opennrm.publication.gate import NotFit
from opennrm.publication.models import Draft, Edition, FindingNote, Remark, SectionText
from opennrm.publication.report import Report
from opennrm.publication.terms import DraftState, Refusal
from opennrm.vault.actions import await_turn, record

NO_REASON = Text("", "")


@transaction.atomic
def build(report: Report, *, by: Official, reason: Text = NO_REASON) -> Draft:
    """Keep a counted report as the draft of its year. One draft of a year at a time in an organisation."""
    await_turn()
    there = Draft.objects.seen_by(by).open().filter(year=report.year).exists()
    refuse(Refusal.DRAFT_OPEN if there else None)
    corrects = Edition.objects.of_year(report.year)
    given = bool(reason.en.strip() and reason.ja.strip())
    refuse(Refusal.NO_REASON_TO_CORRECT if corrects and not given else None)
    draft = Draft.objects.create(
        year=report.year,
        collection=report.collection,
        register=report.register,
        report=report.to_json(),
        sha256=digest_of(report),
        corrects=corrects,
        reason_en=reason.en.strip() if corrects else "",
        reason_ja=reason.ja.strip() if corrects else "",
        asked_by=by,
        asked_at=timezone.now(),
    )
    record("edition.drafted", draft.word, by=by.word)
    return draft


@transaction.atomic
def note(draft: UUID, *, check: str, arithmetic: str, text: Text, by: Official) -> FindingNote:
    """Answer one finding of a draft. It counts for exactly this arithmetic."""
    await_turn()
    held = _locked(draft, by)
    refuse(None if held.state == DraftState.DRAFT else Refusal.NOT_A_DRAFT)
    found = any((f.check, f.arithmetic) == (check, arithmetic) for f in Report.from_json(held.report).findings)
    refuse(None if found else Refusal.MOVED_ON)
    refuse(None if text.en.strip() and text.ja.strip() else Refusal.ONE_LANGUAGE)
    made = FindingNote.objects.create(
        year=held.year, check_id=check, arithmetic=arithmetic, en=text.en.strip(), ja=text.ja.strip(), by=by,
        at=timezone.now(),
    )  # fmt: skip
    record("edition.noted", f"{held.word}", by=by.word)
    return made


def send(draft: UUID, *, by: Official) -> Draft:
    """Send a draft to be checked. From now on all of it stands still; every file of it was set once, as a trial."""
    held = _found(draft, by)
    report = composing.report_of(held)
    _why_not_send(held, report)
    try:
        prepare(report)
    except NotFit as refused:
        raise Refused(Refusal.NOT_FIT) from refused
    except NoGlyph as refused:
        raise Refused(Refusal.NO_SUCH_SIGN) from refused
    return _sent(held, report, by)


@transaction.atomic
def _sent(held: Draft, report: Report, by: Official) -> Draft:
    await_turn()
    now = _locked(held.pk, by)
    refuse(Refusal.NOT_A_DRAFT if now.state != DraftState.DRAFT else None)
    again = composing.report_of(now)
    _why_not_send(now, again)
    refuse(Refusal.MOVED_ON if digest_of(again) != digest_of(report) else None)
    refuse(Refusal.NOTHING_NEW if _says_nothing_new(report) else None)
    now.state, now.sent_at = DraftState.ASKED, timezone.now()
    now.report, now.sha256 = report.to_json(), digest_of(report)
    now.save(update_fields=["state", "sent_at", "report", "sha256"])
    record("edition.sent", now.word, by=by.word)
    return now


def _why_not_send(held: Draft, report: Report) -> None:
    refuse(
        rules.why_not_send(
            state=held.state,
            open_findings=len(report.open_findings),
            open_remarks=Remark.objects.filter(year=held.year, resolved_at=None).count(),
            numbers_differ=any(
                any(agreeing.differing(t.text.en, t.text.ja)) for t in (*report.texts, *report.examples)
            ),
            corrects=held.corrects_id is not None,
            reason=bool(held.reason_en and held.reason_ja),
        )
    )


def _says_nothing_new(report: Report) -> bool:
    """Whether this is what the edition before says, but for the reason of a correction."""
    if same_as(report) is not None:
        return True
    before = Edition.objects.of_year(report.year)
    if before is None or report.correction is None or report.correction.cells:
        return False
    old = Report.from_json(before.report)
    said = (old.texts, old.examples, old.sentences, old.statements, old.findings, old.measures)
    return said == (
        report.texts,
        report.examples,
        report.sentences,
        report.statements,
        report.findings,
        report.measures,
    )


def sign(draft: UUID, *, seen: str, by: Official) -> Draft:
    """Sign first; or second, which publishes. ``seen`` is the state of the draft on the page it was signed from.

    The files are set outside the transaction, so that nobody waits for a typesetter; if another edition of the year
    came out meanwhile, nothing is published.
    """
    held = _found(draft, by)
    refuse(_why_not_sign(held, by, seen))
    report = Report.from_json(held.report)
    prepared = prepare(report) if held.state == DraftState.FIRST else None
    with transaction.atomic():
        await_turn()
        now = _locked(draft, by)
        refuse(_why_not_sign(now, by, seen))
        if not deciding.approve(now, by):
            now.save(update_fields=deciding.APPROVED)
            record("edition.signed", now.word, by=by.word)
            return now
        try:
            now.edition = keep_edition(report, by=by.word, prepared=prepared)
        except NotFit as refused:
            raise Refused(Refusal.NOT_FIT) from refused
        now.report = ""
        now.save(update_fields=[*deciding.APPROVED, "edition", "report"])
        return now


@transaction.atomic
def send_back(draft: UUID, *, reason: str, by: Official) -> Draft:
    """Close a draft without publishing it, with a reason for whoever builds the next."""
    await_turn()
    held = _locked(draft, by)
    refuse(rules.why_not_send_back(state=held.state, reason=reason))
    deciding.close(held, by, reason)
    held.report = ""
    held.save(update_fields=[*deciding.CLOSED, "report"])
    record("edition.returned", held.word, by=by.word)
    return held


def authors(draft: Draft) -> Collection[UUID]:
    """Everybody who wrote a version of a text of the draft's year up to the moment it was sent."""
    found = SectionText.objects.filter(year=draft.year)
    if draft.sent_at:
        found = found.filter(at__lte=draft.sent_at)
    return set(found.values_list("by", flat=True))


def why_not_sign(draft: Draft, by: Official) -> Refusal | None:
    """Why this official may not sign the draft as it stands now."""
    return _why_not_sign(draft, by, draft.state)


def _why_not_sign(held: Draft, by: Official, seen: str) -> Refusal | None:
    author = held.asked_by_id == by.pk or by.pk in authors(held)
    return rules.why_not_sign(seen=seen, state=held.state, author=author, gave_first=held.first_id == by.pk)


def _found(draft: UUID, by: Official) -> Draft:
    found = Draft.objects.seen_by(by).select_related("corrects").filter(pk=draft).first()
    if found is None:
        raise Refused(Refusal.DECIDED)
    return found


def _locked(draft: UUID, by: Official) -> Draft:
    rows = Draft.objects.seen_by(by).select_related("corrects").select_for_update(of=("self",))
    found = rows.filter(pk=draft).first()
    if found is None:
        raise Refused(Refusal.DECIDED)
    return found
