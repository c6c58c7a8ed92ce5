"""When a contact point answers, in the reader's language and in digits every telephone has."""

import re

import pytest

from opennrm.agencies import read
from opennrm.agencies.opening import Hours
from opennrm.foundations import texts
from opennrm.foundations.hours import closed, hours

LABOUR = read.read().contact_points["labour-standards-hotline"].week


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Mon–Fri 17:00–22:00, Sat–Sun 9:00–21:00"),
        ("zh-hant", "週一–週五 17:00–22:00, 週六–週日 9:00–21:00"),
        ("ja-simple", "{月|げつ}–{金|きん} 17:00–22:00, {土|ど}–{日|にち} 9:00–21:00"),
    ],
)
def test_days_of_the_same_hours_stand_together(language, said):
    assert hours(LABOUR, language) == said


@pytest.mark.parametrize("language", texts.languages())
def test_digits_are_those_of_the_telephone_in_every_language(language):
    said = hours(LABOUR, language) + closed(LABOUR, language)
    assert set(re.findall(r"\d", said)) <= set("0123456789")
    assert "17:00–22:00" in said


def test_what_is_not_known_is_not_said():
    assert hours(Hours(), "en") == closed(Hours(), "en") == ""
