"""The public door of a demonstration: inboxes that made-up officials can open, and made-up reports in them.

Made where it is not there yet; twice changes nothing. Recovery keys are dropped: nothing here is worth recovering.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts import demo as accounts
from opennrm.agencies.models import Official
from opennrm.page.bilingual import Text
from opennrm.reporting import receipts
from opennrm.reporting.actions import desk, door, intake
from opennrm.reporting.answers import Answers, Contact
from opennrm.reporting.carried import Draft
from opennrm.reporting.models import Report
from opennrm.reporting.receipts import Receipt, check_digit
from opennrm.reporting.terms import ReportKind, Topic
from opennrm.vault import inboxes
from opennrm.vault.models import Inbox

MADE_UP = Text("(made up for the demonstration)", "（デモ用の架空の内容）")
# Bodies of the routing table that receive, each with the made-up officials who may open its inbox.
MEMBERS = {
    "npa": ("investigator", "matching"),
    "isa": ("identification",),
    accounts.SHELTER: ("shelter-lead", "shelter-lead-2", "counsellor", "caseworker"),
}
ANSWERED = "2020"  # the first digits of the made-up receipts, so that a stranger can tell them from their own


@dataclass(frozen=True)
class MadeUp:
    """A made-up report, with the receipt by which anybody may look at it."""

    digits: str
    answers: Answers
    reply: str = ""


REPORTS = ()


def stage(step: Callable[[str], None]) -> None:
    """Inboxes and reports of the demonstration."""
    step("Made-up officials and reports")
