"""The press sheet: one page with the headline numbers of an edition, what changed, and where to read on."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from opennrm.page.document import Block, Bullet, Bullets, Document, Heading, Paragraph
from opennrm.publication import corrections, full
from opennrm.publication import document as overview
from opennrm.publication.report import Report


def document(report: Report, language: str) -> Document:
    """One page in one language."""
    with override(language):
        title = _("Trafficking in persons in Japan, %(year)d: the numbers in brief") % {"year": report.year}
        made = overview.document(report, language)
        return replace(made, title=title, subtitle=_("Press sheet"), blocks=tuple(_blocks(report, language)))


def _blocks(report: Report, language: str) -> Iterator[Block]:
    if report.correction:
        yield corrections.notice(report.correction, language)
    figures = overview.headline_figures(report, language, linked=False)
    if figures.items:
        yield figures
    yield Heading(_("What the report says"), 2, "said")
    if not report.sentences:
        yield full.nothing(report)
    for section in dict.fromkeys(each.section for each in report.sentences):
        yield Heading(_short(section), 3, f"said-{section}")
        yield Bullets(tuple(map(Bullet, overview.sentences_of(report, section, language))))
    if report.demo:
        yield Paragraph(
            _("%(mark)s Made up for this demonstration; never published.") % {"mark": overview.MADE_UP}, small=True
        )
    open_notes = [f for f in report.findings if f.note]
    if open_notes:
        n = len(open_notes)
        yield Paragraph(_("Findings of the checks that carry a note in the report: %(n)d") % {"n": n}, small=True)
    counted = _("Edition %(edition)s; register «%(collection)s», version %(version)s.") % {
        "edition": report.edition, "collection": report.collection, "version": report.register,
    }  # fmt: skip
    yield Paragraph(counted, small=True)
    yield Paragraph(
        _("How each number was counted, every table and every file stand on the public pages of this edition. "
          "SHA256SUMS there lists the digest of this sheet."), small=True,
    )  # fmt: skip


def _short(section: str) -> str:
    return {
        "victims": _("Victims"),
        "suspects": _("Suspects and cases"),
        "prosecutions": _("Prosecutions"),
        "contacts": _("Contacts received"),
    }[section]
