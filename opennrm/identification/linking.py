"""What of a name, a day of birth, a telephone and a document is compared, so that two spellings of one person meet.

Plain text in, plain text out; nothing here is kept: ``link_keys`` keeps keyed digests of it. A name is heard: kana and
Latin letters become one rough romanisation (``jaconv``, then what Japanese ears do not tell apart: l and r, b and v,
long vowels), and its skeleton is the consonants, which a transliteration leaves standing (サントス and Santos). Kanji
are not read: they are compared as written, common variants (髙 and 高) taken for one.
"""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

import jaconv

from opennrm.vault.folding import fold, pairs

SPACES = re.compile(r"[\s,、，・·•‧∙⋅=＝‐‑–—\-]+")
NO_LETTER = re.compile(r"[^a-z]")
VARIANTS = str.maketrans("髙﨑濵濱齋齊斎邊邉澤廣國櫻嶋嶌眞惠德瀨", "高崎浜浜斉斉斉辺辺沢広国桜島島真恵徳瀬")
# Kana with a small vowel, which jaconv writes letter by letter (ティ as tei).
SMALL = {
    "ティ": "ti", "ディ": "di", "トゥ": "tu", "ドゥ": "du", "ファ": "fa", "フィ": "fi", "フェ": "fe", "フォ": "fo",
    "ヴァ": "va", "ヴィ": "vi", "ヴェ": "ve", "ヴォ": "vo", "ヴ": "vu", "ウィ": "wi", "ウェ": "we", "ウォ": "wo",
    "シェ": "she", "ジェ": "je", "チェ": "che", "ツァ": "tsa", "ツィ": "tsi", "グァ": "gua", "クァ": "kua", "ー": "",
}  # fmt: skip
HEARD = [
    (re.compile(pattern), put)
    for pattern, put in (
        (r"^ng", "g"), (r"ph", "f"), (r"th", "t"), (r"ck", "k"), (r"sch", "sh"), (r"tch", "ch"), (r"dz", "z"),
        (r"tsu", "tu"), (r"ts", "s"), (r"sh", "s"), (r"ch", "t"), (r"j", "z"), (r"c(?=[eiy])", "s"), (r"[cq]", "k"),
        (r"x", "ks"), (r"z$", "s"), (r"ng(?![aeiou])", "n"), (r"nh", "n"), (r"^tr", "t"),
        (r"v", "b"), (r"f", "h"), (r"l", "r"), (r"w", "u"), (r"y", "i"), (r"m(?=[bp])", "n"),
        (r"o[hu](?![aeiou])", "o"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
VOWELS = re.compile(r"(?<=.)[aeiouh]+")
REPEATED = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class NameKeys:
    """What of one name is compared. ``pairs`` are letters side by side, for names that are nearly the same."""

    written: str  # with kanji, as written; else empty
    sound: str  # without, as heard, its parts in the order of the alphabet; else empty
    skeleton: str
    parts: frozenset[str]
    pairs: frozenset[str]


def keys_of_name(text: str) -> NameKeys:
    """What of a name is compared; empty where there is nothing to read in it."""
    parts = [each for each in SPACES.split(normalize("NFKC", text)) if fold(each)]
    folded = [fold(each).translate(VARIANTS) for each in parts]
    if any(_has_kanji(each) for each in folded):
        whole = "".join(folded)
        return NameKeys(whole, "", "", frozenset(folded) if len(folded) > 1 else frozenset(), pairs(whole))
    heard = sorted(each for each in map(_heard, folded) if each)
    bones = [_skeleton(each) for each in heard]
    letters = frozenset[str]().union(*(pairs(f"^{each}$") for each in heard))
    return NameKeys("", " ".join(heard), " ".join(sorted(bones)), frozenset(bones) - {""}, letters)


def parts_of_birth(born: date) -> tuple[str, ...]:
    """Two of its three parts each, and all with month and day in either order: one slip leaves one of them whole."""
    low, high = sorted((born.month, born.day))
    return (
        f"ym {born.year}-{born.month}",
        f"yd {born.year}-{born.day}",
        f"md {born.month}-{born.day}",
        f"either {born.year}-{low}-{high}",
    )


def telephone(text: str) -> str:
    """The digits of a number as dialled in Japan: 090… however it is broken up, also with +81."""
    digits = re.sub(r"\D", "", normalize("NFKC", text))
    if normalize("NFKC", text).strip().startswith("+81"):
        return "0" + digits[2:].removeprefix("0")
    return digits


def document(text: str) -> str:
    """Letters and digits of a document's number."""
    return re.sub(r"[\W_]", "", fold(text))


def _has_kanji(text: str) -> bool:
    return any("\u3400" <= letter <= "\u9fff" or letter >= "\U00020000" or letter in "々〆" for letter in text)


def _heard(folded: str) -> str:
    """A part of a name, in kana or Latin letters, as it is heard; of other scripts the letters as they are."""
    for kana, latin in SMALL.items():
        folded = folded.replace(kana, latin)
    latin = jaconv.kana2alphabet(jaconv.kata2hira(folded))
    heard = NO_LETTER.sub("", fold(latin))
    if not heard:
        return folded
    for pattern, put in HEARD:
        heard = pattern.sub(put, heard)
    return heard


def _skeleton(heard: str) -> str:
    """The first letter and the consonants after it; where hardly any is left, the whole."""
    bones = REPEATED.sub(r"\1", VOWELS.sub("", heard))
    return bones if len(bones) > 1 else heard
