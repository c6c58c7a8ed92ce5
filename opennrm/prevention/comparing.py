"""The pay of a worker beside that of a Japanese in the same work: reckoned to the last step, and shown."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from opennrm.prevention.contracts import Contract, Pay
from opennrm.prevention.terms import PayUnit

WEEKS = Decimal(365) / Decimal(7)  # in a year
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Compared:
    """``less`` is by how much the worker's pay is less (below nothing: more), in its own unit and in per cent of the
    Japanese's. ``per_hour`` are both by the hour, where the hours are known; ``longer`` where equal pay is for more.
    """

    own: Pay
    japanese: Pay
    less: Decimal
    percent: Decimal
    per_hour: tuple[Pay, Pay] | None = None

    @property
    def enough(self) -> bool:
        """At least the pay of a Japanese (Ordinance of the Ministry of Justice No. 5 of 2019, article 1(1)3)."""
        return self.less <= 0

    @property
    def longer(self) -> bool:
        """The amount is enough and the hour is not: the same pay is for more hours."""
        return self.enough and self.per_hour is not None and self.per_hour[0].amount < self.per_hour[1].amount


def compare(contract: Contract) -> Compared | None:
    """Both pays beside each other; None where one of them was not given. They are of one currency and unit by then."""
    own, japanese = contract.pay, contract.japanese_pay
    if own is None or japanese is None or (own.unit, own.currency) != (japanese.unit, japanese.currency):
        return None
    less = japanese.amount - own.amount
    percent = (less * 100 / japanese.amount).quantize(Decimal("0.1"), ROUND_HALF_UP)
    hours = _by_the_hour(own, contract.hours), _by_the_hour(japanese, contract.ordinary_hours)
    both = (hours[0], hours[1]) if hours[0] and hours[1] else None
    return Compared(own, japanese, less, percent, both)


def _by_the_hour(pay: Pay, weekly: Decimal | None) -> Pay | None:
    """An hour's pay: a year has 365 ÷ 7 weeks. A pay by the day is left alone: nobody said how long a day is."""
    if pay.unit == PayUnit.HOUR:
        return pay
    if weekly is None or pay.unit == PayUnit.DAY:
        return None
    yearly = pay.amount * 12 if pay.unit == PayUnit.MONTH else pay.amount
    return Pay((yearly / WEEKS / weekly).quantize(CENT, ROUND_HALF_UP), PayUnit.HOUR, pay.currency)
