"""The consultation desk: a contact becomes an answer, a report or a request; languages asked for are counted."""

import pytest

from opennrm.access.models import File
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.page.refusals import Refused
from opennrm.reporting.actions import consultations, door
from opennrm.reporting.actions.consultations import Contact, record_contact
from opennrm.reporting.contacts import Consultation, LanguageAsked
from opennrm.reporting.models import Report
from opennrm.reporting.terms import ContactWay, Found, Interpreting, Outcome, Refusal, Topic
from opennrm.understanding.facts import ContactReceived
from opennrm.understanding.models import ROWS
from tests.rooms.reporting.world import TODAY, answers, police, shelter

pytestmark = pytest.mark.django_db(transaction=True)


def contact(outcome=Outcome.ANSWERED, **more):
    fields = {"way": ContactWay.TELEPHONE, "language": "ne", "interpreting": Interpreting.TELEPHONE}
    return Contact(**(fields | {"topic": Topic.LABOUR, "outcome": outcome} | more))


def recorded(there, made, **more):
    with there.acting():
        return record_contact(made, by=there.official, on=TODAY, **more)


def test_an_answered_contact_is_kept_and_its_fact_falls_without_a_name():
    there = shelter()
    kept = recorded(there, contact(outline="asked about unpaid wages")).consultation
    row = ROWS[ContactReceived].objects.get()
    assert (row.channel, row.spoken, row.body) == ("Telephone", "ne", "WomensSupport")
    with there.acting():
        assert reveal(kept, "outline", purpose=Purpose.RECEPTION) == "asked about unpaid wages"
        assert not Consultation.objects.requested().exists()


def test_a_reporter_on_the_telephone_gets_a_receipt_that_opens_their_report():
    there = shelter()
    kept = recorded(there, contact(Outcome.REPORTED), report=answers("told by telephone"))
    view = door.come_back(" - ".join(kept.receipt.groups))
    assert (view.replies, view.withdrawn) == ((), False)
    with there.acting():
        assert Consultation.objects.get().report == Report.objects.get()
        assert Report.objects.get().channel == ContactWay.TELEPHONE
    assert ROWS[ContactReceived].objects.count() == 1


def test_the_organisation_that_was_called_reads_a_report_routed_elsewhere():
    there = shelter()
    police()
    kept = recorded(there, contact(Outcome.REPORTED), report=answers("danger", danger=True))
    with there.acting():
        assert Report.objects.get().owner_id == "npa"
        assert kept.consultation.report_id == Report.objects.get().pk


def test_identification_pulls_what_it_is_asked_to_look_into():
    there = shelter()
    kept = recorded(there, contact(Outcome.REQUESTED)).consultation
    with there.acting():
        assert list(Consultation.objects.requested()) == [kept]


def test_nobody_is_called_back_unless_it_was_said_how_that_is_safe():
    there = shelter()
    with pytest.raises(Refused) as said:
        recorded(there, contact(may_call_back=True))
    assert said.value.reason is Refusal.NO_CALL_BACK
    assert not LanguageAsked.objects.exists()
    kept = recorded(there, contact(may_call_back=True, call_back="after 22:00, say «the library»")).consultation
    with there.acting():
        assert "library" in reveal(kept, "call_back", purpose=Purpose.RECEPTION)


def test_languages_asked_for_and_not_served_are_counted_by_month_and_of_nobody():
    there = shelter()
    for way in (Interpreting.TELEPHONE, Interpreting.NONE, Interpreting.NONE, Interpreting.OTHER_LANGUAGE):
        recorded(there, contact(interpreting=way))
    counted = LanguageAsked.objects.values_list("language", "served", "times", "month__day")
    assert sorted(counted) == [("ne", False, 3, 1), ("ne", True, 1, 1)]


def test_the_search_for_an_interpreter_says_what_was_asked_and_found():
    there = shelter()
    kept = recorded(there, contact()).consultation
    with there.acting():
        booking = consultations.book_interpreter(
            File.objects.get(pk=kept.file_id), language="my", way=Interpreting.IN_PERSON, wanted_for=TODAY,
            by=there.official, on=TODAY,
        )  # fmt: skip
        consultations.end_search(booking, found=Found.NOT_FOUND, by=there.official)
        booking.refresh_from_db()
    assert booking.found == Found.NOT_FOUND
    assert LanguageAsked.objects.get(language="my").served is False


def test_another_body_sees_no_contact():
    there, other = shelter(), police()
    recorded(there, contact())
    with other.acting():
        assert not Consultation.objects.exists()
