"""When a sweep or a letter is next due. Plain values in, plain values out."""

from datetime import datetime, timedelta

FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(hours=1)
LETTER_RETRY = timedelta(minutes=1)
LETTER_LONGEST = timedelta(hours=12)
LETTER_TRIES = 15  # about three days


def next_due(began: datetime, *, period: timedelta, failures: int) -> datetime:
    """When a sweep runs again: a period after it began; after failures sooner, twice as late each time."""
    if not failures:
        return began + period
    return began + min(doubled(FIRST_RETRY, failures), longest_wait(period))


def longest_wait(period: timedelta) -> timedelta:
    """The longest ``next_due`` puts a run off; one due later than that was put off by a clock that was wrong."""
    return max(period, LONGEST_RETRY)


def next_try(tried: datetime, *, tries: int) -> datetime | None:
    """When a letter is sent again after so many tries; None where it is given up."""
    if tries >= LETTER_TRIES:
        return None
    return tried + min(doubled(LETTER_RETRY, tries), LETTER_LONGEST)


def doubled(first: timedelta, times: int) -> timedelta:
    """The wait before attempt number ``times`` + 1, where each is twice the last; at most a month."""
    return first * int(2 ** min(max(times, 1) - 1, 16))
