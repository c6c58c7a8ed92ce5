"""A day as a document writes it, in its reader's language."""

from datetime import date

from babel import Locale
from babel.dates import format_date

ERAS = (("令和", date(2019, 5, 1)), ("平成", date(1989, 1, 8)), ("昭和", date(1926, 12, 25)))


def era_year(day: date) -> str:
    """The year of the Japanese era: 令和3年, 令和元年. Raises ValueError before 25 December 1926 (昭和)."""
    for era, since in ERAS:
        if day >= since:
            year = day.year - since.year + 1
            return f"{era}{year if year > 1 else '元'}年"
    raise ValueError(f"{day} lies before the eras known here: write its Western year alone.")


def written(day: date, language: str) -> str:
    """令和3年（2021年）3月31日 in Japanese, 31 March 2021 in English, the locale's long form elsewhere."""
    lang = language.split("-")[0]
    if lang == "ja":
        return f"{era_year(day)}（{day.year}年）{day.month}月{day.day}日"
    return format_date(day, "d MMMM y" if lang == "en" else "long", locale=Locale.parse(lang))


def known(at: str, language: str) -> str:
    """A month (2014-12) or a day, as exact as it is known: 平成26年（2014年）12月, December 2014; "" of ""."""
    if not at:
        return ""
    if len(at) > len("2014-12"):
        return written(date.fromisoformat(at), language)
    first, lang = date.fromisoformat(f"{at}-01"), language.split("-")[0]
    if lang == "ja":
        return f"{era_year(first)}（{first.year}年）{first.month}月"
    return format_date(first, "MMMM y", locale=Locale.parse(lang))
