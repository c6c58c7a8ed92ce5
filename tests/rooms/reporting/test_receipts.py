"""Receipts: every slip of a finger is found, every script is read, and nothing leads back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.reporting import receipts
from opennrm.reporting.receipts import Mistyped, Receipt, check_digit, confirms, new_receipt, read
from opennrm.reporting.terms import Fault

DIGITS = st.text("0123456789", min_size=20, max_size=20)
ZEROS = {
    "Arabic-Indic": 0x660, "Persian": 0x6F0, "Devanagari": 0x966, "Bengali": 0x9E6, "Thai": 0xE50, "Burmese": 0x1040,
    "Khmer": 0x17E0, "Mongolian": 0x1810, "full width": 0xFF10, "Sinhala": 0xDE6, "Shan": 0x1090,
}  # fmt: skip


def fault(typed):
    with pytest.raises(Mistyped) as wrong:
        read(typed)
    return wrong.value.fault


@given(DIGITS, st.integers(0, 20), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(digits, place, by):
    whole = digits + check_digit(digits)
    wrong = str((int(whole[place]) + by) % 10)
    assert fault(whole[:place] + wrong + whole[place + 1 :]) is Fault.MISTYPED


@given(DIGITS, st.integers(0, 19))
def test_every_two_neighbours_swapped_are_found(digits, place):
    whole = digits + check_digit(digits)
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    if swapped != whole:
        assert fault(swapped) is Fault.MISTYPED


@pytest.mark.parametrize("script", ZEROS)
def test_a_receipt_is_read_in_the_digits_of_every_script(script):
    receipt = new_receipt()
    typed = "".join(chr(ZEROS[script] + int(digit)) for digit in receipt.digits)
    assert all(unicodedata.decimal(letter) is not None for letter in typed)
    assert read(typed) == receipt
    assert confirms(receipt, typed[-4:])


@given(DIGITS, st.lists(st.sampled_from(list(" -–—‐・ー.,/\u3000\u200e\u00a0\t\n−_")), min_size=25, max_size=25))
def test_whatever_stands_between_digits_is_overlooked(digits, between):
    whole = digits + check_digit(digits)
    assert read("".join(a + b for a, b in zip(whole, between))).digits == whole


def test_what_is_wrong_is_told_clearly():
    assert [fault(typed) for typed in ("", " - ", "1234 abcd", "1" * 20, "1" * 22)] == [
        Fault.EMPTY, Fault.EMPTY, Fault.NO_DIGIT, Fault.TOO_SHORT, Fault.TOO_LONG
    ]  # fmt: skip
    assert "swapped" in str(Fault.MISTYPED.label)


@given(st.text(max_size=500))
def test_whatever_is_typed_is_a_receipt_or_a_fault(typed):
    try:
        assert len(read(typed).digits) == 21
    except Mistyped as wrong:
        assert wrong.fault in Fault


def test_a_receipt_is_shown_in_groups_and_never_printed():
    receipt = Receipt("123456789012345678904")
    assert receipt.written == "1234 5678 9012 3456 7890 4"
    assert receipt.last_four == "8904"
    assert "1234" not in repr(receipt)


def test_the_same_receipt_opens_the_same_and_another_another():
    one, other = new_receipt(), new_receipt()
    assert receipts.opened(one) == receipts.opened(one)
    assert receipts.opened(one).lookup != receipts.opened(other).lookup
    assert receipts.opened(one).public != receipts.opened(other).public


def test_at_most_two_are_worked_out_at_once():
    assert receipts.AT_ONCE.acquire(blocking=False)
    assert receipts.AT_ONCE.acquire(blocking=False)
    try:
        assert not receipts.AT_ONCE.acquire(blocking=False)
    finally:
        receipts.AT_ONCE.release(2)


def test_new_receipts_differ_and_check():
    many = {new_receipt().digits for _ in range(500)}
    assert len(many) == 500
    assert all(read(digits).digits == digits for digits in many)
