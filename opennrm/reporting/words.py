"""Names the public door shows in every language: prefectures, languages, organisations."""

from datetime import date

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, override

from opennrm.agencies.prefectures import PREFECTURES
from opennrm.page.languages import DECLARED


def prefecture_named(code: str) -> str | Promise:
    """Japanese on Japanese pages; elsewhere «Tokyo 東京都»: what is spoken, and what is written on the signs."""
    return _prefecture(code)


def languages_by_name() -> list[tuple[str, str]]:
    """The languages an answer can be asked for in, by what they call themselves."""
    return [(each.code, each.name) for each in DECLARED.values()]


def named(organisation: object, day: date) -> str:
    """An organisation on a day: Japanese on Japanese pages, elsewhere English with the Japanese beside it."""
    name_on = organisation.name_on  # type: ignore[attr-defined]
    ja = name_on(day, "ja")
    return str(ja) if _is_japanese() else f"{name_on(day, 'en')} ({ja})"


def _in_place(code: str) -> str:
    with override("ja"):
        ja = str(PREFECTURES[code])
    if _is_japanese():
        return ja
    with override("en"):
        return f"{PREFECTURES[code]} {ja}"


def _is_japanese() -> bool:
    return (get_language() or "en").split("-")[0] == "ja"


_prefecture = lazy(_in_place, str)


def locale_of(language: str) -> str:
    """What Babel knows a language of the pages by: easy Japanese is Japanese to it."""
    return "ja" if language.startswith("ja") else language
