"""Consent: to the text of the day, for a time, by whoever may give it; withdrawn at any moment, and all of it ends."""

from datetime import date, timedelta

import pytest

from opennrm.access.models import Grant
from opennrm.access.reveal import reveal
from opennrm.access.terms import FieldClass, Purpose
from opennrm.access.terms import Refusal as Shut
from opennrm.identification.actions import consents, referrals
from opennrm.identification.models import Case, Consent, Exemption, Referral
from opennrm.identification.sharing import Ending, SharingRefusal
from opennrm.identification.sweeps import end_due
from opennrm.identification.terms import (
    ConsentGiver,
    ConsentHow,
    ConsentPurpose,
    Minor,
    ReferralState,
    Refusal,
    WithoutConsent,
)
from opennrm.page.refusals import Refused
from opennrm.vault.models import AuditLine
from opennrm.worker.models import Letter
from tests.rooms.identification.sharing_world import ALL, accepted, asked, consented, referred, told
from tests.rooms.identification.world import desk, opened, shelter, today

pytestmark = pytest.mark.django_db(transaction=True)


def refused(at, case, said, why):
    with at.identifying(), pytest.raises(Refused) as raised:
        consents.record_consent(case, said, by=at.officer, on=today())
    assert raised.value.reason == why


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"version": "support-0"}, SharingRefusal.NO_TEXT),
        ({"given": date(2019, 1, 1), "expires": date(2019, 6, 1)}, SharingRefusal.NO_TEXT),
        ({"given": today() + timedelta(days=1)}, Refusal.FUTURE),
        ({"expires": None}, SharingRefusal.NO_END),
        ({"expires": today() + timedelta(days=367)}, SharingRefusal.NO_END),
        ({"giver": ConsentGiver.CHILD_GUIDANCE}, SharingRefusal.OF_AGE),
        ({"how": ConsentHow.SPOKEN}, SharingRefusal.NO_WITNESS),
        ({"classes": frozenset()}, SharingRefusal.NO_CLASSES),
    ],
)
def test_what_is_no_consent_is_not_recorded(changed, why):
    isa, house = desk(), shelter()
    refused(isa, opened(isa), told(house.organisation, **changed), why)


@pytest.mark.parametrize("minor", [Minor.YES, Minor.NOT_SURE])
def test_for_a_child_or_who_may_be_one_a_guardian_consents_and_the_child_is_heard(minor):
    isa, house = desk(), shelter()
    case = opened(isa, birth_date=None, minor=minor)
    refused(isa, case, told(house.organisation), SharingRefusal.CHILD)
    refused(isa, case, told(house.organisation, giver=ConsentGiver.GUARDIAN), SharingRefusal.NOT_HEARD)
    assert consented(isa, case, house, giver=ConsentGiver.CHILD_GUIDANCE, heard=True).heard


def test_withdrawal_ends_the_access_at_once_and_tells_the_recipient():
    isa, house = desk(), shelter()
    case = opened(isa)
    made = accepted(isa, case, house)
    with house.supporting():
        assert Case.objects.filter(pk=case.pk).exists()
    before = Letter.objects.count()
    with isa.identifying():
        consent = Consent.objects.get()
        assert consents.withdraw(consent, by=isa.second, on=today()) == 1
    with house.supporting():
        assert not Case.objects.exists()
        ended = Referral.objects.untold(house.organisation.pk).get(pk=made.pk)
        assert (ended.state, ended.ending) == (ReferralState.ENDED, Ending.WITHDRAWN)
        with pytest.raises(Refused) as raised:
            reveal(ended, "ask", purpose=Purpose.SUPPORT)
        assert raised.value.reason == Shut.NOT_SHARED
        referrals.acknowledge(ended, by=house.caseworker, on=today())
        assert not Referral.objects.untold(house.organisation.pk).exists()
    assert Letter.objects.count() > before
    with isa.identifying():
        assert Consent.objects.get().seen_withdrawn == today()


def test_the_receiver_itself_hears_the_withdrawal_and_loses_the_case_with_it():
    isa, house = desk(), shelter()
    case = opened(isa)
    accepted(isa, case, house)
    with house.supporting():
        consents.withdraw(Consent.objects.get(case=case), by=house.caseworker, on=today())
        assert not Case.objects.exists()


def test_who_never_accepted_finds_the_request_gone():
    isa, house = desk(), shelter()
    made = referred(isa, opened(isa), house)
    with isa.identifying():
        consents.withdraw(Consent.objects.get(), by=isa.officer, on=today())
    with house.supporting(), pytest.raises(Refused) as raised:
        referrals.accept(made, by=house.caseworker, on=today())
    assert raised.value.reason == SharingRefusal.ENDED


def test_a_consent_is_withdrawn_once():
    isa, house = desk(), shelter()
    consent = consented(isa, opened(isa), house)
    with isa.identifying():
        consents.withdraw(consent, by=isa.officer, on=today())
        with pytest.raises(Refused):
            consents.withdraw(consent, by=isa.second, on=today())


def test_the_clock_ends_what_rests_on_an_expired_consent_and_may_strike_twice():
    isa, house = desk(), shelter()
    case = opened(isa)
    made = accepted(isa, case, house)
    after = today() + timedelta(days=181)
    assert (end_due(after), end_due(after)) == (1, 0)
    with house.supporting():
        assert Referral.objects.get(pk=made.pk).ending == Ending.EXPIRED
        assert not Case.objects.exists()
        assert not Grant.objects.holding().filter(file=case.file_id).exists()


def test_what_nobody_answered_lapses_after_its_deadline():
    isa, house = desk(), shelter()
    made = referred(isa, opened(isa), house)
    assert end_due(today() + timedelta(days=7)) == 0
    assert end_due(today() + timedelta(days=8)) == 1
    with isa.identifying():
        assert Referral.objects.get(pk=made.pk).state == ReferralState.LAPSED


def proposed(at, case, to, **changed):
    said = {
        "path": WithoutConsent.DANGER,
        "purpose": ConsentPurpose.SUPPORT,
        "recipient": to.organisation,
        "law": "Act on the Protection of Personal Information, article 69 (2) (iv)",
        "reason": "The person is unconscious (made up).",
    }
    with at.identifying():
        return consents.propose(case, **said | changed, by=at.officer, on=today())


def test_an_exemption_takes_a_second_official_and_carries_a_referral_then():
    isa, house = desk(), shelter()
    case = opened(isa)
    exemption = proposed(isa, case, house)
    said = asked(house, exemption=exemption.pk)
    with isa.identifying():
        with pytest.raises(Refused) as early:
            referrals.ask(case, said, by=isa.officer, on=today())
        with pytest.raises(Refused) as alone:
            consents.agree(exemption, by=isa.officer, on=today())
    with isa.identifying(isa.second):
        consents.agree(exemption, by=isa.second, on=today())
        made = referrals.ask(case, said, by=isa.second, on=today())
    assert (early.value.reason, alone.value.reason) == (SharingRefusal.NO_CONSENT, SharingRefusal.SECOND_OFFICIAL)
    with house.supporting():
        referrals.accept(made, by=house.caseworker, on=today())
        assert Case.objects.filter(pk=case.pk).exists()


def test_an_exemption_that_was_refused_carries_nothing():
    isa, house = desk(), shelter()
    case = opened(isa)
    exemption = proposed(isa, case, house)
    with isa.identifying(isa.second):
        consents.disagree(exemption, by=isa.second, on=today())
        assert not Exemption.objects.carrying(today()).exists()
        with pytest.raises(Refused):
            consents.agree(exemption, by=isa.second, on=today())
        with pytest.raises(Refused):
            referrals.ask(case, asked(house, exemption=exemption.pk), by=isa.second, on=today())


def test_statistics_open_no_case_and_the_path_for_a_child_is_for_children():
    isa, house = desk(), shelter()
    case = opened(isa)
    anonymous = proposed(isa, case, house, path=WithoutConsent.STATISTICS)
    with isa.identifying(isa.second):
        consents.agree(anonymous, by=isa.second, on=today())
        with pytest.raises(Refused) as raised:
            referrals.ask(case, asked(house, exemption=anonymous.pk), by=isa.second, on=today())
    assert raised.value.reason == SharingRefusal.NO_FILE_OPENS
    with pytest.raises(Refused) as grown:
        proposed(isa, case, house, path=WithoutConsent.CHILD)
    assert grown.value.reason == SharingRefusal.NOT_A_CHILD


def test_an_exemption_needs_a_law_and_a_reason():
    isa, house = desk(), shelter()
    case = opened(isa)
    for changed in ({"law": " "}, {"reason": ""}):
        with pytest.raises(Refused):
            proposed(isa, case, house, **changed)


def test_every_act_leaves_a_line():
    isa, house = desk(), shelter()
    accepted(isa, opened(isa), house)
    with isa.identifying():
        consents.withdraw(Consent.objects.get(), by=isa.officer, on=today())
    acts = set(AuditLine.objects.values_list("act", flat=True))
    wanted = {"consent.recorded", "referral.asked", "referral.accepted", "consent.withdrawn", "referral.withdrawn"}
    assert wanted <= acts


def test_what_was_noted_of_a_consent_is_sealed():
    isa, house = desk(), shelter()
    made = consented(isa, opened(isa), house, how=ConsentHow.SPOKEN, note="the made-up witness", classes=ALL)
    with isa.identifying():
        assert str(Consent.objects.get().note) == "<sealed>"
        assert reveal(made, "note", purpose=Purpose.IDENTIFICATION) == "the made-up witness"
    assert FieldClass.SHELTER_LOCATION not in made.ground.classes
