"""How investigations end: all that hangs on them goes; grants are closed; facts count on and lead to nobody."""

from opennrm.access.models import Grant
from opennrm.eradication.investigations import Investigation, InvestigationNote, InvestigationVictim, Offence
from opennrm.eradication.suspects import Charge, Disposition, Suspect
from opennrm.page.bilingual import Text
from opennrm.retention.keeping import Keeping, Part
from opennrm.retention.models import Tombstone
from opennrm.retention.shutting import shut
from opennrm.understanding.forgetting import forget


def let_go(investigation: Investigation, tombstone: Tombstone) -> None:
    """Shut the file, and cut the facts of its suspects and offences loose from it."""
    shut(investigation, tombstone)
    theirs = set(Suspect._base_manager.filter(investigation=investigation).values_list("key", flat=True))
    elsewhere = Suspect._base_manager.filter(key__in=theirs).exclude(investigation=investigation)
    theirs -= set(elsewhere.values_list("key", flat=True))  # the last investigation of a person cuts them loose
    offences = Offence._base_manager.filter(investigation=investigation).values_list("key", flat=True)
    forget([*theirs, *offences], tombstone=tombstone)


KEPT = (
    Keeping(
        Investigation,
        title=Text("Investigation", "捜査の記録"),
        clock="closed",
        file="file_id",
        key="file_id",
        parts=(
            Part(Disposition, "investigation"),
            Part(Charge, "investigation"),
            Part(Suspect, "investigation"),
            Part(Offence, "investigation"),
            Part(InvestigationNote, "investigation"),
            Part(InvestigationVictim, "investigation"),
        ),
        also=let_go,
        touches=(Grant,),
    ),
)
