"""Return and reintegration: the wish before all else, what is asked before a journey, and what is counted."""

from decimal import Decimal

import pytest

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.identification.models import Consent
from opennrm.identification.terms import ConsentPurpose
from opennrm.page.refusals import Refused
from opennrm.protection.actions import returns
from opennrm.protection.journeys import (
    FactorAnswer,
    Programme,
    Receiver,
    ReturnAct,
    ReturnRefusal,
    ReturnState,
    RiskResult,
    StepKind,
    TracingState,
    TravelDocument,
    WishSays,
)
from opennrm.protection.returns import ReintegrationStep, Return, ReturnRisk, Wish
from tests.rooms.identification.world import today
from tests.rooms.protection.residing import (
    about_to_depart,
    ago,
    ahead,
    consented,
    iom,
    returned_fact,
    supported,
    wishing,
)

pytestmark = pytest.mark.django_db


def departed(s, going, **more):
    with s.supporting():
        returns.depart(going, **({"day": ago(1), "by": s.by, "on": today()} | more))
        return Return.objects.get(pk=going.pk)


def why_not(act):
    with pytest.raises(Refused) as said:
        act()
    return said.value.reason


def test_a_departure_with_wish_assessment_and_consent_falls_into_the_register():
    s = supported()
    going = departed(s, about_to_depart(s))
    fact = returned_fact(going)
    assert (fact.destination, fact.person, fact.day) == ("PH", s.case.person.key, ago(1))
    assert going.state == ReturnState.DEPARTED


def test_somebody_who_says_no_does_not_depart_whatever_was_said_before():
    s = supported()
    going = about_to_depart(s)
    with s.supporting():
        returns.ask(going, says=WishSays.NO, words="", by=s.by, on=ago(2))
    assert why_not(lambda: departed(s, going)) == ReturnRefusal.NO_WISH
    assert returned_fact(going) is None


def test_who_was_asked_long_ago_is_asked_anew():
    s = supported()
    going = wishing(s, on=ago(20))
    consented(s, ConsentPurpose.RETURN)
    with s.supporting():
        returns.assess(going, answers={}, result=RiskResult.SAFE, measures="", by=s.by, on=ago(15))
        returns.plan_journey(going, returns.Journey(document=TravelDocument.PASSPORT), by=s.by)
    assert why_not(lambda: departed(s, going)) == ReturnRefusal.ASK_ANEW
    with s.supporting():
        returns.ask(going, says=WishSays.YES, words="", by=s.by, on=ago(1))
    assert departed(s, going).state == ReturnState.DEPARTED


def test_a_consent_withdrawn_or_given_to_another_lets_nobody_depart():
    s = supported()
    going = about_to_depart(s)
    with s.supporting():
        Consent.objects.update(withdrawn=ago(2), withdrawn_by=s.by)
    assert why_not(lambda: departed(s, going)) == ReturnRefusal.NO_CONSENT
    consented(s, ConsentPurpose.RETURN, recipient=s.at.organisation)
    assert why_not(lambda: departed(s, going)) == ReturnRefusal.NO_CONSENT
    consented(s, ConsentPurpose.RETURN)
    departed(s, going)


def test_the_last_assessment_holds_and_danger_stops_the_journey():
    s = supported()
    going = about_to_depart(s)
    with s.supporting():
        said = {"debt": FactorAnswer.YES, "crown": FactorAnswer.YES}
        returns.assess(going, answers=said, result=RiskResult.DANGEROUS, measures="made up", by=s.by, on=ago(1))
        assert ReturnRisk.objects.first().answers == {"debt": "yes"}
    assert why_not(lambda: departed(s, going)) == ReturnRefusal.DANGEROUS


def test_an_assessment_that_sees_danger_says_what_or_how_it_is_met():
    s = supported()
    going = wishing(s)
    with s.supporting():
        told = {"answers": {}, "result": RiskResult.WITH_MEASURES, "measures": " ", "by": s.by, "on": today()}
        assert why_not(lambda: returns.assess(going, **told)) == ReturnRefusal.NO_REASON


def test_a_departure_taken_back_withdraws_the_fact_and_may_be_entered_again():
    s = supported()
    going = departed(s, about_to_depart(s))
    first = returned_fact(going)
    with s.supporting():
        returns.take_back(going, by=s.by, on=today())
        assert Return.objects.get().departed is None
    assert returned_fact(going) is None
    departed(s, going)
    assert returned_fact(going).id != first.id


def test_only_the_programme_of_iom_is_counted():
    s = supported()
    going = about_to_depart(s)
    with s.supporting():
        Return.objects.update(programme=Programme.EMBASSY)
    departed(s, going)
    assert returned_fact(going) is None


def test_who_is_no_confirmed_victim_departs_uncounted():
    s = supported(confirmed=False)
    assert returned_fact(departed(s, about_to_depart(s))) is None


def test_the_family_is_traced_only_with_consent_to_whoever_traces():
    s = supported()
    going = wishing(s)
    with s.supporting():
        told = {"partner": iom(), "by": s.by, "on": today()}
        assert why_not(lambda: returns.trace(going, **told)) == ReturnRefusal.NO_CONSENT
        consent = consented(s, ConsentPurpose.FAMILY_TRACING)
        tracing = returns.trace(going, **told)
        assert tracing.consent == consent.pk
        answer = {"state": TracingState.FOUND, "words": "an aunt (made up)", "on": today(), "by": s.by}
        returns.traced(tracing, **answer)
        assert why_not(lambda: returns.traced(tracing, **answer)) == ReturnRefusal.DONE
        assert str(type(tracing).objects.get().words) == "<sealed>"


def test_reception_and_reintegration_follow_the_journey():
    s = supported()
    going = departed(s, about_to_depart(s))
    with s.supporting():
        returns.receive(going, day=today(), receiver=Receiver.IOM, met_by="made up", by=s.by)
        cash = {"kind": StepKind.CASH, "due": ahead(30), "note": "", "by": s.by}
        assert why_not(lambda: returns.add_step(going, amount=Decimal(100), currency="", **cash))
        step = returns.add_step(going, amount=Decimal("20000.50"), currency="PHP", **cash)
        assert list(ReintegrationStep.objects.due_by(ahead(30))) == [step]
        returns.step_done(step, day=today(), by=s.by)
        assert why_not(lambda: returns.step_done(step, day=today(), by=s.by)) == ReturnRefusal.DONE
        returns.move(going, act=ReturnAct.COMPLETE, day=today(), by=s.by)
        assert not Return.objects.going_on().exists()


def test_a_return_is_stopped_and_taken_up_again_and_one_goes_on_at_a_time():
    s = supported()
    going = wishing(s)
    assert why_not(lambda: wishing(s)) == ReturnRefusal.GOING_ON
    with s.supporting():
        returns.move(going, act=ReturnAct.STOP, day=today(), by=s.by)
        assert why_not(lambda: returns.depart(going, day=today(), by=s.by, on=today())) == ReturnRefusal.MEANWHILE
    wishing(s)
    with s.supporting():
        again = {"act": ReturnAct.RESUME, "day": today(), "by": s.by}
        assert why_not(lambda: returns.move(going, **again)) == ReturnRefusal.GOING_ON


@pytest.mark.django_db(transaction=True)
def test_what_the_person_said_is_sealed_and_comes_back_to_support_alone():
    s = supported()
    wishing(s)
    with s.supporting():
        wish = Wish.objects.get()
        assert str(wish.words) == "<sealed>"
        assert reveal(wish, "words", purpose=Purpose.SUPPORT) == "I want to go home (made up)"
    with s.at.identifying():
        assert not Wish.objects.exists()
