"""opennrm migrate: Django's own, one at a time, and whole or not at all."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from opennrm.config.migrating import WholeMigrations, one_at_a_time

migrate.MigrationExecutor = WholeMigrations  # type: ignore[attr-defined]  # Django's command takes it from its module


class Command(migrate.Command):
    """Bring the database to this version's tables; stopped half-way, run it again."""

    help = "bring the database to this version's tables; stopped half-way, run it again"

    def handle(self, *args: Any, **options: Any) -> None:
        """Wait for whoever migrates already; then do what is left to do."""
        with one_at_a_time(connections[options["database"]]):
            super().handle(*args, **options)
