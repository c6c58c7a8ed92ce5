"""The chain over plain lines, without a database."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.vault.rules import GENESIS, Head, digest, follow, why_not_record
from opennrm.vault.terms import Fault

NOON = datetime(2020, 7, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    seq: int
    act: str
    subject: str
    at: datetime
    by: str
    prev: str
    hash: str = ""

    def sealed(self) -> "Line":
        own = digest(seq=self.seq, act=self.act, subject=self.subject, at=self.at, by=self.by, prev=self.prev)
        return replace(self, hash=own)


def chain(length: int) -> list[Line]:
    lines: list[Line] = []
    for seq in range(1, length + 1):
        prev = lines[-1].hash if lines else GENESIS
        lines.append(Line(seq, "edition.built", f"edition:{seq}", NOON + timedelta(hours=seq), "system", prev).sealed())
    return lines


def end(lines: list[Line]) -> Head:
    return Head(lines[-1].seq, lines[-1].hash) if lines else Head(0, GENESIS)


@given(st.integers(0, 12))
def test_an_untouched_chain_holds(length):
    lines = chain(length)
    verdict = follow(lines, head=end(lines), seen=end(lines))
    assert verdict.ok
    assert (verdict.lines, verdict.first_bad) == (length, None)


CHANGES = {
    "act": "edition.approved",
    "subject": "edition:99",
    "at": NOON + timedelta(microseconds=1),
    "by": "official:7",
    "prev": "f" * 64,
    "hash": "f" * 64,
}


@given(st.integers(1, 8), st.sampled_from(sorted(CHANGES)), st.data())
def test_any_change_to_any_line_is_found_and_named(length, field, data):
    lines = chain(length)
    at = data.draw(st.integers(0, length - 1))
    known = end(lines)
    lines[at] = replace(lines[at], **{field: CHANGES[field]})
    assert follow(lines, head=known).first_bad == at + 1


@given(st.integers(1, 8), st.data())
def test_a_line_rehashed_after_its_change_is_still_the_one_named(length, data):
    lines = chain(length)
    at = data.draw(st.integers(0, length - 1))
    known = end(lines)
    lines[at] = replace(lines[at], subject="edition:99").sealed()
    verdict = follow(lines, head=known)
    assert (verdict.first_bad, verdict.fault) == (at + 1, Fault.CHANGED)


@given(st.integers(1, 8), st.data())
def test_any_removed_line_is_named_the_last_one_too(length, data):
    lines = chain(length)
    known = end(lines)
    at = data.draw(st.integers(0, length - 1))
    del lines[at]
    verdict = follow(lines, head=known)
    assert (verdict.first_bad, verdict.fault) == (at + 1, Fault.MISSING)


def test_a_line_put_in_behind_the_recorded_end_is_named():
    lines = chain(4)
    verdict = follow(lines, head=end(lines[:3]))
    assert (verdict.first_bad, verdict.fault) == (4, Fault.UNCOUNTED)


def test_a_chain_written_anew_with_its_head_shows_only_against_an_end_kept_elsewhere():
    noted, forged = end(chain(5)), [replace(chain(1)[0], subject="edition:9").sealed()]
    assert follow(forged, head=end(forged)).ok
    assert follow(forged, head=end(forged), seen=noted).first_bad == 2
    assert follow(forged, head=end(forged), seen=end(chain(1))).first_bad == 1


@given(st.integers(2, 10), st.data())
def test_a_chain_written_anew_is_found_at_the_first_checkpoint_after_the_change(length, data):
    lines = chain(length)
    at = data.draw(st.integers(1, length))
    signed = [end(lines[:seq]) for seq in sorted(data.draw(st.sets(st.integers(1, length), min_size=1)))]
    forged = lines[: at - 1]
    for line in lines[at - 1 :]:
        prev = forged[-1].hash if forged else GENESIS
        subject = "edition:99" if line.seq == at else line.subject
        forged.append(replace(line, subject=subject, prev=prev).sealed())
    verdict = follow(forged, head=end(forged), signed=signed)
    after = [head.seq for head in signed if head.seq >= at]
    assert (verdict.first_bad, verdict.ok) == (after[0] if after else None, not after)
    assert verdict.agreed == max((head.seq for head in signed if head.seq < at), default=0)


def test_the_hash_does_not_depend_on_the_time_zone_a_database_answers_in():
    line = chain(1)[0]
    tokyo = line.at.astimezone(timezone(timedelta(hours=9)))
    assert replace(line, at=tokyo).sealed().hash == line.hash


@pytest.mark.parametrize(
    ("act", "subject", "by", "word"),
    [
        ("built", "edition:1", "system", "act"),
        ("edition.built", "Jane Doe", "system", "subject"),
        ("edition.built", "victim:Jane Doe", "system", "subject"),
        ("edition.built", "victim:花子", "system", "subject"),
        ("edition.built", "edition:1\n", "system", "subject"),
        ("edition.built", "edition:1", "jane", "by"),
    ],
)
def test_words_that_are_not_ids_are_refused(act, subject, by, word):
    assert why_not_record(act, subject, by).startswith(word)


def test_ids_are_accepted():
    assert why_not_record("figures.imported", "file:3f-a_9.csv", "official:17") is None
