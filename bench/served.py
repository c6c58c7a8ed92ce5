"""The door and the desk as they are served: reports sent over HTTP to the public process, the queue page of the desk.

``python -m bench served [--rows N]``: both processes under granian on loopback, on PostgreSQL each with its own role.
80 visitors walk the questions; their last «send» is measured, one by one and a few at once, beside a bare Argon2id
of the receipt, of which each report needs one. Then the queue page over N stored reports (half of them the official's
to see, and all that were sent), beside the two queries without which it could show nothing: fifty rows, how many.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.measure import Times, beside
from tests.machine import CHECKOUT, environment, postgresql
from tests.migrated import migrated
from tests.postgres import cluster
from tests.rooms.access.served import installed

SMALL, CLIENTS, LOOKS = 1_000, 4, 100
ALONE, TOGETHER = 20, 60  # the door lets 200 through in one breath (floods.TOGETHER); these are fewer
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def main(rows: int = SMALL) -> None:
    """Measure on each engine this machine has."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder:
        migrated(home=Path(folder))
        _measure(environment(home=Path(folder)), rows)
    if postgresql() is None:
        print("served   postgresql: not here; install Debian's postgresql")
        return
    with (
        tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder,
        cluster(durable=True) as running,
        installed(running, Path(folder)) as urls,
    ):
        own = {"OPENNRM_PUBLIC_DATABASE_URL": urls["public"]}
        _measure(environment(home=Path(folder), database_url=urls["desk"]) | own, rows)


def _measure(env: dict[str, str], rows: int) -> None:
    command = [sys.executable, "-m", "bench.served", "--here", str(rows)]
    subprocess.run(command, env=env, cwd=CHECKOUT, check=True)


def here(rows: int) -> None:
    """Serve, send, look."""
    import django

    django.setup()

    from django.db import connection

    from tests.rooms.reporting.world import police, shelter

    name, there = f"served   {connection.vendor:<11}", shelter()
    police()
    with started("public") as server:
        _sent(name, server)
    with started("desk") as server:
        _queue(name, server.port, rows, there)


@dataclass
class Plain:
    """One connection to a served process, as a test's client is used: ``get``, ``post``, a cookie that stays."""

    port: int
    cookie: str = ""

    def __post_init__(self) -> None:
        self.to = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> "Plain":
        """Ask for a page; its text lies in ``content``."""
        return self._ask("GET", path, None, {"Cookie": self.cookie} if self.cookie else {})

    def post(self, path: str, fields: dict[str, str]) -> "Plain":
        """Send a form."""
        return self._ask("POST", path, urlencode(fields).encode(), FORM)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> "Plain":
        self.to.request(method, path, body, headers)
        answer = self.to.getresponse()
        self.content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"bench: {method} {path} was answered {answer.status}")
        return self


@dataclass(frozen=True)
class Server:
    """One part as ``opennrm serve`` starts it: its port, and the process whose children do the work."""

    port: int
    process: int

    def processor(self) -> float:
        """Processor seconds of it and of its children so far."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        return sum(map(_processor, [self.process, *map(int, children)]))


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def started(part: str) -> Iterator[Server]:
    """One part, served; it ends with the block."""
    from opennrm.config.listening import Place
    from opennrm.config.serving import child

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    one = child(part, Place("127.0.0.1", port))
    process = subprocess.Popen(one.command, env=dict(one.environment), cwd=CHECKOUT)
    try:
        _wait(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _turn in range(600):  # two minutes, for a machine that is busy
        if process.poll() is not None:
            break
        try:
            Plain(port).get("/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("bench: the server did not answer")


def _sent(name: str, server: Server) -> None:
    """The last «send» of a report, one after the other and a few at once."""
    ready = [_at_the_summary(server.port) for _ in range(ALONE + TOGETHER)]
    send, cores, bare, alone = _send(server.port), os.cpu_count() or 1, Times(), Times()
    before = server.processor()
    for form in ready[:ALONE]:  # turn about, so that a busy machine slows both
        with bare.once():
            _stretch()
        with alone.once():
            send(form)
    one, each = statistics.median(bare.wall), statistics.median(alone.wall)
    limit = cores / one
    earlier, _spent = _together(lambda _: _stretch(), range(20), cores)
    rate, spent = _together(send, ready[ALONE:], CLIENTS)
    work = (server.processor() - before) / len(ready)
    over = work / statistics.median(bare.processor)
    later, _spent = _together(lambda _: _stretch(), range(20), cores)
    at_once = (earlier + later) / 2
    print(
        f"{name} Argon2id alone               {bare.said}\n"
        f"{name} a report over HTTP           {_said(alone.wall)}   {each / one:.2f} times Argon2id\n"
        f"{name}   the public process         processor {work * 1e3:.2f} ms a report, {over:.2f} times Argon2id\n"
        f"{name} {CLIENTS} clients at once            {_said(spent)}   {rate:.2f} reports a second\n"
        f"{name}   the limit: {cores} cores / Argon2id = {limit:.2f} a second, ratio {rate / limit:.2f}; "
        f"Argon2id on all cores at once {at_once:.2f} a second, ratio {rate / at_once:.2f}",
        flush=True,
    )
    beside(f"{name.split()[-1]}: a report over HTTP, the public process", over, "Argon2id alone")


def _stretch() -> None:
    from opennrm.reporting import receipts

    receipts.opened(receipts.new_receipt())


def _at_the_summary(port: int) -> tuple[str, dict[str, str]]:
    """A visitor's last form, before it is sent."""
    from bench.door import STORY
    from tests.rooms.reporting.visitor import Forms, Visitor

    visitor = Visitor("my")
    browser = Plain(port)
    visitor.client = browser  # type: ignore[assignment]
    visitor.asks_for_help(STORY, topics={"topics": "home"})
    browser.to.close()
    action, hidden = next(form for form in Forms(visitor.text).forms if form[0].endswith("help/"))
    return action, hidden | {"go": "send"}


def _send(port: int) -> Callable[[tuple[str, dict[str, str]]], object]:
    """One form over a connection of its own."""

    def act(form: tuple[str, dict[str, str]]) -> None:
        if b'id="receipt"' not in Plain(port).post(*form).content:
            raise SystemExit("bench: a report did not arrive")

    return act


def _together(act: Callable[[Any], object], of: Any, threads: int) -> tuple[float, list[float]]:
    """Acts a second, and the seconds of each, with so many threads at it."""

    def one(each: Any) -> float:
        began = time.perf_counter()
        act(each)
        return time.perf_counter() - began

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        spent = list(pool.map(one, of))
    return len(spent) / (time.perf_counter() - began), spent


def _said(spent: list[float]) -> str:
    parts = statistics.quantiles(spent, n=100, method="inclusive")
    return f"p50 {parts[49] * 1e3:7.2f} p95 {parts[94] * 1e3:7.2f} p99 {parts[98] * 1e3:7.2f} ms"


def _queue(name: str, port: int, rows: int, there: Any) -> None:
    """The first page of the queue, and the query it stands on."""
    from django.conf import settings

    from bench.door import store
    from opennrm.reporting.actions import intake
    from opennrm.reporting.models import Report
    from tests.desk import at_the_desk, signed_in

    intake.take_in()
    store(rows, there.organisation)
    with at_the_desk():
        session = signed_in(there.official).cookies[settings.SESSION_COOKIE_NAME].value
        browser = Plain(port, f"{settings.SESSION_COOKIE_NAME}={session}")
    page, both_, fifty = Times(), Times(), Times()
    for turn in range(LOOKS + 5):
        if turn == 5:  # the first ones warm the caches
            page, both_, fifty = Times(), Times(), Times()
        with page.once():
            browser.get("/en/reports/")
        with there.acting(), both_.once():
            with fifty.once():
                list(Report.objects.queue()[:50])
            visible = Report.objects.queue().count()
    if b"/en/reports/" not in browser.content or visible < rows // 3:
        raise SystemExit("bench: the page shows no queue")
    whole, least, first = (statistics.median(each.wall) for each in (page, both_, fifty))
    stored = rows + ALONE + TOGETHER
    print(
        f"{name} queue page, {visible} of {stored}   {_said(page.wall)}   {whole / least:.1f} times both\n"
        f"{name}   fifty rows, and how many   {_said(both_.wall)}\n"
        f"{name}   fifty rows alone           {_said(fifty.wall)}   the page is {whole / first:.1f} times these",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        here(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else SMALL)
