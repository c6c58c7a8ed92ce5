"""Tables made together are those that would be made one by one."""

from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from opennrm.vault.tables import CreateModels, TablesTogether

KEY = ("id", models.BigAutoField(primary_key=True))


def operations():
    return [
        migrations.CreateModel("Parent", [KEY]),
        migrations.CreateModel("Child", [KEY, ("of", models.ForeignKey("vault.Parent", models.PROTECT))]),
        migrations.AddField("Parent", "eldest", models.ForeignKey("vault.Child", models.PROTECT, null=True)),
        migrations.CreateModel("Friend", [KEY, ("knows", models.ManyToManyField("vault.Child"))]),
    ]


def made(kind):
    """The migration, what Django knows after it, and the statements it would send."""
    migration = type("Migration", (kind,), {"operations": operations()})("0009_made_up", "vault")
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    editor.deferred_sql = []
    state = migration.apply(ProjectState(), editor, collect_sql=True)
    statements = [each for each in editor.collected_sql if not each.startswith("--")]
    return migration, state, statements + [str(each) for each in editor.deferred_sql]


def test_the_statements_and_the_models_known_are_the_same():
    together, one_by_one = made(TablesTogether), made(migrations.Migration)
    assert together[1].models == one_by_one[1].models
    assert together[2] == one_by_one[2] != []


def test_only_tables_that_follow_one_another_are_one_step():
    first, added, last = made(TablesTogether)[0].operations
    assert isinstance(added, migrations.AddField)
    assert [[each.name for each in step.models] for step in (first, last)] == [["Parent", "Child"], ["Friend"]]
    assert isinstance(first, CreateModels)
    assert first.describe() == "Create model Parent; Create model Child"


def test_they_are_dropped_in_the_opposite_order():
    migration = made(TablesTogether)[0]
    dropped = []

    class Editor:
        connection = connection

        def delete_model(self, model):
            dropped.append(model.__name__)

    first = migration.operations[0]
    state = ProjectState()
    first.state_forwards("vault", state)
    first.database_backwards("vault", Editor(), state, ProjectState())
    assert dropped == ["Child", "Parent"]
