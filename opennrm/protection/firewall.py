"""The firewall as rows of residence stand behind it: enforcement that supports learns nothing of a status.

``access.reveal`` refuses the sealed status by itself. A kind of procedure or a last day of stay tells of it as well and
lies open in a row, so every verb and page of residence asks here first.
"""

from opennrm.access.rules import withheld
from opennrm.access.scope import Scope, current
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Organisation
from opennrm.agencies.officials import is_enforcement
from opennrm.protection.procedures import ResidenceRefusal


def why_not_residence() -> ResidenceRefusal | None:
    """Whether residence is kept from whoever acts now: one of enforcement for the purpose of support."""
    scope = current()
    if not isinstance(scope, Scope):
        return None
    bodies = Organisation.objects.filter(pk__in=scope.organisations) | Organisation.objects.filter(
        officials__pk=scope.official
    )
    enforcing = any(is_enforcement(body) for body in bodies.distinct().select_related("parent__parent__parent"))
    kept_back = withheld(enforcement=enforcing, purpose=scope.purpose)
    return ResidenceRefusal.FIREWALL if FieldClass.IMMIGRATION_STATUS in kept_back else None


def sees_status(body: Organisation, *, purpose: str) -> bool:
    """Whether the firewall lets an organisation see a status of residence for a purpose."""
    return FieldClass.IMMIGRATION_STATUS not in withheld(enforcement=is_enforcement(body), purpose=purpose)
