"""Several acts at the same moment, each in a thread with a connection of its own: what each of them was told."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier

from django.db import connection

from opennrm.page.refusals import Refused


def at_once(entering: Callable[[], AbstractContextManager[None]], acts: Sequence[Callable[[], object]]) -> list[str]:
    """«won» for each act that went through, first; of the others the reason of their refusal."""
    gate = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        with entering():
            gate.wait()
            try:
                act()
            except Refused as refused:
                return str(refused.reason.value)
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts), key=lambda said: said != "won")
