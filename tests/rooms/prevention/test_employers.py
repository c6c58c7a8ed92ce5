"""Employers, contracts and examinations as an office keeps them: what is done, refused, counted, erased."""

import pytest

from opennrm.access.actions import running
from opennrm.identification.models import Notice
from opennrm.identification.terms import NoticeKind
from opennrm.page.refusals import Refused
from opennrm.prevention import risk
from opennrm.prevention.actions import asking, employers, examinations
from opennrm.prevention.actions.employers import Described, Unread
from opennrm.prevention.actions.examinations import Found
from opennrm.prevention.actions.taking_in import take_in
from opennrm.prevention.examination import example
from opennrm.prevention.examining_terms import (
    ExaminationKind,
    MeasureKind,
    MeasureState,
    PaperKind,
    Result,
    Review,
    TieKind,
)
from opennrm.prevention.models import Contract, Employer, Examination, Line, Measure, Paper, Tie
from opennrm.prevention.sharing import past_of, shared
from opennrm.prevention.terms import Outcome
from opennrm.reporting.attachments import cleaned
from opennrm.reporting.terms import Urgency
from opennrm.understanding.facts import EmployerExamined
from opennrm.understanding.models import ROWS
from opennrm.vault.models import AuditLine
from tests.desk import body, official
from tests.rooms.access.world import everything
from tests.rooms.identification.world import days_ago, today
from tests.rooms.prevention.examining_world import ADDRESS, NUMBERS, SOUND, TERMS, bureau, fact

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return bureau()


@pytest.fixture
def there(at):
    """An employer whose second contract pays less, keeps the passport, and does not show one criterion."""
    of = at.employer()
    at.contract(of)
    at.contract(of, "made-up-2", pay="158000", passport_kept="yes", C09="")
    return at.begun(of)


def outcome(of, contract, criterion):
    return Line.objects.get(examination=of, contract__code=contract, criterion=criterion)


def decided(at, of, result=Result.DOES_NOT):
    with at.examining():
        examinations.decide(of, result=result, reason="made up", by=at.examiner, on=today())
    return of


def test_an_employer_is_entered_once_with_a_sound_number(at):
    of = at.employer()
    with at.examining():
        for number, why in ((NUMBERS[0], "has this employer already"), ("9999999999998", "slip of the pen")):
            with pytest.raises(Refused, match=why):
                employers.open_employer(Described(number), by=at.examiner, on=today())
        assert str(of.address) == "<sealed>"


def test_another_office_sees_nothing_of_it(at, there):
    other = bureau("labour-osaka")
    with other.examining():
        assert not Employer.objects.exists()
        assert not Line.objects.exists()
        with pytest.raises(Refused, match="no such record for you"):
            examinations.stop(there, by=other.examiner)


def test_a_wage_in_the_wrong_unit_is_told_and_nothing_is_kept(at):
    of = at.employer()
    with pytest.raises(Unread) as wrong:
        at.contract(of, pay="1200", japanese_pay_currency="USD")
    assert {each.column for each in wrong.value.mistakes} == {
        "pay",
    }
    with at.examining():
        assert not Contract.objects.exists()


def test_each_line_is_reckoned_at_once_and_nothing_is_taken_for_granted(at, there):
    with at.examining():
        found = {code: outcome(there, "made-up-2", code).outcome for code in ("C04", "O06", "C09", "C03")}
        assert found == {"C04": "not_met", "O06": "not_met", "C09": "not_shown", "C03": "met"}
        assert outcome(there, "made-up-1", "C04").outcome == "met"
        assert "158,000 JPY/month < 205,000 JPY/month" in outcome(there, "made-up-2", "C04").shown["en"]


def test_stopped_and_resumed_nothing_is_lost_and_changed_terms_are_reckoned_anew(at, there):
    with at.examining():
        line, agreed = outcome(there, "made-up-2", "C09"), outcome(there, "made-up-2", "C04")
        said = [Found(line.pk, line.outcome, Outcome.MET, "health check seen (made up)")]
        said.append(Found(agreed.pk, agreed.outcome, Outcome.NOT_MET))
        examinations.find(there, said, by=at.examiner, on=today())
        examinations.stop(there, by=at.examiner)
        with pytest.raises(Refused, match="stopped or decided"):
            examinations.find(there, said, by=at.examiner, on=today())
        contract = Contract.objects.get(code="made-up-2")
        employers.change_contract(contract, TERMS | {"pay": "205000"}, version=1, by=at.examiner, on=today())
    with at.examining(at.second):
        examinations.resume(there, by=at.second)
        assert outcome(there, "made-up-2", "C09").outcome == "met"
        again = outcome(there, "made-up-2", "C04")
        assert (again.outcome, again.by_id) == ("met", None)
        assert Examination.objects.get().examiner == at.second


def test_of_two_officials_at_once_the_second_is_told(at, there):
    with at.examining():
        line = outcome(there, "made-up-2", "C09")
        first = Found(line.pk, "not_shown", Outcome.MET, "seen (made up)")
        examinations.find(there, [first], by=at.examiner, on=today())
        with pytest.raises(Refused, match="changed this meanwhile"):
            examinations.find(there, [first], by=at.second, on=today())
        contract = Contract.objects.get(code="made-up-1")
        employers.change_contract(contract, TERMS, version=1, by=at.examiner, on=today())
        with pytest.raises(Refused, match="changed this meanwhile"):
            employers.change_contract(contract, TERMS, version=1, by=at.second, on=today())


def test_the_fact_falls_with_the_decision_and_follows_what_becomes_of_it(at, there):
    assert fact(there) is None
    decided(at, there)
    assert (fact(there).findings, fact(there).industry) == (2, "C")
    with at.examining():
        employers.change_employer(there.employer, Described(NUMBERS[0], "架空", "A"), by=at.examiner, on=today())
    assert fact(there).industry == "A"
    with at.examining(at.second):
        examinations.review(there, finding=Review.REOPENED, reason="made up", by=at.second, on=today())
    assert fact(there) is None
    decided(at, there, Result.WITHDRAWN)
    assert fact(there) is None
    assert ROWS[EmployerExamined].objects.count() == 3


def test_what_is_not_shown_is_asked_for_before_a_decision_and_a_letter_holds_it(at, there):
    with at.examining():
        with pytest.raises(Refused, match="not met or not shown"):
            examinations.decide(there, result=Result.FULFILS, reason="made up", by=at.examiner, on=today())
        with pytest.raises(Refused, match="no text in this language"):
            asking.send_letter(there, language="tlh", due=days_ago(-14), by=at.examiner, on=today())
        letter = asking.send_letter(there, language="vi", due=days_ago(-14), by=at.examiner, on=today())
        assert {tuple(each) for each in letter.points} >= {
            ("made-up-2", "C04", "not_met"),
            ("made-up-2", "C09", "not_shown"),
        }
        assert all(each[0] == "made-up-2" for each in letter.points)
        with pytest.raises(Refused, match="waits for its answer"):
            examinations.decide(there, result=Result.DOES_NOT, reason="made up", by=at.examiner, on=today())
        asking.answer(letter, text="we pay more now (made up)", answered=today(), by=at.examiner)
        with pytest.raises(Refused, match="answered or withdrawn"):
            asking.drop(letter, by=at.examiner, on=today())
    decided(at, there)


def test_nothing_is_closed_while_an_order_is_to_be_fulfilled(at, there):
    decided(at, there)
    with at.examining():
        kind = MeasureKind.ORDER
        order = asking.take_measure(there, kind=kind, reason="made up", due=days_ago(-30), by=at.examiner, on=today())
        assert Examination.objects.get().closed is None
        assert Employer.objects.get().quiet is None
        asking.settle_measure(order, state=MeasureState.NOT_FULFILLED, note="seen", by=at.second, on=today())
        assert Examination.objects.get().closed == today()
        assert Measure.objects.get().settled_by == at.second
        assert {each.kind for each in risk.reasons(past_of(there.employer, on=today()), on=today())} == {
            "findings", "measures", "unfulfilled",
        }  # fmt: skip


def test_a_strict_re_examination_points_at_the_one_before(at, there):
    decided(at, there)
    again = at.begun(there.employer, kind=ExaminationKind.STRICT, again_of=there)
    assert again.again_of == there.pk
    with pytest.raises(Refused, match="not decided yet"):
        at.begun(there.employer)


def test_identification_is_told_and_pulls_the_notice(at, there):
    isa = body("isa")
    officer = official(isa, roles=["identification_officer"])
    with at.examining():
        said = {"to": isa, "urgency": Urgency.NOW, "text": "passports kept (made up)"}
        sent = examinations.suspect(there, **said, by=at.examiner, on=today())
        assert Examination.objects.get().noticed == today()
    assert (sent.kind, sent.reference, sent.prefecture) == (NoticeKind.EMPLOYER, there.code, "13")
    with running(everything()):
        assert Notice.objects.waiting().filter(to=officer.organisation).count() == 1


def test_a_document_is_kept_clean_and_sealed_and_shows_what_was_found(at, there):
    with at.examining():
        clean = cleaned("wage ledger\x0b (made up)".replace("\x0b", "").encode(), name="Yamada.txt")
        paper = asking.attach(there, clean, kind=PaperKind.WAGES, by=at.examiner, on=today())
        line = outcome(there, "made-up-2", "C09")
        examinations.find(
            there, [Found(line.pk, "not_shown", Outcome.MET, "p. 3", paper.pk)], by=at.examiner, on=today()
        )
        assert outcome(there, "made-up-2", "C09").paper == paper
        assert (paper.name, str(Paper.objects.get().content)) == ("text-1.txt", "<sealed>")


def test_who_shares_a_broker_or_an_address_is_found_without_opening_a_name(at):
    first, second, third = (at.employer(n, address=ADDRESS if n else "elsewhere") for n in range(3))
    with at.examining():
        for of, name in ((first, "架空ブローカー"), (second, "架空 ﾌﾞﾛｰｶｰ"), (third, "別の仲介者")):
            employers.add_tie(of, kind=TieKind.BROKER, name=name, since=days_ago(30), by=at.examiner)
        before = AuditLine.objects.filter(act="field.revealed").count()
        found = {each.kinds: {one.pk for one in each.employers} for each in shared(on=today())}
        assert found == {("broker",): {first.pk, second.pk}, ("address",): {second.pk, third.pk}}
        assert AuditLine.objects.filter(act="field.revealed").count() == before
        employers.end_tie(Tie.objects.get(employer=second), until=days_ago(1), by=at.examiner)
        assert [each.kinds for each in shared(on=today())] == [("address",)]
    gone = at.contract(third)
    with at.examining():
        employers.went_missing(gone, on=today(), by=at.examiner)
        assert [each.kind for each in risk.reasons(past_of(second, on=today()), on=today())] == ["shared_address"]
        assert [each.missing for each in shared(kind="address", on=today())] == [1]


def test_a_file_is_taken_in_row_by_row_and_a_second_time_changes_nothing(at):
    bad = example() + example().splitlines()[1].replace("made-up-1", "made-up-3").replace(",205000,month", ",205,month")
    with at.examining():
        done = take_in(bad.encode(), "made-up.csv", by=at.examiner, on=today())
        assert (done.employers, done.contracts, done.refused) == (1, 2, 1)
        assert [(each.row, each.column) for each in done.problems] == [(4, "pay")]
        again = take_in(bad.encode(), "made-up.csv", by=at.examiner, on=today())
        assert (again.contracts, again.known, again.refused) == (0, 2, 1)
        assert Contract.objects.get(code="made-up-1").terms["C02"] == SOUND["C02"]
