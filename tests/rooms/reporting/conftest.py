"""Argon2 at the smallest cost, where a test is not about its cost; no audit line spent before."""

import pytest

from opennrm.reporting import doorway, receipts
from opennrm.reporting.actions import door
from opennrm.reporting.views import door as door_views
from opennrm.reporting.views import door_back as back_views
from opennrm.vault import phrases, sealing
from opennrm.vault.phrases import Cost


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (phrases, receipts):
        monkeypatch.setattr(module, "COST", Cost(memory=8, passes=1, lanes=1))
    monkeypatch.setattr(door, "STEP", 0.001)
    sealing._spent.clear()


class Room:
    """Buckets that are never empty."""

    def wait(self, address: str) -> float:
        return 0.0


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for what the tests before have taken."""
    for module in (door_views, back_views):
        monkeypatch.setattr(module, "sending", Room())
    monkeypatch.setattr(back_views, "coming_back", Room())
    monkeypatch.setattr(doorway, "together", Room())
