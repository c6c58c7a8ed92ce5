"""The public door of a demonstration: inboxes that made-up officials can open, and made-up reports in them.

Made where it is not there yet; twice changes nothing. Recovery keys are dropped: nothing here is worth recovering.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.demo import PHRASE, SHELTER, WOMEN, officials
from opennrm.agencies.models import DutyTurn, Official, Organisation
from opennrm.reporting import receipts
from opennrm.reporting.actions import desk, door, intake
from opennrm.reporting.answers import Answers, Contact
from opennrm.reporting.boxes import Box
from opennrm.reporting.carried import Draft
from opennrm.reporting.models import Report
from opennrm.reporting.receipts import Receipt, check_digit
from opennrm.reporting.terms import ContactWay, ReportKind, Topic
from opennrm.understanding.facts import ContactReceived
from opennrm.understanding.models import ROWS
from opennrm.vault import inboxes
from opennrm.vault.models import Inbox

# Bodies that receive, each with the made-up officials who may open its inbox.
MEMBERS = {
    "npa": ("reception",),
    WOMEN: ("womens-support", "womens-reception"),
    "isa": ("identification",),
    SHELTER: ("shelter-lead", "shelter-lead-2", "counsellor"),
}
ON_DUTY, DUTY = "reception", (time(9), time(18))
# Contacts of earlier years, of which only the count is left: body, way, language, how many in 2019 and in 2020.
EARLIER = (
    ("npa", ContactWay.WEB, "ja", 2, 5),
    ("npa", ContactWay.WEB, "vi", 0, 4),
    (SHELTER, ContactWay.TELEPHONE, "en", 3, 2),
    (SHELTER, ContactWay.TELEPHONE, "vi", 4, 6),
    (WOMEN, ContactWay.TELEPHONE, "ja", 5, 3),
    (WOMEN, ContactWay.VISIT, "ja", 2, 1),
    ("isa", ContactWay.LETTER, "ja", 1, 0),
)


@dataclass(frozen=True)
class MadeUp:
    """A made-up report; its receipt is known, so that anybody may come back with it."""

    digits: str
    answers: Answers
    reply: str = ""

    @property
    def receipt(self) -> Receipt:
        """The digits with their check digit."""
        return Receipt(self.digits + check_digit(self.digits))


REPORTS = (
    MadeUp(
        "20202020202020202020",
        Answers(
            kind=ReportKind.HELP,
            language="en",
            what="(Made up for the demonstration.) The owner of the bar keeps my passport and says I owe money.",
            topics=frozenset({Topic.DEBT, Topic.PAPERS}),
            prefecture="13",
            contact=Contact(may=True, how="A made-up application", when="Mornings", say="A wrong number"),
            more={"pages_in": "en", "needs": "My passport, and a place to sleep."},
        ),
        reply="(Made up for the demonstration.) Thank you for writing. Keeping your passport is against the law. "
        "Tell us a time at which you can talk safely, and we will find a place for you to sleep.",
    ),
    MadeUp(
        "31313131313131313131",
        Answers(
            kind=ReportKind.HELP,
            language="vi",
            what="(Nội dung giả định.) Công ty giữ hộ chiếu của tôi và không trả lương. Tôi không được ra ngoài.",
            topics=frozenset({Topic.HOME, Topic.LABOUR}),
            prefecture="23",
            danger=True,
            more={"pages_in": "vi"},
        ),
    ),
    MadeUp(
        "42424242424242424242",
        Answers(
            kind=ReportKind.TIP,
            language="ja",
            what="（架空の内容）近所の店で、若い人が毎晩遅くまで働かされ、外出できないようです。",
            topics=frozenset({Topic.SEXUAL}),
            prefecture="27",
            child=True,
            more={"pages_in": "ja", "people": "（架空）10代に見える人が2人"},
        ),
    ),
)


def stage(step: Callable[[str], None]) -> Receipt:
    """Officials, inboxes, reports; the receipt of the report that has an answer."""
    step("Made-up officials and reports")
    staff = officials()
    for code, names in MEMBERS.items():
        if not Inbox.objects.filter(organisation=code).exists():
            _found(code, [staff[name] for name in names])
    _put_on_duty(staff[ON_DUTY])
    _earlier()
    for made_up in REPORTS:
        _send(made_up)
    intake.take_in()
    for made_up in REPORTS:
        if made_up.reply:
            _answer(made_up, staff)
    return REPORTS[0].receipt


def _found(code: str, members: list[Official]) -> None:
    first, *others = members
    founded = inboxes.found(code, member=first.word, phrase=PHRASE, by=first.word)
    for each in others:
        inboxes.add_member(founded.unlocked, member=each.word, phrase=PHRASE, by=first.word)


def _put_on_duty(official: Official) -> None:
    starts, ends = DUTY
    for weekday in range(7):
        DutyTurn.objects.get_or_create(
            organisation_id=official.organisation_id,
            official=official,
            weekday=weekday,
            starts=starts,
            defaults={"ends": ends},
        )


@transaction.atomic
def _earlier() -> None:
    if ROWS[ContactReceived].objects.exists():  # type: ignore[attr-defined]
        return
    for code, way, language, *many in EARLIER:
        owner = Organisation.objects.get(pk=code)
        for year, times in zip((2019, 2020), many, strict=True):
            for month in range(1, times + 1):
                intake.let_fall_contact(owner, channel=way, language=language, on=date(year, month, 10))


def _send(made_up: MadeUp) -> None:
    if not Box.objects.filter(lookup=receipts.opened(made_up.receipt).lookup).exists():
        draft = Draft(made_up.receipt, {})
        door.submit(made_up.answers, draft=draft, on=timezone.localdate(), also=[SHELTER])


def _answer(made_up: MadeUp, staff: dict[str, Official]) -> None:
    lookup = receipts.opened(made_up.receipt).lookup
    if Box.objects.filter(lookup=lookup, replies__isnull=False).exists():
        return
    for names in MEMBERS.values():
        by = staff[names[0]]
        with acting(scope_for(by, purpose=Purpose.RECEPTION)):
            report = Report.objects.filter(box__lookup=lookup, owner=by.organisation_id).first()
            if report is not None:
                language = made_up.answers.language
                desk.reply(report, text=made_up.reply, language=language, by=by, on=timezone.localdate())
                return
