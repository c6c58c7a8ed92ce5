"""How examinations end, and then employers: all that hangs on them goes, keys are erased, grants are closed.

The register keeps its facts; they lead to nobody. An employer waits until each of its examinations has gone.
"""

from opennrm.access.models import Grant
from opennrm.page.bilingual import Text
from opennrm.prevention.intern_kept import INTERNS
from opennrm.prevention.models import Contract, Employer, Examination, Letter, Line, Measure, Paper, Tie
from opennrm.retention.keeping import Keeping, Part
from opennrm.retention.models import Tombstone
from opennrm.retention.shutting import shut
from opennrm.understanding.forgetting import forget


def let_go(examination: Examination, tombstone: Tombstone) -> None:
    """Shut the file, and cut loose the fact that fell of it."""
    shut(examination, tombstone)
    forget([examination.key], tombstone=tombstone)


EXAMINATIONS = (
    Keeping(
        Examination,
        title=Text("Examination of an employer", "事業者の審査"),
        clock="closed",
        file="file_id",
        key="file_id",
        parts=(
            Part(Line, "examination"),
            Part(Paper, "examination"),
            Part(Letter, "examination"),
            Part(Measure, "examination"),
        ),
        also=let_go,
        touches=(Grant,),
    ),
    Keeping(
        Employer,
        title=Text("Employer and its contracts", "事業者とその契約"),
        clock="quiet",
        file="file_id",
        key="file_id",
        parts=(Part(Contract, "employer"), Part(Tie, "employer")),
        after=("examinations",),
        also=shut,
        touches=(Grant,),
    ),
)
KEPT = (*EXAMINATIONS, *INTERNS)
