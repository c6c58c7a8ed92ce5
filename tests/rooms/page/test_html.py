"""Documents as HTML: structure, languages, links, and what a browser and its accessibility rules say."""

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from opennrm.page.document import (
    Chart,
    Contents,
    DataTable,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Notice,
    Row,
    Series,
)
from opennrm.page.headers import CSP
from opennrm.page.html import contents, numbers, to_html
from opennrm.page.styles import stylesheet_hash
from tests.rooms.page.sample import sample

LANGUAGES = ("ja", "en")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ATTACK = "<script>alert(1)</script>\" onload='x' & </style>"
CHART = Chart("c", "columns", "Caption", "Said", "persons", ("2019", "2020"), (Series("NPA", (1, None)),), (), "/how")


class Elements(HTMLParser):
    """Every start tag with its attributes, in order, and the text outside styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data if self.found and self.found[-1][0] != "style" else ""

    def of(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [has for name, has in self.found if name == tag and attributes.items() <= has.items()]


def made(*blocks, language="en", standalone=False, **more) -> Elements:
    return Elements(to_html(_document(*blocks, language=language, **more), standalone=standalone))


def _document(*blocks, language="en", **more) -> Document:
    empty = replace(sample(language), blocks=tuple(blocks))
    return replace(empty, **more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("standalone", (True, False))
def test_no_style_attribute_no_script_and_no_address_elsewhere(language, standalone):
    found = Elements(to_html(sample(language), standalone=standalone)).found
    assert [tag for tag, has in found if "style" in has or tag == "script" or any(n[:2] == "on" for n in has)] == []
    assert [has for _tag, has in found if any("//" in (v or "") for n, v in has.items() if n in ("href", "src"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_standalone_file_has_language_title_and_landmarks(language):
    html = to_html(sample(language), standalone=True)
    page = Elements(html)
    tags = Counter(tag for tag, _ in page.found)
    assert page.of("html") == [{"lang": language}] and html.count("<title>") == 1
    assert [tags[tag] for tag in ("h1", "header", "main", "footer")] == [1] * 4
    assert page.of("a", **{"class": "skip", "href": "#main"}) and page.of("main", id="main")


def test_the_fragment_has_no_page_around_it():
    tags = {tag for tag, _ in made(Heading("One", 2, "one")).found}
    assert tags & {"html", "head", "body", "main", "style"} == set() and "h1" in tags


def test_a_fragment_without_a_title_has_no_first_heading():
    assert made(title="").of("h1") == []


def test_every_text_is_escaped():
    blocks = (Heading(ATTACK, 2, "x"), Notice(ATTACK, (ATTACK,)), replace(CHART, caption=ATTACK, description=ATTACK),
              KeyFigures((KeyFigure("k", ATTACK, ATTACK, ATTACK),)), DataTable("t", ATTACK, (ATTACK,), ()))  # fmt: skip
    page = made(*blocks, title=ATTACK, notice=ATTACK, author=ATTACK, standalone=True)
    assert page.of("script") == [] and not any("onload" in has for _, has in page.found)
    assert page.text.count("<script>") >= 8


def test_ids_in_a_document_are_unique():
    ids = Counter(has["id"] for _, has in Elements(to_html(sample("ja"), standalone=True)).found if "id" in has)
    assert [id for id, times in ids.items() if times > 1] == []


def test_contents_list_headings_of_level_2_and_3_that_follow():
    blocks = (Heading("Before", 2, "b"), Contents("Contents"), Heading("A", 2, "a"), Heading("A1", 3, "a1"),
              Heading("A1x", 4, "a1x"), Heading("C", 2, "c"))  # fmt: skip
    links = [has["href"] for has in made(*blocks).of("a")]
    assert links == ["#a", "#a1", "#c"]


def test_a_section_before_the_first_chapter_stands_in_the_contents():
    assert [each.heading.id for each in contents((Heading("S", 3, "s"), Heading("C", 2, "c")))] == ["s", "c"]


def test_a_notice_has_a_heading_one_level_below_where_it_stands():
    page = made(Notice("First", ()), Heading("A", 3, "a"), Notice("Second", (), "finding"))
    assert [tag for tag, has in page.found if has.get("class") == "notice__title"] == ["h2", "h4"]


def test_a_table_names_its_columns_rows_and_region():
    rows = (Row("Female", ("3",)), Row("Total", ("3",), "total"), Row("of which", ("1",), "part"))
    page = made(DataTable("t", "By sex", ("Sex", "2020"), rows, ("A note",), "/how"))
    assert [has["scope"] for has in page.of("th")] == ["col", "col", "row", "row", "row"]
    assert [has.get("class") for has in page.of("tr")] == [None, None, "total", "part"]
    assert page.of("div", role="region", tabindex="0", **{"aria-label": "By sex"}) and page.of("a", href="/how")


def test_key_figures_link_to_how_they_were_counted():
    page = made(
        KeyFigures((KeyFigure("k", "Victims", "37", "persons", "", "/figure"), KeyFigure("l", "Cases", "4", "")))
    )
    assert [has["href"] for has in page.of("a")] == ["/figure"] and len(page.of("dt")) == 2
    assert "How this was counted: Victims" in page.text


def test_a_chart_without_a_table_after_it_brings_its_own():
    assert len(made(CHART).of("table", id="c-numbers")) == 1
    assert made(CHART, DataTable("t", "By year", ("",), ())).of("table", id="c-numbers") == []


def test_the_numbers_of_a_chart_show_where_nothing_was_published():
    table = numbers(CHART)
    assert [row.cells for row in table.rows] == [("1",), ("–",)] and table.header == ("", "NPA")


@pytest.mark.parametrize(("language", "day"), (("ja", "令和3年（2021年）3月31日"), ("en", "31 March 2021")))
def test_the_day_is_written_as_the_reader_does(language, day):
    page = made(language=language)
    assert day in page.text and page.of("time", datetime="2021-03-31")


def test_the_styles_of_the_standalone_file_pass_the_site_s_own_policy():
    assert f"'{stylesheet_hash()}'" in CSP and "unsafe" not in CSP


@pytest.fixture(params=LANGUAGES)
def file(request, tmp_path) -> Path:
    path = tmp_path / f"sample-{request.param}.html"
    with_columns = (*sample(request.param).blocks, CHART)
    path.write_text(to_html(replace(sample(request.param), blocks=with_columns), standalone=True), "utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize("width", (1200, 375))
def test_accessibility_rules_find_nothing(browser, file, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())
    found = Axe().run(page, options={"runOnly": RULES})
    context.close()
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]] == []


@pytest.mark.browser
def test_the_styles_apply_under_the_file_s_own_policy_and_nothing_scrolls_sideways(browser, file):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("getComputedStyle(document.querySelector('.chart--wide')).display") == "none"
    assert refused == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "shown"), ((1200, "chart--wide"), (375, "chart--narrow")))
def test_one_drawing_of_each_chart_is_shown(browser, file, width, shown):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    seen = page.locator(".chart:visible")
    classes = {each.get_attribute("class") for each in seen.all()}
    assert classes == {f"chart {shown}"} and seen.count() == page.locator("figure").count()
    page.close()


@pytest.mark.browser
def test_on_paper_nothing_runs_over_the_edge_and_the_wide_drawings_stand(browser, file):
    page = browser.new_page(viewport={"width": 673, "height": 900})  # A4 less its margins
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 673
    assert page.locator(".chart--narrow:visible").count() == 0
    page.close()


@pytest.mark.browser
def test_no_text_of_a_chart_is_wider_than_was_reckoned(browser, file):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(file.as_uri())
    outside = page.evaluate(
        "[...document.querySelectorAll('.chart--wide text')].filter(t => {const b = t.getBBox();"
        " const v = t.ownerSVGElement.viewBox.baseVal; return b.x < 0 || b.x + b.width > v.width;})"
        ".map(t => t.textContent)"
    )
    assert outside == []
    page.close()
