"""Organisations, officials and contact points, and what people changed in them on screen."""

from opennrm.agencies.models.changes import Change
from opennrm.agencies.models.contact_points import ContactLanguage, ContactNumber, ContactPoint, OpeningHours
from opennrm.agencies.models.officials import DutyTurn, Official, OfficialQuerySet, OfficialRole
from opennrm.agencies.models.organisations import Organisation, OrganisationName, OrganisationQuerySet, Suspension

__all__ = [
    "Change",
    "ContactLanguage",
    "ContactNumber",
    "ContactPoint",
    "DutyTurn",
    "Official",
    "OfficialQuerySet",
    "OfficialRole",
    "OpeningHours",
    "Organisation",
    "OrganisationName",
    "OrganisationQuerySet",
    "Suspension",
]
