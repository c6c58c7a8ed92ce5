"""Texts of a year: written over what was seen, approved by two others; the full edition, whose languages agree."""

from dataclasses import replace

import pytest

from opennrm.page.bilingual import Text
from opennrm.page.document import Chart, DataTable, KeyFigures
from opennrm.page.refusals import Refused
from opennrm.plan.terms import Chapter
from opennrm.publication import agreeing, composing, demo_texts, document, full, outputs, press, rules, writing
from opennrm.publication.contents import contents
from opennrm.publication.models import SectionText
from opennrm.publication.report import Correction, Report, Written
from opennrm.publication.terms import Refusal
from opennrm.understanding import definitions
from tests.desk import official

NONE = Text("", "")


@pytest.fixture(scope="module")
def whole(report):
    """The demonstration's report with its texts and examples."""
    texts = tuple(Written(section, NONE, text, 1) for section, text in demo_texts.SECTIONS.items())
    examples = tuple(
        Written(f"case-{at}", title, text, 1, made_up=True) for at, (title, text) in enumerate(demo_texts.EXAMPLES, 1)
    )
    return replace(report, edition="2020-1", texts=texts, examples=examples)


@pytest.mark.parametrize(
    ("en", "ja", "agree"),
    [
        ("In May 2021, 1,200 yen", "2021年5月、1,200円", True),
        ("on 31 March 2022", "令和4年（2022年）3月31日に", True),
        ("12 of 40 persons", "４０人中１２人", True),
        ("In 3 cases", "2件で", False),
        ("3 and 3", "3", False),
    ],
)
def test_two_languages_agree_where_they_give_the_same_numbers(en, ja, agree):
    assert any(agreeing.differing(en, ja)) is not agree


def test_every_text_of_the_demonstration_agrees():
    texts = [*demo_texts.SECTIONS.values(), *(text for pair in demo_texts.EXAMPLES for text in pair)]
    assert [found for t in texts if any(found := agreeing.differing(t.en, t.ja))] == []


def test_a_text_is_written_over_the_version_that_was_seen():
    said = {"en": "Yes.", "ja": "はい。", "example": False, "title": False}
    assert rules.why_not_write(seen=2, newest=2, **said) is None
    assert rules.why_not_write(seen=1, newest=2, **said) is Refusal.WRITTEN_MEANWHILE
    assert rules.why_not_write(seen=2, newest=2, **{**said, "ja": " "}) is Refusal.ONE_LANGUAGE
    assert rules.why_not_write(seen=2, newest=2, **{**said, "example": True}) is Refusal.NO_TITLE


def test_an_example_stands_in_the_report_once_two_others_approved_this_very_version(db):
    author, first, second = (official(roles=["editor"]) for _each in range(3))
    title, text = demo_texts.EXAMPLES[0]

    def refused(call, *args, **named):
        with pytest.raises(Refused) as caught:
            call(*args, **named)
        return caught.value.reason

    writing.write(2020, "case-1", seen=0, title=title, text=text, made_up=True, by=author)
    assert refused(writing.write, 2020, "case-1", seen=0, title=title, text=text, by=first) is Refusal.WRITTEN_MEANWHILE
    assert refused(writing.approve, 2020, "case-1", seen=1, by=author) is Refusal.OWN_EXAMPLE
    writing.approve(2020, "case-1", seen=1, by=first)
    assert refused(writing.approve, 2020, "case-1", seen=1, by=first) is Refusal.APPROVED_ALREADY
    assert composing.written(2020) == []
    writing.approve(2020, "case-1", seen=1, by=second)
    assert [w.version for w in composing.written(2020)] == [1]
    other = Text(text.en + " More.", text.ja + "以上。")
    writing.write(2020, "case-1", seen=1, title=title, text=other, made_up=True, by=author)
    assert composing.written(2020) == []
    assert refused(writing.approve, 2020, "case-1", seen=1, by=first) is Refusal.NOT_THE_NEWEST
    assert writing.write(2020, "case-1", seen=2, title=title, text=other, made_up=True, by=first).version == 2
    assert SectionText.objects.count() == 2


def counted(made):
    """Every number of a document's figures, tables and charts, in order."""
    for block in made.blocks:
        match block:
            case KeyFigures(items):
                yield from ((item.id, item.value) for item in items)
            case DataTable(id, rows=rows):
                yield from ((id, *row.cells) for row in rows)
            case Chart(id, series=series):
                yield from ((id, *each.values) for each in series)


@pytest.mark.parametrize("made", [document.document, full.document, press.document])
def test_japanese_and_english_never_disagree_in_a_number(whole, made):
    english, japanese = (list(counted(made(whole, language))) for language in ("en", "ja"))
    assert english == japanese and len(english) > 3
    said = [each.text for each in whole.sentences] + [f.message for f in whole.findings]
    assert [found for t in said if any(found := agreeing.differing(t.en, t.ja))] == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_full_edition_has_every_chapter_and_says_where_nothing_was_recorded(whole, language):
    blocks = full.document(whole, language).blocks
    headings = [b.id for b in blocks if isinstance(b, full.Heading)]
    assert [h for h in headings if h.startswith("chapter-")] == [f"chapter-{c.value}" for c in Chapter]
    assert [h for h in headings if h.startswith("section-")] == [f"section-{s.id}" for s in contents().sections]
    for at, block in enumerate(blocks):
        if isinstance(block, full.Heading) and block.level == 3:
            assert not isinstance(blocks[at + 1], full.Heading) or blocks[at + 1].level > 3, block
    assert full.nothing(whole) in full.document(whole, "en").blocks


def test_what_an_edition_corrects_stands_in_it_and_comes_back_from_json(whole):
    cells = full.corrections.ChangedCell
    cell = cells("t", Text("Table", "表"), "r", Text("Row", "行"), "2020", Text("2020", "2020"), 3, None)
    corrected = replace(whole, correction=Correction("2020-1", Text("Late.", "遅れた。"), (cell,)))
    assert Report.from_json(corrected.to_json()) == corrected
    rows = [b.rows[0] for b in full.document(corrected, "ja").blocks if getattr(b, "id", "") == "corrections-table"]
    assert [(row.label, row.cells) for row in rows] == [("表: 行, 2020", ("3", "–"))]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_press_sheet_is_one_page(whole, language):
    why = Text("A late fact came in. " * 10, "遅れて届いた事実を反映した。" * 10)
    corrected = replace(whole, correction=Correction("2020-1", why, ()))
    assert b"/Count 1/" in outputs.content(corrected, f"press-pdf.{language}")


def test_every_table_has_its_place_in_the_full_edition():
    places = {each.id for each in contents().sections if each.kind == "tables"}
    assert {table.section for table in definitions.tables() if table.collection == "national"} <= places
