"""The process of a test as a server on loopback, which ends with everything it began."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from pytest_django.live_server_helper import LiveServer

HOST = "localhost"


class Ending(ThreadedWSGIServer):
    """Closing, it hangs up on every browser and waits for the threads that served them.

    A browser keeps its connection open. Django's own server forgets the thread behind it, which then closes the
    test's database after the test, when it may no longer: the socket is left open, and a later test is blamed.
    """

    daemon_threads = False  # those are not waited for

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._lines: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._lines.add(request)
        super().process_request(request, client_address)

    def close_request(self, request: Any) -> None:
        self._lines.discard(request)
        super().close_request(request)

    def server_close(self) -> None:
        for line in tuple(self._lines):
            with suppress(OSError):  # it has hung up itself
                line.shutdown(socket.SHUT_RDWR)
        super().server_close()


@contextmanager
def live() -> Iterator[str]:
    """The address at which this process answers, under the settings that hold now."""
    server = LiveServer(HOST, start=False)
    server.thread.server_class = Ending
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
