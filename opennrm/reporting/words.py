"""Names the public door shows in every language: prefectures, languages, organisations."""

from datetime import date
from functools import cache

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, override

from opennrm.agencies.prefectures import PREFECTURES
from opennrm.foundations import texts
from opennrm.page.languages import DECLARED, SOURCE

POINT = "point_"  # the key of a contact point's name on a leaflet begins so


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


def point_named(code: str, *, en: str, ja: str) -> tuple[str, str]:
    """A contact point in the language of the page, and the Japanese beside it ("" on Japanese pages).

    Where the leaflets name what is called so today in that language, as they do, readings marked; else in English.
    """
    own = _on_leaflets((get_language() or SOURCE).lower()).get((code, en))
    return (own or ja, "") if _is_japanese() else (own or en, ja)


@cache
def _on_leaflets(language: str) -> dict[tuple[str, str], str]:
    """By code and English name. In Japanese and English every point has its name itself."""
    if language in {"ja", SOURCE} or language not in texts.languages():
        return {}
    said, source = texts.read(language).said, texts.read(SOURCE).said
    keys = [key for key in said if key.startswith(POINT)]
    return {(key.removeprefix(POINT).replace("_", "-"), source[key]): said[key] for key in keys}


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


def tag_of(code: str) -> str:
    """The BCP 47 tag of a code as Django writes it: ``zh-Hans`` of ``zh-hans``."""
    first, *rest = code.split("-")
    return "-".join([first, *(part.title() if len(part) == len("Hans") else part for part in rest)])


def locale_of(language: str) -> str:
    """What Babel knows a language of the pages by: easy Japanese is Japanese to it."""
    return "ja" if language.startswith("ja") else language
