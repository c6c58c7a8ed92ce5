"""How related offences, flags, exchanges, conferences and packages end: all that hangs on them goes; grants are closed.

The register keeps its facts, which lead to nobody. A package ends when its agreement says so. Partners and agreements
stay: they are the directory's.
"""

from opennrm.access.models import Grant
from opennrm.eradication.investigations_kept import KEPT as INVESTIGATIONS
from opennrm.eradication.models import (
    Conference,
    ConferenceDecision,
    ConferencePartner,
    InformationExchange,
    Package,
    PossibleVictim,
    ReceivedRecord,
    RelatedOffence,
)
from opennrm.page.bilingual import Text
from opennrm.retention.keeping import Keeping, Part
from opennrm.retention.models import Tombstone
from opennrm.retention.shutting import shut
from opennrm.understanding.forgetting import forget


def let_go(record: RelatedOffence | InformationExchange | Package, tombstone: Tombstone) -> None:
    """The same, and its fact is cut loose."""
    shut(record, tombstone)
    forget([record.key], tombstone=tombstone)


def let_conference_go(conference: Conference, tombstone: Tombstone) -> None:
    """The same for each partner that took part."""
    shut(conference, tombstone)
    seats = ConferencePartner._base_manager.filter(conference=conference)
    forget(list(seats.values_list("key", flat=True)), tombstone=tombstone)


# Related offences and information exchange
KEPT = (
    *INVESTIGATIONS,
    Keeping(
        RelatedOffence,
        title=Text("Related offence", "関連犯罪の記録"),
        clock="settled",
        file="file_id",
        key="file_id",
        also=let_go,
        touches=(Grant,),
    ),
    Keeping(
        PossibleVictim,
        title=Text("Flag of a possible victim", "被害者の可能性がある被疑者の記録"),
        clock="closed",
        file="file_id",
        key="file_id",
        also=shut,
        touches=(Grant,),
    ),
    Keeping(
        InformationExchange,
        title=Text("Exchange of information", "情報交換の記録"),
        clock="closed",
        file="file_id",
        key="file_id",
        after=("replies",),
        also=let_go,
        touches=(Grant,),
    ),
    Keeping(
        Conference,
        title=Text("Conference with partners", "相手方との会議の記録"),
        clock="closed",
        file="file_id",
        key="file_id",
        parts=(Part(ConferenceDecision, "conference"), Part(ConferencePartner, "conference")),
        also=let_conference_go,
        touches=(Grant,),
    ),
    Keeping(
        Package,
        title=Text("Package of data", "情報パッケージの記録"),
        clock="keep_until",
        file="file_id",
        key="file_id",
        parts=(Part(ReceivedRecord, "package"),),
        also=let_go,
        touches=(Grant,),
    ),
)
