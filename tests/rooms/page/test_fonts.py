"""The fonts of the PDF have what our texts are written in, and their licence beside them."""

import tomllib
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from opennrm.page.languages import EVERYWHERE
from opennrm.page.typeset import fonts_for

ROOM = Path("opennrm")
FONTS = ROOM / "page" / "fonts"
JAPANESE = ("NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf")
LATIN = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
SIGNS = "NotoSansMath-Regular.ttf"


@cache
def characters(name):
    return {chr(code) for code in TTFont(FONTS / name).getBestCmap()}


def printable():
    return characters(JAPANESE[0]) | characters(LATIN[0]) | characters(SIGNS)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in texts(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in texts(part))


def jis_x_0208():
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF))
    return {text for pair in pairs if len(text := pair.decode("euc_jp", errors="ignore")) == 1}


def test_the_fonts_have_jis_x_0208_and_what_offices_type_beyond_it():
    assert len(jis_x_0208()) == 6879
    assert jis_x_0208() <= printable()
    assert jis_x_0208() - characters(JAPANESE[0]) <= set("≒")
    assert set("①⑳㈱㈲№℡㍻㋿▲△●〜～−―‐…髙﨑德﨟") <= printable()


def test_bold_has_every_character_of_regular():
    assert characters(JAPANESE[0]) == characters(JAPANESE[1])
    assert characters(LATIN[0]) == characters(LATIN[1])


def fonts_of(language):
    """What the fonts of a language have between them, regular and bold alike."""
    files = [font.replace(" ", "") for font in fonts_for(language)]
    return set.union(*(characters(f"{font}-Regular.ttf") for font in files))


def test_every_text_of_our_declarations_can_be_printed():
    on_pages_only = {"languages.toml", "replies.toml"}  # in the scripts of their languages, never printed
    files = sorted(file for file in ROOM.rglob("*.toml") if file.name not in on_pages_only)
    assert files
    for file in files:
        known = fonts_of(file.stem) if file.parent.name == "texts" else everything()
        lacking = set("".join(texts(tomllib.loads(file.read_text())))) - known - set("\n\t")
        assert not lacking, f"{file}: {lacking}"


def everything():
    """What all the fonts have between them."""
    return set.union(*(characters(file.name) for file in FONTS.glob("*-Regular.ttf")))


def test_every_text_of_the_catalogues_can_be_printed():
    for language in EVERYWHERE:  # the others have the public door alone, which is never printed
        file = ROOM / "locale" / language / "LC_MESSAGES" / "django.po"
        if not file.exists():
            continue
        with file.open("rb") as opened:
            said = "".join("".join(texts(message.string)) for message in read_po(opened))
        assert not set(said) - printable() - set("\n"), file


def test_the_fonts_are_small_and_come_with_their_licence():
    assert (
        sum(file.stat().st_size for file in FONTS.glob("*.ttf")) < 7.2e6
    )  # eleven scripts, Japanese by far the largest
    licence = (FONTS / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(owner in licence for owner in ("Adobe", "The Noto Project Authors"))
