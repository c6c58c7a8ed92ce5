"""What a word in a cell means: our code, by the code itself, its names in English and Japanese, and a body's own words.

A translation that an organisation saved comes before what is known here. Nothing is guessed: a word nobody knows is a
problem of its row.
"""

import re
from collections.abc import Mapping
from functools import cache
from unicodedata import normalize

from django.db.models import Choices
from django.utils.translation import override

from opennrm.agencies.prefectures import PREFECTURES
from opennrm.identification.interchange import Target
from opennrm.identification.terms import Minor, Origin, Standing
from opennrm.reporting import spoken
from opennrm.reporting.terms import Urgency
from opennrm.understanding import countries
from opennrm.understanding.terms import (
    Body,
    Channel,
    Exploitation,
    Industry,
    MeansOfControl,
    RecruiterRelation,
    ResidenceStatus,
    Sex,
)

WORDS: Mapping[Target, type[Choices]] = {
    Target.SEX: Sex,
    Target.MINOR: Minor,
    Target.STATUS_AT_ENTRY: ResidenceStatus,
    Target.STATUS: ResidenceStatus,
    Target.ORIGIN: Origin,
    Target.CHANNEL: Channel,
    Target.URGENCY: Urgency,
    Target.RECOGNISED_BY: Body,
    Target.STANDING: Standing,
    Target.EXPLOITATION: Exploitation,
    Target.MEANS: MeansOfControl,
    Target.INDUSTRY: Industry,
    Target.RECRUITER: RecruiterRelation,
}
SEVERAL = frozenset({Target.RECOGNISED_BY, Target.EXPLOITATION, Target.MEANS, Target.INDUSTRY})
CODED = frozenset({*WORDS, Target.NATIONALITY, Target.PREFECTURE, Target.LANGUAGE})
ALSO: Mapping[Target, Mapping[str, str]] = {
    Target.SEX: {"男": "male", "男性": "male", "m": "male", "女": "female", "女性": "female", "f": "female"},
    Target.NATIONALITY: {"無国籍": "XS", "フィリピン共和国": "PH", "ベトナム社会主義共和国": "VN", "タイ王国": "TH"},
    Target.MINOR: {"○": "yes", "×": "no", "未成年": "yes", "成年": "no"},
    Target.RECOGNISED_BY: {"都道府県警察": "Police", "入管": "Immigration", "海保": "CoastGuard"},
}
UNKNOWN = frozenset({"不明", "未確認", "unknown", "n/a", "なし", "-", "–", "―"})
BREAKS = re.compile(r"[;；、,，\n]+")


HEADERS = {
    "名前": "name", "本名": "name", "ふりがな": "kana", "フリガナ": "kana", "カナ": "kana", "ローマ字": "latin",
    "通称": "alias", "国籍": "nationality", "言語": "language", "母語": "language", "誕生日": "birth_date",
    "年齢": "age", "電話": "phone", "連絡先": "contact", "旅券番号": "document", "在留カード番号": "document",
    "在留資格": "status", "在留期限": "status_until", "受付日": "opened", "端緒": "origin", "都道府県": "prefecture",
    "認知機関": "recognised_by", "事件番号": "incident", "事案番号": "incident", "判断": "standing", "備考": "note",
    "メモ": "note",
}  # fmt: skip


def guessed(header: str) -> str:
    """The target a column is called by, "" where it says nothing; a person looks before anything is read by it."""
    return _headers().get(plain(header), "")


@cache
def _headers() -> Mapping[str, str]:
    found = {plain(word): target for word, target in HEADERS.items()} | {
        plain(each.value): each.value for each in Target
    }
    for language in ("ja", "en"):
        with override(language):
            found |= {plain(str(each.label)): each.value for each in Target}
    return found


def plain(text: str) -> str:
    """A word without the differences people and programs make: width, case and blanks."""
    return " ".join(normalize("NFKC", text).casefold().split())


@cache
def names(target: Target, language: str) -> Mapping[str, str]:
    """Our codes of a target with their names in a language, in the order of a list to choose from."""
    if target == Target.NATIONALITY:
        found = {code: text.of(language) for code, text in countries.names().items()}
        return dict(sorted(found.items(), key=lambda each: each[1]))
    if target == Target.LANGUAGE:
        return dict((tag, spoken.name(tag, language)) for tag, _shown in spoken.offered(language))
    with override(language):
        if target == Target.PREFECTURE:
            return {code: str(name) for code, name in PREFECTURES.items()}
        return {str(code): str(shown) for code, shown in WORDS[target].choices}


@cache
def known(target: Target) -> Mapping[str, str]:
    """Our codes by every word that means them."""
    found: dict[str, str] = {}
    for language in ("ja", "en"):
        found |= {plain(name): code for code, name in names(target, language).items()}
    found |= {plain(code): code for code in names(target, "en")}
    if target == Target.PREFECTURE:
        found |= {plain(name)[:-1]: code for code, name in names(target, "ja").items() if code != "01"}
        found |= {str(int(code)): code for code in PREFECTURES}
    return found | {plain(word): code for word, code in ALSO.get(target, {}).items()}


def code_of(target: Target, word: str, translations: Mapping[str, str]) -> str | None:
    """The code of one word, "" where it says that nothing is known, None where nobody knows what it means."""
    bare = plain(word)
    if bare in translations:
        return translations[bare]
    if not bare or bare in UNKNOWN:
        return ""
    if target == Target.LANGUAGE:
        return spoken.read(word.strip())
    return known(target).get(bare)


def words_of(target: Target, text: str, translations: Mapping[str, str]) -> list[str]:
    """The words of a cell: one, or several where the field takes several and the whole is no word of its own."""
    if target not in SEVERAL or code_of(target, text, translations) is not None:
        return [text]
    return [part.strip() for part in BREAKS.split(text) if part.strip()]
