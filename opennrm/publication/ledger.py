"""The budget ledger: declare what a year may spend about a population, and enter each release before it goes out."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from opennrm.agencies.models import Official
from opennrm.agencies.officials import name_of
from opennrm.page.refusals import Refused, refuse
from opennrm.publication.models import Budget, Spending
from opennrm.publication.rules import why_not_declare, why_not_spend
from opennrm.publication.terms import Refusal
from opennrm.vault import actions as vault


@transaction.atomic
def declare_budget(population: str, year: int, epsilon: Decimal, *, by: Official, on: date) -> Budget:
    """Declare the epsilon of a population and year, once."""
    declared = Budget.objects.filter(population=population, year=year).exists()
    refuse(why_not_declare(epsilon, declared=declared))
    budget = Budget.objects.create(population=population, year=year, epsilon=epsilon, declared_by=by, declared_on=on)
    vault.record("budget.declared", f"budget:{budget.pk}", by=name_of(by))
    return budget


@transaction.atomic
def spend(
    population: str,
    year: int,
    *,
    title: str,
    promise: str,
    sha256: str,
    asked_by: Official,
    by: Official,
    on: date,
    epsilon: Decimal | None = None,
    delta: Decimal | None = None,
) -> Spending:
    """Enter a release that ``by`` approves; refused where the budget would be passed. One at a time for a budget."""
    budget = Budget.objects.select_for_update().filter(population=population, year=year).first()
    if budget is None:
        raise Refused(Refusal.NO_BUDGET)
    refuse(why_not_spend(budget.epsilon, budget.spent(), promise=promise, epsilon=epsilon, delta=delta))
    refuse(Refusal.ONE_OFFICIAL if asked_by == by else None)
    refuse(Refusal.ALREADY_ENTERED if Spending.objects.filter(sha256=sha256).exists() else None)
    spending = Spending.objects.create(
        budget=budget,
        title=title,
        promise=promise,
        epsilon=epsilon,
        delta=delta,
        sha256=sha256,
        asked_by=asked_by,
        approved_by=by,
        on=on,
    )
    vault.record("budget.spent", f"spending:{spending.pk}", by=name_of(by))
    return spending
