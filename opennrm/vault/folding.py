"""How names are folded before they are compared, so that one name written in several ways is found by each.

NFKC, width of kana, hiragana as katakana, case, accents of Latin letters (Nguyễn Đức as nguyen duc); spaces, middle
dots and invisible marks (joiners, variation selectors) do not count. The voicing marks of kana do: か is not が. Kanji
variants (高 and 髙, 斎 and 齋) stay apart: Unicode calls them different letters.

What is folded stands in the blind indexes: a change here finds nobody who was indexed before, until they are again.
"""

from unicodedata import category, name, normalize

MIDDLE_DOTS = frozenset("・·•‧∙⋅")
HIRAGANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
STROKES = {ord(letter): plain for letter, plain in zip("đłøħŧı", "dlohti", strict=True)}  # no marks to Unicode
TURNS = 8  # one is enough for nearly every text; dropping a space may let a voicing mark join its letter


def fold(text: str) -> str:
    """The folded form; folding twice changes nothing more."""
    for _turn in range(TURNS):
        folded = _fold_once(text)
        if folded == text:
            break
        text = folded
    return text


def pairs(folded: str) -> frozenset[str]:
    """Every two letters side by side in a folded text; of a single letter, itself."""
    if len(folded) < 2:
        return frozenset([folded] if folded else [])
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))


def _fold_once(text: str) -> str:
    same = normalize("NFKC", normalize("NFKC", text).casefold().translate(HIRAGANA))
    audible = "".join(letter for letter in same if not _is_silent(letter))
    return normalize("NFKC", _without_accents(audible).translate(STROKES))


def _without_accents(text: str) -> str:
    """Marks taken off Latin letters, and left on all others: they tell kana, Thai and Devanagari words apart."""
    kept, latin = [], False
    for letter in normalize("NFD", text):
        if category(letter) != "Mn":
            latin = name(letter, "").startswith("LATIN ")
        elif latin:
            continue
        kept.append(letter)
    return "".join(kept)


def _is_silent(letter: str) -> bool:
    return (
        letter in MIDDLE_DOTS
        or letter.isspace()
        or category(letter) in {"Cf", "Cc", "Zs"}
        or "\ufe00" <= letter <= "\ufe0f"
        or "\U000e0100" <= letter <= "\U000e01ef"
    )
