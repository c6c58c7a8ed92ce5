"""Where the facts of a report come from: a folder of files, or a collection of the register's database."""

from django.db import connection

from opennrm.understanding.engines.duck import Database
from opennrm.understanding.models import ROWS, Collection


class NoRegister(ValueError):
    """There is no collection to report on; the text says how to get one."""


def database(collection: str = "", *, year: int | None = None) -> Database:
    """The named collection in the database; unnamed, the nation's, else the demonstration's.

    With a year, the demonstration's too where the nation's has no fact of it: a register taken in beside a
    demonstration does not take its report of 2020 away.
    """
    known = Collection.objects.order_by("name")
    national, demo = known.filter(kind=Collection.Kind.NATIONAL), known.filter(kind=Collection.Kind.DEMO)
    if demo and year and not any(has_facts_of(each, year) for each in national):
        national = national.none()
    found = known.filter(name=collection) if collection else (national or demo)
    if not found:
        names = ", ".join(known.values_list("name", flat=True)) or "none"
        raise NoRegister(
            f"No collection «{collection or 'national'}» in the register (there: {names}). Import facts with "
            "«opennrm import facts DIR --collection national --kind national», name a folder with --register DIR, "
            "or run «opennrm demo --no-serve» for made-up ones."
        )
    if len(found) > 1:
        raise NoRegister(
            f"Several collections could be meant: {', '.join(c.name for c in found)}. Name one with --collection NAME."
        )
    chosen = found[0]
    return Database(_address(), chosen.name, chosen.kind, chosen.producer)


def has_facts_of(collection: Collection, year: int) -> bool:
    """Whether any fact of the collection counts on a day of the year."""
    return any(model._default_manager.filter(collection=collection, day__year=year).exists() for model in ROWS.values())


def _address() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings["NAME"])
    return (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
        f"/{settings['NAME']}"
    )
