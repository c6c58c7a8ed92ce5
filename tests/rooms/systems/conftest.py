"""No audit line was spent before a test."""

from tests.rooms.identification.conftest import unspent

__all__ = ["unspent"]
