"""The budget ledger: a year's releases about a population stay together within what was declared."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from opennrm.page.refusals import Refused
from opennrm.publication.ledger import declare_budget, spend
from opennrm.publication.models import Spending
from opennrm.publication.rules import why_not_spend
from opennrm.publication.terms import Promise, Refusal
from opennrm.vault.models import AuditLine
from tests.desk import official

DAY = date(2026, 4, 1)
DELTA = Decimal("0.000001")


@pytest.fixture
def two(db):
    return official(), official()


def entered(two, epsilon, *, digest, promise=Promise.PRIVATE, **more):
    asked_by, by = two
    numbers = {"epsilon": Decimal(epsilon), "delta": DELTA} if epsilon else {}
    return spend(
        "victims", 2026, title="Made up", promise=promise, sha256=digest * 64, asked_by=asked_by, by=by, on=DAY,
        **numbers | more,
    )  # fmt: skip


def refusal(call, *args, **named):
    with pytest.raises(Refused) as refused:
        call(*args, **named)
    return refused.value.reason


def test_releases_of_a_year_add_up_to_the_budget_and_no_further(two):
    declare_budget("victims", 2026, Decimal(5), by=two[0], on=DAY)
    entered(two, "4", digest="a")
    assert refusal(entered, two, "1.1", digest="b") is Refusal.BUDGET_SPENT
    entered(two, "1", digest="c")
    assert refusal(entered, two, "0.1", digest="d") is Refusal.BUDGET_SPENT
    assert list(Spending.objects.values_list("epsilon", flat=True)) == [4, 1]


def test_both_acts_leave_a_line_in_the_audit(two):
    declare_budget("victims", 2026, Decimal(5), by=two[0], on=DAY)
    made = entered(two, "4", digest="a")
    lines = AuditLine.objects.filter(act__startswith="budget.").order_by("seq")
    assert [line.act for line in lines] == ["budget.declared", "budget.spent"]
    assert lines[1].subject == f"spending:{made.pk}"


def test_nothing_is_spent_where_nothing_was_declared(two):
    assert refusal(entered, two, "1", digest="a") is Refusal.NO_BUDGET


def test_a_budget_is_declared_once(two):
    declare_budget("victims", 2026, Decimal(5), by=two[0], on=DAY)
    assert refusal(declare_budget, "victims", 2026, Decimal(8), by=two[1], on=DAY) is Refusal.BUDGET_DECLARED
    assert refusal(declare_budget, "victims", 2027, Decimal(9), by=two[1], on=DAY) is Refusal.CAP_PASSED


def test_nobody_approves_their_own_release(two):
    declare_budget("victims", 2026, Decimal(5), by=two[0], on=DAY)
    assert refusal(entered, (two[0], two[0]), "1", digest="a") is Refusal.ONE_OFFICIAL


def test_a_suppressed_table_stands_in_the_ledger_and_promises_no_epsilon(two):
    declare_budget("victims", 2026, Decimal(5), by=two[0], on=DAY)
    assert entered(two, None, digest="a", promise=Promise.SUPPRESSED).epsilon is None
    assert refusal(entered, two, "1", digest="b", promise=Promise.SUPPRESSED) is Refusal.NOTHING_PROMISED
    assert refusal(entered, two, None, digest="a", promise=Promise.SUPPRESSED) is Refusal.ALREADY_ENTERED


def test_the_database_holds_two_officials_and_an_epsilon_where_one_is_promised(two):
    budget = declare_budget("victims", 2026, Decimal(5), by=two[0], on=DAY)
    right = {"budget": budget, "title": "x", "promise": "private", "epsilon": 1, "delta": DELTA, "sha256": "a" * 64,
             "asked_by": two[0], "approved_by": two[1], "on": DAY}  # fmt: skip
    for wrong in ({"approved_by": two[0]}, {"epsilon": None}, {"promise": "suppressed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Spending.objects.create(**right | wrong)


@given(st.lists(st.decimals("0.01", 8, places=2), max_size=20))
def test_whatever_is_asked_no_more_than_the_budget_is_spent(asked):
    spent = []
    for epsilon in asked:
        if why_not_spend(Decimal(6), spent, promise="private", epsilon=epsilon, delta=DELTA) is None:
            spent.append(epsilon)
    assert sum(spent) <= 6
