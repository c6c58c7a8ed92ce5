"""The released materials as the public door lists them, in the words of the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from opennrm.foundations import texts
from opennrm.foundations.models import Material, name_of
from opennrm.foundations.rules import MANY
from opennrm.page.dates import written


@dataclass(frozen=True)
class Lent:
    """One file to download: what it is called in the reader's language, and what is printed small on it.

    Words may hold readings: ``{漢字|かんじ}``.
    """

    kind: str
    language: str
    called: str
    printed: str


@dataclass(frozen=True)
class Shelf:
    """The files in one language; ``language`` is "" for those in many, ``name`` its own name for itself."""

    language: str
    name: str
    lent: tuple[Lent, ...]


def words(language: str) -> dict[str, str]:
    """What the page says, in the reader's language (a tag in any case); English where there are no texts in it."""
    code = language.lower()
    return texts.read(code if code in texts.languages() else texts.SOURCE).said


def shelves(language: str) -> list[Shelf]:
    """Those in the reader's language first, then those in many, then the others in the order of the menu."""
    own, said = language.lower(), words(language)
    by_language: dict[str, list[Lent]] = {}
    for material in Material.objects.released():
        by_language.setdefault(material.language, []).append(_lent(material, said, own))
    codes = sorted(by_language, key=lambda code: _place(code, own))
    return [Shelf("" if code == MANY else code, name_of(code), tuple(by_language[code])) for code in codes]


def has_own(shown: Iterable[Shelf], language: str) -> bool:
    """Whether a file is there that the reader reads."""
    return any(shelf.language in {"", language.lower()} for shelf in shown)


def _lent(material: Material, said: dict[str, str], own: str) -> Lent:
    days = {"made": written(material.made_on, own), "review": written(material.review_due, own)}
    printed = said["printed"].replace("{version}", str(material.version))
    for place, day in days.items():
        printed = printed.replace(f"{{{place}}}", day)
    return Lent(material.kind, material.language, said[f"kind_{material.kind}"], printed)


def _place(code: str, own: str) -> tuple[bool, bool, int]:
    return code != own, code != MANY, texts.ORDER.index(code) if code in texts.ORDER else len(texts.ORDER)
