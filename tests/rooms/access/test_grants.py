"""Grants come and go, and the next query knows. Runs on SQLite, and again on PostgreSQL from test_engines."""

import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from opennrm.access import actions
from opennrm.access.actions import running
from opennrm.access.models import BreakGlass, File, Grant
from opennrm.access.scope import NoScope, OutOfScope, Scope, System, acting, active
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies import officials
from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused
from opennrm.vault.models import AuditLine
from tests.rooms.access.madeup.models import Case, Note, Person
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import case, everything, granted, official, organisation, scope, world

SUPPORT = {"purpose": Purpose.SUPPORT, "basis": Basis.CONSENT, "reason": "made up"}


@pytest.fixture(params=WALLS)
def w(db, request):
    raise_walls(request.param)
    return world()


@pytest.fixture
def admin(w):
    return official(organisation("secretariat"), "administrator")


def soon(days=1):
    return timezone.now() + timedelta(days=days)


def acts():
    return list(AuditLine.objects.order_by("seq").values_list("act", flat=True))


def seen(within):
    with acting(within):
        return Case.objects.count(), Person.objects.count(), Note.objects.count()


def test_a_grant_revoked_or_run_out_shuts_at_the_next_query(w):
    with acting(w.scope):
        lazy = Case.objects.all()
        assert lazy.count() == 1
    with running(everything()):
        Grant.objects.filter(pk=w.grant.pk).update(revoked=timezone.now())
    assert seen(w.scope) == (0, 0, 0)
    with running(everything()):
        Grant.objects.filter(pk=w.grant.pk).update(revoked=None)
    assert seen(w.scope) == (1, 1, 1)
    with running(everything()):
        Grant.objects.filter(pk=w.grant.pk).update(until=timezone.now() - timedelta(milliseconds=1))
    assert seen(w.scope) == (0, 0, 0)


@pytest.mark.fault("revoked")
def test_a_grant_revoked_in_the_middle_of_acting_shuts_at_once(w):
    owner = scope(w.stranger)
    with acting(w.scope):
        assert Case.objects.count() == 1
        with acting(owner):
            actions.revoke(w.grant, reason="made up", by=w.stranger)
        assert Case.objects.count() == 0


def test_an_official_who_left_sees_nothing_at_the_next_query(w, admin):
    official(w.shelter, "caseworker", lead=True)
    with acting(w.scope):
        assert Case.objects.count() == 1
        actions.end_access(w.caseworker, on=timezone.localdate(), by=admin)
        assert Case.objects.count() == 0
    assert acts()[-3:] == ["official.left", "scope.entered", "access.ended"]


def test_one_who_leaves_tomorrow_sees_until_then(w, admin):
    official(w.shelter, "caseworker", lead=True)
    actions.end_access(w.caseworker, on=timezone.localdate() + timedelta(days=1), by=admin)
    assert seen(w.scope) == (1, 1, 1)


def test_nothing_of_an_end_is_kept_where_the_work_above_cannot_be_handed_over(w, admin):
    official(w.shelter, "caseworker", lead=True)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.end_access(w.caseworker, on=timezone.localdate(), by=admin)
        1 / 0  # noqa: B018
    assert seen(w.scope) == (1, 1, 1)


def test_a_suspended_organisation_sees_nothing_until_it_is_reinstated(w, admin):
    officials.suspend(w.shelter, reason="made up", by=admin)
    assert seen(w.scope) == (0, 0, 0)
    assert seen(scope(w.stranger)) == (2, 2, 2)
    officials.reinstate(w.shelter, by=admin)
    assert seen(w.scope) == (1, 1, 1)


@pytest.mark.parametrize(
    "forged",
    [
        lambda w: Scope(w.caseworker.pk, ("other",), "support"),
        lambda w: Scope(w.caseworker.pk, ("other", "nowhere"), "support"),
        lambda w: Scope(w.caseworker.pk, (), "support"),
        lambda w: Scope(w.mine.pk, ("shelter",), "support"),
        lambda w: Scope(w.caseworker.pk, ("shelter",), "investigation"),
        lambda w: Scope(w.caseworker.pk, ("shelter",), ""),
        lambda w: Scope(w.caseworker.pk, ("shelter') OR ('1' = '1",), "support"),
        lambda w: Scope(w.caseworker.pk, ("shelter,other",), "support"),
    ],
)
def test_a_scope_that_claims_too_much_sees_nothing(w, forged):
    assert seen(forged(w)) == (0, 0, 0)


def test_a_scope_wider_than_what_is_served_sees_what_is_served(w):
    assert seen(Scope(w.caseworker.pk, ("shelter", "other"), "support")) == (1, 1, 1)


def test_a_substitute_sees_the_files_of_whom_they_stand_in_for_on_those_days_only(w, admin):
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    assert seen(actions.scope_for(w.caseworker, purpose=Purpose.SUPPORT)) == (1, 1, 1)
    officials.stand_in(w.stranger, substitute=w.caseworker, since=today, until=today, by=admin)
    wider = actions.scope_for(w.caseworker, purpose=Purpose.SUPPORT)
    assert seen(wider) == (2, 2, 2)
    officials.come_back(w.stranger, by=admin)
    assert seen(wider) == (1, 1, 1)
    officials.stand_in(w.stranger, substitute=w.caseworker, since=tomorrow, until=tomorrow, by=admin)
    assert seen(wider) == (1, 1, 1)
    officials.stand_in(w.stranger, substitute=w.caseworker, since=today, until=today, by=admin)
    officials.suspend(w.shelter, reason="made up", by=admin)
    assert seen(wider) == (0, 0, 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda w: {"pk": w.stranger.pk, "away_until": timezone.localdate() - timedelta(days=1)},
        lambda w: {"pk": w.stranger.pk, "left": timezone.localdate()},
        lambda w: {"pk": w.stranger.pk, "since": timezone.localdate() + timedelta(days=1)},
        lambda w: {"pk": w.caseworker.pk, "left": timezone.localdate()},
        lambda w: {"pk": w.caseworker.pk, "since": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_standing_in_ends_with_the_days_and_with_the_service_of_either(w, change):
    today = timezone.localdate()
    away = {"away_since": today - timedelta(days=9), "away_until": today}
    Official.objects.filter(pk=w.stranger.pk).update(substitute=w.caseworker, **away)
    wider = Scope(w.caseworker.pk, ("other", "shelter"), "support")
    assert seen(wider) == (2, 2, 2)
    pk, *_ = (changed := change(w)).values()
    Official.objects.filter(pk=pk).update(**{name: value for name, value in changed.items() if name != "pk"})
    assert seen(wider) == ((0, 0, 0) if pk == w.caseworker.pk else (1, 1, 1))


def test_standing_in_for_a_suspended_organisation_opens_nothing_of_it(w, admin):
    today = timezone.localdate()
    officials.stand_in(w.stranger, substitute=w.caseworker, since=today, until=today, by=admin)
    officials.suspend(w.other, reason="made up", by=admin)
    assert seen(Scope(w.caseworker.pk, ("other", "shelter"), "support")) == (1, 1, 1)


def test_a_purpose_no_role_serves_gives_no_scope(w):
    with pytest.raises(Refused, match="roles"):
        actions.scope_for(w.caseworker, purpose=Purpose.INVESTIGATION)


def test_an_owner_opens_a_file_and_lets_another_in_and_out(w):
    with acting(scope(w.stranger)):
        file = actions.open_file(FileKind.CASE, owner=w.other, until=soon(), by=w.stranger, **SUPPORT)
        case(file, w.area, "new")
        given = actions.grant(file, to=w.shelter, until=soon(), by=w.stranger, **SUPPORT)
        assert Case.objects.count() == 3
    assert seen(w.scope) == (2, 2, 2)
    with acting(scope(w.stranger)):
        actions.revoke(given, reason="made up", by=w.stranger)
        with pytest.raises(Refused, match="before"):
            actions.revoke(given, reason="made up", by=w.stranger)
    assert seen(w.scope) == (1, 1, 1)
    assert acts()[-3:] == ["file.opened", "grant.given", "grant.revoked"]


def test_a_grantee_lets_nobody_in_and_nobody_out(w):
    file = w.mine.file
    before = len(acts())
    with acting(w.scope):
        for act in (
            lambda: actions.grant(file, to=w.shelter, until=soon(), by=w.caseworker, **SUPPORT),
            lambda: actions.revoke(w.grant, reason="made up", by=w.caseworker),
            lambda: actions.open_file(FileKind.CASE, owner=w.other, until=soon(), by=w.caseworker, **SUPPORT),
        ):
            with pytest.raises(Refused, match="owns"), transaction.atomic():
                act()
        with pytest.raises(OutOfScope), transaction.atomic():
            actions.grant(file, to=w.shelter, until=soon(), by=w.stranger, **SUPPORT)
    assert len(acts()) == before


def test_the_glass_is_broken_for_four_hours_for_one_official_and_told_to_the_leads(w):
    lead, colleague = official(w.shelter, "caseworker", lead=True), official(w.shelter, "caseworker")
    with pytest.raises(Refused, match="reason"):
        actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason=" ", by=w.caseworker)
    broken = actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason="in danger", by=w.caseworker)
    assert seen(w.scope) == (2, 2, 2)
    assert seen(scope(colleague)) == (1, 1, 1)
    assert acts()[-2:] == ["scope.entered", "file.broken-open"]
    for each in (lead, official(w.other, "caseworker", lead=True)):
        with acting(scope(each)):
            assert list(BreakGlass.objects.to_review(each)) == [broken]
            assert broken.grant.until - broken.opened == timedelta(hours=4)
    outsider = official(organisation("third"), "caseworker", lead=True)
    with acting(scope(outsider)):
        assert not BreakGlass.objects.exists()
    with running(everything()):
        Grant.objects.filter(pk=broken.grant_id).update(until=timezone.now())
    assert seen(w.scope) == (1, 1, 1)


def test_a_review_that_does_not_uphold_shuts_the_file_at_once(w):
    lead = official(w.shelter, "caseworker", lead=True)
    broken = actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason="in danger", by=w.caseworker)
    with pytest.raises(Refused):
        actions.review(broken, upheld=True, by=w.caseworker)
    actions.review(broken, upheld=False, by=lead)
    assert seen(w.scope) == (1, 1, 1)
    with acting(scope(lead)):
        assert not BreakGlass.objects.to_review(lead).exists()
    with pytest.raises(Refused, match="before"):
        actions.review(broken, upheld=True, by=lead)


def test_a_lead_reviews_nothing_of_their_own(w):
    lead = official(w.shelter, "caseworker", lead=True)
    broken = actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason="in danger", by=lead)
    with acting(scope(lead)):
        assert not BreakGlass.objects.to_review(lead).exists()
    with pytest.raises(Refused, match="own"):
        actions.review(broken, upheld=True, by=lead)


@pytest.mark.fault("revoked")
def test_one_who_leaves_takes_no_emergency_access_along(w, admin):
    lead = official(w.shelter, "caseworker", lead=True)
    broken = actions.break_glass(w.theirs.file_id, purpose=Purpose.SUPPORT, reason="in danger", by=w.caseworker)
    assert actions.end_access(w.caseworker, on=timezone.localdate(), by=admin) == lead
    with running(everything()):
        assert Grant.objects.get(pk=broken.grant_id).revoked is not None


def test_a_system_scope_sees_the_tables_it_lists_and_no_other(w):
    sweep = System("sweep", reads=frozenset({"madeup_case"}), writes=frozenset({"madeup_note"}))
    with running(sweep):
        assert (Case.objects.count(), Note.objects.count()) == (2, 2)
        assert Note.objects.filter(body="mine note").delete()[0] == 1
        for way in (
            lambda: Person.objects.count(),
            lambda: Case.objects.filter(people__name="x").count(),
            lambda: Case.objects.update(title="x"),
            lambda: Case.objects.filter(pk=w.mine.pk).delete(),
            lambda: Grant.objects.count(),
            lambda: File.objects.create(kind="case", owner=w.other),
        ):
            with pytest.raises(OutOfScope), transaction.atomic():
                way()
    assert AuditLine.objects.order_by("-seq").first().subject == "scope:sweep"


def test_a_system_scope_is_never_entered_without_its_line(w):
    with pytest.raises(TypeError, match="running"), acting(everything()):
        pass
    before = len(acts())
    with pytest.raises(ValueError, match="subject"), running(System("No Name", frozenset({"madeup_case"}))):
        Case.objects.count()
    assert (len(acts()), active()) == (before, None)


def test_an_inner_scope_replaces_the_outer_and_gives_it_back_even_after_an_error(w):
    with acting(w.scope):
        with pytest.raises(ZeroDivisionError), acting(scope(w.stranger)):
            assert Case.objects.count() == 2
            1 / 0  # noqa: B018
        assert Case.objects.count() == 1
    with pytest.raises(NoScope):
        Case.objects.count()


def test_emergency_access_for_everybody_cannot_be_entered(w):
    with running(everything()), pytest.raises(IntegrityError), transaction.atomic():
        granted(w.theirs.file, w.shelter, official=None)
        Grant.objects.update(basis=Basis.VITAL_INTEREST)


@pytest.mark.django_db(transaction=True)
def test_tasks_side_by_side_each_keep_their_own_scope():
    made = world()

    async def titles(within):
        with acting(within):
            for _ in range(5):
                found = sorted([case.title async for case in Case.objects.all()])
                await asyncio.sleep(0)
                assert await Case.objects.acount() == len(found)
                assert await Case.objects.filter(title="theirs").aexists() == ("theirs" in found)
        return found

    async def nobody():
        with pytest.raises(NoScope):
            await Case.objects.acount()

    async def all_at_once():
        found = await asyncio.gather(titles(made.scope), titles(scope(made.stranger)), nobody(), titles(made.scope))
        await sync_to_async(lambda: connection.close())()  # each thread has its own
        return found

    assert asyncio.run(all_at_once()) == [["mine"], ["mine", "theirs"], None, ["mine"]]
