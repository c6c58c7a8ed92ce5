"""On whose behalf the code now runs: an official for a purpose, or a named system scope. Nothing set is an error."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connections


class NoScope(RuntimeError):
    """A protected table was reached while nobody was acting. Run inside ``acting(scope)``."""


class OutOfScope(RuntimeError):
    """A statement tried to walk round the scope. Nothing was read or written."""


@dataclass(frozen=True)
class Scope:
    """An official acting for a purpose. Of ``organisations`` count only those the official serves when a query runs."""

    official: UUID
    organisations: tuple[str, ...]
    purpose: str


@dataclass(frozen=True)
class System:
    """A job without an official: sees every row of the tables it lists, and no other protected table.

    ``name`` is how the audit calls it. Enter it with ``actions.running``, which writes that line.
    """

    name: str
    reads: frozenset[str]
    writes: frozenset[str] = frozenset()

    @property
    def seen(self) -> frozenset[str]:
        """The tables it may read: what it changes it may read too."""
        return self.reads | self.writes


_current: ContextVar[Scope | System | None] = ContextVar("opennrm_scope", default=None)


def active() -> Scope | System | None:
    """The scope in force here, if there is one."""
    return _current.get()


def current() -> Scope | System:
    """The scope in force here. Raises NoScope where nobody is acting: no scope is never «everything»."""
    scope = _current.get()
    if scope is None:
        raise NoScope("a protected table was reached with nobody acting: run inside access.scope.acting(scope)")
    return scope


@contextmanager
def acting(scope: Scope) -> Iterator[Scope]:
    """Act for an official; an inner ``acting`` replaces the outer until it ends. Each task and thread has its own."""
    if not isinstance(scope, Scope):
        raise TypeError("acting() takes a Scope; a system scope is entered with access.actions.running()")
    with entered(scope):
        yield scope


@contextmanager
def entered(scope: Scope | System) -> Iterator[None]:
    """Put a scope in force. Only ``acting`` and ``actions.running`` call this: they check and write the audit.

    And ``reporting``, where it takes in what strangers sent: its lines in the audit carry the day alone.
    """
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)
        for connection in connections.all(initialized_only=True):
            if forget := getattr(connection, "forget_scope", None):
                forget()
