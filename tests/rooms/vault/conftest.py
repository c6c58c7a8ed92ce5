"""The tables of the made-up models, and a master key of each test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from opennrm.vault import phrases, sealing
from opennrm.vault.phrases import Cost
from tests.rooms.vault.madeup import TABLES


@pytest.fixture(scope="session")
def madeup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The made-up tables, for as long as the tests' database stands."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in TABLES:
            editor.create_model(model)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in reversed(TABLES):
            editor.delete_model(model)


@pytest.fixture
def locks(madeup: None, transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A database without the transaction of a test around it, and an empty home: the folder of its keys."""
    settings.HOME = tmp_path
    sealing._spent.clear()
    yield tmp_path / "keys"
    for model in reversed(TABLES):
        model._default_manager.all().delete()


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 at the smallest cost, where a test is not about its cost."""
    monkeypatch.setattr(phrases, "COST", Cost(memory=8, passes=1, lanes=1))
