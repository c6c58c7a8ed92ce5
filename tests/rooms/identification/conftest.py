"""No audit line was spent before a test."""

import pytest

from opennrm.vault import sealing


@pytest.fixture(autouse=True)
def unspent() -> None:
    sealing._spent.clear()
