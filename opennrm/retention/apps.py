"""The room of retention, and what is looked at before the program starts."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.retention.records import registered
from opennrm.retention.schedule import rules
from opennrm.retention.terms import Then


class RetentionConfig(AppConfig):
    """The room that knows how long each class of record is kept, and how it goes."""

    name = "opennrm.retention"

    def ready(self) -> None:
        """The rules are read before any command that checks the system begins."""
        register(rules_can_be_read, "retention")
        register(every_record_can_go_as_its_rule_says, "retention")


def rules_can_be_read(app_configs: Sequence[AppConfig] | None, **_more: Any) -> list[CheckMessage]:
    """Every fault of the rules, and of the operator's file, as an error of the system check."""
    try:
        rules()
    except FaultyDeclaration as faulty:
        return [Error(str(fault), id="retention.E001") for fault in faulty.faults]
    return []


def every_record_can_go_as_its_rule_says(app_configs: Sequence[AppConfig] | None, **_more: Any) -> list[CheckMessage]:
    """A rule that says «anonymise» needs a room that says how; the operator's file may have changed the rule."""
    if rules_can_be_read(None):
        return []
    return [
        Error(
            f"{keeping.kind} is of the class {keeping.rule.code!r}, which is made anonymous, and says no way to do so; "
            "write «erase» or «review» in the operator's file, or give its Keeping anonymise=",
            id="retention.E002",
        )
        for keeping in registered().values()
        if keeping.rule.then is Then.ANONYMISE and keeping.anonymise is None
    ]
