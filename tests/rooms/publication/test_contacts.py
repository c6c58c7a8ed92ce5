"""Contacts received stand in chapter 3, and only in the report of a register that records them."""

from datetime import UTC, date, datetime
from pathlib import Path

from django.utils.translation import override

from opennrm.page.html import to_html
from opennrm.page.pdf import to_pdf
from opennrm.publication.document import document, headline_figures, sentences_of
from opennrm.publication.report import Report
from opennrm.publication.sentences import change
from opennrm.understanding.facts import ContactReceived, Fact
from tests import made_up
from tests.factories import report_on, write_register

DAY, NOW = date(2020, 6, 1), datetime(2021, 1, 1, tzinfo=UTC)


def contacts(*channels: str | None) -> list[Fact]:
    return [
        ContactReceived(id=f"contact-{at}", key=f"contact-{at}", day=DAY, recorded_on=DAY, channel=channel)
        for at, channel in enumerate(channels)
    ]


def value(report: Report, id: str) -> int | None:
    found = report.figure(id)
    return found.value if found else None


def test_contacts_are_counted_by_their_channel_beside_the_rest_of_the_report(tmp_path: Path) -> None:
    report = report_on(write_register(tmp_path / "r", [*made_up.facts(), *contacts("Web", "Web", "Telephone", None)]))
    assert [value(report, f"contacts.{each}") for each in ("total", "web", "telephone", "unknown")] == [4, 2, 1, 1]
    assert value(report, "victims.total") == 38
    assert any("4 reports and requests for help were received in 2020" in s.text.en for s in report.sentences)
    page = to_html(document(report, "ja"), standalone=False)
    assert page.index('id="chapter-3"') < page.index('id="contacts_by_channel-table"') < page.index('id="chapter-4"')


def test_in_a_demonstration_what_was_never_published_is_marked_wherever_it_is_said(tmp_path: Path) -> None:
    report = report_on(write_register(tmp_path / "r", [*made_up.facts(), *contacts("Web", "Web")]))
    shown = {each.id: each.value for each in headline_figures(report, "en").items}
    assert (shown["contacts.total"], shown["victims.total"]) == ("2*", "38")
    assert [each[-2:] for each in sentences_of(report, "contacts", "en")] == [".*"]
    assert not any(each.endswith("*") for each in sentences_of(report, "victims", "en"))


def test_japanese_counts_contacts_as_contacts_and_persons_as_persons() -> None:
    known = {"contacts.total": (5, 3), "victims.total": (5, 3)}
    with override("ja"):
        assert [change(known, figure) for figure in known] == ["前年比2件増", "前年比2人増"]


def test_a_register_that_records_contacts_alone_says_nothing_of_victims(tmp_path: Path) -> None:
    report = report_on(write_register(tmp_path / "r", contacts("Web")))
    assert value(report, "contacts.total") == 1
    assert value(report, "victims.total") is None
    assert not any("victim" in sentence.text.en for sentence in report.sentences)
    assert to_pdf(document(report, "ja"), now=NOW).startswith(b"%PDF")


def test_a_register_without_contacts_does_not_say_there_were_none(report: Report) -> None:
    assert value(report, "contacts.total") is None
    assert 'id="section-contacts"' not in to_html(document(report, "en"), standalone=False)
