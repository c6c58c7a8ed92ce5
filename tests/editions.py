"""Editions for tests: their files set without a database, once."""

from dataclasses import replace

from opennrm.publication import outputs
from opennrm.publication.actions import Prepared
from opennrm.publication.report import Report


def prepared_of(report: Report, number: int = 1) -> Prepared:
    """A report as an edition of this number, with all its files."""
    named = replace(report, edition=f"{report.year}-{number}")
    return Prepared(named, number, outputs.files(named))


def bare(report: Report, number: int = 1) -> Prepared:
    """The same with two small files alone: where the typesetter is not what is tested."""
    named = replace(report, edition=f"{report.year}-{number}")
    return Prepared(named, number, {"report.json": named.to_json().encode(), "annual-report.csv": b"made up"})
