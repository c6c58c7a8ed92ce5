"""What a committee and a visitor see of a release: charts and tables before and after, and the line of the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opennrm.page.bilingual import Text
from opennrm.page.document import Block, Chart, DataTable, Document, Row, Series
from opennrm.publication import examining
from opennrm.publication.models import Budget, Release, ReleaseRequest, Spending, Withdrawal
from opennrm.publication.releasing import NOT_PROMISED, SEEDS
from opennrm.publication.terms import Promise

TOTAL = "Total"
BARS = 30  # categories a chart can hold
LISTED = 200  # rows of a table on the page; the file has all


@dataclass(frozen=True)
class Line:
    """One release in the ledger."""

    spending: Spending
    promise: str
    not_promised: str
    seeds: str
    release: Release | None
    withdrawal: Withdrawal | None


@dataclass(frozen=True)
class Account:
    """One budget with what was spent of it."""

    budget: Budget
    spent: Decimal
    left: Decimal
    lines: tuple[Line, ...]


def accounts(*, year: str = "", promise: str = "") -> Iterator[Account]:
    """Every budget, newest year first, and the releases under it; filters leave out lines, never what was spent."""
    budgets = Budget.objects.defer("declared_by")
    releases = {each.spending_id: each for each in Release.objects.public()}
    withdrawn = {each.release_id: each for each in Withdrawal.objects.defer("by")}
    for budget in budgets.filter(year=int(year)) if year.isdigit() else budgets:
        rows = list(Spending.objects.filter(budget=budget).defer("asked_by", "approved_by"))
        spent = sum((each.epsilon for each in rows if each.epsilon is not None), Decimal(0))
        lines = [line(each, releases.get(each.pk), withdrawn) for each in rows if promise in ("", each.promise)]
        if lines or not promise:
            yield Account(budget, spent, budget.epsilon - spent, tuple(lines))


def promises() -> list[tuple[str, str, str]]:
    """Each promise with what it does not cover and the fate of its seeds, in the reader's language."""
    language = get_language()
    return [(str(each.label), NOT_PROMISED[each].of(language), SEEDS[each].of(language)) for each in Promise]


def line(spending: Spending, release: Release | None, withdrawn: dict[int, Withdrawal]) -> Line:
    """A release as the ledger has it, in the reader's language."""
    promise, language = Promise(spending.promise), get_language()
    return Line(
        spending,
        str(promise.label),
        NOT_PROMISED[promise].of(language),
        SEEDS[promise].of(language),
        release,
        withdrawn.get(release.pk) if release else None,
    )


def title(of: Release | ReleaseRequest) -> str:
    """What a release is called in the reader's language."""
    return Text(of.title_en, of.title_ja).of(get_language())


def address(release: Release) -> str:
    """The permanent address of a release, on the public site."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/{get_language()}/releases/{release.number}/"


def edition_address(name: str) -> str:
    """The permanent address of an edition, on the public site."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/{get_language()}/statistics/{name}/"


def before_and_after(asked: ReleaseRequest) -> Document:
    """The table as counted, while it is kept, and as it would go out: a picture of each, and both in one table."""
    named, after = examining.rows(asked.text)
    _named, before = examining.rows(asked.counted) if asked.counted else (named, [])
    blocks: list[Block] = []
    if before and (chart := _chart("before", _("As counted"), named, before)):
        blocks.append(chart)
    if chart := _chart("after", _("As it would go out"), named, after):
        blocks.append(chart)
    blocks.append(_both(named, before, after))
    return _document(blocks)


def as_published(release: Release) -> Document:
    """The table of a release: a picture and its rows."""
    named, rows = examining.rows(release.text)
    chart = _chart("after", title(release), named, rows)
    return _document([*([chart] if chart else []), _both(named, [], rows)])


def _document(blocks: Sequence[Block]) -> Document:
    return Document(get_language() or "en", "", "", "", None, tuple(blocks))


def _chart(id: str, caption: str, named: Sequence[str], rows: list[dict[str, str]]) -> Chart | None:
    """Bars of one dimension, stacked columns of two; of more, and of very many, there is no picture."""
    inner = [row for row in rows if TOTAL not in [row[name] for name in named]]
    if not inner or not 1 <= len(named) <= 2 or all(_value(row) is None for row in inner):
        return None
    categories = list(dict.fromkeys(row[named[0]] for row in inner))
    if len(categories) > BARS:
        return None
    across = list(dict.fromkeys(row[named[1]] for row in inner)) if len(named) == 2 else [""]
    known = {(row[named[0]], row[named[1]] if len(named) == 2 else ""): _value(row) for row in inner}
    series = tuple(
        Series(each or caption, tuple(known.get((category, each)) for category in categories)) for each in across
    )
    hidden = sum(_value(row) is None for row in inner)
    notes = (_("Withheld cells have no bar: %(count)d") % {"count": hidden},) if hidden else ()
    said = _("%(caption)s: %(cells)d cells, %(hidden)d withheld") % {
        "caption": caption, "cells": len(inner), "hidden": hidden,
    }  # fmt: skip
    kind: Literal["bars", "stacked"] = "bars" if len(named) == 1 else "stacked"
    return Chart(f"chart-{id}", kind, caption, said, _("persons"), tuple(categories), series, notes)


def _value(row: dict[str, str]) -> float | None:
    text = (row.get("value") or "").strip()
    return float(text) if text.isdigit() else None


def _both(named: Sequence[str], before: list[dict[str, str]], after: list[dict[str, str]]) -> DataTable:
    counted = {tuple(row[name] for name in named): row.get("value") or "" for row in before}
    shown = []
    for row in after[:LISTED]:
        key = tuple(row[name] for name in named)
        status = _status(row.get("status") or "")
        cells = (*((counted.get(key, ""),) if before else ()), row.get("value") or "—", status)
        shown.append(Row(" × ".join(key), cells, "total" if TOTAL in key else "row"))
    header = (" × ".join(named), *((_("As counted"),) if before else ()), _("As it goes out"), _("Status"))
    notes = (_("The first %(count)d rows; the file has all.") % {"count": LISTED},) if len(after) > LISTED else ()
    return DataTable("both", _("Cell by cell"), header, tuple(shown), notes)


def _status(word: str) -> str:
    return {
        "primary": _("withheld: too small"),
        "secondary": _("withheld to protect another"),
        "withheld": _("withheld"),
    }.get(word, word)
