"""How names are folded before they are compared, so that one name written in several ways is found by each.

NFKC, width of kana, hiragana as katakana, case; spaces, middle dots and invisible marks (joiners, variation
selectors) do not count. Kanji variants (高 and 髙, 斎 and 齋) stay apart: Unicode calls them different letters.
"""

from unicodedata import category, normalize

MIDDLE_DOTS = frozenset("・·•‧∙⋅")
HIRAGANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
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
    return "".join(letter for letter in same if not _is_silent(letter))


def _is_silent(letter: str) -> bool:
    return (
        letter in MIDDLE_DOTS
        or letter.isspace()
        or category(letter) in {"Cf", "Cc", "Zs"}
        or "\ufe00" <= letter <= "\ufe0f"
        or "\U000e0100" <= letter <= "\U000e01ef"
    )
