"""A year's report put together: the numbers as counted, with the notes, texts and examples of the year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.utils.timezone import localdate

from opennrm.page.bilingual import Text
from opennrm.plan import accepted
from opennrm.publication import comparing, notes
from opennrm.publication.assemble import assemble
from opennrm.publication.builder import Sources
from opennrm.publication.models import Draft, FindingNote, SectionText
from opennrm.publication.notes import Note, Notes
from opennrm.publication.report import Correction, Report, Written
from opennrm.publication.terms import DraftState
from opennrm.understanding import address, published
from opennrm.understanding.engines.choose import engine

EXAMPLE = "case-"
APPROVALS = 2


def count(
    year: int, *, collection: str = "", on: date | None = None, step: Callable[[str], None] = lambda _t: None
) -> Report:
    """The report of a year from the register's database, as a draft. Raises NoRegister, NoEngine or NoFacts."""
    asked = engine("duckdb", folder=None, database=address.database(collection, year=year))
    try:
        sources = Sources(published.stored(), notes_of(year), on or localdate(), accepted.desk(year))
        return assemble(year, asked, sources, edition=f"{year}-draft", step=step)
    finally:
        asked.close()


def notes_of(year: int) -> Notes:
    """The notes at hand: those that come with the product, and those written at the desk; the newest holds."""
    written = FindingNote.objects.filter(year=year).order_by("-at", "-pk")
    at_the_desk = tuple(Note(each.year, each.check_id, each.arithmetic, Text(each.en, each.ja)) for each in written)
    return Notes((*at_the_desk, *notes.read(*notes.shipped()).notes))


def report_of(draft: Draft) -> Report:
    """What a draft says: as it was sent; while it is worked on, with the texts and notes of this moment."""
    held = Report.from_json(draft.report)
    return held if draft.state != DraftState.DRAFT else composed(draft, held)


def composed(draft: Draft, held: Report) -> Report:
    """A draft's numbers with the notes, texts and approved examples of its year, and what it corrects."""
    known, texts = notes_of(draft.year), tuple(written(draft.year))
    return replace(
        held,
        findings=tuple(replace(each, note=known.on(draft.year, each)) for each in held.findings),
        texts=tuple(each for each in texts if not is_example(each.section)),
        examples=tuple(each for each in texts if is_example(each.section)),
        correction=_correction(draft, held),
    )


def _correction(draft: Draft, held: Report) -> Correction | None:
    if draft.corrects is None:
        return None
    before = Report.from_json(draft.corrects.report)
    reason = Text(draft.reason_en, draft.reason_ja)
    return Correction(draft.corrects.name, reason, comparing.changed(before, held))


def is_example(section: str) -> bool:
    """Whether a text is a case example."""
    return section.startswith(EXAMPLE)


def written(year: int) -> list[Written]:
    """The newest text of each section of a year; of the examples those two have approved."""
    found = [each for each in SectionText.objects.newest(year).values() if not each.empty]
    ready = (each for each in found if not is_example(each.section) or each.approvals.count() >= APPROVALS)
    return sorted(map(as_written, ready), key=lambda each: (len(each.section), each.section))


def as_written(text: SectionText) -> Written:
    """A version as the report holds it."""
    return Written(text.section, Text(text.title_en, text.title_ja), Text(text.en, text.ja), text.version, text.made_up)
