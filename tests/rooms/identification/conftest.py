"""No audit line spent before."""

import pytest

from opennrm.vault import sealing


@pytest.fixture(autouse=True)
def fresh() -> None:
    sealing._spent.clear()
