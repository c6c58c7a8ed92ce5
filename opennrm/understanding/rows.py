"""What must hold in a row of a fact file, as SQL for DuckDB.

The same rules hold for a fact entered one by one (``register.why_not_record``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opennrm.understanding import countries
from opennrm.understanding.attributes import Attribute, Kind
from opennrm.understanding.facts import Fact
from opennrm.understanding.terms import Change, Precision, Reason

DATES = ("day", "until", "recorded_on")
FRAME = {"precision": Precision, "change": Change, "reason": Reason}


@dataclass(frozen=True)
class Rule:
    """``bad`` holds for a wrong row, and for no other. ``of_value``: it looks at its own column alone, as ``v``.

    ``{day}`` in ``expected`` stands for the row's day.
    """

    column: str
    bad: str
    expected: str
    of_value: bool = False


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def text(name: str, have: Mapping[str, str]) -> str:
    """A column of a file as text without blanks around it; empty where it is unknown or absent."""
    kind = have.get(name, "")
    if not kind:
        return "''"
    if kind == "VARCHAR":
        return f"coalesce(trim(\"{name}\"), '')"
    if kind == "VARCHAR[]":
        return f"coalesce(array_to_string(\"{name}\", ';'), '')"
    return f"coalesce(\"{name}\"::VARCHAR, '')"


def rules(fact: type[Fact], have: Mapping[str, str], *, whole: bool) -> Iterator[Rule]:
    """Every rule for the columns a file has. ``whole``: a correction must name a fact of the same file."""
    for name in ("id", "key"):
        said = "an opaque key of 1 to 64 characters"
        # Most keys are short and start with a letter: the second test, which is slow, is for the others.
        plain = f'coalesce(strlen("{name}"::VARCHAR) BETWEEN 1 AND 64 AND "{name}"::VARCHAR >= \'!\', false)'
        yield Rule(name, f"NOT {plain} AND length({text(name, have)}) NOT BETWEEN 1 AND 64", said)
    for name in DATES:
        if have.get(name, "DATE") != "DATE":
            is_day = "length(v) = 10 AND try_cast(v AS DATE) IS NOT NULL AND v[5] = '-' AND v[8] = '-'"
            yield Rule(name, f"v <> '' AND NOT ({is_day})", "a day written 2020-12-31", of_value=True)
    for name, codes in FRAME.items():
        if name in have:
            yield _listed(name, tuple(codes.values))
    for attribute in fact.attributes():
        if attribute.name in have:
            yield _of(attribute)
    yield from _across(have)
    if "supersedes" in have:
        yield from _corrections(fact, have, whole)


def _listed(name: str, values: tuple[str, ...]) -> Rule:
    allowed = ", ".join(map(quoted, values))
    said = f"one of {', '.join(values)}, or nothing"
    return Rule(name, f"v <> '' AND v NOT IN ({allowed})", said, of_value=True)


def _of(attribute: Attribute) -> Rule:
    name, values = attribute.name, attribute.values
    match attribute.kind:
        case Kind.CODE:
            return _listed(name, values)
        case Kind.CODES:
            allowed = ", ".join(map(quoted, values))
            bad = f"v <> '' AND NOT list_has_all([{allowed}], str_split(v, ';'))"
            said = f"codes separated by ;, each one of {', '.join(values)}"
            return Rule(name, bad, said, of_value=True)
        case Kind.COUNTRY:
            allowed = ", ".join(map(quoted, countries.names()))
            said = "an ISO 3166-1 code of two letters such as JP, XS for stateless, or nothing"
            return Rule(name, f"v <> '' AND v NOT IN ({allowed})", said, of_value=True)
        case Kind.NUMBER:
            low, high = attribute.low, attribute.high
            is_within = f"regexp_full_match(v, '[0-9]{{1,12}}') AND v::BIGINT BETWEEN {low} AND {high}"
            said = f"a whole number from {low} to {high}, or nothing"
            return Rule(name, f"v <> '' AND NOT CASE WHEN {is_within} THEN true ELSE false END", said, True)
        case Kind.LANGUAGE:
            said = "a language tag of at most 35 characters, or nothing"
            return Rule(name, "length(v) > 35", said, of_value=True)
        case _:
            return Rule(name, "length(v) > 64", "at most 64 characters", of_value=True)


def _across(have: Mapping[str, str]) -> Iterator[Rule]:
    """What must hold between the columns every fact has."""
    day, until, precision = (text(name, have) for name in ("day", "until", "precision"))
    if "precision" in have:
        said = "unknown where the day is empty, and only there"
        yield Rule("precision", f"{precision} <> '' AND ({day} = '') <> ({precision} = 'unknown')", said)
    if "precision" in have or "until" in have:
        said = "a day where the precision is span, and only there"
        yield Rule("until", f"({until} <> '') <> ({precision} = 'span')", said)
    if "until" in have:
        yield Rule("until", _before("until", "day", have), "a day not before {day}")
    if "recorded_on" in have:
        is_early = f"{precision} IN ('', 'day') AND {_before('recorded_on', 'day', have)}"
        yield Rule("recorded_on", is_early, "a day not before {day}, the day of the fact")


def _before(name: str, other: str, have: Mapping[str, str]) -> str:
    if have[name] == have[other] == "DATE":
        return f'coalesce("{name}" < "{other}", false)'
    one, two = text(name, have), text(other, have)
    return f"{one} <> '' AND {two} <> '' AND {one} < {two}"


def _corrections(fact: type[Fact], have: Mapping[str, str], whole: bool) -> Iterator[Rule]:
    """Of facts that supersede others; the ids they name stand in the table ``named``, and those found in ``there``."""
    supersedes = text("supersedes", have)
    for name in ("change", "reason"):
        said = "a value beside supersedes, and only there"
        yield Rule(name, f"({text(name, have)} = '') <> ({supersedes} = '')", said)
    is_own = f"{supersedes} <> '' AND {supersedes} = {text('id', have)}"
    yield Rule("supersedes", is_own, "the id of an earlier fact, not its own")
    if whole:
        said = f"the id of a fact of this file ({fact.table})"
        is_lost = f"{supersedes} <> '' AND {supersedes} NOT IN (SELECT i FROM there)"  # noqa: S608
        yield Rule("supersedes", is_lost, said)
    is_second = f"{supersedes} IN (SELECT s FROM named GROUP BY s HAVING count(*) > 1)"  # noqa: S608
    yield Rule("supersedes", is_second, "a fact that no other row supersedes; supersede the later one")


def named(have: Mapping[str, str], source: str) -> tuple[str, ...]:
    """SQL: the ids that corrections name, and those of them the file has. The rules of corrections look there."""
    supersedes, identity = text("supersedes", have), text("id", have)
    return (
        f"CREATE OR REPLACE TEMP TABLE named AS SELECT {supersedes} AS s FROM {source} WHERE {supersedes} <> ''",  # noqa: S608
        f"CREATE OR REPLACE TEMP TABLE there AS SELECT {identity} AS i FROM {source} SEMI JOIN named ON {identity} = s",  # noqa: S608
    )
