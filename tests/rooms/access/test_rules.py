"""The rules of access over plain values, without a database."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.access import rules
from opennrm.access.terms import Basis, FieldClass, Purpose, Refusal
from opennrm.agencies.roles import ROLES
from opennrm.agencies.rules import Post
from opennrm.agencies.terms import OrganisationKind

DAY = date(2020, 6, 1)
NOON = datetime(2020, 6, 1, 12, tzinfo=UTC)


def post(*roles, lead=False, organisation="a", left=None):
    return Post(uuid4(), organisation, OrganisationKind.POLICE, frozenset(roles), lead, since=DAY, left=left)


@given(st.sampled_from(FieldClass), st.booleans(), st.sampled_from(Purpose))
def test_enforcement_learns_neither_shelter_nor_status_on_the_purpose_of_support(field, enforcement, purpose):
    shut = enforcement and purpose == Purpose.SUPPORT
    shut = shut and field in {FieldClass.SHELTER_LOCATION, FieldClass.IMMIGRATION_STATUS}
    reason = rules.why_not_reveal(
        acting_for=purpose, purpose=purpose, field=field, enforcement=enforcement, opens=frozenset(FieldClass)
    )
    assert reason == (Refusal.FIREWALL if shut else None)


@given(st.sampled_from(FieldClass), st.booleans(), st.sampled_from(Purpose), st.sampled_from(Purpose))
def test_nothing_is_revealed_without_a_grant_or_for_another_purpose(field, enforcement, acting_for, purpose):
    for granted in (True, False):
        opens = frozenset(FieldClass) if granted else frozenset()
        reason = rules.why_not_reveal(
            acting_for=acting_for, purpose=purpose, field=field, enforcement=enforcement, opens=opens
        )
        assert reason is not None or (granted and acting_for == purpose)


@given(st.sampled_from(FieldClass), st.frozensets(st.sampled_from(FieldClass)), st.booleans())
def test_a_field_of_a_class_that_was_not_shared_stays_shut(field, opens, enforcement):
    reason = rules.why_not_reveal(
        acting_for=Purpose.IDENTIFICATION,
        purpose=Purpose.IDENTIFICATION,
        field=field,
        enforcement=enforcement,
        opens=opens,
    )
    assert (reason is None) == (field in opens)


def test_each_purpose_has_a_role_and_no_role_opens_more_than_three():
    served = {
        code: {purpose for purpose in Purpose if rules.POWER[purpose] in role.may} for code, role in ROLES.items()
    }
    assert set().union(*served.values()) == set(Purpose)
    assert max(len(purposes) for purposes in served.values()) <= 3


@pytest.mark.parametrize(
    ("roles", "purpose", "left", "reason"),
    [
        (["caseworker"], Purpose.SUPPORT, None, None),
        (["caseworker"], Purpose.INVESTIGATION, None, Refusal.NOT_YOUR_PURPOSE),
        (["administrator"], Purpose.SUPPORT, None, Refusal.NOT_YOUR_PURPOSE),
        (["caseworker"], Purpose.SUPPORT, DAY, Refusal.NOT_SERVING),
    ],
)
def test_an_official_acts_for_the_purposes_of_their_roles(roles, purpose, left, reason):
    assert rules.why_not_act(post(*roles, left=left), purpose=purpose, on=DAY) == reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"owner_served": False}, Refusal.NOT_OWNER),
        ({"basis": Basis.VITAL_INTEREST}, Refusal.BY_BREAK_GLASS),
        ({"until": NOON}, Refusal.ENDED),
        ({"reason": " "}, Refusal.NO_REASON),
    ],
)
def test_only_the_owner_grants_for_a_time_with_a_reason(change, reason):
    asked = {"owner_served": True, "basis": Basis.CONSENT, "until": NOON + timedelta(days=1), "reason": "made up"}
    assert rules.why_not_grant(**(asked | change), now=NOON) == reason


@pytest.mark.parametrize(
    ("by", "change", "reason"),
    [
        (post(lead=True), {}, None),
        (post(lead=True, organisation="b"), {}, Refusal.NOT_LEAD),
        (post(), {}, Refusal.NOT_LEAD),
        (post(lead=True, left=DAY), {}, Refusal.NOT_LEAD),
        (post(lead=True), {"own": True}, Refusal.OWN_REVIEW),
        (post(lead=True), {"reviewed": True}, Refusal.ALREADY_REVIEWED),
    ],
)
def test_a_lead_concerned_reviews_emergency_access_and_nobody_their_own(by, change, reason):
    asked = {"own": False, "reviewed": False, "organisations": frozenset({"a", "c"}), "on": DAY}
    assert rules.why_not_review(by, **(asked | change)) == reason
