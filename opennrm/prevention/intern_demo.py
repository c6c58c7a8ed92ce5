"""A made-up case of a technical intern for a demonstration. Twice changes nothing."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.demo import officials
from opennrm.prevention.actions import intern_officers, interns
from opennrm.prevention.actions.interns import Beginning, Known
from opennrm.prevention.interns import InternCase, NamedOfficer
from opennrm.understanding.national import falling_into

EXAMINER, TOKYO = "examiner", "13"
KNOWN = Known(
    occupation="food",
    language="vi",
    nationality="VN",
    signs=("passport_kept", "wages_unpaid"),
    name="架空 実習生（デモ）",
    supervising="架空の監理団体（デモ）",
    account="（架空の内容）旅券を預けさせられ、残業代が支払われていない。",
)


def stage(step: Callable[[str], None], *, collection: str) -> None:
    """An officer of Tokyo's bureau, and a case with a note; the fact falls into ``collection``."""
    by, today = officials()[EXAMINER], timezone.localdate()
    if not NamedOfficer.objects.filter(official=by).exists():
        since = today - timedelta(days=365)
        intern_officers.name_officer(by.organisation, by, since=since, by=by, on=today)
    with falling_into(collection), acting(scope_for(by, purpose=Purpose.EXAMINATION)):
        if InternCase.objects.exists():
            return
        step("A made-up case of a technical intern")
        case = interns.open_case(Beginning(TOKYO), KNOWN, by=by, on=today - timedelta(days=2))
        interns.note(case, text="（架空の内容）本人から電話で聞き取り。", happened=today, by=by, on=today)
