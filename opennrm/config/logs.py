"""Logs: one line a record, made of ids, names of acts and places in the code. Everything else is dropped.

A message of Django, a driver or a server may hold what somebody typed, so no message is written at all: of a foreign
record the logger's name and the place that spoke, of our own the act and its subject, of an exception the names of
its classes and where in our code it passed.
"""

import logging
import logging.config
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from opennrm.vault.rules import ACT, ACTOR, THING

TOP = Path(__file__).resolve().parents[2]
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
FRAMES = 6  # of our own, the innermost


class IdsOnly(logging.Formatter):
    """``2026-11-24T00:13:24Z ERROR opennrm.worker act=sweep.failed subject=sweep:… type=… at=…:33``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; it asks nothing of the record's message but whether it is an act."""
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return " ".join([moment, record.levelname, _word(record.name), *_said(record), *_raised(record.exc_info)])


def level() -> str:
    """OPENNRM_LOG, by default WARNING. Raises ValueError where it is no level."""
    wanted = os.environ.get("OPENNRM_LOG", "WARNING").upper()
    if wanted not in LEVELS:
        raise ValueError(f"OPENNRM_LOG is one of {', '.join(LEVELS)}")
    return wanted


def settings() -> dict[str, Any]:
    """What ``logging.config.dictConfig`` takes; Django's own handlers are put aside."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ids": {"()": "opennrm.config.logs.IdsOnly"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ids"}},
        "root": {"handlers": ["console"], "level": level()},
        "loggers": {
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            "django.server": {"handlers": [], "level": "NOTSET", "propagate": True},
            "django.request": {"level": "ERROR"},  # a page not found is no event
            "django.db.backends": {"level": "ERROR"},
        },
    }


def guard() -> None:
    """For a process that serves: what would be printed past the loggers goes through them too."""
    sys.excepthook = _hook
    threading.excepthook = lambda args: _hook(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _hook(args.exc_type, args.exc_value, args.exc_traceback)
    logging.captureWarnings(True)


def _hook(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is not None:
        logging.getLogger("opennrm").critical("process.failed", exc_info=(kind, error, trace))


def _said(record: logging.LogRecord) -> Iterator[str]:
    """The act and the ids of our own records; of others only where they spoke, and an HTTP status."""
    if record.name.split(".")[0] == "opennrm" and isinstance(record.msg, str) and ACT.fullmatch(record.msg):
        yield f"act={record.msg}"
        for name, form in (("subject", THING), ("by", ACTOR)):
            value = str(getattr(record, name, ""))
            if form.fullmatch(value):
                yield f"{name}={value}"
    else:
        yield f"from={_place(record.pathname, record.lineno)}"
    status = getattr(record, "status_code", None)
    if type(status) is int:
        yield f"status={status}"


def _raised(info: Any) -> Iterator[str]:
    """Names of the classes, outermost first, and where in our code it passed."""
    if not info or info is True or info[1] is None:
        return
    chain = list(_causes(info[1]))
    yield "type=" + "<".join(_word(type(each).__name__) for each in chain)
    frames = [frame for each in chain for frame in traceback.extract_tb(each.__traceback__)]
    ours = [_place(frame.filename, frame.lineno or 0) for frame in frames if _is_ours(frame.filename)]
    if ours:
        yield "at=" + ",".join(ours[-FRAMES:])


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen and len(seen) < FRAMES:
        seen.add(id(at))
        yield at
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(TOP / "opennrm")


def _place(file: str, line: int) -> str:
    """File and line: below the top for ours, the bare name for others."""
    path = Path(file)
    name = path.relative_to(TOP).as_posix() if _is_ours(file) else path.name
    return f"{_word(name)}:{line}"


def _word(text: str) -> str:
    """A name as code has them; anything else in it becomes a question mark."""
    return "".join(each if each.isascii() and (each.isalnum() or each in "._-/<>") else "?" for each in text[:120])
