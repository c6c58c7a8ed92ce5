"""Migrations that make many tables at once.

After each new model Django draws again every model that is related to it, which in this house is nearly every one of a
room: making 25 tables drew two thousand models, and most of ``opennrm migrate`` was spent on it. Tables that follow one
another need to be drawn once, before the first is made.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """The tables of these models, in this order; the schema is the one they would leave one by one."""

    reduces_to_sql = True

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = list(models)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to what is known; they are drawn when somebody asks, and not before the last is there."""
        state.__dict__.pop("apps", None)
        for each in self.models:
            each.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the tables."""
        for each in self.models:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop them, the last first."""
        for each in reversed(self.models):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What ``sqlmigrate`` says above the statements."""
        return "; ".join(each.describe() for each in self.models)


class TablesTogether(migrations.Migration):
    """A migration whose CreateModel operations that follow one another are one step."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.operations = [step for _kind, found in groupby(cls.operations, key=type) for step in together(list(found))]


def together(operations: list[Operation]) -> list[Operation]:
    """Operations of one kind: as one, if they make tables."""
    tables = [each for each in operations if isinstance(each, CreateModel)]
    return [CreateModels(tables)] if tables else operations
