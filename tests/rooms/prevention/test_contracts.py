"""What a row of a contract may hold, and what is said of what it may not."""

from datetime import date

import pytest

from opennrm.agencies.corporate import why_not_corporate_number
from opennrm.prevention.contracts import read_contract
from opennrm.prevention.criteria import holding

CRITERIA = holding(date(2026, 4, 1))
GOOD = {"contract": "c-1", "employer": "9999999999999"}


def mistakes(**values):
    _contract, found = read_contract(GOOD | values, CRITERIA)
    return {each.column: each.expected for each in found}


def test_a_row_with_its_two_ids_alone_can_be_read():
    contract, found = read_contract(GOOD, CRITERIA)
    assert found == []
    assert contract.pay is None
    assert contract.answers == {}


def test_full_width_digits_and_separators_are_read():
    contract, found = read_contract(
        GOOD | {"employer": "９９９９９９９９９９９９９", "pay": "２０５，０００", "pay_unit": "month"}, CRITERIA
    )
    assert found == []
    assert str(contract.pay) == "205,000 JPY/month"


@pytest.mark.parametrize("digits", ["", "123", "8999999999999", "999999999999a"])
def test_a_corporate_number_with_a_slip_is_asked_for_again(digits):
    assert why_not_corporate_number(digits)
    assert "employer" in mistakes(employer=digits)


def test_every_single_slip_in_a_corporate_number_but_a_nine_for_a_nought_is_found():
    number = "9999999999999".replace("9", "9")
    for place in range(1, 13):
        for digit in "12345678":
            assert why_not_corporate_number(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize(
    ("values", "column", "said"),
    [
        ({"pay": "205000", "pay_unit": "hour"}, "pay", "whether the unit is right"),
        ({"pay": "1200", "pay_unit": "month"}, "pay", "whether the unit is right"),
        ({"pay": "205000"}, "pay_unit", "hour, day, month or year"),
        ({"pay": "a lot", "pay_unit": "month"}, "pay", "an amount above nothing"),
        ({"pay": "nan", "pay_unit": "month"}, "pay", "an amount above nothing"),
        ({"pay_currency": "yen"}, "pay_currency", "ISO 4217"),
        ({"weekly_hours": "173"}, "weekly_hours", "of which there are 168"),
        ({"deposit": "maybe"}, "deposit", "yes, no, or nothing"),
        ({"support_languages": "Vietnamese!"}, "support_languages", "language tags"),
        ({"C04": "perhaps"}, "C04", "yes or no"),
        ({"C04": "n.a."}, "C04", "yes or no, or nothing"),
        ({"O03": "yes"}, "O03", "none or some"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_write_instead(values, column, said):
    assert said in mistakes(**values)[column]


def test_a_contract_in_two_currencies_is_asked_for_again():
    said = mistakes(pay="205000", pay_unit="month", japanese_pay="1400", japanese_pay_currency="USD")
    assert "give both in one currency" in said["japanese_pay_currency"]


def test_two_pays_for_two_units_are_never_reckoned_into_each_other():
    said = mistakes(pay="1200", pay_unit="hour", japanese_pay="205000", japanese_pay_unit="month")
    assert "give both for one unit" in said["japanese_pay_unit"]
