"""What eradication holds: related offences, flags of possible victims, partners and what is exchanged with them.

The nouns stand beside: ``related``, ``partners``, ``exchanged``, ``packages``.
"""

# Information exchange
from opennrm.eradication.exchanged import Conference, ConferenceDecision, ConferencePartner, InformationExchange
from opennrm.eradication.packages import Package, ReceivedRecord
from opennrm.eradication.partners import Agreement, Partner

# Related offences
from opennrm.eradication.related import PossibleVictim, RelatedOffence

__all__ = [
    "Agreement",
    "Conference",
    "ConferenceDecision",
    "ConferencePartner",
    "InformationExchange",
    "Package",
    "Partner",
    "PossibleVictim",
    "ReceivedRecord",
    "RelatedOffence",
]
