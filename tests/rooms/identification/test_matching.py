"""One person seen by several bodies is one person: proposed at once, merged by the officer, unmerged without loss."""

from collections import Counter
from dataclasses import replace

import pytest

from opennrm.access.actions import running
from opennrm.identification.actions import cases, matching
from opennrm.identification.actions.proposing import PROPOSING
from opennrm.identification.matching_terms import Answered, MatchingRefusal
from opennrm.identification.models import Candidate, Case, LinkKey, MatchQuestion, MatchState, Merge, Moved, Person
from opennrm.identification.terms import CandidateState, NameKind, Standing
from opennrm.page.refusals import Refused
from opennrm.understanding.models import ROWS
from tests.desk import body, official
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.identification.world import DETAILS, again, days_ago, desk, identified, opened, shelter, today

pytestmark = pytest.mark.django_db
OTHER = {"names": ((NameKind.LATIN, "Kaku Hanako"),), "document": "", "phone": "", "nationality": ""}


def matcher(code="made-up-ministry"):
    return official(body(code), roles=["matching_officer"])


def confirmed(at, **details):
    """A case whose person is a confirmed victim."""
    case = opened(at, **details)
    with at.identifying():
        Case.objects.filter(pk=case.pk).update(standing=Standing.CONFIRMED, decided=today(), confirmed=today())
        cases.recognise(case, bodies=frozenset({"Police"}), by=at.officer, on=today())
    return case


def pairs():
    with running(PROPOSING):
        return list(Candidate.objects.order_by("found", "id"))


def pair_of(one, other):
    ids = {one.person_id, other.person_id}
    return next(each for each in pairs() if {each.first_id, each.second_id} == ids)


def counted():
    """Standing facts by table, as many and as they say."""
    return {
        model._meta.db_table: Counter(
            (each.key, each.day)
            for each in model.objects.exclude(change="withdrawal")
            if not model.objects.filter(supersedes=each.id).exists()
        )
        for model in ROWS.values()
    }


@pytest.fixture(params=WALLS)
def three(db, request):
    """One made-up person, confirmed by three bodies."""
    raise_walls(request.param)
    places = desk(), shelter(), desk("made-up-police")
    told, days = ({}, OTHER, {}), (9, 5, 1)
    return places, [confirmed(at, on=days_ago(n), **more) for at, n, more in zip(places, days, told)]


def test_equal_keys_across_bodies_are_put_before_the_officer_at_once():
    opened(desk())
    opened(shelter(), **OTHER)
    (found,) = pairs()
    assert (found.found_by, found.state) == ("index", CandidateState.OPEN)
    assert found.why["birth"] == {"level": "day", "agrees": "same", "weight": 13.0}
    assert found.probability > 0.99
    assert MatchState.objects.get().waiting == 1


def test_a_pair_says_how_fields_agree_and_no_value():
    opened(desk(), phone="+81 90-0000-0000")
    opened(shelter(), phone="090 0000 0000")
    (found,) = pairs()
    assert found.why["phone"]["agrees"] == "same"
    assert not any(text in str(found.why) for text in ("0000", "2001", "花子", "はなこ", "MADE"))


def test_persons_of_one_incident_and_persons_who_share_nothing_make_no_pair():
    isa = desk()
    with isa.identifying():
        cases.open_cases(cases.Beginning(), [DETAILS, DETAILS], by=isa.officer, on=today())
    opened(shelter(), names=((NameKind.NAME, "見本 太郎"),), birth_date=None, document="")
    assert pairs() == []


def test_a_description_put_right_makes_the_pair_and_takes_its_old_digests_away():
    isa, other = desk(), shelter()
    opened(isa)
    case = opened(other, names=((NameKind.NAME, "見本 太郎"),), birth_date=None, document="OTHER-9")
    with other.identifying():
        cases.describe(case, replace(DETAILS, names=((NameKind.NAME, "架空花子"),)), by=other.officer, on=today())
        kept = LinkKey.objects.filter(person=case.person_id)
        assert Counter(kept.values_list("of", flat=True)) == {"birth": 1, "birth_part": 4, "document": 1, "written": 1}
    assert len(pairs()) == 1


def test_bodies_see_no_pair_and_learn_only_that_it_is_settled(three):
    (isa, *_others), (one, other, _third) = three
    officer = matcher()
    matching.same(pair_of(one, other).pk, reason="made up", by=officer, on=today())
    with isa.identifying():
        assert not Candidate.objects.exists()
        assert Person.objects.get().matched == today()


def test_same_person_counts_once_and_undoing_it_restores_every_key_and_fact(three):
    places, (one, other, third) = three
    before, keys, officer = counted(), [each.person.key for each in (one, other, third)], matcher()
    first = matching.same(pair_of(one, other).pk, reason="made up", by=officer, on=today())
    second = matching.same(pair_of(other, third).pk, reason="made up", by=officer, on=today())
    assert {again(each, at).person.key for each, at in zip((one, other, third), places)} == {first.kept}
    assert sum(map(Counter.total, counted().values())) == 1
    assert {each.state for each in pairs()} == {CandidateState.SAME}
    for merge in (first, second):
        matching.unmerge(merge.pk, reason="made up", by=officer, on=today())
    assert [again(each, at).person.key for each, at in zip((one, other, third), places)] == keys
    assert counted() == before
    assert {each.state for each in pairs()} == {CandidateState.OPEN}
    assert [again(each, at).person.matched for each, at in zip((one, other, third), places)] == [None] * 3


def test_undone_in_the_other_order_too(three):
    _places, (one, other, third) = three
    before, officer = counted(), matcher()
    merges = [
        matching.same(pair_of(*each).pk, reason="-", by=officer, on=today()) for each in ((one, other), (one, third))
    ]
    for merge in reversed(merges):
        matching.unmerge(merge.pk, reason="made up", by=officer, on=today())
    assert counted() == before


def test_a_merge_that_a_later_one_rests_on_is_undone_after_it():
    isa, other, third = desk(), shelter(), desk("made-up-police")
    late, later = confirmed(isa, on=days_ago(5)), confirmed(other, on=days_ago(3))
    officer = matcher()
    first = matching.same(pair_of(late, later).pk, reason="made up", by=officer, on=today())
    early = opened(third, on=days_ago(9))
    second = matching.same(pair_of(early, later).pk, reason="made up", by=officer, on=today())
    assert second.dissolved == first.kept
    with pytest.raises(Refused) as told:
        matching.unmerge(first.pk, reason="made up", by=officer, on=today())
    assert told.value.reason == MatchingRefusal.LATER_FIRST
    matching.unmerge(second.pk, reason="made up", by=officer, on=today())
    matching.unmerge(first.pk, reason="made up", by=officer, on=today())
    assert again(later, other).person.key == first.dissolved


def test_what_was_described_after_the_merge_stays_after_it_is_undone(three):
    (isa, *_others), (one, other, _third) = three
    officer = matcher()
    merge = matching.same(pair_of(one, other).pk, reason="made up", by=officer, on=today())
    with isa.identifying():
        cases.describe(one, cases.Details(nationality="TH"), by=isa.officer, on=today())
    matching.unmerge(merge.pk, reason="made up", by=officer, on=today())
    assert again(one, isa).person.nationality == "TH"
    assert identified(one.person.key).nationality == "TH"
    assert identified(other.person.key).nationality is None


def test_different_is_not_proposed_again_and_contradicts_a_merge_until_it_is_taken_back(three):
    (_isa, house, _police), (one, other, third) = three
    officer = matcher()
    pair = pair_of(one, other)
    matching.different(pair.pk, by=officer, on=today())
    with house.identifying():
        cases.describe(other, DETAILS, by=house.officer, on=today())
    assert pair_of(one, other).state == CandidateState.DIFFERENT
    matching.same(pair_of(one, third).pk, reason="made up", by=officer, on=today())
    with pytest.raises(Refused) as told:
        matching.same(pair_of(other, third).pk, reason="made up", by=officer, on=today())
    assert told.value.reason == MatchingRefusal.CONTRADICTS
    matching.reconsider(pair.pk, by=officer, on=today())
    matching.same(pair.pk, reason="made up", by=officer, on=today())
    assert Merge.objects.count() == 2


def test_a_settled_pair_is_settled_once(three):
    _places, (one, other, _third) = three
    pair, officer = pair_of(one, other), matcher()
    matching.same(pair.pk, reason="made up", by=officer, on=today())
    for act in (matching.different, matching.reconsider):
        with pytest.raises(Refused):
            act(pair.pk, by=officer, on=today())


def test_only_the_matching_officer_settles_and_says_why(three):
    (isa, *_others), (one, other, _third) = three
    pair = pair_of(one, other)
    with pytest.raises(Refused) as told:
        matching.same(pair.pk, reason="made up", by=isa.officer, on=today())
    assert told.value.reason == MatchingRefusal.NOT_YOURS
    with pytest.raises(Refused):
        matching.same(pair.pk, reason=" ", by=matcher(), on=today())


def test_a_body_asks_once_and_is_answered_by_the_decision_or_by_nothing_found(three):
    (isa, house, _police), (one, other, _third) = three
    officer = matcher()
    with isa.identifying():
        matching.ask(one, by=isa.officer, on=today())
        with pytest.raises(Refused):
            matching.ask(one, by=isa.second, on=today())
    matching.same(pair_of(one, other).pk, reason="made up", by=officer, on=today())
    with isa.identifying():
        assert MatchQuestion.objects.get().answer == Answered.COUNTED_ONCE
    with house.identifying():
        asked = matching.ask(other, by=house.officer, on=today())
    matching.nothing_found(asked.pk, by=officer, on=today())
    with house.identifying():
        assert MatchQuestion.objects.get().answer == Answered.NOTHING_FOUND
    with pytest.raises(Refused):
        matching.nothing_found(asked.pk, by=officer, on=today())


def test_every_record_that_moved_is_remembered(three):
    _places, (one, other, third) = three
    officer = matcher()
    matching.same(pair_of(one, other).pk, reason="made up", by=officer, on=today())
    matching.same(pair_of(one, third).pk, reason="made up", by=officer, on=today())
    with running(matching.MATCHING):
        assert Counter(Moved.objects.values_list("key", flat=True)).total() == 2
