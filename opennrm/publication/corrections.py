"""What a corrected edition says of the one before it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from opennrm.page.document import Block, DataTable, Heading, Notice, Paragraph, Row
from opennrm.publication.printed import number
from opennrm.publication.report import ChangedCell, Correction

ID = "corrections-table"


def notice(correction: Correction, language: str) -> Notice:
    """That this edition corrects another, and why."""
    said = _("It replaces edition %(edition)s. Every cell that changed is listed.") % {"edition": correction.edition}
    return Notice(_("A corrected edition"), (said, correction.reason.of(language)), "finding")


def blocks(correction: Correction | None, language: str) -> Iterator[Block]:
    """The reason of a correction, and the old and new value of every cell."""
    if correction is None:
        return
    yield Heading(_("What this edition corrects"), 2, "corrections")
    yield Paragraph(correction.reason.of(language))
    yield table(correction.cells, correction.edition, _("This edition"), language)


def table(cells: tuple[ChangedCell, ...], old: str, new: str, language: str) -> Block:
    """The cells that differ between two editions; or a sentence that none does."""
    if not cells:
        return Paragraph(_("No number changed."))
    rows = tuple(
        Row(
            f"{cell.title.of(language)}: {cell.row_label.of(language)}, {cell.column_label.of(language)}",
            (number(cell.old), number(cell.new)),
        )
        for cell in cells
    )
    return DataTable(ID, _("Cells that changed"), (_("Cell"), old, new), rows)
