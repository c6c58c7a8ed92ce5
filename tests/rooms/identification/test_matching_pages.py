"""The matching officer's pages, asked as officials ask them; and the little that others see."""

import pytest
from django.urls import reverse

from opennrm.access.actions import running
from opennrm.identification.actions import matching
from opennrm.identification.actions.proposing import PROPOSING
from opennrm.identification.counted import persons_counted
from opennrm.identification.models import Candidate, MatchState, Merge
from opennrm.identification.terms import CandidateState
from opennrm.vault.models import AuditLine
from tests.desk import body, official, signed_in
from tests.rooms.identification.test_matching import OTHER, confirmed, matcher, pairs
from tests.rooms.identification.world import days_ago, desk, opened, shelter, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_desk")]


@pytest.fixture
def at_desk(desk):
    """The desk's settings, under a name that is not the world's."""


@pytest.fixture
def two(at_desk):
    """One made-up person, confirmed by two bodies, and the officer's browser."""
    places = desk(), shelter()
    cases = confirmed(places[0], on=days_ago(3)), confirmed(places[1], on=days_ago(1), **OTHER)
    return places, cases, signed_in(matcher())


def page(client, name, *, status=200, lang="en", **args):
    answer = client.get(f"/{lang}" + reverse(f"cases:{name}", kwargs=args)[3:])
    assert answer.status_code == status
    return answer.content.decode()


def test_the_queue_shows_codes_bodies_and_what_agrees_and_no_name(two):
    _places, cases, client = two
    said = page(client, "matching")
    assert all(case.code in said for case in cases)
    assert "Date of birth" in said
    assert not any(text in said for text in ("花子", "Hanako", "2001", "MADE-UP"))


@pytest.mark.parametrize(
    ("asked", "there"),
    [("?agrees=birth", True), ("?agrees=document", False), ("?state=same", False), ("?at_least=0.99", True)],
)
def test_filters_stay_in_the_address(two, asked, there):
    _places, cases, client = two
    said = client.get(reverse("cases:matching") + asked).content.decode()
    assert (cases[0].code in said) == there


def test_pairs_are_found_by_the_code_of_a_case_and_what_is_none_is_told(two):
    _places, cases, client = two
    url = reverse("cases:matching")
    assert cases[1].code in client.get(url, {"code": cases[0].code.lower()}).content.decode()
    wrong = client.get(url, {"code": "nothing"})
    assert wrong.status_code == 422
    assert "Check each letter" in wrong.content.decode()


def test_looking_at_a_pair_leaves_a_line_in_the_audit_and_says_why_they_match(two):
    (pair,), client = pairs(), two[2]
    before = AuditLine.objects.filter(subject="scope:look-at-matches").count()
    said = page(client, "pair", pk=pair.pk)
    assert "+13.0" in said
    assert AuditLine.objects.filter(subject="scope:look-at-matches").count() == before + 1


def test_the_same_person_takes_a_reason_and_is_counted_once_and_undone(two):
    places, cases, client = two
    (pair,) = pairs()
    empty = client.post(reverse("cases:same_person", args=[pair.pk]))
    assert empty.status_code == 422
    done = client.post(reverse("cases:same_person", args=[pair.pk]), {"reason": "made up: both bodies asked"})
    assert done.status_code == 302
    for place, case in zip(places, cases):
        said = page(signed_in(place.officer), "case", code=case.code)
        assert "settled this: counted once" in said
        assert not any(each.code in said for each in cases if each != case)
    merge = Merge.objects.get()
    assert "Undo the merge of" in page(client, "pair", pk=pair.pk)
    assert cases[1].code in page(client, "undo_merge", pk=merge.pk)
    assert client.post(reverse("cases:undo_merge", args=[merge.pk]), {"reason": "made up"}).status_code == 302
    assert "counted once" not in page(signed_in(places[0].officer), "case", code=cases[0].code)


def test_whoever_comes_second_is_told_what_happened_and_keeps_what_was_typed(two):
    (pair,), client = pairs(), two[2]
    matching.different(pair.pk, by=matcher(), on=today())
    late = client.post(reverse("cases:same_person", args=[pair.pk]), {"reason": "made up reason"})
    assert late.status_code == 422
    assert "Another official settled this pair meanwhile" in late.content.decode()
    assert client.post(reverse("cases:different_persons", args=[pair.pk])).status_code == 409


def test_different_persons_leave_the_queue_and_can_be_looked_at_again(two):
    (pair,), client = pairs(), two[2]
    client.post(reverse("cases:different_persons", args=[pair.pk]))
    assert "No pair waits" in page(client, "matching")
    client.post(reverse("cases:reconsider_pair", args=[pair.pk]))
    assert pairs()[0].state == CandidateState.OPEN


def test_a_body_asks_from_the_page_of_its_case_and_reads_the_answer_there(two):
    (isa, _other), (case, _its), client = two
    mine = signed_in(isa.officer)
    assert "Ask the matching officer" in page(mine, "case", code=case.code)
    mine.post(reverse("cases:ask_matching", args=[case.code]))
    assert "was asked on" in page(mine, "case", code=case.code)
    assert mine.post(reverse("cases:ask_matching", args=[case.code])).status_code == 409
    said = page(client, "matching")
    assert "Bodies asked" in said
    asked = said.split("/matching/questions/")[1].split("/")[0]
    client.post(reverse("cases:nothing_found", args=[asked]))
    assert "nothing was found to settle" in page(mine, "case", code=case.code)


def test_the_menu_counts_what_waits(two):
    assert MatchState.objects.get().waiting == 1
    assert 'href="/en/matching/"' in page(two[2], "matching")


def test_the_officer_asks_for_a_sweep_and_sees_how_far_it_is(two):
    assert "never done yet" in page(two[2], "matching")
    two[2].post(reverse("cases:match_now"))
    assert "Asked for at" in page(two[2], "matching")


def test_the_count_of_persons_has_its_range_for_officers_and_statisticians(two):
    opened(desk("made-up-police"))
    counter = official(body("made-up-office"), roles=["statistician"])
    counted = persons_counted(at_least=0.9, by=counter)
    assert (counted.most, counted.least, counted.pairs) == (2, 1, 1)
    assert persons_counted(at_least=1.0, by=counter).least == 2
    said = page(signed_in(counter), "persons_counted")
    assert "at most" in said
    assert signed_in(counter).get(reverse("cases:persons_counted"), {"at_least": "7"}).status_code == 422


def test_the_pages_speak_japanese(two):
    said = page(two[2], "matching", lang="ja")
    assert "可能性の高い順" in said
    with running(PROPOSING):
        pk = Candidate.objects.get().pk
    assert "同一人か別人か" in page(two[2], "pair", lang="ja", pk=pk)
