"""A text in the two languages every declaration is written in: English, the source, and Japanese.

A label of the public door has its other languages in the catalogues, by its English (``locale/door.toml``).
"""

from dataclasses import dataclass
from typing import Any, cast

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext

from opennrm.page.languages import EVERYWHERE


@dataclass(frozen=True)
class Text:
    """The same statement in English and in Japanese; neither is empty where a declaration gave it."""

    en: str
    ja: str

    def of(self, language: str | None) -> str:
        """The text for a BCP 47 tag: Japanese for ``ja`` and its variants, English for every other."""
        return self.ja if language and language.split("-")[0].lower() == "ja" else self.en


def _current(text: Text) -> str:
    language = get_language()
    if language is None or language in EVERYWHERE:
        return text.of(language)
    translated = gettext(text.en)
    return text.of(language) if translated == text.en else translated


_lazily = cast(Any, lazy(_current, str))


def label(en: str, ja: str) -> str:
    """A label for an enum that reads in the language of the page it stands on."""
    return label_of(Text(en, ja))


def label_of(text: Text) -> str:
    """The same, for a text that is needed in both languages elsewhere."""
    return cast(str, _lazily(text))
