"""Which languages are offered: none that lacks a safety text; and what of the code they translate."""

import io
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from opennrm.page import catalogues, languages

SAFETY, OTHER = ("Call 110", "safety"), ("Hello", None)


@pytest.fixture(autouse=True)
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(languages, "LOCALE", tmp_path)
    return tmp_path


def catalogue(locale: Path, folder: str, **translated: str) -> None:
    catalog = Catalog()
    for text, context in (SAFETY, OTHER):
        catalog.add(text, translated.get("safety" if context else "other", ""), context=context)
    out, path = io.BytesIO(), locale / folder / "LC_MESSAGES" / "django.mo"
    write_mo(out, catalog)
    path.parent.mkdir(parents=True)
    path.write_bytes(out.getvalue())


def codes() -> list[str]:
    return [code for code, _ in languages.offered()]


def test_a_language_without_one_safety_text_is_not_offered(locale: Path) -> None:
    catalogue(locale, "ja", safety="110番", other="こんにちは")
    catalogue(locale, "my", safety="၁၁၀")
    catalogue(locale, "km", other="x")
    assert codes() == ["ja", "en", "my"]


def test_without_compiled_catalogues_there_are_the_two_of_all_pages(locale: Path) -> None:
    assert codes() == ["ja", "en"]


def test_a_tag_with_a_script_or_a_variant_finds_its_folder(locale: Path) -> None:
    for folder in ("ja", "zh_Hans", "ja_Simple"):
        catalogue(locale, folder, safety="x")
    assert codes() == ["ja", "ja-simple", "en", "zh-Hans"]


def test_labels_are_found_by_their_class_or_by_one_member() -> None:
    one = 'class A:\n  X = "x", label("one", "一")\n'
    two = 'class B:\n  Y = label("two" "!", "二")\n  Z = label("three", "三")\n'
    assert list(catalogues.labels(one + two, ["A", "B.Y"])) == ["one", "two!"]


def test_every_file_and_vocabulary_of_the_door_exists() -> None:
    for pattern in catalogues.door().files:
        assert list(catalogues.PACKAGE.glob(pattern)), pattern
    for name, wanted in catalogues.door().labels.items():
        source = (catalogues.PACKAGE / name).read_text("utf-8")
        for each in wanted:
            assert list(catalogues.labels(source, [each])), each
