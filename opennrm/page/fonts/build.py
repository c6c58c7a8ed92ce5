"""Make the fonts beside this file: Noto Sans, its JP and its Math, static, cut down to what documents are written in.

Run by hand, when a script is added or Noto has a new release:

    python opennrm/page/fonts/build.py FOLDER

FOLDER holds, at any depth, the static TTFs and the licences of the npm packages
``@expo-google-fonts/noto-sans`` (0.4.2), ``…/noto-sans-jp`` (0.4.3) and ``…/noto-sans-math`` (0.4.2). The last gives
the few signs of JIS X 0208 that the second lacks (≒).
Needs fonttools. The same sources and the same fonttools give the same bytes.
"""

import argparse
import sys
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
SOURCES = {
    "NotoSans_400Regular.ttf": "NotoSans-Regular.ttf",
    "NotoSans_700Bold.ttf": "NotoSans-Bold.ttf",
    "NotoSansJP_400Regular.ttf": "NotoSansJP-Regular.ttf",
    "NotoSansJP_700Bold.ttf": "NotoSansJP-Bold.ttf",
    "NotoSansMath_400Regular.ttf": "NotoSansMath-Regular.ttf",
}
LICENCE = "LICENSE_FONT"
LATIN = (
    *range(0x20, 0x250),  # Latin of European and African languages
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
    return {*LATIN, *SHAPES, *japanese()} if "JP" in font else set(LATIN)


def cut(source: Path, target: Path, wanted: set[int]) -> None:
    """Write ``source`` with the wanted characters it has, without hinting, which no PDF uses."""
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False)
    options.layout_features = ["ccmp", "locl", "mark", "mkmk", "kern", "palt", "lnum", "pnum", "tnum"]
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
