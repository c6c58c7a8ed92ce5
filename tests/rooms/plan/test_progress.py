"""What the report for 2020 says beyond its numbers: in our own words, from the overview alone."""

import re
from pathlib import Path

import pytest

from opennrm.agencies.declared import JAPANESE
from opennrm.agencies.read import poster_bodies
from opennrm.plan.statements import chapter_intro, chapter_statements, measures, quoted_shares
from opennrm.plan.terms import Chapter, Evidence

SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "annual-report-overview-2020.txt"


@pytest.fixture(scope="module")
def overview() -> str:
    if not SEED.exists():
        pytest.skip("the overview for 2020 is not beside this checkout (../shared/seed)")
    return SEED.read_text(encoding="utf-8")


def points(overview: str, chapter: Chapter) -> list[str]:
    """The points («- …») of a chapter of the overview."""
    body = overview.split(f"\n{chapter.value} {chapter.title.en}\n", 1)[1]
    body = re.split(r"\n\d [A-Z]|\n【", body, maxsplit=1)[0]
    return re.findall(r"^- (.+)$", body, flags=re.MULTILINE)


@pytest.mark.parametrize("chapter", list(Chapter)[1:])
def test_every_point_of_the_overview_has_its_statement(overview: str, chapter: Chapter) -> None:
    statements = [ours for ours in chapter_statements(2020, chapter) if "poster" not in ours.source]
    told = points(overview, chapter)
    assert len(statements) == len(told) > 0


def test_no_statement_repeats_the_overviews_words(overview: str) -> None:
    theirs = re.findall(r"\w+", overview.lower())
    runs = {tuple(theirs[start : start + 9]) for start in range(len(theirs) - 8)}
    for chapter in Chapter:
        for ours in chapter_statements(2020, chapter):
            words = re.findall(r"\w+", ours.text_en.lower())
            assert not runs & {tuple(words[at : at + 9]) for at in range(len(words) - 8)}, ours.id


def test_every_number_in_a_statement_stands_in_the_overview(overview: str) -> None:
    for chapter in Chapter:
        for ours in chapter_statements(2020, chapter):
            for number in re.findall(r"\d+", ours.text_en.replace("COVID-19", "")):
                assert number in overview, ours.id


def test_every_statement_is_marked_as_our_own_words_in_both_languages() -> None:
    for chapter in list(Chapter)[1:]:
        intro = chapter_intro(2020, chapter)
        assert intro and JAPANESE.search(intro.ja)
        for ours in chapter_statements(2020, chapter):
            assert ours.evidence is Evidence.OVERVIEW
            assert "our own words" in ours.mark_en
            assert JAPANESE.search(ours.mark_ja) and JAPANESE.search(ours.text_ja)


def test_a_statement_belongs_to_a_measure_of_its_own_chapter() -> None:
    items = {measure.item: measure for measure in measures(2014)}
    for chapter in Chapter:
        for ours in chapter_statements(2020, chapter):
            assert not ours.measure_item or items[ours.measure_item].chapter is chapter


def test_a_year_nobody_reported_on_says_nothing() -> None:
    assert chapter_statements(2011, Chapter.PREVENTION) == []
    assert chapter_intro(2011, Chapter.PREVENTION) is None


def test_a_chapter_the_report_does_not_have_is_an_error() -> None:
    with pytest.raises(ValueError, match="7"):
        chapter_statements(2020, 7)


def test_the_posters_shares_quote_the_year_before(overview: str) -> None:
    shares = quoted_shares(2020)
    assert [(share.numerator, share.percent, share.approximate) for share in shares] == [
        ("victims.japanese", 70, True),
        ("victims.minors", 40, False),
    ]
    assert all(f"{share.percent}%" in overview.replace("**", "") for share in shares)
    assert all(f"In Japan in {share.base_year}" in overview for share in shares)
    assert {(share.base_year, share.appears_in) for share in shares} == {(2019, 2020)}
    assert quoted_shares(2019) == ()


def test_the_poster_statement_counts_the_bodies_that_sign_it() -> None:
    poster = next(ours for ours in chapter_statements(2020, 6) if "poster" in ours.source)
    assert f"{len(poster_bodies())}の機関" in poster.text_ja
