"""What is compared of a person, what agreement weighs, and what a body is told of its own files."""

from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from opennrm.access.actions import running
from opennrm.identification import linkage, sweeping
from opennrm.identification.actions import matching
from opennrm.identification.actions.proposing import PROPOSING
from opennrm.identification.details import Details
from opennrm.identification.duplicates import likely_among_own
from opennrm.identification.link_keys import bits_of, keys_of
from opennrm.identification.linking import document, keys_of_name, parts_of_birth, telephone
from opennrm.identification.matching_terms import AgreesIn, MatchField, Stage, Strength
from opennrm.identification.models import Candidate, LinkKey, MatchState
from opennrm.identification.terms import CandidateState, NameKind
from opennrm.identification.weights import LEVELS, Keys, compare, fewest, probability
from tests.desk import body, official
from tests.rooms.identification.world import DETAILS, desk, opened, shelter, today

digests = st.frozensets(st.integers(0, 5), max_size=2)
people = st.builds(
    Keys, written=digests, sound=digests, skeleton=digests, part=digests, bits=st.tuples(st.integers(0, 2**64 - 1)),
    birth=digests, birth_part=digests, document=digests, phone=digests, sex=st.sampled_from(["", "female", "male"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サントス マリア", "Maria Santos"),
        ("かくう はなこ", "KAKU Hanako"),
        ("チャン ヴァン ミン", "Tran Van Minh"),
        ("グエン・ティ・ラン", "Nguyễn Thị Lan"),
        ("シェルパ ティカ", "SHERPA, Tika"),
    ],
)
def test_a_name_in_kana_meets_its_transliteration(one, other):
    assert keys_of_name(one).skeleton == keys_of_name(other).skeleton


def test_kanji_are_compared_as_written_with_their_variants():
    assert keys_of_name("髙﨑 花子").written == keys_of_name("高崎　花子").written
    assert keys_of_name("架空 花子").sound == ""
    assert keys_of_name("架空 花子").parts & keys_of_name("花子 見本").parts


def test_names_of_other_scripts_and_of_nothing_do_not_break():
    assert keys_of_name("สมมุติ").sound
    assert keys_of_name(" ・ ") == keys_of_name("")


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.integers(1, 28), st.integers(1, 12), st.integers(1900, 2030))
def test_a_birthday_with_one_part_wrong_still_shares_two(born, day, month, year):
    for slip in (born.replace(day=day), date(born.year, month, min(born.day, 28)), date(year, born.month, 1)):
        if sum(a == b for a, b in zip(born.timetuple()[:3], slip.timetuple()[:3])) >= 2:
            assert set(parts_of_birth(born)) & set(parts_of_birth(slip))


def test_day_and_month_exchanged_still_meet():
    assert set(parts_of_birth(date(2001, 4, 6))) & set(parts_of_birth(date(2001, 6, 4)))


def test_numbers_are_read_however_they_are_broken_up():
    assert telephone("＋81 90-1234-5678") == telephone("090 1234 5678") == "09012345678"
    assert document("ab 12-34") == document("ＡＢ1234")


@given(people, people)
def test_comparing_goes_both_ways(one, other):
    assert compare(one, other) == compare(other, one)


@given(people, people)
def test_one_more_agreement_never_makes_a_pair_less_likely(one, other):
    shared = frozenset({9})
    more = [Keys(**{**vars(each), "document": shared}) for each in (one, other)]
    assert compare(*more).probability >= compare(one, other).probability


def test_the_levels_of_a_field_are_all_there_is_and_weigh_less_one_after_another():
    for levels in LEVELS.values():
        assert sum(each.m for each in levels) == pytest.approx(1)
        weights = [each.weight for each in levels]
        assert weights == sorted(weights, reverse=True)
        assert weights[-1] < 0
    assert probability([]) == pytest.approx(1e-4)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8))))
def test_the_fewest_persons_are_the_chains_of_pairs(pairs):
    groups = [{n} for n in range(9)]
    for one, other in pairs:
        met = [each for each in groups if one in each or other in each]
        groups = [each for each in groups if each not in met] + [set().union(*met)]
    assert fewest(9, [(str(one), str(other)) for one, other in pairs]) == len(groups)


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_the_letters_of_a_name_fit_a_signed_column(numbers):
    assert -(2**63) <= bits_of(numbers) < 2**63


# ── among its own files ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "reason", "strength"),
    [
        (Details(document="made up 0001"), AgreesIn.DOCUMENT, Strength.VERY_LIKELY),
        (
            Details(names=((NameKind.KANA, "かくう はなこ"),), birth_date=date(2001, 4, 6)),
            AgreesIn.BIRTH,
            Strength.VERY_LIKELY,
        ),
        (Details(names=((NameKind.NAME, "架空花子"),)), AgreesIn.NAME, Strength.LIKELY),
        (Details(phone="+81 90 0000 0000"), AgreesIn.PHONE, Strength.POSSIBLE),
    ],
)
def test_a_body_sees_likely_duplicates_among_its_own_files_as_a_case_is_opened(told, reason, strength):
    isa = desk()
    case = opened(isa, phone="090-0000-0000")
    with isa.identifying():
        (found,) = likely_among_own(told)
    assert (found.case, found.strength) == (case, strength)
    assert reason in found.reasons


@pytest.mark.django_db
def test_and_nothing_of_another_bodys():
    opened(desk())
    other = shelter()
    with other.identifying():
        assert likely_among_own(DETAILS) == []
        assert likely_among_own(Details()) == []


@pytest.mark.django_db
def test_looking_for_duplicates_takes_as_many_queries_for_many_files_as_for_one(django_assert_max_num_queries):
    isa = desk()
    for _case in range(5):
        opened(isa)
    with isa.identifying(), django_assert_max_num_queries(10):
        assert len(likely_among_own(DETAILS)) == 5


# ── the sweep ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_the_sweep_finds_what_equal_keys_do_not_and_says_why():
    opened(desk(), document="", birth_date=date(2001, 4, 6), names=((NameKind.KANA, "サントス マリア"),))
    opened(shelter(), document="", birth_date=date(2001, 6, 4), names=((NameKind.LATIN, "Santos Maria"),))
    with running(PROPOSING):
        assert not Candidate.objects.exists()
    records, found = sweeping.sweep(print)
    assert (records, found) == (2, 1)
    with running(PROPOSING):
        pair = Candidate.objects.get()
    assert (pair.found_by, pair.why["name"]["level"], pair.why["birth"]["level"]) == ("sweep", "skeleton", "near")
    assert MatchState.objects.get().stage == Stage.DONE


@pytest.mark.django_db
def test_the_command_compares_now_and_says_numbers_only(capsys):
    opened(desk())
    opened(shelter())
    call_command("match")
    assert capsys.readouterr().out == "Records compared: 2. Pairs before the matching officer: 1.\n"


@pytest.mark.django_db
def test_the_sweep_weighs_as_the_entry_does_where_records_are_few():
    opened(desk())
    opened(shelter(), document="OTHER-1")
    with running(PROPOSING):
        before = Candidate.objects.get()
    sweeping.sweep(print)
    with running(PROPOSING):
        after = Candidate.objects.get()
    assert after.probability == pytest.approx(before.probability)
    assert after.why == before.why


@pytest.mark.django_db
def test_the_sweep_decrypts_nothing_and_keeps_what_was_decided(monkeypatch):
    opened(desk())
    opened(shelter())
    with running(PROPOSING):
        pair = Candidate.objects.get()
    officer = official(body("made-up-ministry"), roles=["matching_officer"])
    matching.different(pair.pk, by=officer, on=today())
    monkeypatch.setattr("opennrm.vault.sealing.open_bytes", None)
    sweeping.sweep(print)
    with running(PROPOSING):
        assert Candidate.objects.get().state == CandidateState.DIFFERENT


@pytest.mark.django_db
def test_the_worker_sweeps_once_a_day_and_where_it_was_asked_to():
    sweeping.match()
    first = MatchState.objects.get().began
    sweeping.match()
    assert MatchState.objects.get().began == first
    officer = official(body("made-up-ministry"), roles=["matching_officer"])
    matching.want_sweep(by=officer, on=today())
    sweeping.match()
    stands = MatchState.objects.get()
    assert stands.began > first
    assert stands.wanted is None


def test_every_level_has_its_condition_for_splink():
    for of in MatchField:
        codes = [each.code for each in LEVELS[of]]
        assert list(linkage.COMPARED[of][1]) == codes[:-1]
        assert codes[-1] == "none"


@pytest.mark.django_db
def test_digests_are_keyed_and_hold_no_text():
    isa = desk()
    opened(isa)
    with isa.identifying():
        kept = set(LinkKey.objects.values_list("digest", flat=True))
    mine = keys_of(DETAILS)
    assert kept == mine.written | mine.sound | mine.skeleton | mine.part | mine.birth | mine.birth_part | mine.document
