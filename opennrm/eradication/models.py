"""What eradication holds: investigations and charges, related offences, and what is exchanged with partners.

The nouns stand beside: ``investigations``, ``suspects``; ``related``; ``partners``, ``exchanged``, ``packages``.
"""

from opennrm.eradication.exchanged import Conference, ConferenceDecision, ConferencePartner, InformationExchange
from opennrm.eradication.investigations import Investigation, InvestigationNote, InvestigationVictim, Offence
from opennrm.eradication.packages import Package, ReceivedRecord
from opennrm.eradication.partners import Agreement, Partner
from opennrm.eradication.related import PossibleVictim, RelatedOffence
from opennrm.eradication.suspects import Charge, Disposition, Suspect

__all__ = [
    "Agreement",
    "Charge",
    "Conference",
    "ConferenceDecision",
    "ConferencePartner",
    "Disposition",
    "InformationExchange",
    "Investigation",
    "InvestigationNote",
    "InvestigationVictim",
    "Offence",
    "Package",
    "Partner",
    "PossibleVictim",
    "ReceivedRecord",
    "RelatedOffence",
    "Suspect",
]
