"""Corporate numbers of Japan: what rooms that do not see each other know one employer by. Plain Python."""

import re
import unicodedata


def typed(text: str) -> str:
    """The digits of a number as somebody typed it, in full width, with spaces or hyphens."""
    return re.sub(r"[\s\-‐‑–—ー−]", "", unicodedata.normalize("NFKC", text))


def why_not_corporate_number(digits: str) -> str | None:
    """What is wrong with a corporate number; None where nothing is. Its first digit checks the other twelve.

    Ministry of Finance ordinance on corporate numbers, article 2: 9 less the remainder by 9 of the others, weighed 1
    and 2 in turn from the right.
    """
    if not re.fullmatch(r"[0-9]{13}", digits):
        return "a corporate number of 13 digits"
    weighed = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits[1:])))
    if int(digits[0]) != 9 - weighed % 9:
        return "a corporate number whose first digit fits the other twelve: look for a slip of the pen"
    return None
