"""Several processes as one: started in turn, restarted when they crash, stopped together."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from opennrm.config.door import GRACE, STARTER

log = logging.getLogger("opennrm.config")

LOOK = 0.2  # seconds
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before a restart: twice as long each time
STEADY = 60.0  # seconds after which a process counts as well
TURN = 5.0  # seconds at most that the next one waits for this one's port


@dataclass
class Child:
    """One process to keep alive. ``at`` is where it listens, if it does."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    at: tuple[str, int] | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started: float = 0.0
    crashes: int = 0
    again: float = 0.0

    def start(self) -> None:
        """In a session of its own: Ctrl+C reaches the supervisor alone, which stops all in order."""
        env = {**self.environment, STARTER: str(os.getpid())}
        self.process = subprocess.Popen(self.command, env=env, start_new_session=True)  # noqa: S603 - our own program
        self.started = time.monotonic()

    def look(self, now: float) -> None:
        """Note a crash once, and start again when its wait is over."""
        if self.process is None:
            if now >= self.again:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.crashes = 1 if now - self.started > STEADY else self.crashes + 1
            self.again = now + wait_after(self.crashes)
            self.process = None
            log.error("process.ended", extra={"subject": f"process:{self.name}", "status_code": code})


def wait_after(crashes: int) -> float:
    """Seconds before a restart after so many crashes in a row."""
    return min(FIRST_WAIT * 2.0 ** min(crashes - 1, 16), LONGEST_WAIT)


def keep_alive(children: Sequence[Child], stop: threading.Event) -> None:
    """Start each, the first ones first, and keep all alive until ``stop`` is set; then stop all."""
    try:
        for child in children:
            child.start()
            _wait_for(child, stop)
        while not stop.wait(LOOK):
            for child in children:
                child.look(time.monotonic())
    finally:
        _stop(children)


def free(address: str, port: int) -> bool:
    """Whether somebody could listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def python(*arguments: str) -> list[str]:
    """A command of this Python."""
    return [sys.executable, "-m", *arguments]


def _wait_for(child: Child, stop: threading.Event) -> None:
    """Let a process that listens do so before the next takes its share of the machine."""
    until = time.monotonic() + TURN
    while child.at and not stop.is_set() and time.monotonic() < until and not _answers(child.at):
        stop.wait(0.05)


def _answers(at: tuple[str, int]) -> bool:
    try:
        socket.create_connection(at, timeout=1).close()
    except OSError:
        return False
    return True


def _stop(children: Sequence[Child]) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.send_signal(signal.SIGTERM)
    until = time.monotonic() + GRACE + 2
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
