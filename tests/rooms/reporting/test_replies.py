"""Templates of replies: written in English and Japanese at least, never replaced in silence."""

import pytest

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.page.languages import DECLARED
from opennrm.reporting.replies import read, templates
from opennrm.reporting.words import tag_of


def test_every_template_is_written_in_english_and_japanese():
    assert len(templates()) >= 5
    assert all({"en", "ja"} <= each.texts.keys() for each in templates().values())


def test_a_language_that_is_missing_says_so():
    received = templates()["received"]
    assert received.in_language("ja-simple")[1] == "ja-simple"
    assert received.in_language("ja-Hira")[1] == "ja"
    assert received.in_language("de")[1] == "en"


def test_every_template_is_written_in_every_language_of_the_door():
    door = {tag_of(code) for code in DECLARED}
    assert {each.code: door - each.texts.keys() for each in templates().values()} == {
        code: set() for code in templates()
    }
    assert all(each.unread == door - {"en"} for each in templates().values())


def test_a_template_without_japanese_is_a_fault(tmp_path):
    (tmp_path / "replies.toml").write_text(
        '[[template]]\ncode = "a"\ntitle = { en = "A", ja = "あ" }\nunread = ["fr"]\n[template.text]\nen = "A"\n'
    )
    with pytest.raises(FaultyDeclaration) as said:
        read(tmp_path)
    assert len(said.value.faults) == 2
