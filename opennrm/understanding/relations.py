"""From facts as recorded to rows that can be counted. Written once, in Ibis, for every engine.

``raw`` tables have the contract's columns; ``known`` ones the facts that stand. A counted relation has ``year``
(None where the day lies in no one year), ``period`` (the year, or a span such as 2014-2018), ``first`` (the first
fact of its unit in that period: counting these counts persons, suspects or offences) and the fact's attributes,
but for opaque keys, which nothing is tabulated by.
"""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from opennrm.understanding.attributes import Attribute, Kind
from opennrm.understanding.facts import Fact, SuspectArrested, SuspectDisposed
from opennrm.understanding.terms import Change, Outcome, Precision

Tables = Mapping[str, ir.Table]
WHOLE = (Precision.DAY.value, Precision.MONTH.value, Precision.YEAR.value)
LONG_AGO = date(1900, 1, 1)
DATES = ("day", "until", "recorded_on")

# Which step stands where several are recorded: the later and more final one.
PROSECUTION = (
    Outcome.PROSECUTED,
    Outcome.FAMILY_COURT,
    Outcome.SUSPENDED,
    Outcome.NOT_PROSECUTED,
    Outcome.OTHER_DISPOSITION,
    Outcome.UNDER_REVIEW,
)
TRIAL = (Outcome.GUILTY, Outcome.NOT_GUILTY, Outcome.OTHER_JUDGMENT, Outcome.PENDING)
UNACCOUNTED = "unaccounted"


def facts(fact: type[Fact], prefix: str) -> ir.Table:
    """A table with the contract's columns for SQL to be written over; ``prefix_table`` is its name in the engine."""
    numbers = {a.name for a in fact.attributes() if a.kind is Kind.NUMBER}
    kinds = {**dict.fromkeys(DATES, "date"), **dict.fromkeys(numbers, "int32")}
    columns = {name: kinds.get(name, "string") for name in fact.columns()}
    return ibis.table(columns, name=f"{prefix}_{fact.table}")


def superseded(raw: ir.Table, as_of: date | None) -> ir.Table:
    """The ids of facts that a later fact has taken the place of, as ``gone``."""
    recorded = _recorded(raw, as_of)
    return recorded.filter(recorded.supersedes != "").select(gone="supersedes")


def known(raw: ir.Table, as_of: date | None, gone: ir.Table | None = None) -> ir.Table:
    """The facts as the register knew them at the end of ``as_of``: corrected ones replaced, withdrawn ones gone.

    A chain of corrections leaves its last fact; a withdrawal at its end leaves none. ``gone``: a table of
    ``superseded``, where an engine has made one.
    """
    gone = superseded(raw, as_of) if gone is None else gone
    recorded = _recorded(raw, as_of)
    live = recorded.anti_join(gone, recorded.id == gone.gone)
    return live.filter(live.change != Change.WITHDRAWAL.value)


def _recorded(raw: ir.Table, as_of: date | None) -> ir.Table:
    return raw if as_of is None else raw.filter(raw.recorded_on <= ibis.literal(as_of))


def tabulated(fact: type[Fact]) -> tuple[Attribute, ...]:
    """The attributes a table may be made by: all but opaque keys."""
    return tuple(a for a in fact.attributes() if a.kind is not Kind.KEY)


def counted(live: ir.Table, fact: type[Fact], *, once: bool = False) -> ir.Table:
    """Rows that can be counted, with the unit's key. ``once`` says that no unit stands in two of these rows."""
    year = ibis.cases((live.precision.isin(WHOLE), live.day.year()), else_=ibis.null("int32")).cast("int16")
    period = ibis.cases(
        (live.precision.isin(WHOLE), live.day.year().cast("string")),
        (
            live.precision == Precision.SPAN.value,
            live.day.year().cast("string") + "-" + live.until.year().cast("string"),
        ),
        else_=ibis.null("string"),
    )
    rows = live.mutate(year=year, period=period)
    if once:
        rows = rows.mutate(first=ibis.literal(True))
    else:
        of_unit = ibis.window(group_by=[rows.key, rows.period], order_by=[rows.day, rows.id])
        rows = rows.mutate(first=ibis.row_number().over(of_unit) == 0)
    return rows.select("key", "day", "year", "period", "first", *(a.name for a in tabulated(fact)))


def suspects(arrested: ir.Table, disposed: ir.Table, *, once: bool = False) -> ir.Table:
    """Arrested suspects with what became of them.

    ``prosecution``: the prosecutor's decision. ``trial`` of those prosecuted: the outcome, else that the case is
    pending, else ``unaccounted``: neither is recorded, and neither is inferred. Nor is a prosecution inferred from
    a judgment: found guilty without a recorded prosecution, a suspect stands under no disposition.
    """
    rows = counted(arrested, SuspectArrested, once=once)
    steps = disposed.mutate(
        decision=ibis.cases(*((disposed.outcome == o, n) for n, o in _ranked(PROSECUTION))),
        judgment=ibis.cases(*((disposed.outcome == o, n) for n, o in _ranked(TRIAL))),
    )
    steps = steps if once else _by_cohort(steps, rows)
    by = ["key"] if once else ["key", "cohort"]
    best = steps.group_by(by).agg(decision=steps.decision.min(), judgment=steps.judgment.min())
    best = best.rename(suspect="key")
    same = [rows.key == best.suspect]
    if not once:
        same.append(rows.period.fill_null("") == best.cohort)
    found = rows.left_join(best, same)
    is_prosecuted = found.decision == 0
    found = found.mutate(
        prosecution=ibis.cases(*((found.decision == n, o) for n, o in _ranked(PROSECUTION))),
        trial=ibis.cases(
            *((is_prosecuted & (found.judgment == n), o) for n, o in _ranked(TRIAL)),
            (is_prosecuted, UNACCOUNTED),
        ),
    )
    names = (a.name for a in tabulated(SuspectArrested))
    return found.select("year", "period", "first", *names, "prosecution", "trial")


def _ranked(steps: tuple[Outcome, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((n, step.value) for n, step in enumerate(steps))


def _by_cohort(steps: ir.Table, rows: ir.Table) -> ir.Table:
    """Steps with the ``cohort`` they belong to: the suspect's last one arrested before or on the step's day.

    A step before every arrest belongs to the first cohort, a step of unknown day to the last.
    """
    starts = rows.day.fill_null(ibis.literal(LONG_AGO))
    cohorts = rows.filter(rows.first).mutate(cohort=rows.period.fill_null(""), starts=starts)
    in_turn = ibis.window(group_by=cohorts.key, order_by=[cohorts.starts, cohorts.cohort])
    cohorts = cohorts.mutate(ends=cohorts.starts.lead().over(in_turn), turn=ibis.row_number().over(in_turn))
    cohorts = cohorts.select(suspect="key", cohort="cohort", starts="starts", ends="ends", turn="turn")
    steps = steps.select("key", "day", "decision", "judgment")
    joined = steps.inner_join(cohorts, steps.key == cohorts.suspect)
    begun = (joined.turn == 0) | joined.day.isnull() | (joined.day >= joined.starts)
    return joined.filter(begun & (joined.ends.isnull() | (joined.day < joined.ends)))


def relation(fact: type[Fact], live: Tables, *, once: bool = False) -> ir.Table:
    """The counted relation of a fact type, from tables of known facts."""
    if fact is SuspectArrested:
        return suspects(live[fact.table], live[SuspectDisposed.table], once=once)
    return counted(live[fact.table], fact, once=once).drop("key", "day")
