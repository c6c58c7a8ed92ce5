"""The command ``opennrm``: each verb is a management command of the room it belongs to."""

import os
import sys
from tempfile import TemporaryDirectory

import django
from django.conf import settings
from django.core.management import ManagementUtility, call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from opennrm.config import door, logs
from opennrm.config.troubles import trouble_of

HEAD = """opennrm: from case facts to the official annual report.

usage: opennrm COMMAND …   (opennrm COMMAND --help says more)
"""


WITH_DATABASE = {
    "audit", "check", "demo", "export", "import", "keys", "leaflet", "match", "officials", "related",
    "report", "serve", "tabulate", "worker",
}  # fmt: skip


ON_FILES_ALONE = {"attack", "ctdc", "exchange", "suppress", "synthesize"}


def main() -> None:
    """Run one verb; without one, list those of the project (Django's own stay reachable by name).

    What works on files alone gets a home that is gone afterwards: it leaves no folder where it was called.
    """
    if sys.argv[1:2] and sys.argv[1] in ON_FILES_ALONE:
        with TemporaryDirectory(prefix="opennrm-") as nowhere:
            os.environ["OPENNRM_HOME"] = nowhere
            run()
    else:
        run()


def run() -> None:
    """The verb itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings")
    sys.argv[0] = "opennrm"
    if door.STARTER in os.environ:
        door.end_with_parent()
    django.setup()
    BaseCommand.requires_system_checks = []  # they load every page to find our mistakes: that is for «make check»
    if "worker" in sys.argv[1:2]:
        logs.guard()
    if len(sys.argv) < 2 or sys.argv[1] in {"help", "-h", "--help"}:
        sys.stdout.write(overview())
        return
    try:
        if sys.argv[1] in WITH_DATABASE and "--help" not in sys.argv:
            prepare_database()
        ManagementUtility(sys.argv).execute()
    except (DatabaseError, InterfaceError, OSError) as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        sys.exit(f"{trouble.remedy}")


def prepare_database() -> None:
    """Make the home folder, and bring the database to this version's tables (nothing to do, nothing done)."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def overview() -> str:
    """One line for each of the project's own commands."""
    lines = [HEAD]
    for name, app in sorted(get_commands().items()):
        if isinstance(app, BaseCommand) or not app.startswith("opennrm."):
            continue
        lines.append(f"  {name:<12} {load_command_class(app, name).help}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
