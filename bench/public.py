"""The public statistics pages: 200 requests a second of pages that are kept, and the first one, that is made.

``python -m bench public [--rows REQUESTS_A_SECOND]``: the public process under granian on loopback, on SQLite, with the
edition of the made-up year. Requests are sent when they are due, whether or not the last was answered, by a process of
its own; how long one took counts from that moment. All pages of the edition in Japanese and English take turns; beside
them, in the same run, ``/healthz``, which asks no database and makes nothing: the floor of a request.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.measure import CHECKOUT, beside
from bench.served import Plain, Server, started
from tests.machine import environment
from tests.migrated import migrated

SMALL, SECONDS, FLOOR_SECONDS, FRESH = 200, 12.0, 5.0, 3
STARTS = ("/ja/statistics/", "/en/statistics/")
FLOOR = "/healthz"


def main(rate: int = SMALL) -> None:
    """Fill a home, then measure in it."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder:
        migrated(home=Path(folder))
        for step in ("--fill", "--here"):
            command = [sys.executable, "-m", "bench.public", step, str(rate)]
            subprocess.run(command, env=environment(home=Path(folder)), cwd=CHECKOUT, check=True)


def fill() -> None:
    """The edition of the made-up year, and the figures others published."""
    import django

    django.setup()

    from opennrm.publication import actions, composing, demonstration, reference
    from tests import made_up
    from tests.editions import bare

    reference.load(_silent)
    made_up.load()
    report = composing.count(demonstration.YEAR, collection=demonstration.COLLECTION, on=date(2021, 6, 1))
    actions.keep_edition(report, prepared=bare(report))


def here(rate: int) -> None:
    """The first page of fresh processes; then all pages once, and so many a second."""
    import django

    django.setup()
    name = "public   sqlite    "
    _first(name)
    with started("public") as server:
        pages = _pages(server.port)
        floor, kept = _load(server, rate, FLOOR_SECONDS, [FLOOR]), _load(server, rate, SECONDS, pages)
        for what, found in (("healthz", floor), (f"{len(pages)} pages, kept", kept)):
            print(f"{name}{rate} a second, {what:<18} {_said(found)}", flush=True)
        ratio = kept["each"] / floor["each"]
        print(f"{name}  a kept page takes {ratio:.1f} times the processor of /healthz", flush=True)
        beside("sqlite: a statistics page, kept", ratio, "an answer of /healthz")


def _first(name: str) -> None:
    """The first page a fresh process shows, and the same again; ``/healthz`` beside."""
    first, again, floor = [], [], []
    for turn in range(FRESH):
        with started("public") as server:
            browser = Plain(server.port)
            floor += [_timed(browser, FLOOR) for _each in range(20)]
            first.append(_timed(browser, STARTS[turn % 2]))
            again += [_timed(browser, STARTS[turn % 2]) for _each in range(20)]
    one, kept, bare = map(statistics.median, (first, again, floor))
    print(
        f"{name}first page of a fresh process {one * 1e3:7.1f} ms, the median of {FRESH}; the same again "
        f"{kept * 1e3:.2f} ms; /healthz {bare * 1e3:.2f} ms: {one / bare:.0f} and {kept / bare:.1f} times",
        flush=True,
    )
    beside("sqlite: the first statistics page of a fresh process, by the clock", one / bare, "an answer of /healthz")


def _timed(browser: Plain, path: str) -> float:
    began = time.perf_counter()
    browser.get(path)
    return time.perf_counter() - began


def _pages(port: int) -> list[str]:
    """Every page of the edition in both languages; asking for each makes it."""
    browser, found = Plain(port), dict.fromkeys(STARTS)
    took = []
    for path in STARTS:
        links = re.findall(r'href="(/(?:ja|en)/(?:statistics|report)/[^"?#.]*)"', browser.get(path).content.decode())
        found |= dict.fromkeys(links)
    for path in found:
        took.append(_timed(browser, path))
    print(f"public   sqlite    {len(found)} pages made for the first time, {statistics.median(took) * 1e3:.1f} ms each")
    return list(found)


def _load(server: Server, rate: int, seconds: float, paths: list[str]) -> dict[str, float]:
    """What the loading process says; ``share`` of a core, and processor seconds of the server a request."""
    before = server.processor()
    command = [sys.executable, "-m", "bench.loading", *map(str, (server.port, rate, seconds)), *paths]
    done = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, text=True)
    spent, found = server.processor() - before, json.loads(done.stdout)
    wrong = sum(found["wrong"].values())
    if wrong:
        print(f"public   sqlite      went wrong: {found['wrong']}")
    return found | {"wrong": wrong, "share": spent / found["seconds"], "each": spent / max(found["answered"], 1)}


def _said(found: dict[str, float]) -> str:
    return (
        f"{found['answered']:.0f} answered in {found['seconds']:.1f} s, {found['wrong']:.0f} errors, "
        f"p50 {found['p50'] * 1e3:.1f} p95 {found['p95'] * 1e3:.1f} p99 {found['p99'] * 1e3:.1f} ms, "
        f"{found['share']:.0%} of one of {os.cpu_count()} cores, processor {found['each'] * 1e3:.2f} ms each"
    )


def _silent(_text: str) -> None:
    pass


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fill"]:
        fill()
    elif sys.argv[1:2] == ["--here"]:
        here(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else SMALL)
