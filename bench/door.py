"""What the public door costs: sending a report beside the Argon2 and HPKE in it, and beside a form that seals nothing.

``python -m bench door [--rows N]``: N reports lie in the queue (half of them the official's to see); N / 50 more are
sent, one after the other and then twelve at once, with the most memory the process held.
"""

import itertools
import random
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import cache
from typing import Any

from bench import both
from bench.measure import Times, beside, megabytes

SMALL, AT_ONCE, LOOKS = 1_000, 12, 200
TODAY = date(2026, 4, 6)
STORY = "旅券を取り上げられ、寮から出られません。" * 20  # made up


def main(rows: int = SMALL) -> None:
    """Measure on each engine this machine has."""
    both.measure("door", rows)


def here(rows: int) -> None:
    """Send, store and list."""
    from django.db import connection

    from tests.rooms.reporting.world import police, shelter

    name, sending = f"door     {connection.vendor:<11}", max(AT_ONCE * 2, rows // 50)
    there = shelter()
    police()
    _one_by_one(name, sending)
    _at_once(name, sending)
    _queue(name, rows, there)


def _one_by_one(name: str, sending: int) -> None:
    """Sealing, its floor, and the plain form, turn about."""
    from opennrm.reporting import envelopes, receipts
    from opennrm.reporting.actions import door

    plain = _plain_form()
    plain()  # makes its table
    routed, keys = door.chosen(_answers(), on=TODAY)
    content = envelopes.canonical(_answers().content())
    sent, argon, hpke, unsealed = Times(), Times(), Times(), Times()
    for _ in range(sending):
        with sent.once():
            _send()
        with argon.once():
            opened = receipts.opened(receipts.new_receipt())
        with hpke.once():
            envelopes.seal(content, id=envelopes.id_of(opened.root, content), to=keys)
        with unsealed.once():
            plain()
    inboxes = f"{len(routed.organisations)} inbox" + "es" * (len(keys) > 1)
    floor = statistics.median(argon.processor) + statistics.median(hpke.processor)
    over = statistics.median(sent.processor) / floor
    print(f"{name} a report sent, {inboxes:<9} {sent.said}   {over:.2f} times Argon2 and HPKE")
    beside(f"{name.split()[1]}: a report sealed and kept", over, "Argon2id and HPKE alone")
    print(f"{name}   Argon2id, 64 MB, 3     {argon.said}")
    print(f"{name}   HPKE and AES-GCM       {hpke.said}")
    print(
        f"{name} a plain form            {unsealed.said}   sealing is {sent.ratio(unsealed):.0f} times this", flush=True
    )


def _at_once(name: str, sending: int) -> None:
    before = megabytes()
    for what, act in (("reports sent", _send), ("plain forms", _plain_form())):
        rate, slow = _together(act, sending)
        held = megabytes()
        print(
            f"{name} {AT_ONCE} at once: {rate:.1f} {what} a second, p99 {slow * 1e3:.0f} ms; "
            f"the process held {held:.0f} MB at most, {before:.0f} before",
            flush=True,
        )


def _together(act: Callable[[], object], times: int) -> tuple[float, float]:
    """Acts a second, and the 99th hundredth of their seconds, with twelve threads at it."""
    from django.db import connections

    def one(_number: int) -> float:
        began = time.perf_counter()
        act()
        return time.perf_counter() - began

    def leave(_thread: int) -> None:
        connections.close_all()

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        spent = list(pool.map(one, range(times)))
        took = time.perf_counter() - began
        list(pool.map(leave, range(AT_ONCE)))
    return times / took, statistics.quantiles(spent, n=100, method="inclusive")[98]


def _queue(name: str, rows: int, there: Any) -> None:
    from opennrm.reporting.models import Report

    store(rows, there.organisation)
    looks: dict[str, Callable[[], object]] = {
        "first page of 50": lambda: list(Report.objects.queue()[:50]),
        "how many wait": lambda: Report.objects.queue().count(),
    }
    for what, look in looks.items():
        times = Times()
        with there.acting():
            for _ in range(LOOKS):
                with times.once():
                    look()
        print(f"{name} queue over {rows} stored: {what:<17} {times.said}", flush=True)


def store(rows: int, owner: Any) -> None:
    """Reports as if taken in, without a word in them; every second one is another body's."""
    from django.db import connection, transaction
    from django.utils import timezone

    from opennrm.access.models import File, Grant
    from opennrm.access.scope import entered
    from opennrm.reporting.actions.intake import INTAKE
    from opennrm.reporting.models import Box, Report

    chance, now = random.Random(1), timezone.now()
    boxes = [Box(lookup=f"{number:064x}", public=b"made up") for number in range(rows)]
    bodies = itertools.cycle([owner.pk, "npa"])
    files = [File(kind="report", owner_id=body) for body, _box in zip(bodies, boxes, strict=False)]
    grants = [
        Grant(file=file, owner_id=file.owner_id, organisation_id=file.owner_id, purpose="reception", basis="legal_duty",
              since=now - timedelta(days=1), until=now + timedelta(days=99), reason="made up")
        for file in files
    ]  # fmt: skip
    reports = [
        Report(file=file, box=box, owner_id=file.owner_id, received=TODAY - timedelta(days=chance.randrange(900)),
               kind="help", language="my", urgency=chance.choice((1, 2, 3)), state=chance.choice(("new", "open")))
        for file, box in zip(files, boxes, strict=True)
    ]  # fmt: skip
    with entered(INTAKE), transaction.atomic():
        for group in (boxes, files, grants, reports):
            type(group[0]).objects.bulk_create(group, batch_size=1000)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _answers() -> Any:
    from opennrm.reporting.answers import Answers
    from opennrm.reporting.terms import ReportKind, Topic

    return Answers(kind=ReportKind.HELP, language="my", what=STORY, topics=frozenset({Topic.HOME}))


def _send() -> None:
    from opennrm.reporting import carried
    from opennrm.reporting.actions import door

    door.submit(_answers(), draft=carried.begin(), on=TODAY)


def _plain_form() -> Callable[[], object]:
    """What a form does that keeps the words as they come."""
    said = {"kind": "help", "language": "my", "what": STORY, "topics": "home", "place": ""}
    return lambda: _form()(said).save()


@cache
def _form() -> Any:
    """A form of a table that is made for it."""
    from django.db import connection, models
    from django.forms import modelform_factory

    fields = {"kind": 10, "language": 35, "what": 5000, "topics": 200, "place": 200}
    meta = type("Meta", (), {"app_label": "madeup", "db_table": "bench_report"})
    columns = {each: models.CharField(max_length=most, blank=True) for each, most in fields.items()}
    model = type("PlainReport", (models.Model,), {"__module__": __name__, "Meta": meta, **columns})
    with connection.schema_editor() as editor:
        editor.create_model(model)
    return modelform_factory(model, fields="__all__")


if __name__ == "__main__":
    both.ask(here, main, SMALL, __doc__ or "")
