"""The made-up room of access, with a rule of five years for its cases, and officials who decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from opennrm.access.actions import running
from opennrm.agencies.models import Official
from opennrm.retention import schedule
from tests.rooms.access import conftest as made_up_room
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import World, everything, official, organisation, world
from tests.rooms.retention.made_up_rules import RULES

assert made_up_room.MADEUP
LONG_AGO, LATELY = date(2012, 5, 31), date(2026, 5, 31)


@dataclass
class Desk:
    """Three data protection officers and one official who is none."""

    first: Official
    second: Official
    third: Official
    other: Official


@pytest.fixture
def rules_set(settings: Any, tmp_path: Path) -> Iterator[None]:
    """The operator has set how long, and the made-up room says how its rows go."""
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    settings.RETENTION_FILE = str(path)
    settings.RECORDS = ["opennrm.retention.kept.KEPT", "tests.rooms.retention.made_up_rules.KEPT"]
    settings.RETENTION_UNDO_DAYS = 0
    settings.HOME = tmp_path
    schedule.forget()
    yield
    schedule.forget()


@pytest.fixture(params=WALLS)
def w(db: None, rules_set: None, request: pytest.FixtureRequest) -> World:
    """Two cases: «mine» was opened long ago, «theirs» lately."""
    raise_walls(request.param)
    return made()


def made() -> World:
    """The made-up world with clocks that started long ago and lately."""
    built = world()
    with running(everything()):
        for each, day in ((built.mine, LONG_AGO), (built.theirs, LATELY)):
            each.opened = day
            each.save(update_fields=["opened"])
    return built


@pytest.fixture
def officers(db: None) -> Desk:
    """Who decides, and who may not."""
    body = organisation("secretariat")
    three = (official(body, "data_protection_officer") for _ in range(3))
    return Desk(*three, official(body, "caseworker"))
