"""The tables of a database as its own migrations describe them, which need not be this version's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from opennrm.backup import rules
from opennrm.backup.form import TableHead
from opennrm.backup.rules import Node
from opennrm.backup.values import PLAIN, kind_of

LEFT_OUT = ("accounts_session", "django_session")  # nobody is signed in by a restore


class FromNewer(Exception):
    """The migrations are of a later version than this program's."""


@dataclass(frozen=True)
class Schema:
    """A set of applied migrations, and the models they leave standing."""

    applied: tuple[Node, ...]
    ends: tuple[Node, ...]
    models: Mapping[str, Any]  # by table

    @property
    def tables(self) -> list[str]:
        """Whose rows go into a backup, in the order of their names."""
        return sorted(self.models.keys() - set(LEFT_OUT))

    def kinds(self, table: str) -> dict[str, str]:
        """The kind of each column a model declares."""
        return {field.column: kind_of(field) for field in self.models[table]._meta.concrete_fields}


def schema(applied: list[Node], loader: MigrationLoader) -> Schema:
    """What these migrations make. Raises FromNewer."""
    if rules.unknown(applied, loader.graph.nodes):
        raise FromNewer
    parents = {node: [parent.key for parent in loader.graph.node_map[node].parents] for node in applied}
    ends = rules.ends(applied, parents)
    apps = loader.project_state(ends).apps
    every: list[Any] = [*apps.get_models(include_auto_created=True), MigrationRecorder.Migration]
    models = {model._meta.db_table: model for model in every if model._meta.managed and not model._meta.proxy}
    return Schema(tuple(applied), tuple(ends), models)


def head_of(table: str, columns: list[str], kinds: Mapping[str, str]) -> TableHead:
    """A table's head. A column that a later version took out of the model travels as it is."""
    return TableHead(table, columns, [kinds.get(column, PLAIN) for column in columns])
