"""Charts: what is drawn, that it lies inside and apart, and that nothing is said that was not published."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.page.axes import ticks
from opennrm.page.charts import FILLS, LIGHT, OUTLINE, draw, lay_out
from opennrm.page.curves import COLOURS, look
from opennrm.page.document import Chart, Series
from opennrm.page.lettering import even, wrap
from opennrm.page.picture import INK, Bar, Marker, Picture, Stroke
from tests.rooms.page.sample import YEARS, sample

SIZES = ("wide", "narrow")
LABELS = (
    "その他", "性的サービス（インターネットを通じた募集）", "特定活動・技能実習２号ロ及び資格外活動許可", "Other",
    "Immigration Services Agency (foreign nationals only)", "Technical intern training (ii) b",
    "Donaudampfschifffahrtsgesellschaftskapitän", "<b>&\"'", "ကလေး",
)  # fmt: skip
values = st.one_of(
    st.none(), st.integers(0, 30), st.integers(0, 2_000_000), st.floats(0, 100).map(lambda v: round(v, 1))
)


@st.composite
def charts(draw, kinds=("bars", "columns", "stacked", "lines"), most=5):
    kind = draw(st.sampled_from(kinds))
    labels = st.lists(st.sampled_from(LABELS), min_size=1, max_size=12).map(tuple)
    categories = draw(st.one_of(st.integers(1, 23).map(lambda n: YEARS[-n:]), labels))
    count = 1 if kind == "bars" else draw(st.integers(1, most))
    row = st.lists(values, min_size=len(categories), max_size=len(categories)).map(tuple)
    series = tuple(Series(draw(st.sampled_from(LABELS)), draw(row)) for _ in range(count))
    return Chart("c", kind, "Caption", "Description", draw(st.sampled_from(("人", "", "persons"))), categories, series)


def plain(kind, *rows, categories=None, **more):
    categories = categories or YEARS[: len(rows[0])]
    series = tuple(Series(f"Series {at}", tuple(row), **more) for at, row in enumerate(rows))
    return Chart("c", kind, "Caption", "Description", "persons", categories, series)


def laid(chart, size="wide") -> Picture:
    return lay_out(chart, size=size, language="en")


def of(picture, shape, role):
    return [each for each in picture.shapes if isinstance(each, shape) and each.role == role]


def apart(words):
    return not any(a.box.overlaps(b.box) for at, a in enumerate(words) for b in words[at + 1 :])


@given(charts(), st.sampled_from(SIZES))
def test_everything_lies_inside_the_picture(chart, size):
    picture = laid(chart, size)
    assert [shape for shape in picture.shapes if not shape.box.within(picture.box)] == []


@given(charts(), st.sampled_from(SIZES))
def test_texts_of_one_purpose_never_overlap(chart, size):
    picture = laid(chart, size)
    for role in ("category", "value", "part", "tick", "legend", "end"):
        assert apart(picture.words(role)), role


@given(charts(), st.sampled_from(SIZES))
def test_the_last_category_is_always_named(chart, size):
    picture = laid(chart, size)
    named = "".join(words.text for words in picture.words("category"))
    nothing = all(value is None for series in chart.series for value in series.values)
    assert nothing or named.rstrip("…")[-1] in chart.categories[-1]


@given(charts(kinds=("lines",)), st.sampled_from(SIZES))
def test_a_gap_is_never_bridged_and_every_value_has_its_mark(chart, size):
    picture = laid(chart, size)
    known = [[value is not None for value in series.values] for series in chart.series]
    steps = sum(len(line.points) - 1 for line in of(picture, Stroke, "line"))
    assert steps == sum(a and b for row in known for a, b in pairwise(row))
    assert len(of(picture, Marker, "mark")) == sum(map(sum, known))


@given(charts(kinds=("bars", "columns", "stacked")), st.sampled_from(SIZES))
def test_every_value_above_zero_has_its_bar_and_no_other(chart, size):
    expected = sum(bool(value) for series in chart.series for value in series.values)
    assert len(of(laid(chart, size), Bar, "mark")) == expected


@given(charts(), st.sampled_from(SIZES), st.booleans())
@settings(max_examples=50)
def test_every_drawing_is_well_formed_without_style_attributes(chart, size, inline):
    svg = draw(chart, size=size, language="ja", inline=inline)
    assert all("style" not in element.attrib for element in ElementTree.fromstring(svg).iter())


def test_bars_are_as_long_as_their_values():
    bars = of(laid(plain("bars", (40, 20, 10))), Bar, "mark")
    lengths = [bar.box.right - bar.box.left for bar in bars]
    assert lengths == pytest.approx([lengths[0], lengths[0] / 2, lengths[0] / 4])


def test_no_letter_of_a_label_stands_alone_on_its_last_line():
    label = "学校における生命（いのち）の安全教育"
    for room in range(60, 260, 7):
        lines = even(label, 14, room)
        assert "".join(lines) == label and len(lines) == len(wrap(label, 14, room))
        assert len(lines) == 1 or len(lines[-1]) > 1, (room, lines)


def test_parts_of_a_stack_stand_on_each_other_and_the_sum_on_top():
    picture = laid(plain("stacked", (30, 5), (10, 5)))
    low, high = of(picture, Bar, "mark")[:2]
    assert low.box.top == pytest.approx(high.box.bottom)
    assert [words.text for words in picture.words("value")] == ["40", "10"]


def test_no_sum_stands_over_a_stack_with_an_unpublished_part():
    texts = [words.text for words in laid(plain("stacked", (30, 5), (None, 5))).words("value")]
    assert texts == ["10"]


def test_the_texts_of_a_series_stand_at_its_marks():
    picture = laid(plain("bars", (40, 0, None), texts=("40*", "")))
    assert [words.text for words in picture.words("value")] == ["40*", "0", "–"]


def test_labels_stand_at_the_lines_ends_on_a_wide_canvas_only():
    chart = plain("lines", (1, 2, 3), (3, 2, 1))
    assert len(laid(chart).words("end")) == 2
    assert [w.text for w in laid(chart, "narrow").words("legend")] == ["Series 0", "Series 1"]


def test_a_line_that_ends_early_brings_a_legend():
    picture = laid(plain("lines", (1, 2, None), (3, 2, 1)))
    assert (len(picture.words("end")), len(picture.words("legend"))) == (0, 2)


@pytest.mark.parametrize("size", SIZES)
def test_23_years_of_three_publishers_fit(size):
    chart = next(block for block in sample("en").blocks if isinstance(block, Chart) and block.kind == "lines")
    years = laid(chart, size).words("category")
    assert years[-1].text == "2023" and len(years) >= 6 and apart(years)


def test_where_nothing_was_published_the_picture_says_so():
    empty = (plain("lines", (None, None)), plain("bars", (None,)), Chart("c", "stacked", "C", "D", "", (), ()))
    assert {laid(chart).words("nothing")[0].text for chart in empty} == {"There are no numbers to show."}


@given(st.integers(1, 10_000_000))
def test_ticks_of_counts_are_three_to_seven_whole_numbers_from_zero(highest):
    made = ticks(highest, whole=True)
    assert made[0] == 0 and highest <= made[-1] and 2 <= len(made) <= 7
    assert all(float(tick).is_integer() for tick in made)


def test_ticks_of_shares_may_have_decimals():
    assert ticks(0.9, whole=False) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1.0])


def test_no_two_of_many_series_look_alike():
    assert len({look(at) for at in range(140)}) == 140


def test_every_colour_stands_out_by_the_rules_of_wcag():
    assert min(contrast(colour, "#ffffff") for colour in COLOURS) >= 4.5
    assert min(contrast(OUTLINE if fill in LIGHT else fill, "#ffffff") for fill in FILLS) >= 3
    assert min(contrast(fill, INK if fill in LIGHT else "#ffffff") for fill in FILLS) >= 4.5


def contrast(one, other):
    """WCAG 2.2's contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_chart_with_a_value_too_few_is_refused():
    chart = Chart("c", "lines", "C", "D", "", ("2020", "2021"), (Series("NPA", (1,)),))
    with pytest.raises(ValueError, match="give one value, or None"):
        laid(chart)


def test_a_value_below_zero_and_bars_of_two_series_are_refused():
    for chart in (plain("columns", (1, -1)), plain("bars", (1,), (2,))):
        with pytest.raises(ValueError, match="Chart c"):
            laid(chart)


def test_the_drawing_for_a_page_has_a_name_and_a_description():
    svg = ElementTree.fromstring(draw(plain("bars", (1,)), size="wide", language="en", inline=True))
    ids = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    assert [ids[id] for id in svg.get("aria-labelledby").split()] == ["Caption", "Description"]
    assert svg.get("role") == "img"


def test_the_drawing_for_paper_names_its_font_and_size():
    svg = ElementTree.fromstring(draw(plain("bars", (1,)), size="wide", language="en", inline=False))
    assert svg.get("font-family") == "Noto Sans JP, Noto Sans" and svg.get("width") == "720"
