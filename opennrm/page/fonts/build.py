"""Make the fonts beside this file: Noto Sans of every script we print, static, cut down to what is written in it.

Run by hand, when a script or a text is added or Noto has a new release:

    python opennrm/page/fonts/build.py FOLDER

FOLDER holds, at any depth, the static TTFs and the licences of the npm packages ``@expo-google-fonts/noto-sans``
(0.4.2) and its siblings ``-jp`` ``-sc`` ``-tc`` ``-kr`` ``-khmer`` (0.4.3), ``-math`` ``-thai`` ``-myanmar``
``-sinhala`` (0.4.2), ``-devanagari`` (0.4.1), ``-bengali`` (0.4.4). Math gives the few signs of JIS X 0208 that JP
lacks (≒). Chinese and Korean hold only what our texts use (``opennrm/*/texts/*.toml``, letters); the others their
whole script. Needs fonttools. The same sources and the same fonttools give the same bytes.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
SOURCES = {
    "NotoSans_400Regular.ttf": "NotoSans-Regular.ttf",
    "NotoSans_700Bold.ttf": "NotoSans-Bold.ttf",
    "NotoSansJP_400Regular.ttf": "NotoSansJP-Regular.ttf",
    "NotoSansJP_700Bold.ttf": "NotoSansJP-Bold.ttf",
    "NotoSansMath_400Regular.ttf": "NotoSansMath-Regular.ttf",
    **{
        f"NotoSans{script}_{weight}.ttf": f"NotoSans{script}-{weight[3:]}.ttf"
        for script in ("SC", "TC", "KR", "Thai", "Myanmar", "Khmer", "Devanagari", "Bengali", "Sinhala")
        for weight in ("400Regular", "700Bold")
    },
}
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "palt", "lnum", "pnum", "tnum"]
USED = {"SC": "zh-hans", "TC": "zh-hant", "KR": "ko"}  # cut down to the texts of a language, and to its calendar
CALENDAR = "年月日周週一二三四五六至년월일화수목금토"
BLOCKS = {
    "Thai": (*range(0x0E00, 0x0E80),),
    "Myanmar": (*range(0x1000, 0x10A0), *range(0xA9E0, 0xAA00), *range(0xAA60, 0xAA80)),
    "Khmer": (*range(0x1780, 0x1800), *range(0x19E0, 0x1A00)),
    "Devanagari": (*range(0x0900, 0x0980), *range(0xA8E0, 0xA900)),
    "Bengali": (*range(0x0980, 0x0A00),),
    "Sinhala": (*range(0x0D80, 0x0E00),),
}
JOINERS = (0x200B, 0x200C, 0x200D, 0x25CC, 0x0964, 0x0965)  # and the stops that Indian scripts share
LICENCE = "LICENSE_FONT"
LATIN = (
    *range(0x20, 0x250),  # Latin of European and African languages
    *range(0x400, 0x530),  # Cyrillic: Russian, Mongolian
    *range(0x2B0, 0x370),  # modifier letters, accents that combine
    *range(0x1E00, 0x1F00),  # Vietnamese
    *range(0x2000, 0x2070),  # dashes, quotation marks, ellipsis
    *range(0x2070, 0x2190),  # superscripts, currencies, №, ™, fractions
    *range(0x2190, 0x2300),  # arrows, mathematics: − ≤ ≠
)
SIGNS = (*range(0x2190, 0x2300),)  # of mathematics
SHAPES = (
    *range(0x2460, 0x2500),  # ① ⑴ Ⓐ
    *range(0x25A0, 0x2600),  # ▲ ○ ●
    *range(0x3000, 0x3100),  # 〜 「」 kana
    *range(0xFF00, 0xFFF0),  # full-width letters, half-width kana
    *map(ord, "㈠㈡㈢㈣㈤㉑㉒㉓㊙㊗㋿✓"),
)


def japanese() -> set[int]:
    """Every character of JIS X 0208 and of NEC's and IBM's extensions to it (code page 932): 髙, 﨑, ①, ㈱, ㍻."""
    found = set()
    for lead in range(0x81, 0xFD):
        for trail in range(0x40, 0xFD):
            text = bytes((lead, trail)).decode("cp932", errors="ignore")
            if len(text) == 1 and not 0xE000 <= ord(text) <= 0xF8FF:
                found.add(ord(text))
    return found


def characters_of(font: str) -> set[int]:
    """What a font is cut down to, by the name of its file here."""
    if "Math" in font:
        return set(SIGNS)
    script = font.removeprefix("NotoSans").partition("-")[0]
    if script in USED:
        return written(USED[script])
    if script in BLOCKS:
        return {*BLOCKS[script], *JOINERS}
    return {*LATIN, *SHAPES, *japanese()} if "JP" in font else set(LATIN)


def shapes(target: Path) -> bool:
    """Whether the script joins and reorders its letters, by features of its own."""
    return any(script in target.name for script in BLOCKS)


def written(language: str) -> set[int]:
    """Every character of our texts in a language, with the punctuation of its script and its full-width forms."""
    texts = "".join(file.read_text("utf-8") for file in HERE.parents[1].glob(f"*/texts/{language}.toml"))
    texts += "".join(_in_letters(language))
    return {*map(ord, texts + CALENDAR), *range(0x3000, 0x3020), *range(0xFF00, 0xFFF0)}


def _in_letters(language: str) -> Iterator[str]:
    """What letters say in a language, where one file holds them all (``opennrm/*/data/letters.toml``)."""
    for file in HERE.parents[1].glob("*/data/letters.toml"):
        for row in tomllib.loads(file.read_text("utf-8"))["language"]:
            if row["tag"] == language:
                yield "".join([*map(str, row.values()), *row["criteria"].values()])


def cut(source: Path, target: Path, wanted: set[int]) -> None:
    """Write ``source`` with the wanted characters it has, without hinting, which no PDF uses."""
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False)
    options.layout_features = [*options.layout_features, "palt", "lnum", "pnum", "tnum"] if shapes(target) else FEATURES
    options.drop_tables += ["STAT", "DSIG", "BASE", "MATH", "gasp", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted & set(font.getBestCmap()))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the source TTFs and licences lie")
    folder: Path = parser.parse_args().folder
    notices = []
    for name, made in SOURCES.items():
        found = sorted(folder.rglob(name))
        licence = next((p / LICENCE for p in found[0].parents if (p / LICENCE).exists()), None) if found else None
        if not licence:
            sys.stderr.write(f"{name} and its {LICENCE} are not in {folder}: unpack the packages there.\n")
            return 1
        cut(found[0], HERE / made, characters_of(made))
        notices.append(licence.read_text(encoding="utf-8"))
    (HERE / "OFL.txt").write_text(_licence(notices), encoding="utf-8")
    return 0


def _licence(notices: list[str]) -> str:
    """The copyright lines of every font, then the licence they share."""
    owners = dict.fromkeys(text.partition("\n")[0] for text in notices)
    return "\n".join(owners) + "\n" + notices[0].partition("\n")[2]


if __name__ == "__main__":
    sys.exit(main())
