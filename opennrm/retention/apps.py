"""The room of retention, and what is looked at before the program starts."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.retention.schedule import rules


class RetentionConfig(AppConfig):
    """The room that knows how long each class of record is kept, and how it goes."""

    name = "opennrm.retention"

    def ready(self) -> None:
        """The rules are read before any command that checks the system begins."""
        register(rules_can_be_read, "retention")


def rules_can_be_read(app_configs: Sequence[AppConfig] | None, **_more: Any) -> list[CheckMessage]:
    """Every fault of the rules, and of the operator's file, as an error of the system check."""
    try:
        rules()
    except FaultyDeclaration as faulty:
        return [Error(str(fault), id="retention.E001") for fault in faulty.faults]
    return []
