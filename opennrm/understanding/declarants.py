"""Which facts an organisation's system may push, and where to: ``data/declarants.toml``.

For the nation nothing is counted twice. Of a person whom several bodies recognised, the first of the file that did so
declares the fact; of other units a table has one national declarant, or the file says why two never declare the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from django.db.models import TextChoices

from opennrm.agencies.declared import Entry, Faults, open_declaration
from opennrm.agencies.models import Organisation
from opennrm.agencies.terms import OrganisationKind
from opennrm.page.bilingual import label
from opennrm.understanding import national
from opennrm.understanding.facts import BY_TABLE
from opennrm.understanding.imports.problems import Problem
from opennrm.understanding.terms import Body, Change

FILE = files("opennrm.understanding") / "data" / "declarants.toml"
OWNED = ("id", "key", "supersedes")  # what says by its beginning whose the fact is
RECOGNISED = "recognised_by"


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
    """An organisation (``code``) or a kind of them: the tables it declares, and whether for the nation.

    ``own`` are tables it declares only into its own collections; ``bodies`` as what it recognises victims.
    """

    code: str
    kind: str
    tables: tuple[str, ...]
    own: tuple[str, ...]
    national: bool
    bodies: tuple[str, ...]

    def for_the_nation(self, table: str) -> bool:
        """Whether its facts of this table fall into the nation's collection."""
        return self.national and table in self.tables


def of(organisation: Organisation) -> Declarant | None:
    """What an organisation may declare: by its code, else by its kind."""
    own = (each for each in declarants() if each.code == organisation.pk)
    alike = (each for each in declarants() if not each.code and each.kind == organisation.kind)
    return next(own, None) or next(alike, None)


@cache
def declarants() -> tuple[Declarant, ...]:
    """All of the file. Raises FaultyDeclaration with everything there is to mend."""
    return read(FILE)


def read(path: Traversable) -> tuple[Declarant, ...]:
    """The declarants of a file, in its order. Raises FaultyDeclaration, also where something could count twice."""
    faults = Faults()
    file = open_declaration(path, faults)
    apart = {table for row in file.entries("apart", optional=True) for table in _apart(row)}
    found = [_declarant(row) for row in file.entries("declarant")]
    for table in BY_TABLE:
        national = [each for each in found if each.for_the_nation(table)]
        if len(national) > 1 and table not in apart and not _parted(table, national):
            named = ", ".join(each.code or each.kind for each in national)
            file.fault(
                "declarant", f"{named} all declare {table} for the nation; leave one, or say under apart why not"
            )
    file.close()
    faults.settle()
    return tuple(found)


def _apart(row: Entry) -> tuple[str, ...]:
    row.text("because")
    tables = _tables(row, "tables", optional=False)
    row.close()
    return tables


def _declarant(row: Entry) -> Declarant:
    code = row.text("code", optional=True)
    kind = "" if code else row.choice("kind", OrganisationKind).value
    bodies = row.texts("bodies")
    if unknown := [each for each in bodies if each not in Body.values]:
        row.fault("bodies", f"found {', '.join(unknown)}; write bodies that recognise, of {', '.join(Body.values)}")
    tables, own = _tables(row, "tables", optional=False), _tables(row, "own")
    made = Declarant(code, kind, tables, own, row.flag("national"), bodies)
    row.close()
    return made


def _tables(row: Entry, key: str, *, optional: bool = True) -> tuple[str, ...]:
    tables = row.texts(key, optional=optional)
    if unknown := [each for each in tables if each not in BY_TABLE]:
        row.fault(key, f"found {', '.join(unknown)}; write tables of the register, of {', '.join(BY_TABLE)}")
    return tables


def _of_persons(table: str) -> bool:
    return RECOGNISED in BY_TABLE[table].columns()


def _parted(table: str, national: Sequence[Declarant]) -> bool:
    """Whether who recognised a person says which of these declares them: each by bodies of its own."""
    bodies = [body for each in national for body in each.bodies]
    return _of_persons(table) and all(each.bodies for each in national) and len(bodies) == len(set(bodies))


def why_not_push(organisation: Organisation, *, table: str, collection: str) -> PushRefusal | None:
    """Only what it keeps count of, into the nation's collection or one whose name begins with its code."""
    declares = of(organisation)
    if declares is None or table not in (*declares.tables, *declares.own):
        return PushRefusal.NOT_YOURS
    if collection == national.NAME:
        return None if declares.for_the_nation(table) else PushRefusal.NOT_NATIONAL
    own = re.fullmatch(rf"{re.escape(organisation.pk)}(-[a-z0-9-]*[a-z0-9])?", collection)
    return None if own else PushRefusal.NOT_YOUR_COLLECTION


def not_owned(name: str, rows: Sequence[Mapping[str, str]], organisation: str) -> Iterator[Problem]:
    """Ids, keys and corrected ids that do not begin with the organisation's code: nobody corrects another's facts."""
    for number, row in enumerate(rows, start=2):  # the header would be row 1
        for column in OWNED:
            value = row.get(column, "")
            if value and not value.startswith(f"{organisation}."):
                yield Problem(name, number, column, value, f"an opaque id that begins with «{organisation}.»")


def not_due(name: str, table: str, rows: Sequence[Mapping[str, str]], organisation: Organisation) -> Iterator[Problem]:
    """Persons another body declares for the nation, or of whom nothing says that this one recognised them."""
    declares = of(organisation)
    if declares is None or not _of_persons(table):
        return
    order = [each for each in declarants() if each.for_the_nation(table)]
    before = {body for each in order[: order.index(declares)] for body in each.bodies}
    for number, row in enumerate(rows, start=2):
        if row.get("change") == Change.WITHDRAWAL:
            continue  # what no longer counts is nobody else's
        value = row.get(RECOGNISED, "")
        recognised = {each.strip() for each in value.split(";")}
        if not recognised & set(declares.bodies):
            yield Problem(name, number, RECOGNISED, value, f"{' or '.join(declares.bodies)}: who declares, recognised")
        elif first := sorted(recognised & before):
            yield Problem(
                name, number, RECOGNISED, value, f"nobody whom {', '.join(first)} declares: leave the person out"
            )
