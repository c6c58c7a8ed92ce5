"""What may be done to a return, and why not: nobody departs without their wish, consent and an assessment."""

from dataclasses import dataclass
from datetime import date, timedelta

from opennrm.protection.journeys import MAY_TRAVEL, ReturnRefusal, RiskResult, WishSays
from opennrm.protection.journeys import ReturnAct as Act
from opennrm.protection.journeys import ReturnState as State

WISH_HOLDS = timedelta(days=7)  # before the journey the person is asked anew; ours, no source sets it
RISK_HOLDS = timedelta(days=180)  # an assessment older than this is made anew; ours as well

# Where a return stands after an act; what is not here cannot be done (docs/reference/residence-and-return.md).
STEPS: dict[State, dict[Act, State]] = {
    State.PREPARING: {Act.DEPART: State.DEPARTED, Act.STOP: State.STOPPED},
    State.DEPARTED: {Act.RECEIVE: State.RECEIVED, Act.TAKE_BACK: State.PREPARING},
    State.RECEIVED: {Act.COMPLETE: State.COMPLETED},
    State.COMPLETED: {},
    State.STOPPED: {Act.RESUME: State.PREPARING},
}
GOING_ON = (State.PREPARING, State.DEPARTED, State.RECEIVED)


@dataclass(frozen=True)
class Ready:
    """What is known when somebody is about to depart. The wish and the risk are the latest ones; None where none is."""

    wish: WishSays | None
    asked: date | None
    risk: RiskResult | None
    assessed: date | None
    consents: bool
    document: str


def why_not_travel(ready: Ready, *, day: date) -> ReturnRefusal | None:
    """What is missing for a journey on a day, the wish of the person before all else."""
    if ready.wish != WishSays.YES or ready.asked is None:
        return ReturnRefusal.NO_WISH
    if not day - WISH_HOLDS <= ready.asked <= day:
        return ReturnRefusal.ASK_ANEW
    if ready.risk is None or ready.assessed is None or not day - RISK_HOLDS <= ready.assessed <= day:
        return ReturnRefusal.NO_RISK
    if ready.risk == RiskResult.DANGEROUS:
        return ReturnRefusal.DANGEROUS
    if not ready.consents:
        return ReturnRefusal.NO_CONSENT
    return None if ready.document in MAY_TRAVEL else ReturnRefusal.NO_DOCUMENT


def missing(ready: Ready, *, day: date) -> list[ReturnRefusal]:
    """Everything that is missing for a journey on a day, for the page; the first is what ``why_not_travel`` says."""
    found: list[ReturnRefusal] = []
    for given in _mended(ready, day):
        why = why_not_travel(given, day=day)
        if why is not None and why not in found:
            found.append(why)
    return found


def why_not_step(state: State, act: Act, *, day: date, since: date, today: date) -> ReturnRefusal | None:
    """An act follows from where the return stands, not tomorrow, and not before the step before (``since``)."""
    if act not in STEPS[state]:
        return ReturnRefusal.MEANWHILE
    if day > today:
        return ReturnRefusal.FUTURE
    return ReturnRefusal.TOO_EARLY if day < since else None


def why_not_pay(amount: object | None, currency: str) -> ReturnRefusal | None:
    """An amount has its currency, three capital letters (ISO 4217)."""
    sound = len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()
    return ReturnRefusal.NO_CURRENCY if amount is not None and not sound else None


def _mended(ready: Ready, day: date) -> list[Ready]:
    """The state of things as it is, then with the wish given, then assessed, then consented to."""
    wished = Ready(WishSays.YES, day, ready.risk, ready.assessed, ready.consents, ready.document)
    assessed = Ready(WishSays.YES, day, RiskResult.SAFE, day, ready.consents, ready.document)
    consented = Ready(WishSays.YES, day, RiskResult.SAFE, day, True, ready.document)
    return [ready, wished, assessed, consented]
