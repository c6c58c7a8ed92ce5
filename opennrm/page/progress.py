"""A progress line for long work, on standard error."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO


class Progress:
    """Says what is being worked on: one line redrawn on a terminal, one line a step elsewhere.

    ``with Progress("Report 2020") as progress: progress.step("Table 3")``. ``total`` steps are counted where known;
    steps within a second of the last are not printed where each would be a line of its own.
    """

    def __init__(self, title: str, *, total: int = 0, quiet: bool = False, to: TextIO | None = None) -> None:
        self.title = title
        self.total = total
        self.quiet = quiet
        self.to = to or sys.stderr
        self.done = 0
        self._started = time.monotonic()
        self._printed = 0.0
        self._redraws = self.to.isatty()

    def __enter__(self) -> Self:
        return self

    def step(self, what: str) -> None:
        """Say what comes next."""
        self.done += 1
        now = time.monotonic()
        if self.quiet or (not self._redraws and now - self._printed < 1):
            return
        self._printed = now
        of = f" {self.done}/{self.total}" if self.total else ""
        line = f"{self.title}{of}: {what}"
        self.to.write(f"\r\x1b[K{line[:110]}" if self._redraws else f"{line}\n")
        self.to.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.quiet:
            return
        ended = "stopped" if error else "done"
        start = "\r\x1b[K" if self._redraws else ""
        self.to.write(f"{start}{self.title}: {ended} in {time.monotonic() - self._started:.1f} s\n")
        self.to.flush()
