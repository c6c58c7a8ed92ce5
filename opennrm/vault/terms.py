"""The words of the audit line and of the keys."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with the first bad line of a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    UNCOUNTED = "uncounted"
    NOT_AS_SIGNED = "not-as-signed"


class KeyKind(StrEnum):
    """What a key is for."""

    CASE = "case"  # seals the fields of one case: erased with it
    ACCOUNT = "account"  # seals the secrets an official signs in with: erased with the account
    COLUMN = "column"  # makes the blind index of one column
    CHECKPOINT = "checkpoint"  # signs checkpoints of the audit
    EXCHANGE = "exchange"  # opens and signs packages exchanged with partners abroad


class SlotKind(StrEnum):
    """How a slot of an inbox is opened."""

    MEMBER = "member"  # by a member's phrase
    RECOVERY = "recovery"  # by the key kept offline


class Mark(StrEnum):
    """Who made a master key."""

    DEMO = "demo"  # made by itself on first use
    OPERATOR = "operator"  # made or replaced by a person who answers for it
