"""What a worker says of their own contract, held against the same criteria as a file of contracts."""

from datetime import date
from decimal import Decimal

import pytest

from opennrm.prevention.checking import article_named, check, hourly, is_plausible, points
from opennrm.prevention.checking_terms import Work, Wrong
from opennrm.prevention.checking_words import POINTS
from opennrm.prevention.criteria import holding
from opennrm.prevention.terms import Outcome, PayUnit

TODAY = date(2026, 4, 1)
ALL = {each.code: each for each in points()}


def outcomes(work, on=TODAY, **said):
    return {each.point.code: each.outcome for each in check(work, said, on=on)}


def test_every_point_has_its_words_and_a_criterion_that_is_there():
    known = {each.id for each in holding(TODAY).all}
    assert ALL.keys() == POINTS.keys()
    assert {code for each in ALL.values() for code in each.criteria} <= known


@pytest.mark.parametrize("code", sorted(each.code for each in ALL.values() if each.criteria))
def test_the_wrong_answer_is_not_met_by_the_criterion_itself_and_silence_is_never_a_yes(code):
    wrong = ALL[code].wrong == Wrong.YES
    assert outcomes(Work.SKILLED, **{code: wrong})[code] == Outcome.NOT_MET
    assert outcomes(Work.SKILLED, **{code: not wrong})[code] == Outcome.MET
    assert outcomes(Work.SKILLED, **{code: None})[code] == Outcome.NOT_SHOWN


def test_a_law_is_named_only_to_whom_it_holds_for():
    passport = {work: outcomes(work, passport=True)["passport"] for work in Work}
    assert passport == {
        Work.SKILLED: Outcome.NOT_MET,
        Work.INTERN: Outcome.NOT_MET,
        Work.UNSURE: Outcome.NOT_MET,
        Work.OTHER: Outcome.NOT_APPLICABLE,
    }
    assert outcomes(Work.OTHER, forced=True)["forced"] == Outcome.NOT_MET


def test_before_a_law_began_it_is_not_named():
    early = date(2017, 10, 31)
    assert outcomes(Work.INTERN, on=early, outings=True)["outings"] == Outcome.NOT_APPLICABLE
    assert outcomes(Work.SKILLED, on=early, equal_pay=False)["equal_pay"] == Outcome.NOT_APPLICABLE


def test_articles_are_named_as_offices_write_them_and_what_is_not_attested_is_marked():
    assert article_named("Immigration Act, art. 2-5(1)2").ja == "出入国管理及び難民認定法第2条の5第1項第2号"
    assert article_named("something else").ja == "something else"
    found = {each.point.code: each.articles for each in check(Work.INTERN, {}, on=TODAY)}
    assert [each.sure for each in found["passport"]] == [True]
    assert [each.sure for each in found["bankbook"]] == [False, True]


def test_pay_for_an_hour_needs_all_that_is_needed():
    month, hours, days = Decimal(180_000), Decimal(8), Decimal(5)
    assert hourly(month, PayUnit.MONTH, hours=hours, days=days) == 1038
    assert hourly(Decimal(8000), PayUnit.DAY, hours=hours, days=None) == 1000
    assert hourly(Decimal(1100), PayUnit.HOUR, hours=None, days=None) == 1100
    assert hourly(month, PayUnit.MONTH, hours=hours, days=None) is None
    assert not is_plausible(month, PayUnit.HOUR)
