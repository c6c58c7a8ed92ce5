"""The reporting year of a demonstration: a made-up year of bodies, in every state. All texts say that they are made up.

Made where nothing is there yet; twice changes nothing. The year 2020 is not opened: its progress comes from a file.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from opennrm.accounts.demo import officials
from opennrm.agencies.models import Official
from opennrm.plan import reporting, years
from opennrm.plan.models import BodyProgress, ReportingYear
from opennrm.plan.progress_rules import Activity
from opennrm.plan.progress_terms import ActivityKind, Counted
from opennrm.plan.reporting import Words

POLICE, LABOUR = "npa", "mhlw"
SENT = Words(
    "（架空）全国の警察で、人身取引の疑いのある事案の情報を月ごとに取りまとめ、関係機関と共有した。",
    "(Made up) Police throughout the country brought together what they learnt of suspected trafficking each month.",
)
MANUAL = Words(
    "（架空）取締りマニュアルの使い方について、都道府県警察の担当者に通知した。",
    "(Made up) Officers of the prefectural police were told in writing how to use the enforcement manual.",
)
HALF = Words("（架空）不法就労の防止に関するリーフレットを新たに作成し、事業者団体を通じて配布した。", "")
EDITED = Words(
    "（架空）全国の警察は、人身取引が疑われる事案の情報を毎月取りまとめ、関係行政機関と共有した。",
    "(Made up) Each month, police throughout the country gathered what they had learnt of suspected trafficking and "
    "shared it with the bodies concerned.",
)
QUESTION = "（架空）配布した部数と言語を教えてください。(Made up: how many copies, in which languages?)"


def stage(step: Callable[[str], None]) -> None:
    """A year with lines accepted, sent, asked back, in draft, and not begun."""
    step("Made-up progress of measures")
    if ReportingYear.objects.exists():
        return
    staff, today = officials(), timezone.localdate()
    by, police, labour = staff["plan-secretariat"], staff["progress-police"], staff["progress-labour"]
    year = years.open_year(today.year - 1, due=today + timedelta(days=10), by=by, on=today)
    rows = BodyProgress.objects.filter(year=year).select_related("measure")
    of = {(row.organisation_id, row.measure.item): row for row in rows}
    first, second, third = (of[POLICE, item] for item in ("1(1)", "4-b", "2(2)3"))
    _send(first, SENT, police, today, done=True)
    reporting.edit(first, EDITED, at="1.1", why="（架空）用語の統一", by=by, on=today)
    reporting.accept(first, at="2.1", by=by, on=today)
    _send(second, MANUAL, police, today)
    reporting.write(third, HALF, at="", by=police, on=today)
    asked = of[LABOUR, "2(2)3"]
    _send(asked, HALF, labour, today)
    reporting.ask_back(asked, QUESTION, by=by, on=today)


def _send(progress: BodyProgress, words: Words, by: Official, on: date, *, done: bool = False) -> None:
    held = Activity(
        date(progress.year_id, 6, 12), ActivityKind.TRAINING, "（架空）担当者研修", "(Made up) Training of officers",
        120, Counted.PARTICIPANTS, "",
    )  # fmt: skip
    made = reporting.write(progress, words, at="", activities=[held] if done else [], by=by, on=on)
    reporting.send(progress, at=made.at, by=by, on=on)
