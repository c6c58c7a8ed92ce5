"""Translations: found in Python and templates, kept from one extraction to the next."""

import gettext
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from opennrm.page import catalogues

PYTHON = """
_("Case")
gettext_lazy("Later")
pgettext_lazy("month", "May")
ngettext("%d person", "%d persons", n)
"""
TEMPLATE = """{% load i18n %}{% translate "Page" %}
{% blocktranslate trimmed %}
  Hello
  {{ name }}
{% endblocktranslate %}"""


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one room, one module and one template, in place of our own."""
    for name, text in {"room/words.py": PYTHON, "room/templates/room/page.html": TEMPLATE}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    return tmp_path


def _po(package: Path) -> Path:
    return package / "locale/ja/LC_MESSAGES/django.po"


def _translate(package: Path, before: str, after: str) -> None:
    text = _po(package).read_text("utf-8")
    assert before in text
    _po(package).write_text(text.replace(before, after), "utf-8")


def _translated(package: Path) -> gettext.GNUTranslations:
    with _po(package).with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_messages_are_found_in_python_and_in_templates() -> None:
    found = {(message, context) for _name, message, _comments, context in catalogues.messages()}
    assert found == {
        ("Case", None),
        ("Later", None),
        ("May", "month"),
        (("%d person", "%d persons"), None),
        ("Page", None),
        ("Hello %(name)s", None),
    }


def test_a_new_language_begins_with_every_message_missing() -> None:
    assert catalogues.extract_into("ja") == 6
    assert len(catalogues.state("ja").missing) == 6


def test_what_is_translated_stays_when_messages_are_added(package: Path) -> None:
    catalogues.extract_into("ja")
    _translate(package, 'msgid "Case"\nmsgstr ""', 'msgid "Case"\nmsgstr "事件"')
    (package / "room/more.py").write_text('_("More")', "utf-8")
    catalogues.extract_into("ja")
    assert 'msgstr "事件"' in _po(package).read_text("utf-8")
    assert "More" in catalogues.state("ja").missing


def test_the_same_messages_give_the_same_file(package: Path) -> None:
    catalogues.extract_into("ja")
    before = _po(package).read_bytes()
    catalogues.extract_into("ja")
    assert _po(package).read_bytes() == before


def test_a_compiled_catalogue_translates_and_keeps_months_apart_from_words(package: Path) -> None:
    catalogues.extract_into("ja")
    _translate(package, 'msgctxt "month"\nmsgid "May"\nmsgstr ""', 'msgctxt "month"\nmsgid "May"\nmsgstr "五月"')
    assert catalogues.compile_all() == 1
    assert _translated(package).pgettext("month", "May") == "五月"
    assert _translated(package).gettext("May") == "May"


def test_a_doubtful_translation_is_neither_shown_nor_counted(package: Path) -> None:
    catalogues.extract_into("ja")
    _translate(package, 'msgid "Case"\nmsgstr ""', '#, fuzzy\nmsgid "Case"\nmsgstr "箱"')
    catalogues.compile_all()
    assert _translated(package).gettext("Case") == "Case"
    assert "Case" in catalogues.state("ja").missing


def test_an_incomplete_language_fails_where_it_must_be_complete() -> None:
    catalogues.extract_into("ja")
    with pytest.raises(CommandError, match=r"ja lacks 6 message\(s\)(?s:.*)Case"):
        call_command("catalogues", "state", complete="ja")
