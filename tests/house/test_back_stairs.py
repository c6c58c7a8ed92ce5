"""Ways round the floors that imports do not show."""

import ast

import pytest

from tests.house.plan import Source, imports, python

FORBIDDEN = {
    "django.dispatch": "no signals: work is pulled",
    "django.db.models.signals": "no signals: work is pulled",
    "django.db.backends.signals": "no signals: work is pulled",
    "django.core.signals": "no signals: work is pulled",
    "django.contrib.contenttypes": "no generic relation: a foreign key says where it points",
    "django.contrib.admin": "no admin: it walks round actions and audit",
}
CALLS = {
    "get_model": "no model by its name: import it, from a floor below",
    "get_user_model": "no model by its name: import it, from a floor below",
}
WITHOUT_DATABASE = {"page", "disclosure"}


def back_stairs(source):
    for line, name in imports(source.tree):
        for module, why in FORBIDDEN.items():
            if name == module or name.startswith(f"{module}."):
                yield f"{source.name}:{line} {name}: {why}"
        if source.room in WITHOUT_DATABASE and f"{name}.".startswith("django.db."):
            yield f"{source.name}:{line} {name}: {source.room} knows no database"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in CALLS:
                yield f"{source.name}:{node.lineno} {called}: {CALLS[called]}"


def hidden_imports(source):
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (f"{source.name}:{line} {name}: an import inside a function" for line, name in imports(node))


def test_no_signal_no_generic_relation_no_model_by_name():
    assert [fault for source in python() for fault in back_stairs(source)] == []


def test_no_import_hides_inside_a_function():
    assert [fault for source in python() for fault in hidden_imports(source)] == []


@pytest.mark.parametrize(
    ("code", "room"),
    [
        ("from django.dispatch import receiver", "vault"),
        ("from django.db.models.signals import post_save", "vault"),
        ("from django.contrib.contenttypes.fields import GenericForeignKey", "vault"),
        ("from django.apps import apps\napps.get_model('vault', 'AuditLine')", "publication"),
        ("from django.db import connection", "page"),
        ("import django.db.models", "disclosure"),
    ],
)
def test_the_sight_of_a_back_stair_is_sharp(code, room):
    assert len(list(back_stairs(Source(f"opennrm/{room}/models.py", code)))) == 1


def test_the_sight_is_not_too_sharp():
    assert list(back_stairs(Source("opennrm/vault/models.py", "from django.db import models, connection"))) == []


def test_the_sight_of_a_hidden_import_is_sharp():
    assert list(hidden_imports(Source("a.py", "def f():\n    if 1:\n        from b import c"))) == [
        "a.py:3 b.c: an import inside a function"
    ]
    assert list(hidden_imports(Source("a.py", "import b"))) == []
