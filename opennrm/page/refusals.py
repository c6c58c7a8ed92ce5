"""The one exception for what a person may not do. A page shows its text; nothing was written when it is raised."""

from typing import Protocol


class Reason(Protocol):
    """A member of a vocabulary of refusals: a word for the log, a label for the person."""

    @property
    def value(self) -> str: ...  # the word

    @property
    def label(self) -> object: ...  # the text, in the language of the page


class Refused(Exception):
    """An act a person asked for is not allowed; ``reason`` says why and what to do instead."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason.label)


def refuse(reason: Reason | None) -> None:
    """Raise ``Refused`` where a rule gave a reason; do nothing where it gave None."""
    if reason is not None:
        raise Refused(reason)
