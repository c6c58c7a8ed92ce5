"""The pages of residence, return and follow-up: forms, lists, refusals as sentences, and what stays sealed."""

import pytest
from django.urls import reverse

from opennrm.identification.terms import ConsentPurpose
from opennrm.protection.actions import followups, residence
from opennrm.protection.checklists import factors
from opennrm.protection.coming import coming
from opennrm.protection.endings import Fares
from opennrm.protection.followups import FollowUp
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.procedures import ProcedureKind
from opennrm.protection.residence import Expiry, ResidenceProcedure
from opennrm.protection.returns import Return, Wish
from opennrm.protection.terms import Ending
from opennrm.understanding.terms import ResidenceStatus
from opennrm.vault.models import AuditLine
from tests.desk import signed_in
from tests.rooms.identification.world import desk as enforcement
from tests.rooms.identification.world import today
from tests.rooms.protection.residing import (
    about_to_depart,
    ago,
    ahead,
    applied,
    consented,
    returned_fact,
    supported,
    wishing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def at(name, *args):
    return reverse(f"protection:{name}", args=args)


def watched(s, until=None):
    with s.supporting():
        residence.watch(s.plan, until=until or ahead(20), by=s.by, on=today())


def test_a_stay_is_entered_a_procedure_begun_applied_for_and_granted_by_the_forms_alone():
    s = supported()
    browser = signed_in(s.by)
    stay = {"status": ResidenceStatus.ENTERTAINER.value, "until": ahead(50).isoformat()}
    assert browser.post(at("enter_stay", s.plan.pk), stay).status_code == 302
    begun = browser.post(at("begin_procedure", s.plan.pk), {"kind": "extension"})
    with s.supporting():
        procedure = ResidenceProcedure.objects.get()
    assert begun.status_code == 302 and begun["Location"] == at("procedure", procedure.pk)
    assert procedure.due == ahead(20)
    sent = {"day": today().isoformat(), "number": "MADE-UP"}
    assert browser.post(at("do_procedure", procedure.pk, "apply"), sent).status_code == 302
    papers = {"application": "handed_in", "passport": "here", "recognition": "missing", "support": "not_needed"}
    assert browser.post(at("do_procedure", procedure.pk, "papers"), papers).status_code == 302
    grant = {"day": today().isoformat(), "status": ResidenceStatus.ENTERTAINER.value, "until": ahead(200).isoformat()}
    assert browser.post(at("do_procedure", procedure.pk, "grant"), grant).status_code == 302
    page = browser.get(at("procedure", procedure.pk)).content.decode()
    assert "Granted" in page and "Handed in" in page and "MADE-UP" not in page
    with s.supporting():
        assert Expiry.objects.watched().get().until == ahead(200)


def test_a_decision_made_meanwhile_is_said_and_what_was_typed_stays():
    s = supported()
    procedure = applied(s)
    browser = signed_in(s.by)
    with s.supporting():
        residence.decide(procedure, act=residence.ProcedureAct.REFUSE, day=today(), by=s.by, on=today())
    sent = {"day": today().isoformat(), "note": "what was typed", "status": "Other", "until": ahead(9).isoformat()}
    answer = browser.post(at("do_procedure", procedure.pk, "grant"), sent)
    assert answer.status_code == 422
    assert "a colleague may have entered something meanwhile" in answer.content.decode()
    assert "what was typed" in answer.content.decode()


def test_provisional_release_asks_for_no_status_and_always_for_an_end():
    s = supported()
    path = at("do_procedure", applied(s, ProcedureKind.PROVISIONAL_RELEASE).pk, "grant")
    browser = signed_in(s.by)
    assert 'name="status"' not in browser.get(path).content.decode()
    assert browser.post(path, {"day": today().isoformat()}).status_code == 422
    assert browser.post(path, {"day": today().isoformat(), "until": ahead(30).isoformat()}).status_code == 302


def test_what_cannot_be_done_to_a_procedure_has_no_address():
    s = supported()
    assert signed_in(s.by).get(at("do_procedure", applied(s).pk, "dance")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_what_is_sealed_is_opened_on_a_post_with_a_line_each():
    s = supported(status=ResidenceStatus.ENTERTAINER.value)
    procedure = applied(s)
    browser = signed_in(s.by)
    assert browser.get(at("show_procedure", procedure.pk)).status_code == 405
    assert "MADE-UP-7" in browser.post(at("show_procedure", procedure.pk)).content.decode()
    assert "Entertainer" in browser.post(at("show_stay", s.plan.pk)).content.decode()
    assert AuditLine.objects.filter(act="field.revealed").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_day_that_stands_in_the_case_is_watched_and_where_none_stands_it_is_said():
    s = supported(status_until=ahead(70).isoformat())
    assert signed_in(s.by).post(at("watch", s.plan.pk)).status_code == 302
    with s.supporting():
        assert Expiry.objects.watched().get().until == ahead(70)
    other = supported(s.at)
    answer = signed_in(other.by).post(at("watch", other.plan.pk))
    assert answer.status_code == 409
    assert "holds no last day of stay" in answer.content.decode()


def test_stays_that_end_are_listed_the_first_first_and_the_filter_stays_in_the_address():
    s = supported()
    watched(s, ahead(60))
    soon = supported(s.at)
    watched(soon, ahead(5))
    browser = signed_in(s.by)
    page = browser.get(at("expiring")).content.decode()
    assert page.index(soon.plan.code) < page.index(s.plan.code)
    assert "5 days left" in page
    page = browser.get(at("expiring"), {"within": "7", "whose": "mine"}).content.decode()
    assert soon.plan.code in page and s.plan.code not in page
    assert '<option value="7" selected>' in page
    assert "fits these filters" not in page


def test_a_procedure_with_a_step_due_is_listed_and_comes_next_in_its_plan():
    s = supported()
    with s.supporting():
        begun = {"kind": "special_permission", "office": "", "by": s.by, "on": today()}
        residence.begin(s.plan, due=ahead(3), **begun)
    browser = signed_in(s.by)
    assert s.plan.code in browser.get(at("expiring"), {"within": "7"}).content.decode()
    with s.supporting():
        assert [what for _due, what, _url in coming(s.plan)] == ["Special permission to stay"]
    assert "Special permission to stay" in browser.get(at("plan", s.plan.pk)).content.decode()


def test_a_plan_that_ended_is_in_no_list_of_stays():
    s = supported()
    watched(s)
    with s.supporting():
        followups.end(s.plan, why=Ending.WISH, close_case=False, by=s.by, on=today())
    assert s.plan.code not in signed_in(s.by).get(at("expiring")).content.decode()


def test_enforcement_that_supports_is_told_why_it_sees_no_residence():
    s = supported(enforcement("isa"))
    browser = signed_in(s.by)
    for path in (at("expiring"), at("residence", s.plan.pk), at("enter_stay", s.plan.pk)):
        answer = browser.get(path)
        assert answer.status_code == 409
        assert "not shown to enforcement" in answer.content.decode()
    page = browser.get(at("plan", s.plan.pk)).content.decode()
    assert "not shown to enforcement" in page


def test_a_page_says_which_body_sees_what():
    s = supported(enforcement("isa"))
    page = signed_in(s.by).get(at("who_sees", s.plan.pk)).content.decode()
    assert page.count("may be read, with a line in the audit") == 1  # who identifies, in the case
    assert page.count("never") >= 3


def test_a_return_is_begun_by_the_wish_and_the_page_says_what_is_missing():
    s = supported()
    browser = signed_in(s.by)
    sent = {"country": "PH", "programme": "iom", "partner": s.at.organisation.pk, "words": "home (made up)"}
    answer = browser.post(at("begin_return", s.plan.pk), sent)
    assert answer.status_code == 422
    assert "Ask the person first" in answer.content.decode()
    assert browser.post(at("begin_return", s.plan.pk), sent | {"wishes": "on"}).status_code == 302
    with s.supporting():
        going = Return.objects.get()
    page = browser.get(at("return", going.pk)).content.decode()
    assert "were not assessed" in page and "no document to travel with" in page
    assert "home (made up)" not in page


def test_a_departure_that_lacks_a_consent_is_refused_with_what_to_do():
    s = supported()
    going = wishing(s)
    sent = {"document": "passport", "escort": "none", "funding": "mofa", "travel_on": today().isoformat()}
    browser = signed_in(s.by)
    assert browser.post(at("do_return", going.pk, "journey"), sent).status_code == 302
    risk = {each.code: "no" for each in factors()} | {"result": "safe"}
    assert browser.post(at("do_return", going.pk, "risk"), risk).status_code == 302
    answer = browser.post(at("do_return", going.pk, "depart"), {"day": today().isoformat()})
    assert answer.status_code == 422
    assert "No consent of the person" in answer.content.decode()
    consented(s, ConsentPurpose.RETURN)
    assert browser.post(at("do_return", going.pk, "depart"), {"day": today().isoformat()}).status_code == 302
    assert returned_fact(going).day == today()


def test_after_a_departure_reception_and_steps_are_entered_by_the_forms():
    s = supported()
    going = about_to_depart(s)
    browser = signed_in(s.by)
    for what, sent in (
        ("depart", {"day": ago(1).isoformat()}),
        ("receive", {"day": today().isoformat(), "receiver": "iom"}),
        ("step", {"kind": "cash", "due": ahead(9).isoformat(), "amount": "100", "currency": "php"}),
    ):
        assert browser.post(at("do_return", going.pk, what), sent).status_code == 302, what
    page = browser.get(at("return", going.pk)).content.decode()
    assert "100.00 PHP" in page
    with s.supporting():
        step = Return.objects.get().steps.get()
    assert browser.post(at("step_done", step.pk), {"day": today().isoformat()}).status_code == 302
    assert browser.post(at("do_return", going.pk, "complete"), {"day": today().isoformat()}).status_code == 302
    assert s.plan.code not in browser.get(at("under_way")).content.decode()
    assert s.plan.code in browser.get(at("under_way"), {"state": "completed", "country": "PH"}).content.decode()


def test_the_person_may_say_no_and_the_page_says_that_it_holds():
    s = supported()
    going = wishing(s)
    browser = signed_in(s.by)
    assert browser.post(at("do_return", going.pk, "wish"), {"says": "no"}).status_code == 302
    page = browser.get(at("return", going.pk)).content.decode()
    assert "Nobody returns without wishing to" in page
    with s.supporting():
        assert Wish.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_words_of_a_return_are_opened_for_one_look():
    s = supported()
    going = wishing(s)
    assert "I want to go home (made up)" in signed_in(s.by).post(at("show_return", going.pk)).content.decode()


def test_a_plan_is_ended_followed_up_and_reopened_by_the_forms():
    s = supported()
    browser = signed_in(s.by)
    sent = {"why": "settled", "day": today().isoformat(), "close_case": "on"}
    assert browser.post(at("end", s.plan.pk), sent).status_code == 302
    with s.supporting():
        follow = FollowUp.objects.waiting().first()
    assert s.plan.code not in browser.get(at("follow_ups_due")).content.decode()
    assert s.plan.code in browser.get(at("follow_ups_due"), {"due": "all"}).content.decode()
    told = {"fares": Fares.NEEDS_SUPPORT.value, "day": today().isoformat(), "note": "made up"}
    assert browser.post(at("follow_up", follow.pk), told).status_code == 302
    with s.supporting():
        assert ProtectionPlan.objects.get().ended is None
    assert browser.post(at("reopen", s.plan.pk)).status_code == 422


def test_the_menu_counts_what_is_due_and_nothing_behind_the_firewall():
    s = supported()
    watched(s)
    home = signed_in(s.by).get("/en/").content.decode()
    assert "Stays that end" in home
    police = supported(enforcement("npa"))
    assert signed_in(police.by).get("/en/").status_code == 200
