"""Whether every migration adds first and removes later, so that the release before runs on while it is applied.

Run: python -m tests.safe_migrations. On PostgreSQL, where what is linted is what will run. Where that is not installed,
on SQLite without two of the checks: it remakes a whole table for each new column, and the linter takes every column
that was there for a new one. Tables of other projects are theirs to change.
"""

import os
import subprocess
import sys

from tests.machine import postgresql
from tests.postgres import cluster

LINT = """
import sys
import django; django.setup()
from django.core.management import call_command
from django_migration_linter.management.commands.lintmigrations import Command
from django.apps import apps
ours = [each.label for each in apps.get_app_configs() if each.name.startswith("opennrm.") and each.label != "account"]
options = ["--no-cache", "--ignore-initial-migrations", "--quiet", "ok", "ignore", "--include-apps", *ours]
call_command(Command(), *options, *sys.argv[1:])
"""


def lint(*arguments: str, **environment: str) -> int:
    """Lint the migrations in a process of its own; its exit code."""
    command = [sys.executable, "-c", LINT, *arguments]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    """Lint on PostgreSQL, else on SQLite."""
    if postgresql() is None:
        return lint("--exclude-migration-tests", "NOT_NULL", "ADD_UNIQUE")
    with cluster() as running, running.database() as url:
        return lint(OPENNRM_DATABASE_URL=url)


if __name__ == "__main__":
    sys.exit(main())
