"""Leaflets, posters and cards as files."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest
import zxingcpp
from django.core.management import CommandError, call_command
from PIL import Image
from typst import TypstError

from opennrm.agencies import read
from opennrm.foundations import sheets, texts
from opennrm.foundations.claims import Claims
from opennrm.foundations.terms import MaterialKind
from opennrm.foundations.texts import segments
from opennrm.page.refusals import Refused

MADE = date(2026, 4, 1)
ADDRESS = "https://nrm.example.jp/"


def content(kind, *languages, **changed):
    said = {
        "points": tuple(read.read().contact_points.values()),
        "shares": Claims(2020, 79, 53, ("OV2021",)),
        "address": ADDRESS,
        "imprint": sheets.Imprint(2, MADE, MADE + timedelta(days=365)),
    } | changed
    return sheets.content(MaterialKind(kind), languages=languages or ("ja",), **said)


def made(kind, *languages):
    return sheets.pdf(content(kind, *languages), now=sheets.morning(MADE))


def opened(kind, *languages):
    return pikepdf.open(io.BytesIO(made(kind, *languages)))


@pytest.mark.parametrize("kind", MaterialKind.values)
def test_a_material_is_tagged_and_in_its_language(kind):
    languages = texts.languages() if kind == MaterialKind.COMPACT else ("ja",)
    file = opened(kind, *languages)
    assert len(file.pages) == (2 if kind == MaterialKind.COMPACT else 1)  # ten languages a side
    assert str(file.Root.Lang).startswith("ja")
    assert file.Root.MarkInfo.Marked
    assert "pdfuaid" in file.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize("language", texts.languages())
def test_every_language_that_is_offered_fits_its_page_with_every_mark_on_it(language):
    marked = sheets.Imprint(2, MADE, MADE + timedelta(days=365), demo=True, draft=True)
    for kind in (MaterialKind.LEAFLET, MaterialKind.POSTER, MaterialKind.CARD):
        file = sheets.pdf(content(kind, language, imprint=marked), now=sheets.morning(MADE))
        assert len(pikepdf.open(io.BytesIO(file)).pages) == 1


def test_a_text_that_fits_at_no_size_is_not_printed_over_another(monkeypatch):
    long = replace(texts.read("ja"), said={**texts.read("ja").said, "help": "長い文。" * 400})
    monkeypatch.setattr(sheets.known, "read", lambda _code: long)
    with pytest.raises(TypstError, match="too long for its place"):
        made("card", "ja")


@pytest.mark.parametrize("kind", ["leaflet", "poster", "card"])
def test_the_code_on_paper_leads_to_the_door_in_the_same_language(kind, settings):
    settings.LANGUAGES = [("ja-simple", ""), ("zh-Hans", "")]
    for language, path in (("ja-simple", "ja-simple/"), ("zh-hans", "zh-Hans/"), ("km", "")):
        (page,) = sheets.preview(content(kind, language), per_inch=200)
        read_back = {found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))}
        assert read_back == {f"{ADDRESS}{path}"}


def seen(kind, *languages, **changed):
    """The first page at 100 pixels an inch."""
    (page, *_) = sheets.preview(content(kind, *languages, **changed), per_inch=100)
    return Image.open(io.BytesIO(page)).convert("RGB")


def test_an_address_too_long_for_its_column_is_broken_and_stays_on_its_card():
    page = seen("card", "en", address="https://tasukete.example.go.jp/")
    margin = page.crop((round((14 + 88) / 0.254), round(12 / 0.254), round((14 + 90.5) / 0.254), round(65 / 0.254)))
    assert margin.getcolors() == [(margin.width * margin.height, (255, 255, 255))]  # between the words and the cut


def test_a_reading_does_not_lie_on_the_frame_around_the_danger_line():
    page = seen("leaflet", "ja-simple")
    across = range(round(20 / 0.254), round(190 / 0.254))
    red = [sum(page.getpixel((x, y))[0] - page.getpixel((x, y))[2] > 60 for x in across) for y in range(page.height)]
    top = next(y for y, many in enumerate(red) if many == len(across))
    inside = next(y for y in range(top, page.height) if not red[y])
    assert all(many in (0, len(across)) for many in red[top:inside])
    assert not any(red[inside : inside + 5])  # more than a millimetre


def test_easy_japanese_travels_in_words_that_are_not_broken():
    line = segments("{警察|けいさつ}に {電話|でんわ}して、 まって ください。{総合|そうごう}インフォメーションセンター")
    parts = sheets._parts_in("ja-simple")(line)
    assert parts == [
        {"whole": [["警察", "けいさつ"], "に"]},
        " ",
        {"whole": [["電話", "でんわ"], "して"]},
        "、",
        " ",
        {"whole": ["まって"]},
        " ",
        {"whole": ["ください"]},
        "。",
        ["総合", "そうごう"],
        "インフォメーションセンター",
    ]
    assert sheets._parts_in("ja")(line)[:2] == [["警察", "けいさつ"], "に "]


def test_of_many_languages_the_code_leads_to_the_root_of_the_site():
    (page,) = sheets.preview(content("compact", "en", "ja"), per_inch=200)  # ten languages a side: one here
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))[0].text == ADDRESS


def test_the_same_material_has_the_same_bytes():
    assert made("leaflet") == made("leaflet")


def test_only_verified_points_that_speak_the_language_are_printed():
    points = read.read().contact_points.values()
    for language in ("vi", "ne", "zh-hans"):
        chosen = sheets.for_language(points, language, at_most=9)
        assert chosen[0].code == "anonymous-reporting"
        assert all(point.evidence.official for point in chosen)
        assert all(sheets.speaks(point, language) for point in chosen[1:])
        assert len(chosen) > 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"address": ""}, "OPENNRM_PUBLIC_URL"),
        ({"imprint": sheets.Imprint(1, MADE, MADE)}, "must lie ahead"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_what_to_do(changed, words):
    with pytest.raises(Refused, match=words):
        content("leaflet", **changed)


def test_a_language_nobody_wrote_is_refused():
    with pytest.raises(Refused, match="not whole"):
        content("leaflet", "tlh")


@pytest.mark.django_db
def test_the_command_writes_the_file_and_refuses_without_an_address(tmp_path, capsys):
    target = tmp_path / "poster.pdf"
    with pytest.raises(CommandError, match="OPENNRM_PUBLIC_URL"):
        call_command("leaflet", "poster", "--to", str(target), "--address", "")
    assert not target.exists()
    call_command("leaflet", "poster", "--language", "en", "--to", str(target), "--address", ADDRESS)
    assert target.read_bytes().startswith(b"%PDF")
    assert "No share is claimed" in capsys.readouterr().out
