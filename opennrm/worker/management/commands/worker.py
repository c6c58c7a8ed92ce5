"""opennrm worker: what is due by the clock, and letters that wait to be sent."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from opennrm.page.bilingual import label
from opennrm.worker.state import WorkerState, state
from opennrm.worker.work import work


class Command(BaseCommand):
    """Work until stopped; or one turn; or tell how it stands."""

    help = "run what is due (sweeps, letters) until stopped; --once, --state"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One of two, or neither."""
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--once", action="store_true", help="run what is due now, and end; exit code 1 if any failed")
        ways.add_argument("--state", dest="tell", action="store_true", help="how each sweep stands, and the letters")

    def handle(self, *, once: bool, tell: bool, **options: Any) -> None:
        """Work, or tell."""
        if tell:
            self._tell()
            return
        failed = work(stopping(), once=once)
        if once and failed:
            said = label(
                "%(count)d sweep(s) failed and will be tried again: opennrm worker --state",
                "%(count)d件の定期処理が失敗しました。後で再試行されます：opennrm worker --state",
            )
            raise CommandError(str(said % {"count": failed}), returncode=1)

    def _tell(self) -> None:
        for line in told(state()):
            self.stdout.write(line)


def stopping() -> threading.Event:
    """Set by SIGTERM or Ctrl+C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def told(now: WorkerState) -> list[str]:
    """Lines for a person."""
    words = {
        True: label("A worker is running.", "定期処理のプロセスは動作中です。"),
        False: label(
            "No worker is running. Start one with: opennrm worker",
            "定期処理のプロセスが動作していません。opennrm worker で開始してください。",
        ),
    }
    letters = label(
        "Letters waiting: %(waiting)d; given up: %(failed)d.", "送信待ちの通知：%(waiting)d、送信を断念：%(failed)d。"
    ) % {"waiting": now.letters_waiting, "failed": now.letters_given_up}
    lines = [str(words[now.alive])]
    for each in now.sweeps:
        due, ended = (f"{localtime(at):%Y-%m-%d %H:%M:%S}" if at else "–" for at in (each.due, each.ended))
        failing = f"  failures {each.failures} ({each.failed_as})" if each.failures else ""
        lines.append(f"  {each.name:<44} ended {ended:<19}  due {due:<19}{'  running' * each.running}{failing}")
    return [*lines, str(letters)]
