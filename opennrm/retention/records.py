"""Which records there are whose time may be over: what the rooms' ``kept.py`` say, as settings name them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:  # asked before there are models, by the check of the system
    from opennrm.retention.keeping import Keeping


def registered() -> "dict[str, Keeping]":
    """Every keeping that settings name, by the word for its model."""
    found: dict[str, Keeping] = {}
    for name in settings.RECORDS:
        for keeping in import_string(name):
            if found.setdefault(keeping.kind, keeping) is not keeping:
                raise ValueError(f"RECORDS: {keeping.kind} is declared twice; leave one")
    return found
