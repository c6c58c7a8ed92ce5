"""Who received how many copies, as the secretariat's pages and its CSV show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.foundations import rules
from opennrm.foundations.models import Distribution, Feedback, Material, name_of
from opennrm.foundations.terms import MaterialKind, State
from opennrm.page.sheets import Cell, csv_bytes

HEADER = (
    "organisation", "organisation_name", "kind", "language", "version", "ordered", "ordered_on", "copies", "handed_on",
)  # fmt: skip


@dataclass(frozen=True)
class Sum:
    """Copies of one organisation, kind or language."""

    name: str
    copies: int


def waiting_for(official: Official) -> int:
    """What the secretariat finds to do: reviews due, comments without an answer, orders not handed out."""
    today = timezone.localdate()
    if not rules.releases(official.place(), on=today):
        return 0
    unanswered = Feedback.objects.filter(taken="", material__state=State.DRAFT).count()
    return Material.objects.overdue(today).count() + unanswered + Distribution.objects.waiting().count()


def by_organisation(rows: Iterable[Distribution], called: dict[str, str]) -> list[Sum]:
    """Copies handed out to each organisation, the most first."""
    return _summed((called.get(row.organisation_id, row.organisation_id), row.copies) for row in rows)


def by_language(rows: Iterable[Distribution]) -> list[Sum]:
    """Copies handed out in each language, the most first."""
    return _summed((name_of(row.material.language), row.copies) for row in rows)


def by_kind(rows: Iterable[Distribution]) -> list[Sum]:
    """Copies handed out of each kind, the most first."""
    return _summed((str(MaterialKind(row.material.kind).label), row.copies) for row in rows)


def csv(rows: Iterable[Distribution], called: dict[str, str]) -> bytes:
    """A line for each order or hand-out; what was not handed out has no copies."""
    return csv_bytes(HEADER, (_line(row, called) for row in rows))


def _line(row: Distribution, called: dict[str, str]) -> Sequence[Cell]:
    return (
        row.organisation_id,
        called.get(row.organisation_id, row.organisation_id),
        row.material.kind,
        row.material.language,
        row.material.version,
        row.ordered,
        row.ordered_on.isoformat(),
        row.copies,
        row.handed_on.isoformat() if row.handed_on else None,
    )


def _summed(pairs: Iterable[tuple[str, int | None]]) -> list[Sum]:
    sums: dict[str, int] = {}
    for name, copies in pairs:
        if copies is not None:
            sums[name] = sums.get(name, 0) + copies
    return [Sum(name, sums[name]) for name in sorted(sums, key=lambda name: (-sums[name], name))]
