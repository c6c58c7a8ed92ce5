"""One demonstration report for all tests that only read it."""

import pytest

from opennrm.publication.report import Report
from tests.factories import demo_report


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The demonstration's report for 2020."""
    return demo_report(tmp_path_factory.mktemp("demo") / "register")
