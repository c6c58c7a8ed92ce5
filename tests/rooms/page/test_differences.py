"""Two versions of a text: what stayed, went and came."""

from hypothesis import given
from hypothesis import strategies as st

from opennrm.page.differences import difference

TEXTS = st.text(alphabet="ab 人身取引。{1}2", max_size=40)


@given(TEXTS, TEXTS)
def test_the_runs_of_a_difference_are_both_texts(before, after):
    found = difference(before, after)
    assert "".join(run.text for run in found.runs if run.kind != "new") == before
    assert "".join(run.text for run in found.runs if run.kind != "gone") == after
    assert found.any == (before != after)


def test_japanese_is_compared_by_characters_and_english_by_words():
    assert difference("研修を二回開催した", "研修を三回開催した").gone == 1
    assert [run.text for run in difference("held two sessions", "held three sessions").runs] == [
        "held ", "two", "three", " sessions",
    ]  # fmt: skip
