"""What a case worker waits for: list, case and search among many cases, and fifty officials at work at once.

``python -m bench cases [--rows N]``: N cases with some twenty sub-records each, on both engines. First one official
after the other asks for pages through the desk's views, beside the one query of the page unscoped: the floor. Then the
desk is served, and fifty officials do one act each in ten seconds for five minutes (``SECONDS``; less when small), six
reads to four writes. Every act that was acknowledged is looked for in the database afterwards.
"""

import http.client
import random
import re
import statistics
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench import both, casework
from bench.measure import CHECKOUT, Times, beside

SMALL, LARGE = 1_000, 100_000
LOOKS, EVERY = 60, 10.0
SECONDS, SECONDS_SMALL = 300.0, 12.0
NOTE = "made up for a bench"


def main(rows: int = SMALL) -> None:
    """Measure on each engine this machine has."""
    both.measure("cases", rows)


def here(rows: int) -> None:
    """Fill, ask for pages one by one, then all at once."""
    from django.db import connection

    began = time.perf_counter()
    staff, under = casework.fill(rows, random.Random(5))
    name = f"cases    {connection.vendor:<11}{rows:>7} cases"
    print(f"{name}  {under} sub-records, entered in {time.perf_counter() - began:.0f} s", flush=True)
    _one_by_one(name, staff)
    _at_once(name, staff, SECONDS if rows >= LARGE else SECONDS_SMALL)


def _one_by_one(name: str, staff: list[Any]) -> None:
    from opennrm.access.scope import entered
    from opennrm.identification.models import Case
    from tests.desk import at_the_desk, signed_in
    from tests.rooms.access.world import everything

    chance, asked = random.Random(6), {what: Times() for what in ("list", "case", "search", "first of a name")}
    floor = Times()
    with at_the_desk():
        clients = [_here(signed_in(each)) for each in staff[:: casework.STAFF]]
        codes = {client: _codes_of(client) for client in clients}
        for _turn in range(LOOKS):
            client = chance.choice(clients)
            with asked["list"].once():
                _fine(client.get("/ja/cases/?clear"))
            with asked["case"].once():
                _fine(client.get(f"/ja/cases/{chance.choice(codes[client])}/"))
            with asked["search"].once():
                _fine(
                    client.post("/ja/cases/", {"q": f"{chance.choice(casework.FAMILY)}{chance.choice(casework.GIVEN)}"})
                )
            with asked["first of a name"].once():
                _fine(client.post("/ja/cases/", {"q": chance.choice(casework.FAMILY)}))
            with entered(everything()), floor.once():
                list(Case.objects.queue().select_related("person")[:50])
    for what, times in asked.items():
        print(f"{name}  {what:<16} {times.said}   the list's bare query {floor.said}   ratio {times.ratio(floor):.1f}")
        beside(f"{name.split()[1]}: cases, {what}", times.ratio(floor), "the list's bare query")


def _here(client: Any) -> Any:
    client.defaults["SERVER_NAME"] = "127.0.0.1"
    return client


def _codes_of(client: Any) -> list[str]:
    page = client.get("/en/cases/?state=all").content.decode()
    return re.findall(r"/en/cases/([0-9A-Z]{4}-[0-9A-Z]{4})/", page)


def _fine(answer: Any) -> None:
    if answer.status_code != 200:
        raise SystemExit(f"cases: {answer.status_code} where a page was expected")


@dataclass
class Worker:
    """One official at work: what was answered, how long it took, which notes were acknowledged."""

    cookie: str
    csrf: str
    codes: list[str]
    chance: random.Random
    port: int
    took: list[tuple[str, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    noted: int = 0

    def work(self, until: float, first: float) -> None:
        """One act every ten seconds, the first after a moment of one's own."""
        due = time.perf_counter() + first
        while due < until:
            time.sleep(max(due - time.perf_counter(), 0))
            what = self.chance.choices(("list", "case", "search", "note", "due", "urgency"), (2, 3, 1, 2, 1, 1))[0]
            began = time.perf_counter()
            self.act(what)
            self.took.append((what, time.perf_counter() - began))
            due = max(due + EVERY, time.perf_counter())

    def act(self, what: str) -> None:
        """One page read, or one form sent."""
        code = self.chance.choice(self.codes)
        match what:
            case "list":
                self.ask("GET", "/ja/cases/?clear")
            case "case":
                self.ask("GET", f"/ja/cases/{code}/")
            case "search":
                self.ask("POST", "/ja/cases/", q=self.chance.choice(casework.FAMILY))
            case "note":
                self.noted += self.ask("POST", f"/ja/cases/{code}/note/", text=NOTE)
            case "due":
                self.ask("POST", f"/ja/cases/{code}/due/", due="2030-01-01", due_for="decision")
            case "urgency":
                self.ask("POST", f"/ja/cases/{code}/urgency/", urgency="2")

    def ask(self, method: str, path: str, **form: str) -> bool:
        """Whether the desk did it; what it answered otherwise is kept."""
        host = f"127.0.0.1:{self.port}"
        headers = {"Cookie": self.cookie, "Origin": f"http://{host}", "Host": host}
        body = urlencode(form | {"csrfmiddlewaretoken": self.csrf}) if method == "POST" else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        link = http.client.HTTPConnection(host, timeout=120)
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            answer.read()
        except OSError as broken:
            self.wrong.append(f"{path}: {broken}")
            return False
        finally:
            link.close()
        done = answer.status == (302 if method == "POST" and path != "/ja/cases/" else 200)
        if not done:
            self.wrong.append(f"{method} {path}: {answer.status}")
        return done


def _at_once(name: str, staff: list[Any], seconds: float) -> None:
    from django.db import connections

    from opennrm.access.scope import entered
    from opennrm.config.listening import Place
    from opennrm.config.serving import child
    from opennrm.identification.models import CaseNote
    from tests.rooms.access.world import everything

    with entered(everything()):
        before = CaseNote.objects.count()
    port = 18_470
    workers = _workers(staff, port)
    connections.close_all()
    desk = child("desk", Place("127.0.0.1", port))
    server = subprocess.Popen(desk.command, env=dict(desk.environment), cwd=CHECKOUT, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        until, chance = time.perf_counter() + seconds, random.Random(9)
        threads = [threading.Thread(target=each.work, args=(until, chance.uniform(0, EVERY))) for each in workers]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    finally:
        server.terminate()
        server.wait(30)
    took: dict[str, list[float]] = {}
    for what, spent in (one for each in workers for one in each.took):
        took.setdefault(what, []).append(spent)
    for what, spents in sorted(took.items()):
        parts = statistics.quantiles(spents, n=100, method="inclusive")
        said = f"p50 {parts[49] * 1e3:7.0f} p95 {parts[94] * 1e3:7.0f} ms"
        print(f"{name}  50 at once, {what:<8} {len(spents):>4} acts  {said}")
    wrong = Counter(each for worker in workers for each in worker.wrong)
    with entered(everything()):
        kept = CaseNote.objects.count() - before
    noted = sum(each.noted for each in workers)
    print(f"{name}  50 at once for {seconds:.0f} s: {sum(map(len, took.values()))} acts, {wrong.total()} errors, "
          f"{noted} notes acknowledged, {kept} kept, {noted - kept} lost", flush=True)  # fmt: skip
    for said, times in wrong.most_common(5):
        print(f"{name}    {times} x {said}")


def _workers(staff: list[Any], port: int) -> list[Worker]:
    from tests.desk import at_the_desk, signed_in

    workers = []
    with at_the_desk():
        for number, each in enumerate(staff):
            client = _here(signed_in(each))
            codes = _codes_of(client)
            client.get("/en/cases/new/")  # sets the cookie of the forms
            csrf = next(jar.value for jar in client.cookies.values() if jar.key.endswith("csrf"))
            cookie = "; ".join(f"{jar.key}={jar.value}" for jar in client.cookies.values())
            workers.append(Worker(cookie, csrf, codes, random.Random(number), port))
    return workers


def _wait(port: int) -> None:
    for _turn in range(300):
        try:
            link = http.client.HTTPConnection(f"127.0.0.1:{port}", timeout=5)
            link.request("GET", "/en/sign-in/")
            link.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("cases: the desk did not come up")


if __name__ == "__main__":
    both.ask(here, main, SMALL, __doc__ or "")
