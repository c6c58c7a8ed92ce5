"""The room's years side by side, as a document: sessions and participants, exchanges, campaigns.

Read from the room's own rows; the annual report reads the register.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from opennrm.foundations import campaign_actions, chapter_rules
from opennrm.foundations.models import Campaign, Distribution, Exchange, Session
from opennrm.page.document import Block, Chart, DataTable, Document, Heading, Paragraph, Row, Series
from opennrm.understanding.awareness import Audience, SessionKind
from opennrm.understanding.terms import Body

SHOWN = 6  # years side by side
Counts = Mapping[tuple[str, ...], int]


def overview(language: str, *, last: int) -> Document:
    """The years up to ``last``, of those in which anything was recorded, at most ``SHOWN``."""
    years = [year for year in sorted(_years()) if year <= last][-SHOWN:]
    blocks: list[Block] = []
    if years:
        blocks += [*_sessions(years), *_exchanges(years), *_campaigns(years)]
    else:
        blocks.append(Paragraph(_("Nothing was recorded yet. Sessions, meetings and campaigns stand here by year.")))
    return Document(language, "", "", "", None, blocks=tuple(blocks))


def _years() -> set[int]:
    found = {day.year for day in Session.objects.standing().values_list("day", flat=True)}
    found |= {day.year for day in Exchange.objects.standing().exclude(fact="").values_list("day", flat=True)}
    return found | {day.year for day in Campaign.objects.standing().exclude(fact="").values_list("starts", flat=True)}


def _sessions(years: Sequence[int]) -> Iterator[Block]:
    sessions: Counter[tuple[str, ...]] = Counter()
    persons: Counter[tuple[str, ...]] = Counter()
    rows = Session.objects.standing().values_list("kind", "audience", "day", "persons")
    for kind, audience, day, present in rows:
        for key in ((kind, audience, str(day.year)), (kind, str(day.year)), (str(day.year),)):
            sessions[key] += 1
            persons[key] += present
    yield Heading(_("Education and training"), 2, "sessions")
    kinds = [(each.value, str(each.label)) for each in SessionKind]
    yield Chart(
        "sessions-chart",
        "columns",
        _("Participants of education and training, by year"),
        _("Columns side by side for each year, one for each kind of session; the numbers stand in the table below."),
        _("participants"),
        tuple(map(str, years)),
        tuple(Series(name, tuple(float(persons[(kind, str(year))]) for year in years)) for kind, name in kinds),
    )
    yield _by_audience("participants", _("Participants, by kind and audience"), persons, years)
    yield _by_audience("sessions-table", _("Sessions, by kind and audience"), sessions, years)


def _by_audience(id: str, caption: str, counts: Counts, years: Sequence[int]) -> DataTable:
    rows: list[Row] = []
    for kind in SessionKind:
        if not any(counts[(kind.value, str(year))] for year in years):
            continue
        rows.append(Row(str(kind.label), _cells(counts, (kind.value,), years)))
        rows += [
            Row(str(each.label), _cells(counts, (kind.value, each.value), years), "part")
            for each in Audience
            if any(counts[(kind.value, each.value, str(year))] for year in years)
        ]
    rows.append(Row(_("Total"), _cells(counts, (), years), "total"))
    return DataTable(id, caption, (_("Kind and audience"), *map(str, years)), tuple(rows))


def _cells(counts: Counts, key: tuple[str, ...], years: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{counts[(*key, str(year))]:,}" for year in years)


def _exchanges(years: Sequence[int]) -> Iterator[Block]:
    counts: Counter[tuple[str, ...]] = Counter()
    for partner, day in Exchange.objects.standing().exclude(fact="").values_list("partner", "day"):
        counts[(partner, str(day.year))] += 1
        counts[(str(day.year),)] += 1
    yield Heading(_("Exchange of opinions"), 2, "exchanges")
    rows = [
        Row(str(body.label), _cells(counts, (body.value,), years))
        for body in Body
        if any(counts[(body.value, str(year))] for year in years)
    ]
    total = Row(_("Total"), _cells(counts, (), years), "total")
    yield DataTable("exchanges-table", _("Meetings, by partner"), (_("Partner"), *map(str, years)), (*rows, total))


def _campaigns(years: Sequence[int]) -> Iterator[Block]:
    heard = campaign_actions.heard()
    begun: Counter[tuple[str, ...]] = Counter()
    named: Counter[tuple[str, ...]] = Counter()
    copies: Counter[tuple[str, ...]] = Counter()
    for campaign in Campaign.objects.standing().exclude(fact=""):
        key = (str(campaign.starts.year),)
        begun[key] += 1
        named[key] += heard.get(campaign.pk.hex, 0)
    handed = Distribution.objects.filter(handed_on__isnull=False).values_list("handed_on", "copies")
    for day, number in handed:
        if day is not None:
            copies[(str(day.year),)] += number or 0
    yield Heading(_("Campaigns"), 2, "campaigns")
    rows = (
        Row(_("Campaigns begun"), _cells(begun, (), years)),
        Row(_("Copies of materials handed out"), _cells(copies, (), years)),
        Row(_("Contacts that named a code of these campaigns"), tuple(said(named[(str(year),)]) for year in years)),
    )
    notes = (_("Which contact named a code is kept nowhere. A small number is not shown."),)
    yield DataTable("campaigns-table", _("Campaigns and what came of them"), ("", *map(str, years)), rows, notes)


def said(count: int) -> str:
    """A count as it may be shown."""
    shown = chapter_rules.at_least(count)
    return _("fewer than 5") if shown is None else f"{shown:,}"
