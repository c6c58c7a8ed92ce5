"""Asking another organisation: it sees nothing of the case before it accepts, then what was chosen, for so long."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import Q

from opennrm.access.reveal import reveal
from opennrm.access.terms import FieldClass, Purpose
from opennrm.identification.actions import cases, referrals
from opennrm.identification.models import Case, CaseNote, Consent, Person, PersonName, Referral
from opennrm.identification.naming import named
from opennrm.identification.sharing import Ending, SharingRefusal
from opennrm.identification.terms import Closing, ConsentPurpose, ReferralKind, ReferralState, Refusal
from opennrm.page.refusals import Refused
from tests.rooms.identification.sharing_world import ALL, accepted, asked, consented, referred
from tests.rooms.identification.world import desk, opened, shelter, today

pytestmark = pytest.mark.django_db(transaction=True)
IDENTIFYING = {"purpose": ConsentPurpose.IDENTIFICATION, "classes": ALL}


def asking(at, case, said, *, by=None):
    who = by or at.officer
    with at.identifying(who):
        return referrals.ask(case, said, by=who, on=today())


def test_the_receiver_sees_what_is_asked_and_nothing_of_the_case_before_accepting():
    isa, house = desk(), shelter()
    case = opened(isa)
    made = referred(isa, case, house)
    for acting in (house.supporting, house.identifying):
        with acting():
            mine = Q(pk=case.pk) | named("花子", via="person")
            assert not Case.objects.filter(mine).exists()
            assert not any(model.objects.exists() for model in (Person, PersonName, Consent, CaseNote))
    with house.supporting():
        assert Referral.objects.get() == made
        assert reveal(made, "ask", purpose=Purpose.SUPPORT) == "A made-up person needs a place to stay."
    with house.identifying():
        assert not Referral.objects.exists()


def test_accepting_opens_what_was_chosen_and_no_more():
    isa, house = desk(), shelter()
    case = opened(isa, contact="call the made-up cousin")
    accepted(isa, case, house, classes=frozenset({FieldClass.CONTACT}))
    with house.supporting():
        assert list(Case.objects.supported()) == [case]
        person = Case.objects.get().person
        assert reveal(person, "contact", purpose=Purpose.SUPPORT) == "call the made-up cousin"
        for field in ("document", "status"):
            with pytest.raises(Refused):
                reveal(person, field, purpose=Purpose.SUPPORT)


def test_nothing_is_asked_beyond_the_consent():
    isa, house, other = desk(), shelter(), desk("ngo", kind="ngo")
    case = opened(isa)
    consent = consented(isa, case, house)
    beyond = (
        {"to": other.organisation},
        {"purpose": Purpose.IDENTIFICATION},
        {"classes": frozenset({FieldClass.ACCOUNT})},
        {"until": today() + timedelta(days=181)},
        {"consent": None},
    )
    for changed in beyond:
        with pytest.raises(Refused):
            asking(isa, case, replace(asked(house, consent), **changed))
    assert asking(isa, case, asked(house, consent)).state == ReferralState.ASKED


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"classes": frozenset()}, SharingRefusal.NO_CLASSES),
        ({"answer_by": today() - timedelta(days=1)}, SharingRefusal.NO_DEADLINE),
        ({"answer_by": today() + timedelta(days=61)}, SharingRefusal.NO_DEADLINE),
        ({"until": today() + timedelta(days=3)}, SharingRefusal.NO_DEADLINE),
        ({"ask": " "}, Refusal.NOTHING_SAID),
    ],
)
def test_what_is_asked_badly_is_refused_with_what_to_do(changed, why):
    isa, house = desk(), shelter()
    case = opened(isa)
    consent = consented(isa, case, house, classes=ALL)
    with pytest.raises(Refused) as raised:
        asking(isa, case, asked(house, consent, **changed))
    assert raised.value.reason == why


def test_the_same_is_asked_of_a_body_once_until_it_ended():
    isa, house = desk(), shelter()
    case = opened(isa)
    made = referred(isa, case, house)
    with pytest.raises(Refused) as raised:
        referred(isa, case, house)
    assert raised.value.reason == SharingRefusal.ASKED_ALREADY
    with isa.identifying():
        referrals.revoke(made, reason="asked in error", by=isa.second, on=today())
    assert referred(isa, case, house).state == ReferralState.ASKED


def test_declining_says_why_to_whoever_asked():
    isa, house = desk(), shelter()
    made = referred(isa, opened(isa), house)
    with house.supporting():
        with pytest.raises(Refused):
            referrals.decline(made, reason=" ", by=house.caseworker, on=today())
        referrals.decline(made, reason="No free place.", by=house.caseworker, on=today())
        with pytest.raises(Refused) as raised:
            referrals.accept(made, by=house.caseworker, on=today())
    assert raised.value.reason == SharingRefusal.DECLINED
    with isa.identifying():
        assert reveal(Referral.objects.get(), "answer", purpose=Purpose.IDENTIFICATION) == "No free place."


def test_handing_back_ends_the_access():
    isa, house = desk(), shelter()
    case = opened(isa)
    made = accepted(isa, case, house)
    with house.supporting():
        referrals.hand_back(made, reason="The person moved on.", by=house.caseworker, on=today())
        assert not Case.objects.exists()
        assert Referral.objects.get().state == ReferralState.HANDED_BACK


def test_revoking_ends_the_access_and_the_receiver_is_told():
    isa, house = desk(), shelter()
    case = opened(isa)
    made = accepted(isa, case, house)
    with isa.identifying():
        referrals.revoke(made, reason="Another body helps now.", by=isa.second, on=today())
    with house.supporting():
        assert not Case.objects.exists()
        assert Referral.objects.untold(house.organisation.pk).get().ending == Ending.REVOKED


def test_only_the_receiver_answers_and_only_the_asker_revokes():
    isa, house = desk(), shelter()
    made = referred(isa, opened(isa), house)
    with isa.identifying(), pytest.raises(Refused) as answered:
        referrals.accept(made, by=isa.officer, on=today())
    with house.supporting(), pytest.raises(Refused) as revoked:
        referrals.revoke(made, reason="made up", by=house.caseworker, on=today())
    assert (answered.value.reason, revoked.value.reason) == (SharingRefusal.NOT_RECEIVER, SharingRefusal.NOT_ASKER)


def test_after_the_deadline_nobody_accepts():
    isa, house = desk(), shelter()
    made = referred(isa, opened(isa), house)
    with house.supporting(), pytest.raises(Refused) as raised:
        referrals.accept(made, by=house.caseworker, on=today() + timedelta(days=8))
    assert raised.value.reason == SharingRefusal.ENDED


def test_a_case_that_was_closed_meanwhile_opens_to_nobody():
    isa, house = desk(), shelter()
    case = opened(isa)
    made = referred(isa, case, house)
    with isa.identifying():
        cases.close(case, why=Closing.WISH, by=isa.officer, on=today())
    with house.supporting(), pytest.raises(Refused):
        referrals.accept(made, by=house.caseworker, on=today())


def transfer(at, case, to, *, by=None):
    consent = consented(at, case, to, **IDENTIFYING)
    said = asked(to, consent, kind=ReferralKind.TRANSFER, purpose=Purpose.IDENTIFICATION, classes=frozenset())
    return asking(at, case, said, by=by)


def test_a_transfer_makes_the_receiver_the_owner_and_shuts_the_former_out():
    isa, npa = desk(), desk("npa")
    case = opened(isa)
    made = transfer(isa, case, npa)
    with npa.identifying():
        referrals.accept(made, by=npa.officer, on=today())
        mine = Case.objects.get(pk=case.pk)
        assert (mine.owner, mine.file.owner) == (npa.organisation, npa.organisation)
        assert [each.official for each in mine.assignments.filter(until=None)] == [npa.officer]
        assert reveal(mine.person, "document", purpose=Purpose.IDENTIFICATION) == "MADE-UP-0001"
        cases.note(mine, text="made up", by=npa.officer, on=today())
        with pytest.raises(Refused) as raised:
            referrals.hand_back(made, reason="made up", by=npa.officer, on=today())
    assert raised.value.reason == SharingRefusal.HANDED_OVER
    with isa.identifying():
        assert not Case.objects.exists()


def test_only_a_lead_hands_over_and_only_while_they_lead():
    isa, npa = desk(), desk("npa")
    case = opened(isa)
    with pytest.raises(Refused) as raised:
        transfer(isa, case, npa, by=isa.second)
    assert raised.value.reason == SharingRefusal.LEAD_TRANSFERS
    made = transfer(isa, case, npa)
    isa.officer.lead = False
    isa.officer.save()
    with npa.identifying(), pytest.raises(Refused) as gone:
        referrals.accept(made, by=npa.officer, on=today())
    assert gone.value.reason == SharingRefusal.LEAD_GONE


def test_a_transfer_needs_a_consent_to_everything():
    isa, npa = desk(), desk("npa")
    case = opened(isa)
    consent = consented(isa, case, npa, purpose=ConsentPurpose.IDENTIFICATION)
    said = asked(npa, consent, kind=ReferralKind.TRANSFER, purpose=Purpose.IDENTIFICATION)
    with pytest.raises(Refused) as raised:
        asking(isa, case, said)
    assert raised.value.reason == SharingRefusal.WHOLE_CASE


def test_with_a_transfer_open_requests_end_and_what_was_accepted_goes_on_under_the_new_owner():
    isa, npa, house, ngo = desk(), desk("npa"), shelter(), desk("ngo", kind="ngo")
    case = opened(isa)
    running, waiting = accepted(isa, case, house), referred(isa, case, ngo)
    made = transfer(isa, case, npa)
    with npa.identifying():
        referrals.accept(made, by=npa.officer, on=today())
        assert Referral.objects.get(pk=running.pk).asking == npa.organisation
        referrals.revoke(running, reason="made up", by=npa.officer, on=today())
    with house.supporting():
        assert not Case.objects.exists()
    with ngo.supporting():
        assert Referral.objects.get(pk=waiting.pk).ending == Ending.MOVED


def test_a_transfer_to_support_lets_the_new_owner_support():
    isa, house = desk(), shelter()
    case = opened(isa)
    consent = consented(isa, case, house, classes=ALL)
    made = asking(isa, case, asked(house, consent, kind=ReferralKind.TRANSFER))
    with house.supporting():
        referrals.accept(made, by=house.caseworker, on=today())
        assert list(Case.objects.supported()) == [case]
        assert Case.objects.get().owner == house.organisation


def test_who_supports_at_the_asker_sees_that_another_was_asked():
    isa, house = desk(), shelter()
    case = opened(isa)
    with isa.identifying():
        cases.ask_support(case, reason="made up", by=isa.officer, on=today())
    made = referred(isa, case, house)
    with isa.supporting():
        assert list(Referral.objects.all()) == [made]
