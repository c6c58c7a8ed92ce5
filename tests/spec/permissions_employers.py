"""What hangs on employers and examinations, for the matrix: one row of each, by its word in ``args``."""

from typing import Any

from django.utils import timezone

from opennrm.access.models import File
from opennrm.access.terms import FileKind, Purpose
from opennrm.agencies.models import Official
from opennrm.prevention.models import Contract, Employer, Examination, Letter, Line, Measure, Paper, Tie
from tests.rooms.access.world import granted

WORDS = ("employer", "tie", "contract", "examination", "document", "letter", "measure")
NUMBERS = {True: "9999999999999", False: "9999999999990"}


def employers_of(by: Official, *, own: bool) -> dict[str, Any]:
    """An employer of the official's office with an examination under way, a letter that waits and a measure."""
    today, owner = timezone.localdate(), by.organisation
    files = [File.objects.create(kind=FileKind.EXAMINATION, owner=owner) for _ in range(2)]
    for each in files:
        granted(each, owner, purpose=Purpose.EXAMINATION)
    number = NUMBERS[own]
    employer = Employer.objects.create(file=files[0], owner=owner, number=number, opened=today, by=by)
    contract = Contract.objects.create(employer=employer, code="made-up", entered=today, by=by)
    examination = Examination.objects.create(
        code=f"{number[-4:]}-MADE", file=files[1], employer=employer, owner=owner, examiner=by, kind="ordinary",
        criteria="ssw", law_day=today, begun=today,
    )  # fmt: skip
    said = {"reckoned": "not_met", "outcome": "not_met", "shown": {"en": "made up", "ja": "架空"}}
    Line.objects.create(examination=examination, contract=contract, criterion="C01", group="contract", **said)
    hangs = {"examination": examination, "by": by}
    letter = {"number": 1, "language": "vi", "points": [["made-up", "C01", "not_met"]], "sent": today, "due": today}
    made = (
        employer,
        Tie.objects.create(employer=employer, kind="broker", since=today, by=by),
        contract,
        examination,
        Paper.objects.create(kind="other", name="text-1.txt", media="text/plain", size=1, on=today, **hangs),
        Letter.objects.create(**letter, **hangs),
        Measure.objects.create(kind="guidance", on=today, due=today, state="open", **hangs),
    )
    return dict(zip(WORDS, made, strict=True))
