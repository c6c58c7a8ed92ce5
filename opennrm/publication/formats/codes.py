"""International codes beside national categories, as data: ``codes/international.toml`` and the table of IC-TIP."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from opennrm.page.bilingual import Text
from opennrm.understanding import definitions

FOLDER = Path(__file__).parent.parent / "codes"
IC_TIP_COLUMNS = ("scheme", "category", "unit", "code", "label_en", "source")


class WrongCodes(ValueError):
    """A table of codes cannot be used; every fault by file, row and column."""


@dataclass(frozen=True)
class Classification:
    """An international classification: what it is, where its codes were seen, how sure that is."""

    id: str
    title: Text
    source: str
    sure: str


@dataclass(frozen=True)
class Coded:
    """The codes of one national category; an empty one cannot be said. ``status``: firm or derived."""

    scheme: str
    code: str
    status: str
    source: str
    iccs: str = ""
    sdg: str = ""
    glotip: str = ""
    sex: str = ""
    age: str = ""


@dataclass(frozen=True)
class Indicator:
    """An indicator of UNODC's table, the tables of the report that are it, and why they are."""

    indicator: str
    tables: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class LeftOut:
    """Tables that cannot be said in UNODC's table, and why."""

    tables: tuple[str, ...]
    because: Text


@dataclass(frozen=True)
class International:
    """All that ``international.toml`` declares."""

    title: Text
    source: str
    classifications: tuple[Classification, ...]
    sdmx: dict[str, str]
    categories: dict[tuple[str, str], Coded]
    glotip: tuple[Indicator, ...]
    left_out: tuple[LeftOut, ...]
    countries: dict[str, str]

    @property
    def whole(self) -> Coded:
        """The codes of all victims together."""
        return self.categories["total", "_T"]

    def of(self, scheme: str, code: str) -> Coded | None:
        """The codes of a category, if there are any."""
        return self.categories.get((scheme, code))


@dataclass(frozen=True)
class IcTip:
    """The codes of IC-TIP by national scheme and category: none, until an operator has them."""

    codes: dict[tuple[str, str], str]
    missing: Text

    @property
    def obtained(self) -> bool:
        """Whether there are any."""
        return bool(self.codes)


@cache
def international() -> International:
    """The codes that ship. Raises WrongCodes where a category is named that no scheme has."""
    read: dict[str, Any] = tomllib.loads((FOLDER / "international.toml").read_text("utf-8"))
    coded = [Coded(**each) for each in read["category"]]
    known = {(scheme.id, category.code) for scheme in definitions.schemes().values() for category in scheme.categories}
    strange = [f"{c.scheme}: {c.code}" for c in coded if c.scheme != "total" and (c.scheme, c.code) not in known]
    if strange:
        raise WrongCodes(f"international.toml: no such national categories: {', '.join(strange)}")
    return International(
        Text(**read["title"]),
        read["source"],
        tuple(Classification(**{**each, "title": Text(**each["title"])}) for each in read["classification"]),
        read["sdmx"],
        {(each.scheme, each.code): each for each in coded},
        tuple(Indicator(each["indicator"], tuple(each["tables"]), each["because"]) for each in read["glotip"]),
        tuple(LeftOut(tuple(each["tables"]), Text(**each["because"])) for each in read["left_out"]),
        read["countries"],
    )


def ic_tip(path: Path | None = None) -> IcTip:
    """IC-TIP's codes from a file, by default the operator's, else the empty table that ships. Raises WrongCodes."""
    told: dict[str, Any] = tomllib.loads((FOLDER / "ic_tip.toml").read_text("utf-8"))
    given = path or (Path(settings.IC_TIP_FILE) if settings.IC_TIP_FILE else FOLDER / "ic_tip.csv")
    return IcTip(_ic_tip(given, told["units"]), Text(**told["missing"]))


def _ic_tip(path: Path, units: list[str]) -> dict[tuple[str, str], str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            header, rows = tuple(reader.fieldnames or ()), list(reader)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCodes(
            f"{path.name}: cannot be read as CSV in UTF-8: name another file in OPENNRM_IC_TIP_FILE"
        ) from error
    if header != IC_TIP_COLUMNS:
        raise WrongCodes(f"{path.name}: expected the columns {', '.join(IC_TIP_COLUMNS)}, found {', '.join(header)}")
    known = {(scheme.id, category.code) for scheme in definitions.schemes().values() for category in scheme.categories}
    faults, found = [], {}
    for number, row in enumerate(rows, 2):
        key = row["scheme"], row["category"]
        checks = (
            (key in known, "category", f"{' · '.join(key)} — expected a national scheme and one of its categories"),
            (row["unit"] in units, "unit", f"{row['unit']!r} — expected one of {', '.join(units)}"),
            (bool(row["code"]), "code", "empty — expected a code"),
            (bool(row["source"]), "source", "empty — expected where the code was read"),
            (key not in found, "category", f"{' · '.join(key)} stands in the file twice"),
        )
        faults += [f"{path.name}, row {number}, column {name}: {said}" for right, name, said in checks if not right]
        found[key] = row["code"]
    if faults:
        raise WrongCodes("\n".join(faults))
    return found
