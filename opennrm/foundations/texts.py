"""What the printed materials say: one file a language, each whole or not offered."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from opennrm.page.languages import DECLARED

HERE = Path(__file__).parent / "texts"
SOURCE = "en"
ORDER = tuple(code.lower() for code in DECLARED)  # that of the menu of languages
PLACE = re.compile(r"\{(\w+)\}")
FURIGANA = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
Segment = str | tuple[str, str]


@dataclass(frozen=True)
class Texts:
    """The texts of one language; ``reviewed`` when a native speaker has read them all."""

    language: str
    reviewed: bool
    said: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.said[key]

    def line(self, key: str, **values: object) -> tuple[Segment, ...]:
        """A text with its places filled, as plain parts and pairs of a word with its reading."""
        return segments(self.said[key], **values)


def segments(text: str, **values: object) -> tuple[Segment, ...]:
    """``{漢字|かんじ}`` as a pair, ``{year}`` as its value, all else as it stands."""
    found: list[Segment] = []
    at = 0
    for hit in FURIGANA.finditer(text):
        found += [_filled(text[at : hit.start()], values), (hit[1], hit[2])]
        at = hit.end()
    return tuple(part for part in (*found, _filled(text[at:], values)) if part)


def plain(text: str) -> str:
    """The text without its readings."""
    return FURIGANA.sub(r"\1", text)


def languages() -> tuple[str, ...]:
    """The languages whose file is whole, in ``ORDER``, others after them."""
    codes = sorted(file.stem for file in HERE.glob("*.toml"))
    whole = [code for code in codes if code == SOURCE or not faults(code)]
    return tuple(sorted(whole, key=lambda code: ORDER.index(code) if code in ORDER else len(ORDER)))


def faults(code: str) -> tuple[str, ...]:
    """What is wrong with the file of a language, in sentences; nothing where it is whole."""
    try:
        found = read(code)
    except (OSError, tomllib.TOMLDecodeError) as error:
        return (f"{code}.toml cannot be read: {error}",)
    wanted = read(SOURCE).said
    return (
        *(f"{code}.toml lacks «{key}»" for key in wanted if not found.said.get(key, "").strip()),
        *(f"{code}.toml has «{key}», which {SOURCE}.toml does not know" for key in found.said if key not in wanted),
        *(
            f"{code}.toml: «{key}» fills in {sorted(places(text))}, where {sorted(places(wanted[key]))} is due"
            for key, text in found.said.items()
            if key in wanted and places(text) != places(wanted[key])
        ),
    )


@cache
def read(code: str) -> Texts:
    """The texts of a language as they stand in its file. Raises FileNotFoundError where there is none."""
    data = tomllib.loads((HERE / f"{code}.toml").read_text("utf-8"))
    return Texts(code, data.pop("reviewed") is True, {key: str(text) for key, text in data.items()})


def places(text: str) -> set[str]:
    """What a text has filled in."""
    return set(PLACE.findall(FURIGANA.sub("", text)))


def _filled(text: str, values: dict[str, object]) -> str:
    return PLACE.sub(lambda hit: str(values[hit[1]]), text)
