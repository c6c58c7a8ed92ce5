"""Cases begin from what waits: a report, a contact, a notice; once each. What it began from is kept with the case."""

from datetime import timedelta

import pytest
from django.http import Http404

from opennrm.access.actions import running, scope_for
from opennrm.access.reveal import reveal
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.access.terms import Refusal as Shut
from opennrm.identification.actions import begun, cases, notices
from opennrm.identification.models import Case, Notice
from opennrm.identification.sharing import SharingRefusal
from opennrm.identification.terms import Closing, NoticeKind, NoticeState, Origin, Refusal
from opennrm.page.refusals import Refused
from opennrm.reporting.actions import consultations
from opennrm.reporting.actions import desk as reports
from opennrm.reporting.actions.consultations import Contact
from opennrm.reporting.kept import CONTACT_ENDED, REPORT_ENDED
from opennrm.reporting.models import Consultation, Report
from opennrm.reporting.terms import ContactWay, Interpreting, Outcome, Topic, Urgency
from opennrm.reporting.terms import Refusal as Taken
from opennrm.understanding.terms import Channel
from tests.desk import official
from tests.rooms.access.world import everything
from tests.rooms.identification.sharing_world import notice
from tests.rooms.identification.world import DETAILS, desk, opened, shelter, today
from tests.spec.permissions_world import World

pytestmark = pytest.mark.django_db(transaction=True)
SAID = Contact(
    way=ContactWay.TELEPHONE,
    language="ne",
    interpreting=Interpreting.TELEPHONE,
    topic=Topic.LABOUR,
    outcome=Outcome.REQUESTED,
    urgency=Urgency.SOON,
    prefecture="23",
)


def receiving(who):
    return acting(scope_for(who, purpose=Purpose.RECEPTION))


def told_by_telephone(at):
    """A contact that asks identification to look."""
    with receiving(at.officer):
        return consultations.record_contact(SAID, by=at.officer, on=today()).consultation


def handed_over(at):
    """A report the desk handed to identification."""
    with running(everything()):
        made = World._report(None, at.organisation, "made up")
    with receiving(at.officer):
        reports.ask_identification(made, by=at.officer, on=today())
    return made


def from_report(at, report, *, by=None):
    who = by or at.officer
    with at.identifying(who):
        return begun.begin_from_report(report.pk, [DETAILS, DETAILS], by=who, on=today())


def test_a_report_begins_cases_once_and_the_second_official_is_told():
    isa = desk()
    report = handed_over(isa)
    made = from_report(isa, report)
    assert {(each.origin, each.report, each.channel) for each in made} == {(Origin.REPORT, report.pk, Channel.WEB)}
    with pytest.raises(Refused) as raised:
        from_report(isa, report, by=isa.second)
    assert raised.value.reason == Refusal.TAKEN_UP
    with isa.identifying():
        assert Case.objects.count() == 2
    with receiving(isa.officer):
        assert not Report.objects.requested().exists()


def test_a_report_that_was_taken_back_begins_nothing():
    isa = desk()
    report = handed_over(isa)
    with receiving(isa.officer):
        reports.reopen(report, by=isa.officer)
    with pytest.raises(Refused) as raised:
        from_report(isa, report)
    assert raised.value.reason == Taken.NOT_REQUESTED
    with isa.identifying():
        assert not Case.objects.exists()


def test_once_a_case_was_begun_the_desk_takes_nothing_back():
    isa = desk()
    report = handed_over(isa)
    from_report(isa, report)
    with receiving(isa.officer):
        for act in (lambda: reports.reopen(report, by=isa.officer), lambda: ask_again(report, isa)):
            with pytest.raises(Refused) as raised:
                act()
            assert raised.value.reason == Taken.TAKEN_UP


def ask_again(report, at):
    reports.ask_identification(report, by=at.officer, on=today())


def test_who_receives_no_reports_begins_from_none():
    isa = desk()
    report = handed_over(isa)
    investigator = official(isa.organisation, roles=["investigator"])
    with pytest.raises(Refused) as raised:
        from_report(isa, report, by=investigator)
    assert raised.value.reason == Shut.NOT_YOUR_PURPOSE


def test_a_report_of_another_body_is_not_there():
    isa, house = desk(), shelter()
    report = handed_over(house)
    with pytest.raises(Refused) as raised:
        from_report(isa, report)
    assert raised.value.reason == Taken.NOT_HERE
    with isa.identifying(), pytest.raises(Http404):
        begun.from_report(report.pk, by=isa.officer)


def test_a_contact_begins_a_case_with_what_the_desk_wrote_down():
    isa = desk()
    contact = told_by_telephone(isa)
    with isa.identifying():
        assert begun.from_consultation(contact.pk, by=isa.officer).prefecture == "23"
        case = begun.begin_from_consultation(contact.pk, [DETAILS], by=isa.officer, on=today())[0]
        with pytest.raises(Refused):
            begun.begin_from_consultation(contact.pk, [DETAILS], by=isa.officer, on=today())
    assert (case.consultation, case.channel, case.urgency) == (contact.pk, Channel.PHONE, Urgency.SOON)
    with receiving(isa.officer):
        with pytest.raises(Refused) as raised:
            consultations.take_back(contact, by=isa.officer)
        assert raised.value.reason == Taken.TAKEN_UP


def clocks(at):
    """From which days retention counts for the report and the contact there is."""
    with receiving(at.officer):
        report = Report.objects.annotate(clock=REPORT_ENDED).values_list("clock", flat=True).first()
        return report, Consultation.objects.annotate(clock=CONTACT_ENDED).values_list("clock", flat=True).first()


def test_what_a_case_began_from_is_kept_until_its_last_case_was_closed():
    isa = desk()
    report, contact = handed_over(isa), told_by_telephone(isa)
    first, second = from_report(isa, report)
    with isa.identifying():
        third = begun.begin_from_consultation(contact.pk, [DETAILS], by=isa.officer, on=today())[0]
        cases.close(first, why=Closing.WISH, by=isa.officer, on=today())
        assert clocks(isa) == (None, None)
        for each in (second, third):
            cases.close(each, why=Closing.WISH, by=isa.officer, on=today())
    assert clocks(isa) == (today(), today())
    with isa.identifying():
        cases.reopen(second, by=isa.officer, on=today())
    assert clocks(isa) == (None, today())


def sent(at, to, **changed):
    investigator = official(at.organisation, roles=["investigator"])
    with acting(scope_for(investigator, purpose=Purpose.INVESTIGATION)):
        return notices.send(notice(to, **changed), by=investigator, on=today()), investigator


@pytest.mark.parametrize(
    ("kind", "origin"),
    [
        (NoticeKind.POLICE, Origin.POLICE),
        (NoticeKind.IMMIGRATION, Origin.IMMIGRATION),
        (NoticeKind.INTERN, Origin.NOTICE),
    ],
)
def test_a_notice_begins_a_case_and_its_sender_sees_that_and_nothing_of_the_case(kind, origin):
    isa, npa = desk(), desk("npa")
    made, investigator = sent(npa, isa, kind=kind)
    with isa.identifying():
        assert reveal(Notice.objects.waiting().get(), "text", purpose=Purpose.IDENTIFICATION).startswith("Signs")
        case = begun.begin_from_notice(made.pk, [DETAILS], by=isa.officer, on=today())[0]
        with pytest.raises(Refused) as raised:
            begun.begin_from_notice(made.pk, [DETAILS], by=isa.second, on=today())
    assert (case.origin, raised.value.reason) == (origin, SharingRefusal.ANSWERED)
    with acting(scope_for(investigator, purpose=Purpose.INVESTIGATION)):
        assert Notice.objects.get().state == NoticeState.TAKEN_UP
        assert not Case.objects.exists()


def test_no_case_is_answered_with_a_reason_that_the_sender_reads():
    isa, npa = desk(), desk("npa")
    made, investigator = sent(npa, isa)
    with isa.identifying():
        with pytest.raises(Refused):
            notices.answer_no_case(made, reason=" ", by=isa.officer, on=today())
        notices.answer_no_case(made, reason="Known already.", by=isa.officer, on=today())
    with acting(scope_for(investigator, purpose=Purpose.INVESTIGATION)):
        said = reveal(Notice.objects.get(), "answer", purpose=Purpose.INVESTIGATION)
    assert said == "Known already."


def test_a_notice_goes_to_a_body_that_identifies_and_is_seen_by_the_two_alone():
    isa, npa, house = desk(), desk("npa"), shelter()
    sent(npa, isa)
    with house.identifying():
        assert not Notice.objects.exists()
    house.officer.left = house.second.left = today() - timedelta(days=1)
    house.officer.save()
    house.second.save()
    with pytest.raises(Refused) as raised:
        sent(npa, house)
    assert raised.value.reason == SharingRefusal.NOBODY_IDENTIFIES


def test_a_case_that_began_from_nothing_lets_nothing_go():
    isa = desk()
    case = opened(isa)
    with isa.identifying():
        cases.close(case, why=Closing.WISH, by=isa.officer, on=today())
    assert clocks(isa) == (None, None)
