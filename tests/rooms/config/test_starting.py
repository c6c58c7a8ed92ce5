"""What every process would wait for at its start, and only one command needs, is not loaded."""

import pytest

from tests.machine import run_python

LOADED = """
import sys
import django
django.setup()
from django.urls import get_resolver
assert get_resolver().url_patterns
import opennrm.publication.management.commands.report
print(sorted({"numba", "scipy", "opendp", "dp_accounting", "splink"} & set(sys.modules)))
"""


@pytest.mark.parametrize("settings", ("settings_public", "settings_desk"))
def test_doors_and_reports_start_without_what_makes_records_up(tmp_path, settings):
    started = run_python(LOADED, home=tmp_path / "home", settings=settings)
    assert started.stdout.strip() == "[]", started.stderr
