"""The facts of the register: typed, nameless, frozen. This file is the register's contract.

From these declarations come the database tables, the contract for Parquet and CSV files, its reference page,
the validation of imports and the columns an engine may tabulate. A fact holds dates, codes, numbers and opaque
keys: no free text and no name. ``comes_from`` names the field an attribute is taken from, in the room that lets
the fact fall; where that field identifies a person, ``coarser`` says what is left of it.
"""

import uuid
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any, ClassVar, cast

from opennrm.understanding import awareness, terms
from opennrm.understanding.attributes import Attribute, code, codes, country, language, number, opaque


def new_id() -> str:
    """A fresh opaque id."""
    return uuid.uuid4().hex


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What every fact has.

    ``id`` is the fact's own opaque id, ``key`` that of the unit it counts (the same person has one key in all
    facts; erasing the person breaks it). ``day`` is the day it counts on, with its precision; ``recorded_on`` the
    day the register learned of it. A correction or withdrawal names the fact it ``supersedes`` and a reason.
    """

    key: str
    day: date | None
    recorded_on: date
    id: str = field(default_factory=new_id)
    precision: str = terms.Precision.DAY
    supersedes: str = ""
    change: str = ""
    reason: str = ""
    until: date | None = None  # last day of a span of several years; None for every other precision

    unit: ClassVar[terms.Unit]
    table: ClassVar[str]
    about: ClassVar[str]

    @classmethod
    @cache
    def attributes(cls) -> tuple[Attribute, ...]:
        """The coded attributes, in the order of the contract."""
        return tuple(
            Attribute(name=f.name, **cast("dict[str, Any]", dict(f.metadata))) for f in fields(cls) if f.metadata
        )

    @classmethod
    @cache
    def columns(cls) -> tuple[str, ...]:
        """Every column of the contract: the common ones, then the attributes."""
        return (*COMMON, *(a.name for a in cls.attributes()))


# Where the common columns come from: what is made here names nobody and nothing elsewhere.
MADE_HERE = "made in the register itself"
IMPORTED = "imported files only"
COMMON_FROM = {
    "id": MADE_HERE,
    "key": MADE_HERE,
    "day": "the day of the act that made it countable",
    "precision": MADE_HERE,
    "until": MADE_HERE,
    "recorded_on": MADE_HERE,
    "supersedes": MADE_HERE,
    "change": MADE_HERE,
    "reason": MADE_HERE,
}
COMMON = tuple(COMMON_FROM)


@dataclass(frozen=True, kw_only=True)
class Victim(Fact):
    """Attributes of a victim, on the day the fact counts."""

    sex: str | None = code(terms.Sex, "Sex", "identification.Person.sex")
    nationality: str | None = country("Nationality", "identification.Person.nationality")
    age: int | None = number(
        "Age in completed years on the day", 0, 120, "identification.Person.birth_date", coarser="years"
    )
    age_band: str | None = code(
        terms.AgeBand,
        "Age band where the years are not known",
        "identification.Person.birth_date",
        coarser="a band of years",
    )
    status_at_entry: str | None = code(
        terms.ResidenceStatus,
        "Status of residence at entry into Japan",
        "identification.Person.status_at_entry",
        coarser="its code",
    )
    status_at_protection: str | None = code(
        terms.ResidenceStatus,
        "Status of residence when put under protection",
        "identification.Person.status_at_protection",
        coarser="its code",
    )
    exploitation: frozenset[str] = codes(
        terms.Exploitation, "Types of exploitation", "identification.Screening.exploitation"
    )
    means: frozenset[str] = codes(terms.MeansOfControl, "Methods of control", "identification.Screening.means")
    recruiter: str | None = code(
        terms.RecruiterRelation,
        "Relation of the recruiter to the person",
        "identification.Screening.recruiter",
    )
    recognised_by: frozenset[str] = codes(
        terms.Body, "Bodies that recognised the person", "identification.Case.recognised_by"
    )
    prefecture: int | None = number("Prefecture, JIS X 0401", 1, 47, "identification.Case.prefecture")
    channel: str | None = code(terms.Channel, "First channel", "reporting.Report.channel")
    industry: frozenset[str] = codes(terms.Industry, "Industries of forced labour", "identification.Screening.industry")
    region_of_origin: str | None = code(terms.Region, "Region of citizenship, where no country is known", IMPORTED)
    region_of_exploitation: str | None = code(terms.Region, "Region of exploitation", IMPORTED)

    unit = terms.Unit.PERSON


@dataclass(frozen=True, kw_only=True)
class VictimIdentified(Victim):
    table = "victim_identified"
    about = "A person was identified as a victim, protected or not. Falls at the decision."


@dataclass(frozen=True, kw_only=True)
class VictimProtected(Victim):
    table = "victim_protected"
    about = "A person was both confirmed as a victim and put under protection. Falls on the later day."


@dataclass(frozen=True, kw_only=True)
class OffenceCleared(Fact):
    statutes: frozenset[str] = codes(terms.Statute, "Statutes", "eradication.Offence.provisions")
    exploitation: frozenset[str] = codes(
        terms.Exploitation, "Types of exploitation", "eradication.Offence.exploitation"
    )

    unit = terms.Unit.OFFENCE
    table = "offence_cleared"
    about = "An offence of trafficking in persons was cleared. The annual report calls it a case."


@dataclass(frozen=True, kw_only=True)
class RelatedOffenceCleared(Fact):
    offence: str | None = code(terms.RelatedOffence, "Kind of offence", "eradication.RelatedOffence.kind")
    signs: frozenset[str] = codes(
        terms.MeansOfControl, "Signs of trafficking found", "eradication.RelatedOffence.signs"
    )
    screened: str | None = code(terms.Screened, "Outcome of the screening", "eradication.RelatedOffence.outcome")

    unit = terms.Unit.OFFENCE
    table = "related_offence_cleared"
    about = "An offence that may hide trafficking was cleared and screened for its signs."


@dataclass(frozen=True, kw_only=True)
class SuspectArrested(Fact):
    sex: str | None = code(terms.Sex, "Sex", "eradication.Suspect.sex")
    nationality: str | None = country("Nationality", "eradication.Suspect.nationality")
    age: int | None = number(
        "Age in completed years on the day", 0, 120, "eradication.Suspect.birth_date", coarser="years"
    )
    age_band: str | None = code(
        terms.AgeBand,
        "Age band where the years are not known",
        "eradication.Suspect.birth_date",
        coarser="a band of years",
    )
    occupation: str | None = code(terms.Occupation, "Occupation group", "eradication.Suspect.occupation")
    role: frozenset[str] = codes(terms.SuspectRole, "Roles in the process", "eradication.Suspect.role")
    offence: str = opaque("Key of the offence", "eradication.Offence.key")

    unit = terms.Unit.SUSPECT
    table = "suspect_arrested"
    about = "A suspect was arrested for trafficking in persons."


@dataclass(frozen=True, kw_only=True)
class SuspectDisposed(Fact):
    outcome: str | None = code(terms.Outcome, "The step taken", "eradication.Disposition.outcome")
    sentence: str | None = code(terms.SentenceBand, "Sentence band", "eradication.Disposition.sentence")

    unit = terms.Unit.SUSPECT
    table = "suspect_disposed"
    about = "A step in an arrested suspect's disposition, the prosecutor's or the court's. The key is the suspect's."


@dataclass(frozen=True, kw_only=True)
class ResidenceGranted(Fact):
    measure: str | None = code(terms.Residence, "Kind of measure", "protection.ResidenceProcedure.kind")
    person: str = opaque("Key of the person", "identification.Person.key")

    unit = terms.Unit.ACT
    table = "residence_granted"
    about = "A residence measure was granted to a victim."


@dataclass(frozen=True, kw_only=True)
class ServiceGiven(Fact):
    service: str | None = code(terms.Service, "Kind of service", "protection.Service.kind")
    quantity: int | None = number("Quantity, in the service's own unit", 0, 100_000, "protection.Service.quantity")
    person: str = opaque("Key of the person", "identification.Person.key")

    unit = terms.Unit.SERVICE
    table = "service_given"
    about = "A service was given to a person under protection."


@dataclass(frozen=True, kw_only=True)
class Returned(Fact):
    destination: str | None = country("Country of return", "protection.Return.country")
    person: str = opaque("Key of the person", "identification.Person.key")

    unit = terms.Unit.ACT
    table = "returned"
    about = "A victim returned to the home country under the programme of the International Organization for Migration."


@dataclass(frozen=True, kw_only=True)
class ContactReceived(Fact):
    channel: str | None = code(terms.Channel, "Channel", "reporting.Report.channel")
    spoken: str | None = language("Language of the contact", "reporting.Report.language")
    body: str | None = code(terms.Body, "Body that was contacted", "reporting.Report.owner")

    unit = terms.Unit.CONTACT
    table = "contact_received"
    about = "A report or request for help was received."


@dataclass(frozen=True, kw_only=True)
class EmployerExamined(Fact):
    findings: int | None = number("Criteria not fulfilled", 0, 1000, "prevention.Examination.findings")
    industry: str | None = code(terms.Industry, "Industry", "prevention.Employer.industry")

    unit = terms.Unit.ACT
    table = "employer_examined"
    about = "An employer and contract were examined against the law's criteria."


@dataclass(frozen=True, kw_only=True)
class InternCaseHandled(Fact):
    prefecture: int | None = number("Prefecture, JIS X 0401", 1, 47, "prevention.InternCase.prefecture")

    unit = terms.Unit.ACT
    table = "intern_case_handled"
    about = "A suspected case of a technical intern was handled by the named officer of the labour bureau."


@dataclass(frozen=True, kw_only=True)
class SessionHeld(Fact):
    session: str | None = code(awareness.SessionKind, "Kind of session", "foundations.Session.kind")
    audience: str | None = code(awareness.Audience, "Audience", "foundations.Session.audience")
    persons: int | None = number("Persons present", 0, 1_000_000, "foundations.Session.persons")
    spoken: str | None = language("Language of the session", "foundations.Session.language")
    prefecture: int | None = number("Prefecture, JIS X 0401", 1, 47, "foundations.Session.prefecture")

    unit = terms.Unit.SESSION
    table = "session_held"
    about = "A session of education or training was held."


@dataclass(frozen=True, kw_only=True)
class ExchangeHeld(Fact):
    partner: str | None = code(terms.Body, "Partner", "foundations.Exchange.partner")
    partners: int | None = number("Organisations of partners present", 0, 1000, "foundations.Exchange.others")

    unit = terms.Unit.SESSION
    table = "exchange_held"
    about = "Opinions were exchanged with a partner outside the government."


@dataclass(frozen=True, kw_only=True)
class CampaignBegun(Fact):
    media: frozenset[str] = codes(awareness.CampaignMedium, "By what it reached people", "foundations.Campaign.media")

    unit = terms.Unit.ACT
    table = "campaign_begun"
    about = "A campaign of posters, leaflets or other media began. The key is the campaign's."


@dataclass(frozen=True, kw_only=True)
class CampaignHeard(Fact):
    campaign: str = opaque("Key of the campaign", "foundations.Campaign.id")
    channel: str | None = code(terms.Channel, "Channel of the contact", "reporting.Report.channel")

    unit = terms.Unit.CONTACT
    table = "campaign_heard"
    about = (
        "Somebody who made contact named a campaign's code. Apart from the contact: its own key, and no more of the "
        "day than its month."
    )


@dataclass(frozen=True, kw_only=True)
class MaterialDistributed(Fact):
    spoken: str | None = language("Language of the material", "foundations.Material.language")
    copies: int | None = number("Copies", 0, 100_000_000, "foundations.Distribution.copies")

    unit = terms.Unit.COPY
    table = "material_distributed"
    about = "Leaflets or posters were distributed."


@dataclass(frozen=True, kw_only=True)
class InformationExchanged(Fact):
    partner: str | None = country("Partner country", "eradication.InformationExchange.country")

    unit = terms.Unit.ACT
    table = "information_exchanged"
    about = "Information was exchanged with another government or an international organisation."


@dataclass(frozen=True, kw_only=True)
class PerpetratorsReported(Fact):
    sexes: frozenset[str] = codes(terms.Sex, "Sexes of the perpetrators", IMPORTED)
    ages: frozenset[str] = codes(terms.PerpetratorAge, "Age bands of the perpetrators", IMPORTED)
    regions: frozenset[str] = codes(terms.Region, "Regions of citizenship of the perpetrators", IMPORTED)
    relations: frozenset[str] = codes(terms.PerpetratorRelation, "Relations to the victim", IMPORTED)
    paid: frozenset[str] = codes(terms.Paid, "Whether the victim paid them", IMPORTED)
    roles: frozenset[str] = codes(terms.PerpetratorRole, "Roles", IMPORTED)

    unit = terms.Unit.PERSON
    table = "perpetrators_reported"
    about = "What one victim's record says of the perpetrators together. The key is the victim's. Imports only."


FACTS: tuple[type[Fact], ...] = (
    VictimIdentified,
    VictimProtected,
    OffenceCleared,
    RelatedOffenceCleared,
    SuspectArrested,
    SuspectDisposed,
    ResidenceGranted,
    ServiceGiven,
    Returned,
    ContactReceived,
    EmployerExamined,
    InternCaseHandled,
    SessionHeld,
    ExchangeHeld,
    CampaignBegun,
    CampaignHeard,
    MaterialDistributed,
    InformationExchanged,
    PerpetratorsReported,
)
BY_TABLE: dict[str, type[Fact]] = {fact.table: fact for fact in FACTS}
