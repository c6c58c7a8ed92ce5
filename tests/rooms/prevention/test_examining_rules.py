"""What may be done in an examination, the comparison of pay, and the reasons to look closer. No database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.page.pdf import to_pdf
from opennrm.prevention import examining, risk
from opennrm.prevention.articles import in_language
from opennrm.prevention.comparing import compare
from opennrm.prevention.contracts import read_contract
from opennrm.prevention.criteria import holding
from opennrm.prevention.examining_terms import ExaminationRefusal as No
from opennrm.prevention.examining_terms import MeasureKind, Result
from opennrm.prevention.letter_texts import texts
from opennrm.prevention.letters import Sent, document, untranslated
from opennrm.prevention.measures import grounds
from opennrm.prevention.taking_in import Row, rows_in
from opennrm.prevention.terms import LawEvidence, Outcome

DAY = date(2026, 4, 1)
outcomes = st.lists(st.sampled_from([each.value for each in Outcome]), min_size=1, max_size=8)


@given(outcomes)
def test_silence_is_never_enough_for_a_decision_in_favour(found):
    said = {"outcomes": found, "waiting": False, "reason": "made up"}
    why = examining.why_not_decide(result=Result.FULFILS, **said)
    assert (why is None) == (not {"not_met", "not_shown"} & set(found))
    against = examining.why_not_decide(result=Result.DOES_NOT, **said)
    assert (why is None) != (against is None)


def test_a_finding_against_the_reckoning_names_its_evidence():
    said = {"reckoned": "not_shown", "may_not_apply": False}
    assert examining.why_not_find(outcome="met", evidence=" ", **said) == No.NO_EVIDENCE
    assert examining.why_not_find(outcome="met", evidence="ledger p. 3", **said) is None
    assert examining.why_not_find(outcome="not_shown", evidence="", **said) is None
    assert examining.why_not_find(outcome="not_applicable", evidence="said so", **said) == No.APPLIES


@pytest.mark.parametrize("kind", [MeasureKind.ORDER, MeasureKind.REFUSAL, MeasureKind.REVOCATION])
def test_what_burdens_an_employer_rests_on_a_finding(kind):
    about = {"names_day": False, "due": None, "today": DAY, "reason": "made up"}
    assert examining.why_not_take(kind=kind, not_met=0, **about) == No.NO_GROUND
    assert examining.why_not_take(kind=kind, not_met=1, **about) is None


def test_every_measure_names_its_law_and_marks_what_nobody_confirmed():
    assert set(grounds()) == set(MeasureKind)
    assert all(each.law and not each.sure for each in grounds().values())
    assert (
        examining.why_not_take(
            kind=MeasureKind.GUIDANCE, not_met=0, names_day=True, due=None, today=DAY, reason="made up"
        )
        == No.NO_DUE
    )


def test_nobody_reviews_their_own_decision():
    assert examining.why_not_review(decided=True, own=True, reviewed=False, reason="made up") == No.OWN_DECISION


def test_one_criterion_that_fails_in_ten_contracts_is_one_finding():
    assert examining.not_fulfilled([("C04", "not_met")] * 10 + [("O06", "not_met"), ("C02", "not_shown")]) == 2


def terms(**said):
    row = {"contract": "made-up", "employer": "9999999999999", "pay_unit": "month"} | said
    return read_contract(row, holding(DAY))


def test_pay_is_reckoned_to_the_last_step():
    found = compare(terms(pay="158000", japanese_pay="205000")[0])
    assert (found.less, found.percent, found.enough) == (Decimal(47000), Decimal("22.9"), False)


def test_equal_pay_for_longer_hours_is_less_by_the_hour():
    said = {"pay": "205000", "japanese_pay": "205000", "weekly_hours": "48", "ordinary_weekly_hours": "40"}
    found = compare(terms(**said)[0])
    assert found.enough and found.longer
    assert [each.amount for each in found.per_hour] == [Decimal("982.88"), Decimal("1179.45")]


@pytest.mark.parametrize(
    ("said", "column", "en", "ja"),
    [
        ({"pay": "1200"}, "pay", "look whether the unit is right", "単位が正しいか"),
        ({"pay": "205000", "japanese_pay": "1500", "japanese_pay_currency": "USD"}, "japanese_pay_currency",
         "give both in one currency", "同じ通貨で"),
        ({"employer": "9999999999998"}, "employer", "look for a slip of the pen", "入力の誤り"),
    ],
)  # fmt: skip
def test_bad_terms_are_a_sentence_that_says_what_to_do_in_both_languages(said, column, en, ja):
    mistake = next(each for each in terms(**said)[1] if each.column == column)
    assert en in mistake.wanted("en")
    assert ja in mistake.wanted("ja")


def test_a_row_that_cannot_be_read_is_told_with_its_place_and_the_rest_is_read():
    data = b"contract,employer,pay,pay_unit\na,9999999999999,205000,month\nb,9999999999999,12,month\n"
    first, second = rows_in(data, "made-up.csv", on=DAY, language="ja")
    assert isinstance(first, Row) and first.terms == {"pay": "205000", "pay_unit": "month"}
    assert [(each.file, each.row, each.column) for each in second] == [("made-up.csv", 3, "pay")]
    assert "円" in second[0].expected


def test_reasons_are_told_with_their_numbers_and_the_long_past_is_no_reason():
    past = risk.Past(findings=(DAY, DAY - timedelta(days=3000)), missing=(DAY,), workers=4, shared_missing=2)
    found = {each.kind: each.text.en for each in risk.reasons(past, on=DAY)}
    assert set(found) == {"findings", "missing", "shared_missing"}
    assert found["findings"].startswith("earlier examinations with criteria not met: 1,")
    assert "1 of 4" in found["missing"]
    assert list(risk.reasons(risk.Past(), on=DAY)) == []


POINTS = (("k-1", "C04", "not_met"), ("k-2", "C04", "not_met"), ("k-1", "C02", "not_shown"))


def sent():
    return Sent("7F3Q-9K2M", 1, "架空食品", "9999999999999", "架空労働局", DAY, DAY, DAY + timedelta(days=14), POINTS)


@pytest.mark.parametrize("language", sorted(texts()))
def test_a_letter_is_set_in_each_of_its_languages_with_the_law_and_no_missing_letter(language):
    made = document(sent(), language)
    said = "\n".join(item.text for block in made.blocks if hasattr(block, "items") for item in block.items)
    assert "k-1, k-2" in said
    assert ("art. 1(1)3 [To be confirmed" if language == "en" else "省令第1条第1項第3号 [e-Govで要確認") in said
    if language not in {"ja", "en"}:
        assert "同等以上" in said and untranslated(sent(), language) == 1
        assert texts()[language].said["untranslated"] in said
    assert to_pdf(made, now=datetime(2026, 4, 1, tzinfo=UTC)).startswith(b"%PDF")


def test_no_letter_falls_back_to_another_language():
    with pytest.raises(KeyError):
        document(sent(), "tlh")


def test_a_letter_says_where_no_native_speaker_read_it():
    assert all(
        document(sent(), tag).blocks[0].title == each.said["unread"]
        for tag, each in texts().items()
        if not each.reviewed
    )


def test_articles_nobody_confirmed_are_marked():
    unsure = [each for each in holding(DAY).all if each.evidence != LawEvidence.ATTESTED]
    assert unsure and all(each.article.endswith("]") for each in unsure)


@pytest.mark.parametrize(
    ("law", "ja"),
    [
        ("Ordinance, art. 1(1), opening words", "特定技能基準省令第1条第1項柱書"),
        ("Ordinance, art. 4(2)(3)", "特定技能基準省令第4条第2項・第3項"),
        ("Immigration Act, art. 2-5(3)1", "入管法第2条の5第3項第1号"),
        ("operation guideline on art.2-5(3)1", "運用要領（入管法第2条の5第3項第1号関係）"),
        ("what nobody has taught it", "what nobody has taught it"),
    ],
)
def test_articles_read_as_japanese_law_writes_them(law, ja):
    assert in_language(law, "ja") == ja
    assert in_language(law, "en") == law
