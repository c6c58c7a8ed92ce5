"""The full edition as a document: chapters 1 to 6 by the declared contents, case examples, annexes.

A section for which nothing was recorded says so.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from opennrm.page.document import Block, Bullet, Bullets, Contents, Document, Heading, Notice, Paragraph
from opennrm.plan.terms import Chapter
from opennrm.publication import corrections
from opennrm.publication import document as overview
from opennrm.publication.citing import sources
from opennrm.publication.contents import Section, contents
from opennrm.publication.report import Report, Written

ANNEXES = "A", "B", "C", "D", "E"


def document(report: Report, language: str) -> Document:
    """The full annual report in one language."""
    with override(language):
        made = overview.document(report, language)
        return replace(made, subtitle=_("Full edition"), blocks=tuple(_blocks(report, language)))


def _blocks(report: Report, language: str) -> Iterator[Block]:
    if report.demo:
        yield overview.demo_notice()
    if report.correction:
        yield corrections.notice(report.correction, language)
    headlines = overview.headline_figures(report, language)
    if headlines.items:
        yield headlines
    yield Contents(_("Contents"))
    yield Heading(_("Introduction"), 2, "introduction")
    for section in contents().of(0):
        yield from section_blocks(report, section, language)
    for chapter in Chapter:
        yield Heading(f"{chapter.value}. {chapter.title.of(language)}", 2, f"chapter-{chapter.value}")
        for section in contents().of(chapter.value):
            yield from section_blocks(report, section, language)
        if chapter.value == 1:
            yield from overview.measures(report.measures, 1, language)
    yield from _annexes(report, language)


def section_blocks(report: Report, section: Section, language: str) -> Iterator[Block]:
    """One section: what was written for it, then what was counted or recorded; or that there is nothing."""
    yield Heading(f"({section.number}) {section.title.of(language)}", 3, f"section-{section.id}")
    text = report.text(section.id)
    filled = list(text_blocks(text, language)) if text else []
    match section.kind:
        case "tables":
            filled += _tables(report, section, language)
        case "examples":
            filled += _examples(report, language)
        case "progress":
            filled += _progress(report, section, language)
    yield from filled or [nothing(report)]


def nothing(report: Report) -> Paragraph:
    """What a section says for which nothing was recorded."""
    return Paragraph(_("Nothing was recorded for this section for %(year)d.") % {"year": report.year})


def text_blocks(text: Written, language: str) -> Iterator[Block]:
    """What an official wrote: a paragraph a blank line, a list where every line begins with a dash."""
    for part in filter(None, (each.strip() for each in text.text.of(language).split("\n\n"))):
        lines = part.split("\n")
        if all(line.startswith(("- ", "・")) for line in lines):
            yield Bullets(tuple(Bullet(line.removeprefix("- ").removeprefix("・")) for line in lines))
        else:
            yield Paragraph(" ".join(lines) if language == "en" else "".join(lines))


def example_blocks(example: Written, number: int, language: str) -> Iterator[Block]:
    """A case example under its number and title."""
    said = {"n": number, "title": example.title.of(language)}
    yield Heading(_("Case %(n)d. %(title)s") % said, 4, f"example-{number}")
    if example.made_up:
        yield Notice(_("A made-up example"), (_("Nobody in it exists. It was written for the demonstration."),), "demo")
    yield from text_blocks(example, language)


def _examples(report: Report, language: str) -> Iterator[Block]:
    if report.examples:
        said = _("Written for publication, with nothing in it by which a person could be recognised; two officials who "
                 "did not write it approved each.")  # fmt: skip
        yield Paragraph(said, small=True)
    for number, example in enumerate(report.examples, 1):
        yield from example_blocks(example, number, language)


def _tables(report: Report, section: Section, language: str) -> Iterator[Block]:
    if said := overview.sentences_of(report, section.id, language):
        yield Bullets(tuple(map(Bullet, said)))
    for table in report.tables:
        if table.section == section.id:
            yield from overview.table_blocks(report, table, language)


def _progress(report: Report, section: Section, language: str) -> Iterator[Block]:
    if any(s.chapter == section.chapter for s in report.statements):
        yield from overview.statements(report, section.chapter, language)
    else:
        yield from overview.measures(report.measures, section.chapter, language)


def _annexes(report: Report, language: str) -> Iterator[Block]:
    letters = iter(ANNEXES)
    parts = [
        (_("Checks of the numbers"), list(overview.check_blocks(report, language))),
        (_("How it was counted"), list(overview.method(report, language))),
        (_("Sources of the published figures"), list(sources(report))),
        (_("What this edition corrects"), list(corrections.blocks(report.correction, language))),
        (_("Where the contents come from"), list(_seen(language))),
    ]
    for title, blocks in parts:
        if blocks:
            letter = next(letters)
            yield Heading(_("Annex %(letter)s. %(title)s") % {"letter": letter, "title": title}, 2, f"annex-{letter}")
            yield from (each for each in blocks if not (isinstance(each, Heading) and each.level == 2))


def _seen(language: str) -> Iterator[Block]:
    yield Paragraph(
        _("Sections and their order follow the published editions that could be read; titles are in our own words. A "
          "section marked as our own stands in none of them."), small=True,
    )  # fmt: skip
    between, own, colon, stop = _("; "), _("our own"), _(": "), _(", ")
    listed = []
    for each in contents().sections:
        where = f"{colon}{between.join(each.seen)}" if each.seen else ""
        listed.append(Bullet(each.title.of(language) + where, own if each.own else ""))
    yield Bullets(tuple(listed))
    yield Bullets(
        tuple(
            Bullet(f"{id}{colon}{title.of(language)}{stop}{where.of(language)}")
            for id, title, where in contents().sources
        )
    )
