"""What answers show: the dimension rule, the elements of the Protocol, what to ask next; and what never changes it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.identification.indicators import ask_next, assess, carried, why_not_confirm
from opennrm.identification.lists import asked, assessed, holding
from opennrm.identification.questions import Dimension, Element, ScreeningRefusal, Shown
from opennrm.identification.terms import Answer, Minor

ON = date(2026, 1, 1)
ITEMS = {minor: asked(holding(ON, minor), minor) for minor in Minor}
CODES = sorted({item.code for items in ITEMS.values() for item in items})
ADULT_CODES = [item.code for item in ITEMS[Minor.NO]]
answered = st.dictionaries(st.sampled_from(ADULT_CODES), st.sampled_from(Answer))
children = st.sampled_from([Minor.YES, Minor.NOT_SURE])


def shown(answers, minor=Minor.NO):
    return assess(answers, items=ITEMS[minor], minor=minor, by=assessed())


def yes(*codes):
    return dict.fromkeys(codes, Answer.YES)


def positive(answers, minor=Minor.NO):
    return {each.dimension for each in shown(answers, minor).dimensions if each.positive}


@pytest.mark.parametrize(
    ("codes", "fired"),
    [
        (["AL5.01", "AL5.02"], "two_strong"),
        (["AL5.01", "AL5.15"], "one_strong_one_other"),
        (["AL5.05", "AL5.06", "AL5.07"], "three_medium"),
        (["AL5.05", "AL5.06", "AL5.15"], "two_medium_one_weak"),
        (["AL5.01"], None),
        (["AL5.05", "AL5.06"], None),
        (["AL5.05", "AL5.15"], None),
    ],
)
def test_a_dimension_is_positive_by_the_rule_of_its_strengths(codes, fired):
    found = {each.dimension: each.rule for each in shown(yes(*codes)).dimensions}[Dimension.COERCION]
    assert (found.id if found else None) == fired


def test_no_and_unknown_show_nothing_and_unknown_is_listed():
    found = shown({"AL5.01": Answer.NO, "AL5.02": Answer.UNKNOWN})
    assert [item.code for item in found.unknown] == ["AL5.02"]
    assert not any(each.positive for each in found.dimensions)


def test_forced_labour_is_exploitation_with_coercion_and_a_deceptive_recruitment():
    met = {each.id for each in shown(yes("AL1.01", "AL1.02", "AL4.01", "AL4.02", "AL5.01", "AL5.02")).combinations}
    assert met == {"forced_labour", "deceived_and_exploited", "exploited"}


@given(answered, st.sampled_from(ADULT_CODES))
def test_a_further_yes_never_turns_anything_back(answers, code):
    before, after = shown(answers), shown(answers | yes(code))
    assert positive(answers) <= positive(answers | yes(code))
    assert set(before.combinations) <= set(after.combinations)
    assert all(after.elements[each] == Shown.SHOWN for each, was in before.elements.items() if was == Shown.SHOWN)


@given(answered, children)
def test_a_child_is_never_harder_to_confirm_than_an_adult(answers, minor):
    as_child = carried(answers, items=ITEMS[minor])
    if why_not_confirm(shown(answers)) is None:
        assert why_not_confirm(shown(as_child, minor)) is None
    if Dimension.EXPLOITATION in positive(answers):
        assert Dimension.EXPLOITATION in positive(as_child, minor)


@given(answered, st.sampled_from([*Answer, None]))
def test_consent_never_changes_what_is_shown(answers, consent):
    without = {code: each for code, each in answers.items() if code != "P3.20"}
    noted = without | ({"P3.20": consent} if consent else {})
    a, b = shown(without), shown(noted)
    assert (a.dimensions, a.elements, a.combinations) == (b.dimensions, b.elements, b.combinations)
    assert why_not_confirm(a) == why_not_confirm(b)


@given(st.dictionaries(st.sampled_from(CODES), st.sampled_from(Answer)), children)
def test_means_are_never_asked_of_a_child_and_never_needed(answers, minor):
    assert {item.element for item in ITEMS[minor]} == {Element.ACT, Element.PURPOSE}
    found = shown(answers, minor)
    assert found.elements[Element.MEANS] == Shown.NOT_NEEDED
    assert {each.dimension for each in found.dimensions} == {Dimension.EXPLOITATION}
    assert why_not_confirm(found) != ScreeningRefusal.NO_MEANS


@given(answered)
def test_what_to_ask_next_is_unasked_and_of_different_parts(answers):
    proposed = ask_next(answers, items=ITEMS[Minor.NO], minor=Minor.NO, by=assessed())
    assert not {item.code for item in proposed} & answers.keys()
    assert len({item.part for item in proposed}) == len(proposed) <= 5
    assert Element.CONSENT not in {item.element for item in proposed}


def test_what_would_complete_the_elements_is_asked_first():
    known = yes("P3.01", "P3.15", "AL5.01")
    first, *_rest = ask_next(known, items=ITEMS[Minor.NO], minor=Minor.NO, by=assessed())
    assert first.element == Element.MEANS
    after = shown(known | yes(first.code))
    assert why_not_confirm(shown(known)) == ScreeningRefusal.NO_MEANS
    assert why_not_confirm(after) is None


def test_a_sign_without_weight_is_listed_and_shows_no_element():
    found = shown(yes("FL.05", "JP.04"))
    assert [item.code for item in found.signs] == ["FL.05", "JP.04"]
    assert set(found.elements.values()) == {Shown.NOT_SHOWN}


def test_of_a_child_the_adults_exploitation_counts_too_where_the_childrens_list_lacks_it():
    assert "AL4.08" in {item.code for item in ITEMS[Minor.YES]}
    assert Dimension.EXPLOITATION in positive(yes("CL4.02", "CL4.03", "AL4.08"), Minor.YES)
