"""What eradication holds: investigations with their offences, suspects, charges and dispositions.

The nouns stand beside: ``investigations``, ``suspects``.
"""

# Investigations
from opennrm.eradication.investigations import Investigation, InvestigationNote, InvestigationVictim, Offence
from opennrm.eradication.suspects import Charge, Disposition, Suspect

__all__ = [
    "Charge",
    "Disposition",
    "Investigation",
    "InvestigationNote",
    "InvestigationVictim",
    "Offence",
    "Suspect",
]
