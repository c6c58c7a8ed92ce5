"""What a fact may hold: one code, a set of codes, a country, a number, a language, or an opaque key."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices


class Kind(StrEnum):
    """How an attribute is kept: one code, a set of codes, a country, a number, an opaque key."""

    CODE = "code"
    CODES = "codes"
    COUNTRY = "country"
    NUMBER = "number"
    KEY = "key"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Attribute:
    """One coded attribute of a fact, as the contract states it."""

    name: str
    kind: Kind
    about: str
    codes: type[TextChoices] | None = None
    comes_from: str = ""
    coarser: str = ""
    low: int = 0
    high: int = 0

    @property
    def values(self) -> tuple[str, ...]:
        """The codes it may have; empty where they are not a closed list."""
        return tuple(self.codes.values) if self.codes else ()


def _attribute(kind: Kind, about: str, **more: Any) -> Any:
    default: object = frozenset() if kind is Kind.CODES else ("" if kind is Kind.KEY else None)
    return field(default=default, metadata={"kind": kind, "about": about, **more})


def code(codes: type[TextChoices], about: str, comes_from: str, *, coarser: str = "") -> Any:
    """One code of a closed list, or None where it is not known."""
    return _attribute(Kind.CODE, about, codes=codes, comes_from=comes_from, coarser=coarser)


def codes(of: type[TextChoices], about: str, comes_from: str) -> Any:
    """A set of codes; empty where nothing is known."""
    return _attribute(Kind.CODES, about, codes=of, comes_from=comes_from)


def country(about: str, comes_from: str) -> Any:
    """An ISO 3166-1 alpha-2 code, or XS (stateless); TW and HK as the National Police Agency publishes them."""
    return _attribute(Kind.COUNTRY, about, comes_from=comes_from)


def number(about: str, low: int, high: int, comes_from: str, *, coarser: str = "") -> Any:
    """A whole number within bounds, or None."""
    return _attribute(Kind.NUMBER, about, low=low, high=high, comes_from=comes_from, coarser=coarser)


def language(about: str, comes_from: str) -> Any:
    """A BCP 47 language tag, or None."""
    return _attribute(Kind.LANGUAGE, about, comes_from=comes_from)


def opaque(about: str, comes_from: str) -> Any:
    """The opaque key of another counting unit."""
    return _attribute(Kind.KEY, about, comes_from=comes_from)
