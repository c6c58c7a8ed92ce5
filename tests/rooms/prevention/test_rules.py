"""How a criterion is judged: worked examples, and what holds for every contract."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.prevention.contracts import ANSWERS, COLUMNS, FLAGS, read_contract
from opennrm.prevention.criteria import NoCriteria, every, holding
from opennrm.prevention.measures import grounds
from opennrm.prevention.rules import TERMS, judge
from opennrm.prevention.terms import LawEvidence, Outcome

CRITERIA = holding(date(2026, 4, 1))
BY_ID = {each.id: each for each in CRITERIA.all}
GOOD = {"contract": "c-1", "employer": "9999999999999"}


def outcome(criterion, **values):
    contract, mistakes = read_contract(GOOD | values, CRITERIA)
    assert mistakes == []
    return judge(BY_ID[criterion], contract).outcome


def test_there_are_sixty_criteria_each_with_its_article_in_two_languages():
    assert len(CRITERIA.all) == 60
    assert all(each.law and each.text.en and each.text.ja for each in CRITERIA.all)


def test_every_rule_by_terms_is_asked_for_by_a_criterion_and_known():
    assert {each.terms for each in CRITERIA.all if each.terms} == TERMS


def test_an_article_that_was_not_seen_says_so():
    unsure = [each for each in CRITERIA.all if each.evidence != LawEvidence.ATTESTED]
    assert unsure
    assert all(each.article.endswith(f"[{each.evidence.value}]") for each in unsure)
    assert BY_ID["C02"].article == "Ordinance, art. 1(1)1"


@pytest.mark.parametrize(
    ("criterion", "values", "expected"),
    [
        ("C04", {"pay": "205000", "pay_unit": "month", "japanese_pay": "205000"}, Outcome.MET),
        ("C04", {"pay": "204999", "pay_unit": "month", "japanese_pay": "205000"}, Outcome.NOT_MET),
        ("C04", {"pay": "204999", "pay_unit": "month"}, Outcome.NOT_SHOWN),
        ("C04", {"pay": "204999", "pay_unit": "month", "japanese_pay": "205000", "C04": "yes"}, Outcome.NOT_MET),
        ("C03", {"weekly_hours": "40", "ordinary_weekly_hours": "40.0"}, Outcome.MET),
        ("C03", {"weekly_hours": "48", "ordinary_weekly_hours": "40"}, Outcome.NOT_MET),
        ("C07", {"dispatched": "no"}, Outcome.NOT_APPLICABLE),
        ("C07", {"dispatched": "yes"}, Outcome.NOT_SHOWN),
        ("O06", {"passport_kept": "yes"}, Outcome.NOT_MET),
        ("O06", {"passport_kept": "no"}, Outcome.NOT_SHOWN),
        ("O06", {"deposit": "no", "penalty": "no", "passport_kept": "no", "bankbook_kept": "no"}, Outcome.MET),
        ("O06", {"bankbook_kept": "yes", "O06": "none"}, Outcome.NOT_MET),
        ("O12", {"pay_traceable": "yes", "O12": "no"}, Outcome.NOT_MET),
        ("S04", {"worker_language": "my", "support_languages": "ja;vi"}, Outcome.NOT_MET),
        ("S04", {"worker_language": "my", "support_entrusted": "yes"}, Outcome.NOT_APPLICABLE),
        ("S10", {"support_entrusted": "no"}, Outcome.NOT_APPLICABLE),
        ("S10", {"support_entrusted": "yes"}, Outcome.NOT_SHOWN),
        ("O03", {"O03": "some"}, Outcome.NOT_MET),
        ("P15", {"P15": "n.a."}, Outcome.NOT_APPLICABLE),
    ],
)
def test_worked_examples(criterion, values, expected):
    assert outcome(criterion, **values) is expected


@given(st.sampled_from(CRITERIA.all))
def test_silence_is_never_a_yes(criterion):
    assert outcome(criterion.id) is Outcome.NOT_SHOWN


@given(st.dictionaries(st.sampled_from(FLAGS), st.sampled_from(["yes", "no"])), st.sampled_from(CRITERIA.all))
def test_to_admit_a_fault_never_makes_a_finding_better(flags, criterion):
    good, _same, bad, _same = ANSWERS[criterion.expected]
    with_good = outcome(criterion.id, **flags, **{criterion.id: good})
    with_bad = outcome(criterion.id, **flags, **{criterion.id: bad})
    assert with_bad in {Outcome.NOT_MET, Outcome.NOT_APPLICABLE}
    assert with_good != Outcome.NOT_MET or with_bad == Outcome.NOT_MET


def test_a_day_before_the_system_began_has_no_criteria():
    with pytest.raises(NoCriteria, match="began on 2019-04-01"):
        holding(date(2019, 3, 31))


def test_ids_of_criteria_are_no_names_of_columns():
    assert not set(COLUMNS) & {each.id for found in every() for each in found.all}


def test_every_article_of_a_criterion_or_a_measure_reads_in_japanese():
    cited = [each.law_text for one in every() for each in one.all] + [each.law_text for each in grounds().values()]
    assert [each.ja for each in cited if re.search("[A-Za-z]", each.ja)] == []
