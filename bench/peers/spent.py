"""What work costs in a peer's own Python: it needs nothing else, and lies beside the scripts that run there."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spent() -> Iterator[dict[str, float]]:
    """Filled at the end of the block: seconds of processor and by the clock, and the most memory the process held."""
    cost: dict[str, float] = {}
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    yield cost
    after = resource.getrusage(resource.RUSAGE_SELF)
    cost["cpu"] = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    cost["wall"] = time.perf_counter() - start
    cost["peak_mb"] = after.ru_maxrss / 1024
