"""What hangs on related offences and information exchange, for the matrix: one of each, by its word in ``args``."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from opennrm.access.models import File
from opennrm.access.terms import FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication.models import (
    Agreement,
    Conference,
    ConferenceDecision,
    InformationExchange,
    Package,
    Partner,
    PossibleVictim,
    RelatedOffence,
)
from tests.rooms.access.world import granted

WORDS = ("related", "flag", "exchange", "conference", "decision", "package", "partner")


def related_of(owner: Organisation, by: Official) -> dict[str, Any]:
    """An offence without a reading, an open flag, a request, a conference with a decision, a package to approve."""
    day = timezone.localdate()
    entered = {"entered": day, "by": by}
    partner = Partner.objects.create(kind="police", country="PH", name_en=owner.pk, name_ja="架空", added=day, by=by)
    agreement = Agreement.objects.create(
        partner=partner, reference=owner.pk, classes=["offence"], keep_days=1, since=day, by=by, on=day
    )
    files = [File.objects.create(kind=FileKind.INVESTIGATION, owner=owner) for _ in range(5)]
    for each in files:
        granted(each, owner, purpose=Purpose.INVESTIGATION)
    conference = Conference.objects.create(file=files[3], owner=owner, on=day, way="online", **entered)
    made = (
        RelatedOffence.objects.create(file=files[0], owner=owner, number="1", kind="other", cleared=day, **entered),
        PossibleVictim.objects.create(
            file=files[1], owner=owner, suspect="made-up", stage="arrested", raised=day, by=by, notice=uuid4()
        ),
        InformationExchange.objects.create(
            file=files[2], owner=owner, partner=partner, direction="out", act="request", on=day,
            due=day + timedelta(days=1), **entered,
        ),
        conference,
        ConferenceDecision.objects.create(conference=conference, who=by, due=day),
        Package.objects.create(
            file=files[4], owner=owner, agreement=agreement, direction="out", state="asked", asked=day, asked_by=by
        ),
        partner,
    )  # fmt: skip
    return dict(zip(WORDS, made, strict=True))
