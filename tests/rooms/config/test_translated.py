"""The page of languages says what the catalogues, replies and leaflets hold."""

from dataclasses import replace

import pytest
from django.conf import settings

from opennrm.config import translated
from opennrm.page import catalogues
from opennrm.page.languages import DECLARED


@pytest.fixture(scope="module")
def reaches():
    return {each.declared.code: each for each in translated.reaches()}


def test_what_is_called_offered_is_what_the_door_offers(reaches):
    assert [code for code, each in reaches.items() if each.offered] == [code for code, _name in settings.LANGUAGES]


def test_a_language_without_a_safety_text_is_not_offered_and_counts_it(monkeypatch):
    whole = catalogues.state("vi")
    cut = replace(whole, translated=whole.translated - 1, missing=("In danger now?",), unsafe=("In danger now?",))
    monkeypatch.setattr(catalogues, "state", lambda _code: cut)
    found = translated._reach("vi", DECLARED["vi"], ())
    assert not found.offered
    assert found.safety == (found.safety[1] - 1, found.safety[1])
    assert "| **no** |" in translated._row(found)


def test_japanese_is_whole_and_english_has_no_catalogue(reaches):
    there, wanted = reaches["ja"].texts
    assert there == wanted > 1000
    assert reaches["en"].texts is None


def test_a_language_counts_as_read_only_where_its_files_say_so(reaches):
    for code, each in reaches.items():
        assert ("door" in each.read) is DECLARED[code].reviewed
