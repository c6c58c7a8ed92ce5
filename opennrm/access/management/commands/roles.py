"""opennrm roles: PostgreSQL's roles and their rights, as SQL that comes from what the rooms declare."""

from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction

from opennrm.access import roles
from opennrm.access.roles import Names
from opennrm.page.bilingual import label

NOT_POSTGRESQL = label(
    "Roles are PostgreSQL's: name a database in OPENNRM_DATABASE_URL. On SQLite the public process holds itself to the "
    "same rights, as a seatbelt; see docs/how-to/postgresql.md.",
    "ロールは PostgreSQL のものです。OPENNRM_DATABASE_URL でデータベースを指定してください。SQLite では公開側の"
    "プロセスが同じ権限に自ら従います（docs/how-to/postgresql.md）。",
)
NOT_APPLIED = label(
    "Nothing was changed: the database refused (%(why)s). Make the roles first (opennrm roles --create DATABASE), run "
    "opennrm migrate, and apply as the role that owns the tables.",
    "何も変更していません。データベースが拒否しました（%(why)s）。先にロールを作成し（opennrm roles --create "
    "DATABASE）、opennrm migrate を実行した上で、表の所有者のロールで適用してください。",
)
APPLIED = label(
    "Applied: %(desk)s, %(public)s and %(reader)s have the rights this version declares, and no others.",
    "適用しました。%(desk)s、%(public)s、%(reader)s は、この版が定める権限だけを持ちます。",
)
ABOVE = label(
    "These roles stand above the walls: %(faults)s. Take that away (ALTER ROLE … NOSUPERUSER NOBYPASSRLS), and give "
    "each process a role of its own.",
    "次のロールは保護の対象外になっています：%(faults)s。権限を外し（ALTER ROLE … NOSUPERUSER NOBYPASSRLS）、"
    "プロセスごとに別のロールを使用してください。",
)


class Command(BaseCommand):
    """Prints what it would do, unless told to do it."""

    help = "PostgreSQL's roles: print their rights as SQL, --apply them, or --create the roles first"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The names of the roles, and what to do."""
        for each in fields(Names):
            parser.add_argument(f"--{each.name}", default=each.default, metavar="NAME", help=f"({each.default})")
        parser.add_argument("--create", metavar="DATABASE", help="print what an administrator of the server runs once")
        parser.add_argument("--apply", action="store_true", help="as the owner: give each role its rights, no others")

    def handle(self, *, create: str | None, apply: bool, **options: Any) -> None:
        """Print, or do."""
        names = Names(**{each.name: options[each.name] for each in fields(Names)})
        if create:
            self._print(roles.made(names, create))
            return
        if connection.vendor != "postgresql":
            raise CommandError(str(NOT_POSTGRESQL))
        if not apply:
            self._print(roles.granted(names, connection))
            return
        if faults := _applied(names):
            raise CommandError(str(ABOVE % {"faults": "; ".join(faults)}))
        self.stdout.write(str(APPLIED % vars(names)))

    def _print(self, statements: list[str]) -> None:
        self.stdout.write("".join(f"{statement};\n" for statement in statements), ending="")


def _applied(names: Names) -> list[str]:
    """Give the rights; what still stands above them."""
    try:
        engine: Any = connection
        with engine.opened(), transaction.atomic(), connection.cursor() as cursor:
            for statement in roles.granted(names, connection):
                cursor.execute(statement)
        return roles.faults(names, connection)
    except DatabaseError as wrong:
        raise CommandError(str(NOT_APPLIED % {"why": str(wrong).splitlines()[0]})) from None
