"""What may be shared, whatever is asked: nothing without a ground that holds that day and covers all of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opennrm.access.actions import running
from opennrm.access.models import Grant
from opennrm.access.terms import Purpose
from opennrm.identification import consenting as rules
from opennrm.identification.actions import consents, referrals
from opennrm.identification.consenting import COVERS, OF_A_CASE, Given, Ground
from opennrm.identification.models import Consent, ConsentGrant, Exemption, Referral
from opennrm.identification.sweeps import end_due
from opennrm.identification.terms import (
    ConsentGiver,
    ConsentHow,
    ConsentPurpose,
    Minor,
    ReferralKind,
    ReferralState,
    WithoutConsent,
)
from opennrm.page.refusals import Refused
from tests.rooms.access.world import everything
from tests.rooms.identification.sharing_world import asked, told
from tests.rooms.identification.world import desk, opened, shelter, today

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
classes = st.frozensets(st.sampled_from(OF_A_CASE))
bodies = st.sampled_from(["isa", "npa", "house"])
grounds = st.builds(
    Ground,
    purpose=st.sampled_from(ConsentPurpose),
    recipient=bodies,
    since=st.none() | days,
    until=days,
    classes=classes,
    ended=st.booleans(),
    path=st.none() | st.sampled_from(WithoutConsent),
)
asking = {"purpose": st.sampled_from(Purpose), "recipient": bodies, "classes": classes, "on": days}


@given(st.none() | grounds, st.fixed_dictionaries(asking | {"until": st.none() | days}))
def test_nothing_is_shared_beyond_what_holds_on_the_day(ground, said):
    if rules.why_not_disclose(ground, **said) is not None:
        return
    assert ground.since <= said["on"] <= ground.until
    assert not ground.ended
    assert ground.path != WithoutConsent.STATISTICS
    assert said["recipient"] == ground.recipient
    assert said["purpose"] in COVERS[ground.purpose]
    assert not ground.classes or (said["classes"] and said["classes"] <= ground.classes)
    assert said["until"] is None or said["on"] <= said["until"] <= ground.until


@given(grounds, st.fixed_dictionaries(asking))
def test_what_ended_carries_nothing(ground, said):
    ended = replace(ground, ended=True)
    assert rules.why_not_disclose(ended, **said) is not None
    assert rules.why_not_disclose(None, **said) is not None


@given(grounds)
def test_what_holds_can_be_shared_as_it_says(ground):
    covered = COVERS[ground.purpose]
    if not covered or ground.path == WithoutConsent.STATISTICS or not ground.since or not ground.holds(ground.since):
        return
    said = {"purpose": next(iter(covered)), "recipient": ground.recipient, "classes": ground.classes}
    assert rules.why_not_disclose(ground, **said, on=ground.since, until=ground.until) is None


given_consents = st.builds(
    Given,
    version=st.sampled_from(["a", "b"]),
    valid_version=st.sampled_from(["a", "b", None]),
    giver=st.sampled_from(ConsentGiver),
    how=st.sampled_from(ConsentHow),
    given=days,
    expires=st.none() | days,
    heard=st.booleans(),
    note=st.booleans(),
)


@given(given_consents, st.sampled_from(Minor), days)
def test_what_counts_as_consent_was_given_in_time_to_the_text_of_the_day_by_who_may(said, minor, day):
    if rules.why_not_consent(said, minor=minor, today=day) is not None:
        return
    assert said.given <= day
    assert said.version == said.valid_version
    assert said.given <= said.expires <= said.given + rules.LONGEST
    assert said.note or said.how == ConsentHow.SIGNED
    assert minor == Minor.NO or (said.giver != ConsentGiver.SELF and said.heard)


@given(st.sampled_from(ReferralState), st.sampled_from(ReferralKind), st.booleans(), st.booleans())
def test_only_what_waits_is_answered_and_what_ended_is_not_ended_again(state, kind, receiver, late):
    if rules.why_not_answer(state, receiver_served=receiver, late=late) is None:
        assert (state, receiver, late) == (ReferralState.ASKED, True, False)
    if rules.why_not_hand_back(kind, state, receiver_served=receiver, reason=True) is None:
        assert (state, kind, receiver) == (ReferralState.ACCEPTED, ReferralKind.REFERRAL, True)
    if rules.why_not_revoke(kind, state, asker_served=receiver, reason=True) is None:
        assert state in {ReferralState.ASKED, ReferralState.ACCEPTED} and receiver


class Story:
    """Acts upon one case, in any order, each done or refused."""

    def __init__(self):
        self.isa, self.house, self.day = desk(), shelter(), today()
        self.case = opened(self.isa)

    def do(self, word):
        try:
            with transaction.atomic():
                getattr(self, word)()
        except Refused:
            pass

    def consent(self):
        with self.isa.identifying():
            consents.record_consent(self.case, told(self.house.organisation), by=self.isa.officer, on=today())

    def withdraw(self):
        with self.isa.identifying():
            if found := Consent.objects.filter(withdrawn=None).first():
                consents.withdraw(found, by=self.isa.second, on=today())

    def propose(self):
        with self.isa.identifying():
            said = {"path": WithoutConsent.DANGER, "purpose": ConsentPurpose.SUPPORT, "law": "made up"}
            said |= {"recipient": self.house.organisation, "reason": "made up"}
            consents.propose(self.case, **said, by=self.isa.officer, on=today())

    def agree(self):
        with self.isa.identifying(self.isa.second):
            if found := Exemption.objects.undecided().first():
                consents.agree(found, by=self.isa.second, on=today())

    def ask(self):
        with self.isa.identifying():
            rests = [{"consent": each.pk} for each in Consent.objects.all()]
            rests += [{"exemption": each.pk} for each in Exemption.objects.all()]
            for each in rests or [{}]:
                self.do_ask(each)

    def do_ask(self, rest):
        try:
            with transaction.atomic():
                referrals.ask(self.case, replace(asked(self.house), **rest), by=self.isa.officer, on=today())
        except Refused:
            pass

    def accept(self):
        with self.house.supporting():
            if found := Referral.objects.filter(state=ReferralState.ASKED).first():
                referrals.accept(found, by=self.house.caseworker, on=today())

    def hand_back(self):
        with self.house.supporting():
            if found := Referral.objects.filter(state=ReferralState.ACCEPTED).first():
                referrals.hand_back(found, reason="made up", by=self.house.caseworker, on=today())

    def expire(self):
        self.day += timedelta(days=100)
        end_due(self.day)


WORDS = ("consent", "withdraw", "propose", "agree", "ask", "accept", "hand_back", "expire")


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=10))
def test_whatever_is_done_no_access_stands_without_what_it_rests_on(words):
    with transaction.atomic():
        story = Story()
        for word in ["consent", "ask", "accept", *words]:
            story.do(word)
            with running(everything()):
                others = Grant.objects.holding().filter(file=story.case.file_id).exclude(organisation="isa")
                for each in others:
                    rests = ConsentGrant.objects.get(grant=each)
                    ground = (rests.consent or rests.exemption).ground
                    covered = {"purpose": Purpose(each.purpose), "recipient": each.organisation_id}
                    assert rules.why_not_disclose(ground, **covered, classes=each.opens, on=today()) is None, word
        transaction.set_rollback(True)
