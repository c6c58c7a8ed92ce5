"""A crowd at the door waits; it is not turned away. Nothing of who came is kept but in memory, for an hour at most.

Each address has a bucket of tokens that fills with time. Buckets are known by an HMAC of the address under a key that
is made anew each hour and never leaves the process, so that not even its memory says who came before.
"""

import hmac
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

HOUR = 3600.0
MOST_BUCKETS = 100_000
TRAP = "website"  # a field that people do not see and machines fill


@dataclass(frozen=True)
class Allowance:
    """``burst`` acts at once, then one every ``seconds``."""

    burst: int
    seconds: float


SENDING = Allowance(burst=6, seconds=30)
COMING_BACK = Allowance(burst=8, seconds=15)
TOGETHER = Allowance(burst=200, seconds=0.2)  # all that come from one door: an onion service has one address for all


class Buckets:
    """Buckets of one act. ``clock`` gives seconds that only rise."""

    def __init__(self, allowance: Allowance, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowance, self._clock = allowance, clock
        self._lock = threading.Lock()
        self._key, self._born = secrets.token_bytes(32), clock()
        self._buckets: dict[bytes, tuple[float, float]] = {}

    def wait(self, address: str) -> float:
        """Take a token: 0 where there was one, else how many seconds until there is."""
        with self._lock:
            now = self._clock()
            self._renew(now)
            name = hmac.digest(self._key, address.encode(), "sha256")
            tokens, last = self._buckets.get(name, (float(self._allowance.burst), now))
            tokens = min(float(self._allowance.burst), tokens + (now - last) / self._allowance.seconds)
            if tokens >= 1:
                self._buckets[name] = (tokens - 1, now)
                return 0.0
            self._buckets[name] = (tokens, now)
            return (1 - tokens) * self._allowance.seconds

    def _renew(self, now: float) -> None:
        """A new key each hour, and where there are too many buckets: the old ones can no longer be told apart."""
        if now - self._born >= HOUR or len(self._buckets) >= MOST_BUCKETS:
            self._key, self._born = secrets.token_bytes(32), now
            self._buckets.clear()


def is_machine(form: Mapping[str, object]) -> bool:
    """Whether the field nobody sees was filled. Answer it like a person and keep nothing."""
    return bool(form.get(TRAP))
