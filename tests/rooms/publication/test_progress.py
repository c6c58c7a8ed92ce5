"""What the desk of progress accepted, in the annual report: from one source, under the body's name, with its mark."""

from datetime import date
from types import SimpleNamespace

from opennrm.page.document import Bullets, Paragraph
from opennrm.plan.progress_terms import TO_TRANSLATE
from opennrm.plan.statements import Statement
from opennrm.plan.terms import Chapter, Evidence
from opennrm.publication import assemble, document

SAID = Statement(
    "2025-1(1)-npa", "三回開催した。", "三回開催した。", ("npa",), Evidence.REPORTED, TO_TRANSLATE.en, "", "1(1)", ""
)


def blocks(desk, chapter, language):
    statements = assemble._statements(2025, desk)
    report = SimpleNamespace(statements=statements, measures=(), built_on=date(2026, 6, 1), year=2025)
    return list(document.statements(report, chapter, language))


def test_accepted_progress_stands_under_the_name_of_its_body_with_the_mark_of_its_language():
    (english,) = blocks(((Chapter.UNDERSTANDING, SAID),), 1, "en")
    (japanese,) = blocks(((Chapter.UNDERSTANDING, SAID),), 1, "ja")
    assert isinstance(english, Bullets) and isinstance(japanese, Bullets)
    assert (
        english.items[0].text == "National Police Agency: 三回開催した。" and english.items[0].mark == TO_TRANSLATE.en
    )
    assert "警察庁" in japanese.items[0].text and japanese.items[0].mark == ""


def test_a_year_of_the_desk_takes_nothing_from_a_file_and_a_year_of_a_file_nothing_from_the_desk():
    assert assemble._statements(2020, ()) and not [s for s in assemble._statements(2020, ()) if s.evidence != "intro"]
    assert all(s.evidence != "reported" for s in assemble._statements(2020, None))
    (nothing,) = blocks((), 4, "en")
    assert isinstance(nothing, Paragraph)
