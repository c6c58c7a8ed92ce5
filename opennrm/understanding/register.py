"""Where facts fall: one more fact, inside the transaction of the act that made it countable."""

from dataclasses import replace
from datetime import date
from typing import TypeVar, cast

from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.transaction import TransactionManagementError

from opennrm.understanding import countries
from opennrm.understanding.attributes import Attribute, Kind
from opennrm.understanding.facts import FACTS, Fact
from opennrm.understanding.models import ROWS, Collection, FactRow, fact_of, row_of
from opennrm.understanding.terms import Change, Precision, Reason

ATTRIBUTES = {fact: fact.attributes() for fact in FACTS}


class NoSuchFact(LookupError):
    """There is no fact with this id in the collection."""


def record(fact: Fact, *, collection: str) -> None:
    """Enter a fact, inside the caller's transaction: the act and its fact are both kept, or neither.

    Raises TransactionManagementError outside a transaction, ValueError with what is wrong in the fact, and
    Collection.DoesNotExist for a collection nobody made.
    """
    _inside_a_transaction(f"record({type(fact).__name__})")
    if wrong := why_not_record(fact):
        column, value, expected = wrong
        raise ValueError(f"{type(fact).__name__}.{column}: {value!r} — expected {expected}")
    row_of(fact, Collection.objects.get(name=collection)).save(force_insert=True)


def supersede(old_id: str, new: Fact | None, *, reason: str, recorded_on: date, collection: str) -> Fact:
    """Correct the fact ``old_id`` by ``new``, or withdraw it where ``new`` is None; the old row stays.

    A withdrawal carries the old fact's key and day, and no attributes. Returns what was entered. Raises
    NoSuchFact; ValueError where the fact was superseded before: correct the later one.
    """
    _inside_a_transaction(f"supersede({old_id})")
    kind, old = _find(old_id, collection, type(new) if new else None)
    if ROWS[kind].objects.filter(collection=collection, supersedes=old_id).exists():  # type: ignore[attr-defined]
        raise ValueError(f"fact {old_id} was superseded before: correct the fact that superseded it")
    change = Change.CORRECTION if new else Change.WITHDRAWAL
    body = new or kind(key=old.key, day=old.day, recorded_on=recorded_on, precision=old.precision, until=old.until)
    entered = replace(body, supersedes=old_id, change=change, reason=reason, recorded_on=recorded_on)
    record(entered, collection=collection)
    return entered


F = TypeVar("F", bound=Fact)


def standing(kind: type[F], key: str, *, collection: str) -> F | None:
    """The fact of a kind that stands for a key now: neither superseded nor withdrawn. The first of several."""
    return next(iter(all_standing(kind, key, collection=collection)), None)


def all_standing(kind: type[F], key: str, *, collection: str) -> list[F]:
    """Every fact of a kind that stands for a key now, the first recorded first."""
    rows = ROWS[kind]._default_manager.filter(collection=collection)
    later = rows.filter(supersedes=OuterRef("id"))
    found = rows.filter(~Exists(later), key=key).exclude(change=Change.WITHDRAWAL).order_by("recorded_on", "id")
    return [cast("F", fact_of(row)) for row in found]


def standing_keys(kind: type[Fact], *, collection: str) -> frozenset[str]:
    """The keys for which a fact of a kind stands now: each is one in the count."""
    rows = ROWS[kind]._default_manager.filter(collection=collection)
    later = rows.filter(supersedes=OuterRef("id"))
    keys = rows.filter(~Exists(later)).exclude(change=Change.WITHDRAWAL).values_list("key", flat=True)
    return frozenset(keys.distinct().iterator())


def _inside_a_transaction(what: str) -> None:
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            f"{what} was called outside a transaction: put the act and its fact in one transaction.atomic()"
        )


def _find(fact_id: str, collection: str, kind: type[Fact] | None) -> tuple[type[Fact], FactRow]:
    for fact, model in ROWS.items():
        if kind in (None, fact):
            row = model.objects.filter(collection=collection, id=fact_id).first()  # type: ignore[attr-defined]
            if row:
                return fact, row
    raise NoSuchFact(f"there is no fact {fact_id} in collection {collection}")


def why_not_record(fact: Fact) -> tuple[str, str, str] | None:
    """The first thing wrong in a fact: column, value and what was expected; None for a sound one."""
    return _wrong_frame(fact) or next(filter(None, (_wrong(fact, a) for a in ATTRIBUTES[type(fact)])), None)


def _wrong_frame(fact: Fact) -> tuple[str, str, str] | None:
    """What is wrong in the columns every fact has."""
    for name in ("id", "key"):
        if not 0 < len(getattr(fact, name)) <= 64:
            return name, getattr(fact, name), "an opaque key of 1 to 64 characters"
    if fact.precision not in Precision.values:
        return "precision", fact.precision, f"one of {', '.join(Precision.values)}"
    if (fact.day is None) != (fact.precision == Precision.UNKNOWN):
        return "precision", fact.precision, "unknown where the day is empty, and only there"
    if (fact.until is None) != (fact.precision != Precision.SPAN):
        return "until", _day(fact.until), "a day where the precision is span, and only there"
    if fact.day and fact.until and fact.until < fact.day:
        return "until", _day(fact.until), f"a day not before {fact.day}"
    if fact.day and fact.precision == Precision.DAY and fact.recorded_on < fact.day:
        return "recorded_on", _day(fact.recorded_on), f"a day not before {fact.day}, the day of the fact"
    if not (bool(fact.supersedes) == bool(fact.change) == bool(fact.reason)):
        return "supersedes", fact.supersedes, "supersedes, change and reason together, or none of them"
    if fact.change and fact.change not in Change.values:
        return "change", fact.change, f"one of {', '.join(Change.values)}"
    if fact.reason and fact.reason not in Reason.values:
        return "reason", fact.reason, f"one of {', '.join(Reason.values)}"
    return None


def _wrong(fact: Fact, attribute: Attribute) -> tuple[str, str, str] | None:
    value = getattr(fact, attribute.name)
    if value is None:
        return None
    match attribute.kind:
        case Kind.CODE:
            is_right, expected = value in attribute.values, f"one of {', '.join(attribute.values)}"
        case Kind.CODES:
            is_right, expected = value <= set(attribute.values), f"some of {', '.join(attribute.values)}"
        case Kind.COUNTRY:
            is_right, expected = value in countries.names(), "an ISO 3166-1 code of two letters such as JP"
        case Kind.NUMBER:
            is_right = attribute.low <= value <= attribute.high
            expected = f"a whole number from {attribute.low} to {attribute.high}"
        case _:
            is_right, expected = len(value) <= 64, "at most 64 characters"
    shown = ";".join(sorted(value)) if isinstance(value, frozenset) else str(value)
    return None if is_right else (attribute.name, shown, expected)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
