"""Who answers for a prefecture on a day, and the page of all 47: no prefecture is without an officer unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.agencies.roles import ROLES
from opennrm.agencies.terms import OrganisationKind, Power
from opennrm.page.refusals import Refused
from opennrm.prevention.intern_rules import Answers, answers
from opennrm.prevention.intern_terms import Answering, InternRefusal
from opennrm.prevention.interns import NamedOfficer

EXAMINES = tuple(code for code, role in ROLES.items() if Power.EXAMINE in role.may)
MINISTRY = "mhlw"


@dataclass(frozen=True)
class Covered:
    """A prefecture on a day: its bureau, the officer named, and who answers. None where there is none.

    ``able``: whoever answers has the role of an examiner, without which nobody opens a case.
    """

    prefecture: str
    bureau: Organisation | None
    named: NamedOfficer | None
    answering: Answers
    official: Official | None
    able: bool

    @property
    def gap(self) -> bool:
        """Whether no officer, and nobody for one, answers."""
        return self.answering.how in (Answering.LEAD, Answering.NOBODY)


def bureau_of(prefecture: str) -> Organisation | None:
    """The Labour Bureau of a prefecture."""
    found = Organisation.objects.filter(kind=OrganisationKind.LABOUR_BUREAU, prefecture=prefecture, collective=False)
    return found.order_by("code").first()


def examiners(bureau: Organisation, day: date) -> list[Official]:
    """Who of a bureau may take a case."""
    serving = Official.objects.serving(day).filter(organisation=bureau, held__role__in=EXAMINES)
    return list(serving.distinct().order_by("since", "pk"))


def coverage(day: date) -> Iterator[Covered]:
    """All 47 prefectures, in their order."""
    bureaus = {
        each.prefecture: each
        for each in Organisation.objects.filter(kind=OrganisationKind.LABOUR_BUREAU, collective=False)
        if each.prefecture
    }
    named = {each.bureau_id: each for each in NamedOfficer.objects.on(day).select_related("official")}
    able = set(Official.objects.serving(day).filter(held__role__in=EXAMINES).values_list("pk", flat=True))
    instead = Official.objects.replaced(day)
    leads: dict[str, list[Official]] = {}
    for lead in Official.objects.serving(day).filter(lead=True).order_by("since", "pk"):
        leads.setdefault(lead.organisation_id, []).append(lead)
    for prefecture in PREFECTURES:
        bureau = bureaus.get(prefecture)
        officer = named.get(bureau.pk) if bureau else None
        found = answers(
            officer.official_id if officer else None,
            able=able,
            instead=instead,
            leads=sorted(
                (each.pk for each in leads.get(bureau.pk if bureau else "", [])), key=lambda pk: pk not in able
            ),
        )
        official = Official.objects.filter(pk=found.official).first() if found.official else None
        yield Covered(prefecture, bureau, officer, found, official, found.official in able)


def of_prefecture(prefecture: str, day: date) -> Covered:
    """One of them. Refused (no bureau) for what is no prefecture."""
    found = next((each for each in coverage(day) if each.prefecture == prefecture), None)
    if found is None or found.bureau is None:
        raise Refused(InternRefusal.NO_BUREAU)
    return found
