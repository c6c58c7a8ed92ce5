"""A file passes to another organisation, with all that hangs on it. Runs on both engines, as test_engines says."""

import pytest
from django.db import transaction
from django.utils import timezone

from opennrm.access import actions
from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.access.scope import OutOfScope, acting
from opennrm.access.terms import Basis, Purpose, Refusal
from opennrm.agencies import officials
from opennrm.page.refusals import Refused
from opennrm.vault.models import AuditLine
from tests.rooms.access.madeup.models import Case
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import everything, official, organisation, scope, world


@pytest.fixture(params=WALLS)
def w(db, request):
    raise_walls(request.param)
    made = world()
    made.third = organisation("third")
    made.lead, made.heir = official(made.other, "caseworker", lead=True), official(made.third, "caseworker", lead=True)
    return made


def hand_over(w, **changed):
    told = {"to": w.third, "basis": Basis.LEGAL_DUTY, "reason": "moved", "by": w.lead, "on": timezone.localdate()}
    actions.transfer(File(pk=w.mine.file_id), **told | changed)


def seen(by, purpose="support"):
    with acting(scope(by, purpose)):
        return sorted(Case.objects.values_list("title", flat=True))


def test_the_new_owner_opens_the_file_and_the_former_no_longer(w):
    assert (seen(w.lead), seen(w.heir)) == (["mine", "theirs"], [])
    hand_over(w)
    assert (seen(w.lead), seen(w.heir)) == (["theirs"], ["mine"])
    assert seen(w.heir, "investigation") == []
    assert list(AuditLine.objects.order_by("-seq").values_list("act", "subject")[:1]) == [
        ("file.handed-over", f"file:{w.mine.file_id}")
    ]


def test_grants_to_others_hold_and_are_the_new_owners_to_revoke(w):
    hand_over(w)
    assert seen(w.caseworker) == ["mine"]
    with acting(scope(w.lead, "")), pytest.raises(Refused), transaction.atomic():
        actions.revoke(w.grant, reason="mine no more", by=w.lead)
    with acting(scope(w.heir, "")):
        assert Grant.objects.get(pk=w.grant.pk).owner == w.third
        actions.revoke(w.grant, reason="made up", by=w.heir)
    assert seen(w.caseworker) == []


def test_the_former_owner_grants_nothing_any_more(w):
    hand_over(w)
    with acting(scope(w.lead, "")):
        assert not File.objects.filter(pk=w.mine.file_id).exists()
        with pytest.raises(OutOfScope), transaction.atomic():
            Grant.objects.create(
                file_id=w.mine.file_id, owner=w.other, organisation=w.other, purpose="support", basis="consent",
                since=timezone.now(), until=timezone.now() + timezone.timedelta(days=1), reason="x",
            )  # fmt: skip


def test_emergency_access_runs_on_and_who_owned_the_file_then_reviews_it(w):
    broken = actions.break_glass(w.mine.file_id, purpose=Purpose.SUPPORT, reason="danger", by=w.lead)
    reviewer = official(w.other, "caseworker", lead=True)
    hand_over(w)
    assert seen(w.lead) == ["mine", "theirs"]
    actions.review(broken, upheld=False, by=reviewer)
    assert seen(w.lead) == ["theirs"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (lambda w: {"by": w.stranger}, Refusal.NOT_OWNERS_LEAD),
        (lambda w: {"by": w.heir}, Refusal.NOT_OWNER),
        (lambda w: {"to": w.other}, Refusal.OWNS_IT),
        (lambda w: {"basis": Basis.VITAL_INTEREST}, Refusal.BY_BREAK_GLASS),
        (lambda w: {"reason": " "}, Refusal.NO_REASON),
    ],
)
def test_a_lead_of_the_owner_hands_over_with_a_reason(w, changed, reason):
    with pytest.raises(Refused) as refused:
        hand_over(w, **changed(w))
    assert refused.value.reason == reason
    with running(everything()):
        assert File.objects.get(pk=w.mine.file_id).owner == w.other


def test_nothing_goes_to_a_suspended_organisation(w):
    officials.suspend(w.third, reason="made up", by=official(w.other, "administrator"))
    with pytest.raises(Refused, match="suspended"):
        hand_over(w)


def test_what_can_only_half_be_done_is_not_done(w, monkeypatch):
    monkeypatch.setattr(actions, "_enter", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hand_over(w)
    assert (seen(w.lead), seen(w.heir)) == (["mine", "theirs"], [])
