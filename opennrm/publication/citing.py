"""The list of where figures that others published were read."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opennrm.page.document import Block, Bullet, Bullets, Heading
from opennrm.publication.report import Report
from opennrm.understanding import published


def sources(report: Report) -> Iterator[Block]:
    """Where figures others published come from."""
    used = sorted({source for table in report.tables for source in table.sources})
    if not used:
        return
    yield Heading(_("Sources of the published figures"), 2, "sources")
    known = published.sources()
    yield Bullets(tuple(_cited(id, known.get(id)) for id in used))


def _cited(id: str, source: published.Source | None) -> Bullet:
    """A source by its id; in Japanese as Japanese readers are told of it, where somebody has written that."""
    if source is None:
        return Bullet(id)
    title = source.ja if get_language() == "ja" and source.ja else source.title
    said = _("%(id)s: %(title)s (%(publisher)s)") % {
        "id": id, "title": title, "publisher": published.word("read_from", source.publisher),
    }  # fmt: skip
    return Bullet(said, published.word("directness", source.directness))
