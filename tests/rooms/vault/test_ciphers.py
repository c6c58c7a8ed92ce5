"""Frames, envelopes, phrases and recovery keys, without a database."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.vault import cipher, envelope, phrases, recovery
from opennrm.vault.cipher import Broken, bind
from opennrm.vault.phrases import Cost

KEY, PLACE = bytes(range(32)), bind("madeup_guest", "name", "17")
PRIVATE = bytes(range(1, 33))
SMALL = Cost(memory=8, passes=1, lanes=1)


@given(st.text())
def test_any_text_comes_back_from_a_frame(text):
    frame = cipher.seal_bytes(KEY, cipher.pad(text), bound=PLACE)
    assert cipher.unpad(cipher.open_bytes(KEY, frame, bound=PLACE)) == text


@given(st.binary(max_size=200), st.data())
def test_a_frame_changed_in_one_bit_or_cut_anywhere_does_not_open(data, draw):
    frame = cipher.seal_bytes(KEY, data, bound=PLACE)
    at, bit = draw.draw(st.integers(0, len(frame) - 1)), draw.draw(st.integers(0, 7))
    changed = frame[:at] + bytes([frame[at] ^ 1 << bit]) + frame[at + 1 :]
    for bad in (changed, frame[:at]):
        with pytest.raises(Broken):
            cipher.open_bytes(KEY, bad, bound=PLACE)


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_two_places_are_bound_alike_only_if_they_are_one(here, there):
    assert (bind(*here) == bind(*there)) == (here == there)


def test_a_frame_opens_at_its_own_place_and_under_its_own_key_alone():
    frame = cipher.seal_bytes(KEY, b"x", bound=PLACE)
    for key, place in ((KEY, bind("madeup_guest", "name", "18")), (bytes(32), PLACE)):
        with pytest.raises(Broken):
            cipher.open_bytes(key, frame, bound=place)


def test_the_same_text_gives_another_frame_each_time_and_short_names_the_same_length():
    frames = [cipher.seal_bytes(KEY, cipher.pad(name), bound=PLACE) for name in ("李", "李", "山田花子")]
    assert len(set(frames)) == 3
    assert len({len(frame) for frame in frames}) == 1


@given(st.binary(max_size=200), st.data())
def test_an_envelope_opens_for_its_holder_and_whole_alone(data, draw):
    shut = envelope.close(envelope.public_of(PRIVATE), data, bound=PLACE)
    assert envelope.open_envelope(PRIVATE, shut, bound=PLACE) == data
    cut = shut[: draw.draw(st.integers(0, len(shut) - 1))]
    for private, bad, place in ((PRIVATE, cut, PLACE), (PRIVATE, shut, b""), (KEY, shut, PLACE)):
        with pytest.raises(Broken):
            envelope.open_envelope(private, bad, bound=place)


def test_a_made_phrase_has_at_least_seventy_bits_and_is_not_weak():
    assert phrases.BITS >= 70
    assert len(set(phrases.SYLLABLES)) == len(phrases.SYLLABLES)
    made = {phrases.new_phrase() for _ in range(50)}
    assert len(made) == 50
    assert not any(phrases.is_weak(phrase) for phrase in made)
    assert phrases.is_weak("kanesu-morito")


@pytest.mark.parametrize("way", ["KANESU MORITO", "ｋａｎｅｓｕ－ｍｏｒｉｔｏ", "  kanesu_morito\n", "kanesumorito"])
def test_a_phrase_may_be_typed_in_several_ways(way):
    assert phrases.typed(way) == phrases.typed("kanesu-morito")
    kept = phrases.stretch("kanesu-morito", salt=bytes(16), cost=SMALL)
    assert phrases.stretch(way, salt=bytes(16), cost=SMALL) == kept


def test_another_salt_or_cost_gives_another_key():
    keys = {phrases.stretch("kanesu", salt=salt, cost=SMALL) for salt in (bytes(16), bytes(range(16)))}
    keys.add(phrases.stretch("kanesu", salt=bytes(16), cost=Cost(memory=16, passes=1, lanes=1)))
    assert len(keys) == 3


def test_a_stored_cost_that_would_take_the_machine_is_not_honoured():
    with pytest.raises(ValueError, match="KiB"):
        phrases.stretch("kanesu", salt=bytes(16), cost=Cost(memory=1 << 30, passes=1, lanes=1))


def test_no_more_than_two_phrases_are_stretched_at_once(monkeypatch):
    at_once, most, count = 0, 0, threading.Lock()

    def slow(*_args):
        nonlocal at_once, most
        with count:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.02)
        with count:
            at_once -= 1
        return bytes(32)

    monkeypatch.setattr(phrases, "_argon2", slow)
    crowd = [
        threading.Thread(target=phrases.stretch, args=["x"], kwargs={"salt": b"", "cost": SMALL}) for _ in range(7)
    ]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert most == 2


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_key_comes_back_from_paper_however_it_is_spaced(private):
    paper = recovery.written(private)
    assert recovery.read(paper) == private
    assert recovery.read(paper.replace("-", " ").lower()) == private
    assert recovery.read(paper.replace("O", "0").replace("I", "1").replace("B", "8")) == private


@given(st.binary(min_size=32, max_size=32), st.data())
def test_one_wrong_letter_of_a_recovery_key_is_told(private, data):
    paper = recovery.written(private).replace("-", "")
    at = data.draw(st.integers(0, len(paper) - 1))
    other = data.draw(st.sampled_from([each for each in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" if each != paper[at]]))
    assert recovery.read(paper[:at] + other + paper[at + 1 :]) is None
    assert recovery.read(paper[:-1]) is None
