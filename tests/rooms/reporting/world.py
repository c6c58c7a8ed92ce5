"""A small made-up world: two bodies with inboxes, an official of each, and somebody who writes."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.reporting import carried, receipts
from opennrm.reporting.actions import door, intake
from opennrm.reporting.answers import Answers
from opennrm.reporting.models import Report
from opennrm.reporting.receipts import Receipt
from opennrm.reporting.terms import ReportKind, Topic
from opennrm.vault import inboxes
from opennrm.vault.unlocked import Unlocked
from tests.desk import body, official

TODAY = date(2026, 4, 6)
PHRASE = "made up for a test, long enough"
SECRET = "旅券を取り上げられました canary-in-the-report"


@dataclass
class Body:
    organisation: Organisation
    official: Official
    unlocked: Unlocked

    @contextmanager
    def acting(self):
        with acting(scope_for(self.official, purpose=Purpose.RECEPTION)):
            yield


def with_inbox(code: str, kind: str) -> Body:
    organisation = body(code, kind=kind)
    who = official(organisation, roles=["counsellor"], lead=True)
    founded = inboxes.found(code, member=who.word, phrase=PHRASE, by=who.word)
    return Body(organisation, who, founded.unlocked)


def police() -> Body:
    return with_inbox("npa", "agency")


def shelter() -> Body:
    return with_inbox("womens-support-centers", "womens_support_center")


def answers(what: str = SECRET, **more) -> Answers:
    fields = {"kind": ReportKind.HELP, "language": "my", "topics": frozenset({Topic.HOME})}
    return Answers(what=what, **(fields | more))


def sent(what: str = SECRET, **more) -> Receipt:
    return door.submit(answers(what, **more), draft=carried.begin(), on=TODAY)


def taken_in(what: str = SECRET, *, at: Body, **more) -> tuple[Receipt, Report]:
    """A report that was sent and taken in, and its receipt."""
    receipt = sent(what, **more)
    intake.take_in()
    with at.acting():
        return receipt, Report.objects.get(box__lookup=receipts.opened(receipt).lookup)
