"""The words of «check my contract». They carry no label: the public door says them in its own languages."""

from enum import StrEnum


class Work(StrEnum):
    """What kind of permission somebody works under, as they themselves know it."""

    SKILLED = "skilled"  # Specified Skilled Worker
    INTERN = "intern"
    OTHER = "other"
    UNSURE = "unsure"


class HoldsFor(StrEnum):
    """For whom a law beside the criteria holds."""

    INTERN = "intern"
    ALL = "all"


class Wrong(StrEnum):
    """The answer that does not go with the law."""

    YES = "yes"
    NO = "no"


class About(StrEnum):
    """What a point is about, in the order they are asked."""

    FREEDOM = "freedom"
    MONEY = "money"
    PAY = "pay"
    HELP = "help"
