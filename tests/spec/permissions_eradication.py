"""What the matrix asks of investigations: an own one and a foreign one with a row of each, by its word in ``args``."""

from typing import Any

from opennrm.access.models import File
from opennrm.access.terms import FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication.models import Charge, Investigation, InvestigationVictim, Offence, Suspect
from opennrm.identification.codes import new_code
from tests.rooms.access.world import granted

WORDS = ("investigation", "offence", "suspect", "charge", "pseudonym", "joint")


def investigation_of(lead: Official, other: Organisation) -> dict[str, Any]:
    """An investigation with an offence, a suspect charged with it, a victim, and another body that joined."""
    about, day = File.objects.create(kind=FileKind.INVESTIGATION, owner=lead.organisation), lead.since
    granted(about, lead.organisation, purpose=Purpose.INVESTIGATION)
    told = {"owner": lead.organisation, "lead": lead, "opened": day, "begun": "own"}
    found = Investigation.objects.create(file=about, code=new_code(), **told)
    offence = Offence.objects.create(
        investigation=found, number=1, provisions=["penal-226-2-1"], committed=day, committed_until=day
    )
    suspect = Suspect.objects.create(investigation=found, number=1)
    of = {"investigation": found, "suspect": suspect, "offence": offence, "since": day}
    made = (
        found.code,
        offence.pk,
        suspect.pk,
        Charge.objects.create(**of).pk,
        InvestigationVictim.objects.create(investigation=found, pseudonym="made up", number=1, joined=day, by=lead).pk,
        granted(about, other, purpose=Purpose.INVESTIGATION).pk,
    )
    return dict(zip(WORDS, made, strict=True))
