"""What the foundations hold. The nouns stand beside: ``materials``; ``sessions``, ``exchanges``, ``campaigns``."""

from opennrm.foundations.campaigns import Campaign
from opennrm.foundations.exchanges import Exchange, Opinion, OpinionStep, TakingPart
from opennrm.foundations.materials import (
    Distribution,
    DistributionQuerySet,
    Feedback,
    Material,
    MaterialFile,
    MaterialQuerySet,
    name_of,
)
from opennrm.foundations.sessions import Session

__all__ = [
    "Campaign",
    "Distribution",
    "DistributionQuerySet",
    "Exchange",
    "Feedback",
    "Material",
    "MaterialFile",
    "MaterialQuerySet",
    "Opinion",
    "OpinionStep",
    "Session",
    "TakingPart",
    "name_of",
]
