"""As which body an organisation recognises victims, to begin a form with: the official may say otherwise."""

from opennrm.agencies.models import Organisation
from opennrm.agencies.terms import OrganisationKind
from opennrm.understanding.terms import Body

BY_CODE = {"npa": Body.POLICE, "isa": Body.IMMIGRATION, "jcg": Body.COAST_GUARD, "iom": Body.IOM}
BY_KIND = {
    OrganisationKind.POLICE: Body.POLICE,
    OrganisationKind.IMMIGRATION_BUREAU: Body.IMMIGRATION,
    OrganisationKind.PROSECUTORS_OFFICE: Body.PROSECUTORS,
    OrganisationKind.LABOUR_BUREAU: Body.LABOUR,
    OrganisationKind.WOMENS_SUPPORT_CENTER: Body.WOMENS_SUPPORT,
    OrganisationKind.CHILD_GUIDANCE_CENTER: Body.CHILD_GUIDANCE,
    OrganisationKind.LEGAL_AFFAIRS_BUREAU: Body.LEGAL_AFFAIRS,
    OrganisationKind.DISTRICT_LEGAL_AFFAIRS_BUREAU: Body.LEGAL_AFFAIRS,
    OrganisationKind.EMBASSY: Body.EMBASSY,
    OrganisationKind.NGO: Body.NGO,
}


def recognised_as(organisation: Organisation) -> frozenset[str]:
    """The body an organisation stands for in the register; empty where it is none of them."""
    found = BY_CODE.get(organisation.pk) or BY_KIND.get(OrganisationKind(organisation.kind))
    return frozenset({found.value}) if found else frozenset()
