"""The PDF of a document, read back: for every reader, for the archive, and the same each time."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from opennrm.page.document import Bullet, Bullets, Chart, DataTable, Heading, Paragraph, Row
from opennrm.page.pdf import to_pdf
from opennrm.page.typeset import NoGlyph
from tests.rooms.page.read_pdf import opened, tagged, text_of
from tests.rooms.page.sample import TEXTS, sample

NOW = datetime(2021, 3, 31, 9, tzinfo=UTC)


@pytest.fixture(params=["ja", "en"])
def language(request):
    return request.param


def made(document):
    return opened(to_pdf(document, now=NOW))


def with_blocks(*blocks):
    return replace(sample("en"), blocks=blocks)


def texts_of(document):
    pdf = made(document)
    return [text_of(page) for page in pdf.pages]


def squeezed(text):
    return "".join(text.split())


def test_the_file_claims_both_standards_its_language_and_its_title(language):
    pdf = made(sample(language))
    with pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
        assert about["dc:title"] == TEXTS[language]["title"]
        assert about["xmp:CreateDate"].startswith("2021-03-31T09:00")
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == (language, True)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_every_chart_has_its_description_as_alternative(language):
    charts = [block for block in sample(language).blocks if isinstance(block, Chart)]
    pdf = made(sample(language))
    found = [str(figure.Alt) for figure in tagged(pdf, "Figure")]
    assert found == [chart.description for chart in charts]


def test_headings_lists_tables_and_contents_are_tagged_as_such(language):
    pdf, blocks = made(sample(language)), sample(language).blocks
    assert [str(tagged(pdf, tag)[0].T) for tag in ("H2", "H3")] == [
        TEXTS[language]["by-nationality"],
        TEXTS[language]["long"],
    ]
    assert [len(tagged(pdf, tag)) for tag in ("Title", "LI", "TOCI")] == [1, 2, 3]
    tables = [block for block in blocks if isinstance(block, DataTable)]
    assert len(tagged(pdf, "Table")) == len(tables)
    assert len(tagged(pdf, "TH")) == sum(len(table.header) for table in tables)
    assert len(tagged(pdf, "TR")) == sum(len(table.rows) + 1 for table in tables)


def test_the_notice_stands_on_every_page_with_its_number(language):
    pages = texts_of(sample(language))
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert text.startswith(squeezed(TEXTS[language]["notice"]))
        assert text.endswith(f"{number}/{len(pages)}")


def test_the_day_is_written_as_its_readers_write_it():
    assert "令和3年（2021年）3月31日" in texts_of(sample("ja"))[0]
    assert "31March2021" in texts_of(sample("en"))[0]


def test_a_table_longer_than_a_page_repeats_its_header():
    rows = tuple(Row(f"row {at}", (str(at),)) for at in range(120))
    texts = texts_of(with_blocks(DataTable("t", "Long", ("Label", "Persons"), rows)))
    assert len(texts) > 1
    assert all("LabelPersons" in text for text in texts)
    assert "row119" in texts[-1]


def test_a_table_that_a_page_can_hold_is_not_broken():
    rows = tuple(Row(f"row {at}", (str(at),)) for at in range(25))
    filler = (Paragraph("A line of text. " * 200),)
    texts = texts_of(with_blocks(*filler, DataTable("t", "Whole", ("Label", "Persons"), rows)))
    assert sum("LabelPersons" in text for text in texts) == 1


def test_a_heading_is_never_left_behind_at_the_foot_of_a_page():
    for lines in range(20, 50):
        filler = (Paragraph("Line."),) * lines
        texts = texts_of(with_blocks(*filler, Heading("The heading", 2, "h"), Paragraph("What follows.")))
        assert any("TheheadingWhatfollows." in text for text in texts), lines


def test_the_small_line_below_a_list_is_never_left_alone_at_the_head_of_the_next_page():
    listed, source = Bullets((Bullet("one"), Bullet("two"), Bullet("last"))), Paragraph("source", small=True)
    for lines in range(24, 50):
        pages = texts_of(with_blocks(*[Paragraph("filler")] * lines, listed, source))
        (page,) = [each for each in pages if "source" in each]
        assert "last" in page, lines


def test_a_link_leads_to_a_place_in_the_document_or_to_the_web_and_else_nowhere():
    table = DataTable("t", "Caption", ("Label", "n"), (Row("a", ("1",)),))
    hrefs = ("#h", "#t0", "https://example.org/", "#nowhere", "../desk")
    blocks = [replace(table, id=f"t{at}", href=href) for at, href in enumerate(hrefs)]
    pdf = made(with_blocks(Heading("H", 2, "h"), *blocks))
    assert len(tagged(pdf, "Link")) == 3


def test_no_text_is_a_command():
    odd = '#panic("x") $x$ *a* _b_ \\ [c] <d> @e "f" // g'
    document = with_blocks(Heading(odd, 2, 'h"#'), Paragraph(odd), DataTable("t", odd, (odd, odd), (Row(odd, (odd,)),)))
    (text,) = texts_of(replace(document, title=odd, notice=odd))
    assert text.count(squeezed(odd)) == 9


def test_the_same_document_and_moment_give_the_same_bytes_in_any_process():
    code = (
        "import hashlib; from tests.rooms.page.test_pdf import NOW, sample, to_pdf;"
        "print(hashlib.sha256(to_pdf(sample('ja'), now=NOW)).hexdigest())"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = to_pdf(sample("ja"), now=NOW)
    assert there.stdout.strip() == hashlib.sha256(here).hexdigest()
    assert here != to_pdf(sample("ja"), now=NOW.replace(year=2022))


def test_a_character_no_font_has_is_named_with_the_text_it_stands_in():
    with pytest.raises(NoGlyph, match=r"«😀» \(U\+1F600 GRINNING FACE\), which stands in: Well 😀 done"):
        made(with_blocks(Paragraph("Well 😀 done")))


def test_a_character_no_font_has_is_found_in_a_chart_too():
    bars = next(block for block in sample("en").blocks if isinstance(block, Chart))
    with pytest.raises(NoGlyph, match=r"U\+10D0 GEORGIAN LETTER AN"):
        made(with_blocks(replace(bars, categories=("ა", *bars.categories[1:]))))
