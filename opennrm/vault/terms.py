"""The words of the audit line."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with the first bad line of a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    UNCOUNTED = "uncounted"
