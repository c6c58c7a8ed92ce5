"""Who shares a broker, a support organisation, an officer or an address, as far as the scope sees. Opens no name.

Equal blind indexes tell that two names are one, and so does a registration number; nobody learns here whose it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from opennrm.prevention.employers import Contract, Employer, Tie
from opennrm.prevention.examinations import Examination, Letter, Measure
from opennrm.prevention.examining_terms import MeasureKind, MeasureState
from opennrm.prevention.risk import Past

ADDRESS = "address"
BURDENS = (MeasureKind.ORDER, MeasureKind.REFUSAL, MeasureKind.REVOCATION)
TROUBLED = Q(examinations__findings__gt=0)
GONE = Q(contracts__missing__isnull=False)


@dataclass
class Shared:
    """Employers that share something. ``kinds`` are of ``TieKind`` or the address; ``ties`` are who is shared."""

    kinds: tuple[str, ...]
    number: str
    employers: list[Employer]
    ties: list[Tie] = field(default_factory=list)
    findings: int = 0
    missing: int = 0


def shared(*, kind: str = "", on: date) -> list[Shared]:
    """All there is, what most employers share first. ``kind`` narrows it to officers, brokers, … or the address."""
    found = [] if kind == ADDRESS else _by_ties(kind, on)
    if kind in ("", ADDRESS):
        found += _by_address()
    _count(found)
    return sorted(found, key=lambda each: (-len(each.employers), each.kinds, each.employers[0].number))


def past_of(employer: Employer, *, on: date) -> Past:
    """What the records say of an employer, for ``risk.reasons``."""
    examined = Examination.objects.filter(employer=employer)
    measures = Measure.objects.filter(examination__employer=employer)
    others = {each.pk for group in _of(employer, on) for each in group.employers} - {employer.pk}
    beside = Employer.objects.filter(pk__in=others)
    there = Employer.objects.none()
    if employer.address_index:
        there = Employer.objects.filter(address_index=employer.address_index).exclude(pk=employer.pk)
    contracts = Contract.objects.filter(employer=employer)
    stand = measures.filter(kind__in=BURDENS).exclude(state=MeasureState.WITHDRAWN)
    late = Q(state=MeasureState.NOT_FULFILLED) | Q(state=MeasureState.OPEN, due__lt=on)
    return Past(
        findings=tuple(day for day in examined.filter(findings__gt=0).values_list("decided", flat=True) if day),
        measures=tuple(stand.values_list("on", flat=True)),
        unfulfilled=measures.filter(late).count(),
        unanswered=Letter.objects.waiting().filter(examination__employer=employer, due__lt=on).count(),
        missing=tuple(day for day in contracts.values_list("missing", flat=True) if day),
        workers=contracts.running(on).count(),
        shared_troubled=beside.filter(TROUBLED).distinct().count(),
        shared_missing=beside.filter(GONE).distinct().count(),
        shared_address=there.count(),
    )


def _by_ties(kind: str, on: date) -> list[Shared]:
    ties = Tie.objects.holding(on)
    if kind:
        ties = ties.filter(kind=kind)
    found: dict[frozenset[object], Shared] = {}
    for column in ("number", "name_index"):
        several = ties.exclude(**{column: ""}) if column == "number" else ties
        keys = several.order_by().values(column).annotate(n=Count("employer", distinct=True)).filter(n__gt=1)
        rows = ties.filter(**{f"{column}__in": [each[column] for each in keys]}).select_related("employer")
        for group in _grouped(rows, column):
            found.setdefault(frozenset(each.pk for each in group.ties), group)
    return list(found.values())


def _of(employer: Employer, on: date) -> Iterable[Shared]:
    """The groups an employer belongs to, by the ties it has."""
    mine = list(Tie.objects.holding(on).filter(employer=employer))
    numbers = [each.number for each in mine if each.number]
    names = [each.name_index for each in mine]
    rows = Tie.objects.holding(on).filter(Q(number__in=numbers) | Q(name_index__in=names)).select_related("employer")
    yield from _grouped(rows, "name_index")
    yield from _grouped([each for each in rows if each.number], "number")


def _grouped(rows: Iterable[Tie], column: str) -> Iterable[Shared]:
    groups: dict[str, list[Tie]] = {}
    for each in rows:
        groups.setdefault(getattr(each, column), []).append(each)
    for ties in groups.values():
        employers = {each.employer_id: each.employer for each in ties}
        kinds = tuple(sorted({each.kind for each in ties}))
        number = next((each.number for each in ties if each.number), "")
        yield Shared(kinds, number, sorted(employers.values(), key=lambda each: each.number), ties)


def _by_address() -> list[Shared]:
    there = Employer.objects.filter(address_index__isnull=False)
    several = there.order_by().values("address_index").annotate(n=Count("pk")).filter(n__gt=1)
    groups: dict[str, list[Employer]] = {}
    for each in there.filter(address_index__in=[row["address_index"] for row in several]).order_by("number"):
        groups.setdefault(each.address_index, []).append(each)
    return [Shared((ADDRESS,), "", rows) for rows in groups.values()]


def _count(groups: list[Shared]) -> None:
    """How many employers of each group have findings, and whose workers went missing."""
    everybody = {each.pk for group in groups for each in group.employers}
    rows = Employer.objects.filter(pk__in=everybody)
    troubled = set(rows.filter(TROUBLED).values_list("pk", flat=True))
    gone = set(rows.filter(GONE).values_list("pk", flat=True))
    for group in groups:
        pks = {each.pk for each in group.employers}
        group.findings, group.missing = len(pks & troubled), len(pks & gone)
