"""Facts that another organisation's system pushes: the contract of files, row by row, all or nothing."""

import csv
from datetime import date
from pathlib import Path as Folder
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Path, Router
from pydantic import Field, StringConstraints

from opennrm.agencies.models import Organisation
from opennrm.page.api import OneOf, Strict
from opennrm.page.problems import problem
from opennrm.page.refusals import refuse
from opennrm.systems.doors import Caller
from opennrm.systems.pushing import Idempotency, once
from opennrm.systems.terms import Use
from opennrm.understanding import actions, declarants, national
from opennrm.understanding.facts import BY_TABLE
from opennrm.understanding.folders import read_folder
from opennrm.understanding.imports.problems import SHOWN, Refused
from opennrm.understanding.models import Collection
from opennrm.vault.actions import record

MOST = 5000
Column = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Value = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{0,400}$")]
Table = Annotated[
    str,
    OneOf(tuple(BY_TABLE)),
    Path(description=gettext_noop("A table of the register's contract, as victim_protected")),
]

router = Router(tags=["facts"])


class FactsPushed(Strict):
    """Facts of one table."""

    collection: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$")] = Field(
        description=gettext_noop("«national», or a collection of your own: its name begins with your code")
    )
    rows: list[dict[Column, Value]] = Field(
        min_length=1,
        max_length=MOST,
        description=gettext_noop("Columns as in the contract, every value as text; ids begin with your code and a dot"),
    )


class FactsTaken(Strict):
    """What came of them."""

    collection: str
    rows: int = Field(description=gettext_noop("Facts that were new"))
    already: int = Field(description=gettext_noop("Facts that were there"))


@router.post("facts/{table}", response={201: FactsTaken}, summary=gettext_noop("Push facts of one table"))
def push_facts(request: HttpRequest, table: Table, said: FactsPushed, idempotency: Idempotency) -> Any:
    def act(caller: Caller) -> dict[str, Any]:
        return _taken(caller, table, said, on=timezone.localdate())

    try:
        return FactsTaken(**once(request, Use.FACTS, "facts", idempotency, said, act))
    except Refused as refused:
        return _refused(request, refused)


def _taken(caller: Caller, table: str, said: FactsPushed, *, on: date) -> dict[str, Any]:
    """Enter them, by the contract that files are read by. Raises Refused with each row and column."""
    body = Organisation.objects.get(pk=caller.key.organisation_id)
    refuse(declarants.why_not_push(body, table=table, collection=said.collection))
    name = f"{table}.csv"
    if problems := list(declarants.not_owned(name, said.rows, body.pk)):
        raise Refused(problems)
    if said.collection == national.NAME:
        if problems := list(declarants.not_due(name, table, said.rows, body)):
            raise Refused(problems)
        national.national(on)
    with TemporaryDirectory(prefix="opennrm-facts-") as scratch:  # facts name nobody
        folder = Folder(scratch)
        _write(folder / name, said)
        read = read_folder(folder, collection=said.collection, on=on)
    of_nation = said.collection == national.NAME
    loaded = actions.load_facts(
        read.facts,
        collection=said.collection,
        kind=Collection.Kind.NATIONAL if of_nation else Collection.Kind.IMPORT,
        producer=body.pk,
        name=name,
        sha256=read.sha256,
        on=on,
    )
    record("facts.pushed", f"collection:{said.collection}", by=caller.official.word)
    return {"collection": said.collection, "rows": loaded.rows, "already": loaded.already}


def _write(file: Folder, said: FactsPushed) -> None:
    columns = list(dict.fromkeys(name for row in said.rows for name in row))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(said.rows)


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Every problem by row and column; rows count as a spreadsheet does, the first fact is row 2."""
    errors = [
        {"row": each.row, "column": each.column, "value": each.value, "expected": each.expected}
        for each in refused.problems[:SHOWN]
    ]
    return problem(request, 422, type="facts", errors=errors)
