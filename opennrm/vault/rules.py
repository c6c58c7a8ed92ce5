"""The chain of hashes over plain lines: how a line is hashed, and where a chain breaks."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol

from opennrm.vault.terms import Fault

GENESIS = "0" * 64
STEADY = timedelta(minutes=2)  # two processes may look at the clock in another order than they write

ACT = re.compile(r"[a-z][a-z-]*(\.[a-z][a-z-]*)+")
THING = re.compile(r"[a-z][a-z-]*:[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?")
ACTOR = re.compile(rf"system|{THING.pattern}")
HASH = re.compile(r"[0-9a-f]{64}")


class Line(Protocol):
    """A line of the audit, wherever it is kept."""

    seq: int
    act: str
    subject: str
    at: datetime
    by: str
    prev: str
    hash: str


class Head(NamedTuple):
    """Where a chain ended: number and hash of its last line; 0 and ``GENESIS`` before the first."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """Whether a chain holds. ``lines`` is how many were read up to the first bad one, or in all.

    ``first_bad`` is the number of the first line at fault, and ``head`` the end of the part that holds.
    ``agreed`` is the last line before it that a signed checkpoint speaks for: 0 where none does.
    """

    ok: bool
    lines: int
    first_bad: int | None
    fault: Fault | None
    head: Head
    agreed: int = 0


def why_not_record(act: str, subject: str, by: str) -> str | None:
    """Say what is wrong with the words of a line: ids only, so that no value can enter by mistake."""
    if not ACT.fullmatch(act):
        return f"act {act!r} is not of the form noun.verb, as in edition.built"
    if not THING.fullmatch(subject):
        return f"subject {subject!r} is not of the form kind:id, as in edition:2020-1"
    if not ACTOR.fullmatch(by):
        return f"by {by!r} is neither 'system' nor of the form kind:id, as in official:17"
    return None


def digest(*, seq: int, act: str, subject: str, at: datetime, by: str, prev: str) -> str:
    """SHA-256 in hex of a line's canonical form: JSON with sorted keys, time in UTC to the microsecond."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    form = {"act": act, "at": moment, "by": by, "prev": prev, "seq": seq, "subject": subject}
    body = json.dumps(form, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"opennrm.audit.1\n" + body.encode()).hexdigest()


def follow(lines: Iterable[Line], *, head: Head, seen: Head | None = None, signed: Sequence[Head] = ()) -> Verdict:
    """Walk a chain in order of number up to its first bad line.

    ``head`` is the end as the database recorded it, ``seen`` an end that somebody noted outside the database,
    ``signed`` the ends in an organisation's checkpoints.
    A line that agrees with itself but not with its successor's ``prev`` is the one at fault. Where the chain agrees
    with itself and a checkpoint does not, the fault lies after ``agreed`` and no later than ``first_bad``.
    """
    ends = _by_number([head, *([seen] if seen else [])])
    vouched = _by_number(signed)
    last, agreed = Head(0, GENESIS), 0
    for line in lines:
        if bad := _fault_within(last, line):
            return _broken(last, *bad, agreed)
        last = Head(line.seq, line.hash)
        if ends.get(last.seq, {last.hash}) != {last.hash}:
            return _broken(last, last.seq, Fault.CHANGED, agreed)
        if vouched.get(last.seq, {last.hash}) != {last.hash}:
            return _broken(last, last.seq, Fault.NOT_AS_SIGNED, agreed)
        if last.seq in vouched:
            agreed = last.seq
    if last.seq < max(0, *ends, *vouched):
        return _broken(last, last.seq + 1, Fault.MISSING, agreed)
    if last.seq > head.seq:
        return _broken(last, head.seq + 1, Fault.UNCOUNTED, agreed)
    return Verdict(ok=True, lines=last.seq, first_bad=None, fault=None, head=last, agreed=agreed)


def set_back(moments: Iterable[tuple[int, datetime]]) -> int | None:
    """The last line before which the clock was set back, if it ever was. Lines that carry a day alone tell nothing.

    The chain holds all the same: lines are ordered by number.
    """
    told = ((seq, at) for seq, at in moments if at.time() != time.min)
    found = [later[0] for earlier, later in pairwise(told) if later[1] < earlier[1] - STEADY]
    return found[-1] if found else None


def _by_number(ends: Iterable[Head]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for end in ends:
        found.setdefault(end.seq, set()).add(end.hash)
    return found


def _fault_within(last: Head, line: Line) -> tuple[int, Fault] | None:
    """What is wrong between a line and the one before it: the number of the line at fault, and how."""
    if line.seq != last.seq + 1:
        return last.seq + 1, Fault.MISSING
    own = digest(seq=line.seq, act=line.act, subject=line.subject, at=line.at, by=line.by, prev=line.prev)
    if line.hash != own:
        return line.seq, Fault.CHANGED
    if line.prev != last.hash:
        return max(last.seq, 1), Fault.CHANGED
    return None


def _broken(last: Head, first_bad: int, fault: Fault, agreed: int) -> Verdict:
    return Verdict(ok=False, lines=last.seq, first_bad=first_bad, fault=fault, head=last, agreed=agreed)
