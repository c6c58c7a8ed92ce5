"""A hidden field comes back as it went out, in its time, for its purpose, on this installation; or not at all."""

import base64
import time

import pytest

from opennrm.page.refusals import Refused
from opennrm.reporting import carried

SECRET = "a word of the story"


def changed(text):
    """The field with each of some bytes turned in one bit, and cut."""
    frame = base64.urlsafe_b64decode(text)
    for at in range(0, len(frame), 7):
        yield base64.urlsafe_b64encode(frame[:at] + bytes([frame[at] ^ 1]) + frame[at + 1 :]).decode()
    yield from (text[: len(text) // 2], "", "hello", "ひらがな", "{}")


def test_what_is_carried_comes_back_and_cannot_be_read_on_the_way():
    draft = carried.begin({"what": SECRET})
    assert carried.draft(draft.sealed()) == draft
    assert SECRET.encode() not in base64.urlsafe_b64decode(draft.sealed())
    assert draft.receipt.digits not in draft.sealed() and SECRET not in repr(draft)


def test_a_field_changed_anywhere_or_made_up_is_refused():
    for text in changed(carried.begin({"what": SECRET}).sealed()):
        with pytest.raises(Refused):
            carried.draft(text)


def test_a_field_is_good_for_its_purpose_alone():
    with pytest.raises(Refused):
        carried.ticket(carried.begin().sealed())
    with pytest.raises(Refused):
        carried.opened(carried.sealed({}, purpose="another"), purpose="draft", seconds=60)


@pytest.mark.parametrize("away", [carried.DRAFT_SECONDS + 5, -60])
def test_a_field_is_good_in_its_time_alone(monkeypatch, away):
    text, now = carried.begin().sealed(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + away)
    with pytest.raises(Refused):
        carried.draft(text)


def test_a_field_of_another_installation_is_refused(settings):
    text = carried.begin().sealed()
    settings.SECRET_KEY = "another installation's key, made up for this test"
    with pytest.raises(Refused):
        carried.draft(text)
