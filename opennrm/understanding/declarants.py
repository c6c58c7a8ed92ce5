"""Which facts an organisation's system may push, and where to: ``data/declarants.toml``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.db.models import TextChoices

from opennrm.agencies.declared import Faults, open_declaration
from opennrm.agencies.models import Organisation
from opennrm.agencies.terms import OrganisationKind
from opennrm.page.bilingual import label
from opennrm.understanding import national
from opennrm.understanding.facts import BY_TABLE
from opennrm.understanding.imports.problems import Problem

FILE = files("opennrm.understanding") / "data" / "declarants.toml"
OWNED = ("id", "key", "supersedes")  # what says by its beginning whose the fact is


class PushRefusal(TextChoices):
    """Why an organisation's system does not push facts, and what to do instead."""

    NOT_YOURS = (
        "not_yours",
        label(
            "Your organisation does not declare facts of this table. See which do: docs/how-to/api.md",
            "この表の事実は貴機関の申告対象ではありません。対象は docs/how-to/api.md を参照してください。",
        ),
    )
    NOT_NATIONAL = (
        "not_national",
        label(
            "Your organisation's facts reach the nation's count through the body above it. Push into your own "
            "collection: its name begins with your code.",
            "貴機関の事実は上位の機関を通じて全国集計に入ります。機関コードで始まる自機関の収集先に送信してください。",
        ),
    )
    NOT_YOUR_COLLECTION = (
        "not_your_collection",
        label(
            "The name of your own collection is your code, or begins with it and a hyphen.",
            "自機関の収集先の名称は、機関コード、又は機関コードとハイフンで始まるものとしてください。",
        ),
    )


@dataclass(frozen=True)
class Declarant:
    """An organisation (``code``) or a kind of them: the tables it declares, and whether for the nation."""

    code: str
    kind: str
    tables: tuple[str, ...]
    national: bool


def of(organisation: Organisation) -> Declarant | None:
    """What an organisation may declare: by its code, else by its kind."""
    own = (each for each in declarants() if each.code == organisation.pk)
    alike = (each for each in declarants() if not each.code and each.kind == organisation.kind)
    return next(own, None) or next(alike, None)


@cache
def declarants() -> tuple[Declarant, ...]:
    """All of the file. Raises FaultyDeclaration with everything there is to mend."""
    faults = Faults()
    found = []
    file = open_declaration(FILE, faults)
    for row in file.entries("declarant"):
        code = row.text("code", optional=True)
        kind = "" if code else row.choice("kind", OrganisationKind).value
        tables = row.texts("tables", optional=False)
        if unknown := [each for each in tables if each not in BY_TABLE]:
            row.fault("tables", f"found {', '.join(unknown)}; write tables of the register, of {', '.join(BY_TABLE)}")
        found.append(Declarant(code, kind, tables, row.flag("national")))
        row.close()
    file.close()
    faults.settle()
    return tuple(found)


def why_not_push(organisation: Organisation, *, table: str, collection: str) -> PushRefusal | None:
    """Only what it keeps count of, into the nation's collection or one whose name begins with its code."""
    declares = of(organisation)
    if declares is None or table not in declares.tables:
        return PushRefusal.NOT_YOURS
    if collection == national.NAME:
        return None if declares.national else PushRefusal.NOT_NATIONAL
    own = re.fullmatch(rf"{re.escape(organisation.pk)}(-[a-z0-9-]*[a-z0-9])?", collection)
    return None if own else PushRefusal.NOT_YOUR_COLLECTION


def not_owned(name: str, rows: Sequence[Mapping[str, str]], organisation: str) -> Iterator[Problem]:
    """Ids, keys and corrected ids that do not begin with the organisation's code: nobody corrects another's facts."""
    for number, row in enumerate(rows, start=2):  # the header would be row 1
        for column in OWNED:
            value = row.get(column, "")
            if value and not value.startswith(f"{organisation}."):
                yield Problem(name, number, column, value, f"an opaque id that begins with «{organisation}.»")
