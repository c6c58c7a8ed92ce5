"""How technical interns' cases end: all that hangs on them goes, what partners were asked too; grants are closed."""

from opennrm.access.models import Grant
from opennrm.page.bilingual import Text
from opennrm.prevention.interns import InternCase, InternNote, InternRequest, InternStep
from opennrm.retention.keeping import Keeping, Part
from opennrm.retention.models import Tombstone
from opennrm.retention.shutting import shut_files
from opennrm.understanding.forgetting import forget
from opennrm.vault.keys import erase


def let_go(case: InternCase, tombstone: Tombstone) -> None:
    """Shut every file of the case, erase the requests with their keys, cut loose the fact that fell of it."""
    requests = InternRequest._base_manager.filter(case=case.pk)
    files = list(requests.values_list("file_id", flat=True))
    shut_files([case.file_id, *files], tombstone)
    for file in files:
        erase(str(file), by=tombstone.word)
    requests.delete()
    forget([case.key], tombstone=tombstone)


INTERNS = (
    Keeping(
        InternCase,
        title=Text("Case of a technical intern", "技能実習生の事案"),
        clock="closed",
        file="file_id",
        key="file_id",
        parts=(Part(InternNote, "case"), Part(InternStep, "case")),
        also=let_go,
        touches=(Grant, InternRequest),
    ),
)
