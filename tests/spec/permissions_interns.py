"""Cases of technical interns for the matrix: one of each organisation, a step, and requests sent and received."""

from typing import Any

from django.utils import timezone

from opennrm.access.models import File
from opennrm.access.terms import FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.codes import new_code
from opennrm.prevention.models import InternCase, InternRequest, InternStep
from tests.rooms.access.world import granted

WORDS = ("intern", "intern_step", "intern_sent", "intern_request")


def interns_of(owner: Organisation, by: Official, other: Organisation) -> dict[str, Any]:
    """A case of an organisation with a step, what it asked of another, and what another asked of it."""
    today, about = timezone.localdate(), File.objects.create(kind=FileKind.INTERN_CASE, owner=owner)
    granted(about, owner, purpose=Purpose.EXAMINATION)
    code = new_code()
    told = {"code": code, "key": code, "owner": owner, "officer": by, "prefecture": "13", "origin": "none"}
    case = InternCase.objects.create(file=about, opened=today, **told)
    step = InternStep.objects.create(case=case, code="hear", due=today)
    return dict(zip(WORDS, (case, step, _request(case, owner, other, ""), _request(case, other, owner)), strict=True))


def _request(
    case: InternCase, asking: Organisation, to: Organisation, purpose: str = Purpose.EXAMINATION
) -> InternRequest:
    file, today = File.objects.create(kind=FileKind.REFERRAL, owner=asking), timezone.localdate()
    granted(file, asking, purpose=Purpose.EXAMINATION)
    if purpose:
        granted(file, to, purpose=purpose)
    said = {"case": case.pk, "code": case.code, "step": "otit", "classes": "account", "asked": today}
    return InternRequest.objects.create(file=file, asking=asking, to=to, purpose=purpose, answer_by=today, **said)
