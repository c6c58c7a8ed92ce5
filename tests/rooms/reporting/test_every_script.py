"""Whatever is written in whatever script comes back letter for letter, out of its seal and at the desk."""

import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opennrm.reporting import carried, envelopes
from opennrm.reporting.actions import desk, door, intake
from opennrm.reporting.answers import Answers, Contact
from opennrm.reporting.envelopes import InboxKey
from opennrm.reporting.models import Report
from opennrm.reporting.terms import ReportKind, Topic
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.unlocked import Unlocked
from tests.rooms.reporting.world import TODAY, shelter

SCRIPTS = {
    "Latin": (0x20, 0x24F), "Vietnamese": (0x1EA0, 0x1EFF), "Cyrillic": (0x400, 0x4FF), "Arabic": (0x600, 0x6FF),
    "Devanagari": (0x900, 0x97F), "Bengali": (0x980, 0x9FF), "Sinhala": (0xD80, 0xDFF), "Thai": (0xE00, 0xE7F),
    "Burmese": (0x1000, 0x109F), "Khmer": (0x1780, 0x17FF), "Mongolian": (0x1800, 0x18AF), "kana": (0x3040, 0x30FF),
    "Chinese": (0x4E00, 0x9FFF), "beyond 16 bits": (0x20000, 0x2A6DF), "Korean": (0xAC00, 0xD7A3),
    "full width": (0xFF00, 0xFFEF), "emoji": (0x1F300, 0x1FAFF), "marks of direction": (0x200B, 0x206F),
    "controls": (0x00, 0x1F),
}  # fmt: skip
LETTERS = [st.characters(min_codepoint=first, max_codepoint=last) for first, last in SCRIPTS.values()]
TEXTS = st.one_of(*(st.text(letters, max_size=300) for letters in LETTERS), st.text(max_size=300))
CONTACTS = st.builds(Contact, may=st.booleans(), how=TEXTS, when=TEXTS, say=TEXTS)
ANSWERS = st.builds(
    Answers,
    kind=st.sampled_from(ReportKind),
    language=st.sampled_from(["ja", "my", "zh-Hant", "si"]),
    what=TEXTS,
    topics=st.just(frozenset({Topic.HOME})),
    place=TEXTS,
    contact=CONTACTS,
    more=st.dictionaries(st.text(min_size=1, max_size=20), TEXTS, max_size=3),
)
SCRIPT_BY_SCRIPT = pytest.mark.parametrize("script", SCRIPTS)


def few_or_many(few, many):
    return pytest.mark.parametrize("examples", [few, pytest.param(many, marks=pytest.mark.long)])


def as_sealed(answers):
    """Through the seal to an inbox and out of it."""
    private, inbox, id = new_private(), uuid4(), uuid4()
    to = InboxKey(inbox, "made-up", 1, public_of(private))
    sealed = envelopes.seal(envelopes.canonical(answers.content()), id=id, to=[to])
    opened = envelopes.opened(sealed.body, sealed.keys[inbox], id=id, unlocked=Unlocked(inbox, {1: private}))
    return envelopes.read_json(opened), sealed


@few_or_many(100, 5000)
def test_every_answer_comes_out_of_its_seal_as_it_was_written(examples):
    @settings(max_examples=examples, deadline=None)
    @given(ANSWERS)
    def round_trip(answers):
        back, sealed = as_sealed(answers)
        assert back == json.loads(json.dumps(answers.content()))
        assert len(sealed.body) % envelopes.BLOCK < 64  # only the frame is more than whole blocks

    round_trip()


@SCRIPT_BY_SCRIPT
def test_every_letter_of_a_script_comes_out_of_its_seal(script):
    first, last = SCRIPTS[script]
    every = "".join(map(chr, range(first, last + 1)))
    back, _sealed = as_sealed(Answers(ReportKind.HELP, "ja", every, place=every, contact=Contact(say=every)))
    assert (back["what"], back["place"], back["contact"]["say"]) == (every, every, every)


@few_or_many(10, 400)
@pytest.mark.django_db(transaction=True)
def test_every_answer_is_read_at_the_desk_as_it_was_written(examples):
    there = shelter()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ANSWERS.filter(lambda answers: answers.what.strip()))
    def read_at_the_desk(answers):
        draft = carried.begin()
        door.submit(answers, draft=carried.draft(draft.sealed()), on=TODAY)
        intake.take_in()
        with there.acting():
            newest = Report.objects.exclude(state="open").get()
            opened = desk.open_report(newest, unlocked=there.unlocked, by=there.official)
        assert [content for _message, content in opened.said] == [json.loads(json.dumps(answers.content()))]

    read_at_the_desk()
