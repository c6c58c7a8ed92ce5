"""What the tests of prevention stand on."""

import pytest

from opennrm.vault import sealing


@pytest.fixture(autouse=True)
def lines_numbered_anew(monkeypatch):
    """Lines of the audit are numbered anew in each test: none has opened a field before."""
    monkeypatch.setattr(sealing, "_spent", {})
