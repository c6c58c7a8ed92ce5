"""Names written in several ways are one name; names that differ stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.vault.folding import fold, pairs

SAME = [
    ("width of kana", "ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダハナコ"),
    ("hiragana and katakana", "やまだはなこ", "ヤマダハナコ"),
    ("voicing mark apart", "か\u3099", "が"),
    ("voicing mark that stands alone", "か゛", "ガ"),
    ("voicing mark of half width", "ｶﾞ", "が"),
    ("a letter hiragana lacks", "ゔぁん", "ヴァン"),
    ("small letters", "きょうこ", "キョウコ"),
    ("sign of repetition", "みすゞ", "ミスヾ"),
    ("long vowel of half width", "ﾏﾘｰ", "マリー"),
    ("blank of full width", "山田\u3000花子", "山田花子"),
    ("blank of no width", "山田\u200b花子", "山田花子"),
    ("middle dot", "マリア・サントス", "マリアサントス"),
    ("middle dot of half width", "ﾏﾘｱ･ｻﾝﾄｽ", "マリア サントス"),
    ("middle dot of Latin", "Maria·Santos", "maria santos"),
    ("letters of full width", "Ｍａｒｉａ　Ｓａｎｔｏｓ", "MARIA SANTOS"),
    ("capitals", "NGUYỄN", "nguyễn"),
    ("marks apart", "nguye\u0302\u0303n", "nguyễn"),
    ("accents of Vietnamese", "Nguyễn Thị Hoa", "nguyen thi hoa"),
    ("a stroke that is no mark to Unicode", "Đỗ Đức", "do duc"),
    ("accents of Portuguese", "João Conceição", "joao conceicao"),
    ("a mark after a letter that never joins it", "x\u0323a", "xa"),
    ("long s and sharp s", "Strauß", "STRAUSS"),
    ("digits of full width", "２０２０", "2020"),
    ("a variation selector", "葛\U000e0100城", "葛城"),
    ("a compatibility kanji", "\ufa19谷", "神谷"),
    ("a unit sign", "㌔", "キロ"),
]  # fmt: skip

APART = [
    ("voicing", "はし", "ばし"),
    ("size", "きよこ", "きょこ"),
    ("long vowel", "おの", "おーの"),
    ("kanji variant", "高橋", "髙橋"),
    ("kanji and reading", "花子", "はなこ"),
    ("half voicing", "はと", "ぱと"),
    ("vowels of Devanagari", "\u0915\u093f", "\u0915\u0941"),
    ("tones of Thai", "\u0e02\u0e32\u0e27", "\u0e02\u0e48\u0e32\u0e27"),
    ("order", "山田花子", "花子山田"),
]


@pytest.mark.parametrize(("what", "one", "other"), SAME, ids=[what for what, *_ in SAME])
def test_one_name_written_in_two_ways_is_one(what, one, other):
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("what", "one", "other"), APART, ids=[what for what, *_ in APART])
def test_names_that_differ_stay_apart(what, one, other):
    assert fold(one) != fold(other)


@given(st.text(st.characters(codec="utf-8")))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("かガｶﾞ\u3099゛ﾟ・ 　ゝヾAａßİĐệı\u0323\u0302葛\U000e0100\u200d")))
def test_folding_twice_changes_nothing_more_where_marks_meet_blanks(text):
    assert fold(fold(text)) == fold(text)


def test_the_pairs_of_a_name_hold_those_of_each_part_of_it():
    assert pairs("田中太郎") == {"田中", "中太", "太郎"}
    assert pairs("林") == {"林"}
    assert pairs("") == frozenset()


@given(st.text(min_size=2), st.text(), st.text())
def test_every_part_of_a_name_is_among_its_pairs(part, before, after):
    assert pairs(part) <= pairs(before + part + after)
