"""What a poster may claim."""

from dataclasses import replace

import pytest
from django.utils.timezone import localdate

from opennrm.foundations.claims import claims
from opennrm.understanding import actions
from opennrm.understanding.published import stored
from opennrm.understanding.terms import FigureStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures():
    actions.load_published(on=localdate())
    return stored()


def test_the_shares_of_2020_are_those_of_the_published_figures(figures):
    made = claims(figures, year=2020)
    assert (made.japanese, made.minors) == (79, 53)  # 30 and 20 of 38


def test_a_derived_figure_claims_nothing(figures):
    derived = [
        replace(f, status=FigureStatus.DERIVED) if f.year == 2020 and f.category == "Japan" else f for f in figures
    ]
    changed = [f for f, old in zip(derived, figures) if f != old]
    assert bool(changed) == (claims(derived, year=2020) is None)
    assert claims(figures, year=2019) is None  # its total was derived from «decreased by 9»


def test_without_a_year_the_latest_that_has_all_three_is_taken(figures):
    years = [year for year in range(2001, 2030) if claims(figures, year=year)]
    assert claims(figures).year == max(years)


def test_no_figures_no_claim():
    assert claims([]) is None


def test_a_japanese_reader_is_told_the_source_in_japanese(figures):
    made = claims(figures, year=2020)
    assert made.cited("ja") == made.cited("ja-simple") == "政府「年次報告（2020年）の概要」"
    assert made.cited("my") == "Government (Council), Overview of Annual Report, calendar year 2020"
