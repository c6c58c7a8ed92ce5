"""Argon2 at the smallest cost, where a test is not about its cost; no audit line spent before."""

import pytest

from opennrm.reporting import receipts
from opennrm.reporting.actions import door
from opennrm.vault import phrases, sealing
from opennrm.vault.phrases import Cost


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (phrases, receipts):
        monkeypatch.setattr(module, "COST", Cost(memory=8, passes=1, lanes=1))
    monkeypatch.setattr(door, "STEP", 0.001)
    sealing._spent.clear()
