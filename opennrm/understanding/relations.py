"""From facts as recorded to rows that can be counted. Written once, in Ibis, for every engine.

``raw`` tables have the contract's columns. A counted relation has ``year`` (None where the day lies in no one
year), ``period`` (the year, or a span such as 2014-2018), ``first`` (the first fact of its unit in that year:
counting these counts persons, suspects or offences) and the fact's attributes.
"""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from opennrm.understanding.facts import Fact, SuspectArrested, SuspectDisposed
from opennrm.understanding.terms import Change, Outcome, Precision

Raw = Mapping[str, ir.Table]
WHOLE = (Precision.DAY.value, Precision.MONTH.value, Precision.YEAR.value)


def known(raw: ir.Table, as_of: date | None) -> ir.Table:
    """The facts as the register knew them at the end of ``as_of``: corrected ones replaced, withdrawn ones gone."""
    if as_of is not None:
        raw = raw.filter(raw.recorded_on <= ibis.literal(as_of))
    changes = raw.filter(raw.supersedes != "")
    gone = changes.select(superseded=changes.supersedes)
    live = raw.anti_join(gone, raw.id == gone.superseded)
    return live.filter(live.change != Change.WITHDRAWAL.value)


def counted(live: ir.Table, fact: type[Fact], *, distinct_keys: bool = False) -> ir.Table:
    """Rows that can be counted. ``distinct_keys`` says that no unit has two facts in one year (then all are first)."""
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
    if distinct_keys:
        rows = rows.mutate(first=ibis.literal(True))
    else:
        of_unit = ibis.window(group_by=[rows.key, rows.period], order_by=[rows.day, rows.id])
        rows = rows.mutate(first=ibis.row_number().over(of_unit) == 0)
    return rows.select("key", "year", "period", "first", *(a.name for a in fact.attributes()))


def outcomes(live: ir.Table) -> ir.Table:
    """One row a suspect: which steps of the disposition are known."""
    return live.group_by("key").agg(
        **{o.value: (live.outcome == o.value).cast("int8").max() for o in Outcome},
    )


def suspects(raw: Raw, as_of: date | None) -> ir.Table:
    """Arrested suspects with what became of them.

    ``prosecution``: the prosecutor's decision; ``trial`` of those prosecuted: the outcome, else that the case is
    pending, else ``unaccounted``: neither is recorded, and neither is inferred.
    """
    arrested = counted(known(raw[SuspectArrested.table], as_of), SuspectArrested)
    steps = outcomes(known(raw[SuspectDisposed.table], as_of)).rename(suspect="key")
    rows = arrested.left_join(steps, arrested.key == steps.suspect)
    prosecution = ibis.cases(*((rows[o] == 1, o) for o in _in_order(PROSECUTION)), else_=ibis.null("string"))
    rows = rows.mutate(prosecution=prosecution)
    trial = ibis.cases(
        *(((rows.prosecution == Outcome.PROSECUTED.value) & (rows[o] == 1), o) for o in _in_order(TRIAL)),
        (rows.prosecution == Outcome.PROSECUTED.value, "unaccounted"),
        else_=ibis.null("string"),
    )
    rows = rows.mutate(trial=trial)
    names = (a.name for a in SuspectArrested.attributes())
    return rows.select("year", "period", "first", *names, "prosecution", "trial")


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


def _in_order(steps: tuple[Outcome, ...]) -> tuple[str, ...]:
    return tuple(step.value for step in steps)


def relation(fact: type[Fact], raw: Raw, as_of: date | None) -> ir.Table:
    """The counted relation of a fact type."""
    if fact is SuspectArrested:
        return suspects(raw, as_of)
    rows = counted(known(raw[fact.table], as_of), fact)
    return rows.drop("key")
