"""One demonstration report for all tests that only read it."""

import pytest

from opennrm.publication.actions import Prepared
from opennrm.publication.report import Report
from tests.editions import prepared_of
from tests.factories import demo_report


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The demonstration's report for 2020."""
    return demo_report(tmp_path_factory.mktemp("demo") / "register")


@pytest.fixture(scope="session")
def prepared(report: Report) -> Prepared:
    """The files of that report as its first edition: set once for all tests."""
    return prepared_of(report)
