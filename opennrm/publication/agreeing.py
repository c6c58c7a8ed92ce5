"""Whether two languages say the same numbers: plain text in, numbers out."""

import re
import unicodedata
from collections import Counter

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?=\s+\d|,)", re.IGNORECASE)
ERA = re.compile(r"(明治|大正|昭和|平成|令和)(\d{1,2}|元)年（(\d{4})年）")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def numbers(text: str) -> Counter[str]:
    """The numbers of a text in figures, thousands together; a month by its name counts as its number.

    Of «令和3年（2021年）» the year of the era is left out: only Japanese has it.
    """
    plain = ERA.sub(r"\3年", unicodedata.normalize("NFKC", text).replace("(", "（").replace(")", "）"))
    plain = MONTH.sub(lambda found: f" {MONTHS.index(found[1].lower()) + 1} ", plain)
    return Counter(found.replace(",", "") for found in NUMBER.findall(plain))


def differing(en: str, ja: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Numbers that stand in English alone, and in Japanese alone."""
    english, japanese = numbers(en), numbers(ja)
    return tuple(sorted((english - japanese).elements())), tuple(sorted((japanese - english).elements()))
