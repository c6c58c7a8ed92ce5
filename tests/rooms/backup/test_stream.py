"""The sealed stream: whatever is done to it, nothing that was not sealed comes out as whole."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.vault import stream
from opennrm.vault.cipher import Broken
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.stream import MARK, NAME, ForeignFile, OtherKey, SealedWriter, opened

PRIVATE = new_private()
SEALERS = (Broken, OtherKey, ForeignFile)


@pytest.fixture(autouse=True, scope="module")
def small_chunks():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "FRAME", stream.FRAME - stream.CHUNK + 64)
        patch.setattr(stream, "CHUNK", 64)
        yield


def sealed(data, *, what="made up"):
    out = BytesIO()
    writer = SealedWriter(out, public_of(PRIVATE), what=what)
    for start in range(0, len(data), 50):
        writer.write(data[start : start + 50])
    writer.finish()
    return out.getvalue()


def read(data, *, private=PRIVATE, what="made up"):
    return b"".join(opened(BytesIO(data), private, what=what))


@given(st.binary(max_size=400))
def test_what_was_sealed_comes_out(data):
    assert read(sealed(data)) == data


@given(st.binary(max_size=400), st.data())
def test_a_changed_byte_anywhere_is_found(data, draw):
    whole = bytearray(sealed(data))
    whole[draw.draw(st.integers(0, len(whole) - 1))] ^= draw.draw(st.integers(1, 255))
    with pytest.raises(SEALERS):
        read(bytes(whole))


@given(st.binary(max_size=400), st.data())
def test_a_stream_cut_anywhere_is_found(data, draw):
    whole = sealed(data)
    with pytest.raises(SEALERS):
        read(whole[: draw.draw(st.integers(0, len(whole) - 1))])


def test_frames_in_another_order_or_left_out_are_found():
    whole = sealed(bytes(64) + bytes([1]) * 64 + bytes([2]) * 10)
    head, frames = whole[: -2 * stream.FRAME - 39], whole[-2 * stream.FRAME - 39 :]
    first, second, last = frames[: stream.FRAME], frames[stream.FRAME : 2 * stream.FRAME], frames[2 * stream.FRAME :]
    assert read(head + first + second + last)
    for wrong in (second + first + last, first + last, first + second, first + first + last, frames + last):
        with pytest.raises(Broken):
            read(head + wrong)


def test_a_stream_opens_for_its_own_key_and_its_own_purpose_alone():
    with pytest.raises(OtherKey):
        read(sealed(b"made up"), private=new_private())
    with pytest.raises(Broken):
        read(sealed(b"made up"), what="another")


def test_a_file_that_ends_at_its_mark_or_in_its_key_s_name_is_cut_short():
    for length in range(len(MARK), len(MARK) + NAME):
        with pytest.raises(Broken):
            read(sealed(b"made up")[:length])


@settings(max_examples=20)
@given(st.binary(max_size=100).filter(lambda data: not data.startswith(MARK)))
def test_bytes_that_are_no_stream_are_told_apart(data):
    with pytest.raises(ForeignFile):
        read(data)
