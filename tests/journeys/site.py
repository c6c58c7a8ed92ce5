"""The product as a visitor meets it: the demonstration, served on loopback by its own command."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.demonstrated import demonstrated
from tests.machine import environment

BROWSER = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of a served demonstration; the server ends with the block."""
    demonstrated(home)
    port = _free_port()
    command = [str(Path(sys.executable).with_name("opennrm")), "serve", "--only", "public", "--port", str(port)]
    server = subprocess.Popen(command, env=environment(home=home), stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=60)


@contextmanager
def both_served(home: Path) -> Iterator[tuple[str, str]]:
    """The addresses of the public door and the desk of a demonstration, served together with the worker."""
    demonstrated(home)
    ports = _free_port(), _free_port()
    program = str(Path(sys.executable).with_name("opennrm"))
    command = [program, "serve", "--port", str(ports[0]), "--desk-port", str(ports[1])]
    server = subprocess.Popen(command, env=environment(home=home), stdout=subprocess.DEVNULL)
    try:
        public, desk = (f"http://127.0.0.1:{each}" for each in ports)
        _wait_for(public, server)
        _wait_for(desk, server)
        yield public, desk
    finally:
        server.terminate()
        server.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(900):
        assert server.poll() is None, "the server ended before it answered"
        try:
            with urlopen(f"{address}/en/", timeout=10) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"{address} did not answer within three minutes")
