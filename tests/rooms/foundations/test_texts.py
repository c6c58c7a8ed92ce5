"""The texts of printed materials: whole, or not offered."""

import pytest

from opennrm.foundations import texts
from opennrm.page.languages import DECLARED


def write(folder, code, **said):
    said = {"name": code, **said}
    lines = ["reviewed = false", *(f'{key} = "{text}"' for key, text in said.items())]
    (folder / f"{code}.toml").write_text("\n".join(lines), "utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "HERE", tmp_path)
    texts.read.cache_clear()
    write(tmp_path, "en", greet="Call {number}", part="Talk")
    yield tmp_path
    texts.read.cache_clear()


@pytest.mark.parametrize("code", sorted(file.stem for file in texts.HERE.glob("*.toml")))
def test_every_file_that_is_there_is_whole(code):
    assert texts.faults(code) == ()


def test_a_language_that_lacks_a_text_is_not_offered_and_says_what_it_lacks(folder):
    write(folder, "xx", greet="{number}!")
    assert texts.languages() == ("en",)
    assert texts.faults("xx") == ("xx.toml lacks «part»",)


def test_a_translation_must_fill_in_the_same_values(folder):
    write(folder, "xx", greet="Call", part="Talk")
    assert texts.faults("xx") == ("xx.toml: «greet» fills in [], where ['number'] is due",)


def test_a_file_that_is_no_toml_takes_only_its_own_language_away(folder):
    (folder / "xx.toml").write_text("greet = ", "utf-8")
    assert texts.languages() == ("en",)
    assert "cannot be read" in texts.faults("xx")[0]


def test_readings_and_values_are_told_apart():
    assert texts.segments("{年|ねん}は{year}。", year=2020) == (("年", "ねん"), "は2020。")
    assert texts.places("{年|ねん}は{year}。") == {"year"}


def test_the_languages_stand_in_the_order_of_the_menu():
    assert texts.languages()[:4] == ("ja", "ja-simple", "en", "zh-hans")
    assert set(texts.languages()) == {code.lower() for code in DECLARED}


@pytest.mark.parametrize("code", texts.languages())
def test_a_number_to_call_is_written_as_it_is_dialled(code):
    said = texts.read(code)
    assert all("110" in said[key] for key in ("danger", "hand_seen"))
    assert not [letter for text in said.said.values() for letter in text if letter.isdigit() and not letter.isascii()]
