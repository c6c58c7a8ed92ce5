"""Durations a made-up operator has set, and how the rows of the made-up room go."""

from opennrm.retention.keeping import Keeping, Part
from opennrm.understanding.forgetting import forget
from tests.rooms.access.madeup.models import Case, Note, Person

RULES = """
[[rule]]
code = "case"
keep = "P5Y"
then = "erase"
because = "made up for a test"
[[rule]]
code = "official"
keep = "P2Y"
because = "made up for a test"
[[rule]]
code = "account"
keep = "P1Y"
because = "made up for a test"
"""


def forget_facts(case, tombstone):
    """The made-up room keeps the key of its facts in the title."""
    forget([case.title], tombstone=tombstone)


KEPT = (
    Keeping(
        Case,
        clock="opened",
        file="file_id",
        key="file_id",
        parts=(Part(Note, "case"), Part(Person, "case")),
        also=forget_facts,
        find=lambda text, official: Case.objects.filter(title=text, file__owner=official.organisation_id),
    ),
)
