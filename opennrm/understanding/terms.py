"""The words of the register. Codes are those of HTCDS 2.0 where it has one; a national code says so beside it.

Labels are English msgids, translated at the edge.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    """Sex as recorded by the body that identified the person (IC-TIP; HTCDS calls it gender)."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")


class AgeBand(TextChoices):
    """Age where a producer knows no years (CTDC's bands, and adult or child alone)."""

    A0_8 = "0-8", _("0 to 8")
    A9_17 = "9-17", _("9 to 17")
    A0_17 = "0-17", _("Under 18")
    A18_20 = "18-20", _("18 to 20")
    A21_23 = "21-23", _("21 to 23")
    A24_26 = "24-26", _("24 to 26")
    A27_29 = "27-29", _("27 to 29")
    A30_38 = "30-38", _("30 to 38")
    A39_47 = "39-47", _("39 to 47")
    A48 = "48+", _("48 and over")
    A18 = "18+", _("18 and over")


class Exploitation(TextChoices):
    """Type of exploitation (HTCDS vic_TypeOfExploitation; the last three are national or CTDC's)."""

    SEXUAL_EXPLOITATION = "SexualExploitation", _("Sexual exploitation")
    FORCED_LABOUR = "ForcedLabour", _("Forced labour")
    CHILD_LABOUR = "ChildLabour", _("Child labour")
    FORCED_MARRIAGE = "ForcedMarriage", _("Forced marriage")
    SERVITUDE = "Servitude", _("Servitude")
    FORCED_MILITARY = "ForcedMilitaryByNonStateActors", _("Forced military service by non-state actors")
    ORGAN_REMOVAL = "OrganRemoval", _("Organ removal")
    FORCED_BEGGING = "ForcedBegging", _("Forced begging")
    FORCED_ADOPTION = "ForcedAdoption", _("Forced adoption")
    SURROGACY = "Surrogacy", _("Surrogacy")
    OTHER = "Other", _("Other")
    HOSTESS_WORK = "HostessWork", _("Hostess work")  # National Police Agency's category
    FORCED_CRIMINALITY = "ForcedCriminality", _("Forced criminality")  # absent from HTCDS 2.0


class MeansOfControl(TextChoices):
    """Methods of control (HTCDS vic_MethodsOfControl; the last two are CTDC's)."""

    PHYSICAL_THREATS = "PhysicalThreats", _("Physical threats")
    THREATS_LAW_ENFORCEMENT = "ThreatsLawEnforcement", _("Threats of law enforcement")
    THREATENS_CHILDREN_FAMILY = "ThreatensChildrenFamily", _("Threatens children or family")
    DEBT_BONDAGE = "DebtBondage", _("Debt bondage")
    FALSE_PROMISES = "FalsePromises", _("False promises")
    PHYSICAL_ABUSE = "PhysicalAbuse", _("Physical abuse")
    SEXUAL_ABUSE = "SexualAbuse", _("Sexual abuse")
    TAKES_EARNINGS = "TakesEarnings", _("Takes earnings")
    RESTRICTS_FINANCIAL_ACCESS = "RestrictsFinancialAccess", _("Restricts financial access")
    RESTRICTS_MEDICAL_CARE = "RestrictsMedicalCare", _("Restricts medical care")
    WITHHOLDS_NECESSITIES = "WithholdsNecessities", _("Withholds necessities")
    PSYCHOLOGICAL_ABUSE = "PsychologicalAbuse", _("Psychological abuse")
    PSYCHOACTIVE_SUBSTANCE = "PsychoactiveSubstance", _("Psychoactive substance")
    EXCESSIVE_WORKING_HOURS = "ExcessiveWorkingHours", _("Excessive working hours")
    WITHHOLDS_DOCUMENTS = "WithholdsDocuments", _("Withholds documents")
    OTHER = "Other", _("Other")
    RESTRICTS_MOVEMENT = "RestrictsMovement", _("Restricts movement")
    USES_CHILDREN = "UsesChildren", _("Uses children")


class RecruiterRelation(TextChoices):
    """Relation of the recruiter or exploiter to the victim (CTDC; HTCDS' three fold into it)."""

    INTIMATE_PARTNER = "IntimatePartner", _("Intimate partner")
    FAMILY = "Family", _("Family")
    FRIEND = "Friend", _("Friend or acquaintance")
    STRANGER = "Stranger", _("Stranger")
    OTHER = "Other", _("Other")


class ResidenceStatus(TextChoices):
    """Status of residence under the Immigration Control and Refugee Recognition Act; the last three are none."""

    TEMPORARY_VISITOR = "TemporaryVisitor", _("Temporary Visitor")
    ENTERTAINER = "Entertainer", _("Entertainer")
    TECHNICAL_INTERN = "TechnicalInternTraining", _("Technical Intern Training")
    SPECIFIED_SKILLED_WORKER = "SpecifiedSkilledWorker", _("Specified Skilled Worker")
    ENGINEER_SPECIALIST = (
        "EngineerSpecialist",
        _("Engineer, Specialist in Humanities or International Services"),
    )
    SKILLED_LABOR = "SkilledLabor", _("Skilled Labor")
    STUDENT = "Student", pgettext_lazy("status of residence", "Student")
    DEPENDENT = "Dependent", _("Dependent")
    DESIGNATED_ACTIVITIES = "DesignatedActivities", _("Designated Activities")
    SPOUSE_OF_JAPANESE = "SpouseOrChildOfJapanese", _("Spouse or Child of Japanese National")
    SPOUSE_OF_PERMANENT = "SpouseOrChildOfPermanentResident", _("Spouse or Child of Permanent Resident")
    LONG_TERM_RESIDENT = "LongTermResident", _("Long-Term Resident")
    PERMANENT_RESIDENT = "PermanentResident", _("Permanent Resident")
    SPECIAL_PERMANENT = "SpecialPermanentResident", _("Special Permanent Resident")
    OTHER = "Other", _("Other")
    OVERSTAY = "Overstay", _("Overstay")
    ILLEGAL_ENTRY = "IllegalEntry", _("Illegal entry")
    NONE = "None", _("No status of residence")


class Body(TextChoices):
    """Who recognised the victim, or worked on the fact."""

    POLICE = "Police", _("Police")
    IMMIGRATION = "Immigration", _("Immigration Services Agency")
    COAST_GUARD = "CoastGuard", _("Japan Coast Guard")
    PROSECUTORS = "Prosecutors", _("Public Prosecutors Office")
    LABOUR = "Labour", _("Prefectural Labour Bureau")
    WOMENS_SUPPORT = "WomensSupport", _("Women's Support Center")
    CHILD_GUIDANCE = "ChildGuidance", _("Child Guidance Center")
    LEGAL_AFFAIRS = "LegalAffairs", _("Legal Affairs Bureau")
    EMBASSY = "Embassy", _("Embassy or consulate")
    NGO = "NGO", _("Non-governmental organisation")
    IOM = "IOM", _("International Organization for Migration")
    OTHER = "Other", _("Other")


class Channel(TextChoices):
    """The first channel by which the matter came to be known, or a contact was made."""

    ANONYMOUS = "AnonymousReport", _("Anonymous report")
    PHONE = "Telephone", _("Telephone")
    WEB = "Web", _("Web form")
    VISIT = "Visit", _("Visit in person")
    INVESTIGATION = "Investigation", _("Investigation")
    REFERRAL = "Referral", _("Referral by another body")
    EMBASSY = "Embassy", _("Embassy or consulate")
    OTHER = "Other", _("Other")


class Occupation(TextChoices):
    """Occupation groups of suspects in the National Police Agency's material."""

    ENTERTAINMENT = "EntertainmentBusiness", _("Entertainment or sex business")
    ORGANISED_CRIME = "OrganisedCrime", _("Member of an organised crime group")
    EMPLOYEE = "CompanyEmployee", _("Company employee")
    SELF_EMPLOYED = "SelfEmployed", _("Self-employed")
    STUDENT = "Student", _("Student")
    UNEMPLOYED = "Unemployed", _("Unemployed")
    OTHER = "Other", _("Other")


class SuspectRole(TextChoices):
    """Role in the process (HTCDS per_RoleInProcess; the source uses «…Individual» for what was done)."""

    TRAVELLING_PARTNER = "TravellingPartner", _("Travelling partner")
    TRANSPORTER = "Transporter", _("Transporter")
    RECRUITER = "RecruiterOrIntermediary", _("Recruiter or intermediary")
    BROKER = "BrokerTravelAgent", _("Broker or travel agent")
    TRANSFERRED = "TransferredIndividual", _("Transferred the person")
    HARBOURED = "HarbouredIndividual", _("Harboured the person")
    SOLD = "SoldIndividual", _("Sold the person")
    BOUGHT = "BoughtIndividual", _("Bought the person")
    RECEIVED = "ReceivedIndividual", _("Received the person")
    CONTROLLED = "ControlledIndividual", _("Controlled the person")
    SMUGGLER = "Smuggler", _("Smuggler")
    ABUSER = "Abuser", _("Abuser")
    KIDNAPPER = "Kidnapper", _("Kidnapper")
    EXPLOITER = "Exploiter", _("Exploiter")
    OTHER = "Other", _("Other")


class Outcome(TextChoices):
    """One step of a suspect's disposition. The first six are the prosecutor's, the last four the court's."""

    PROSECUTED = "prosecuted", _("Prosecuted")
    NOT_PROSECUTED = "not_prosecuted", _("Not prosecuted")
    SUSPENDED = "suspended", _("Prosecution suspended")
    FAMILY_COURT = "family_court", _("Sent to the Family Court")
    OTHER_DISPOSITION = "other_disposition", _("Other disposition")
    UNDER_REVIEW = "under_review", _("Under review by the prosecutor")
    GUILTY = "guilty", _("Found guilty")
    NOT_GUILTY = "not_guilty", _("Found not guilty")
    PENDING = "pending", _("Case pending")
    OTHER_JUDGMENT = "other_judgment", _("Other judgment")


PROSECUTOR_OUTCOMES = tuple(Outcome.values[:6])
COURT_OUTCOMES = tuple(Outcome.values[6:])


class SentenceBand(TextChoices):
    """Sentence, without its suspension."""

    FINE = "fine", _("Fine")
    UNDER_1 = "under_1", _("Under 1 year")
    Y1_3 = "1_3", _("1 year to under 3 years")
    Y3_5 = "3_5", _("3 years to under 5 years")
    Y5 = "5_plus", _("5 years and over")


class Statute(TextChoices):
    """Statutes under which trafficking offences are cleared in Japan (docs: data/japan/statutes)."""

    PENAL_226_2 = "penal_226_2", _("Penal Code, article 226-2 (buying or selling of persons)")
    PENAL_OTHER = "penal_other", _("Penal Code, other articles")
    ANTI_PROSTITUTION = "anti_prostitution", _("Anti-Prostitution Act")
    EMPLOYMENT_SECURITY = "employment_security", _("Employment Security Act")
    CHILD_WELFARE = "child_welfare", _("Child Welfare Act")
    CHILD_PROSTITUTION = "child_prostitution", _("Act on Child Prostitution and Child Pornography")
    IMMIGRATION = "immigration", _("Immigration Control and Refugee Recognition Act")
    ENTERTAINMENT_BUSINESS = "entertainment_business", _("Entertainment Business Act")
    LABOUR_STANDARDS = "labour_standards", _("Labor Standards Act")
    OTHER = "other", _("Other")


class RelatedOffence(TextChoices):
    """Offences that may hide trafficking (annual report, chapter 4)."""

    PROSTITUTION = "prostitution", _("Prostitution offence")
    CHILD_PROSTITUTION = "child_prostitution", _("Child prostitution or child pornography offence")
    FOREIGN_EMPLOYMENT = "foreign_employment", _("Offence related to the employment of foreign workers")
    OTHER = "other", _("Other")


class Screened(TextChoices):
    """What the screening of a related offence found."""

    NO_SIGNS = "no_signs", _("No signs of trafficking")
    SIGNS = "signs", _("Signs of trafficking, referred")
    NOT_SCREENED = "not_screened", _("Not screened")


class Industry(TextChoices):
    """Sections of ISIC Rev. 4 (HTCDS vic_ForcedLabourIndustry)."""

    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity, gas, steam and air conditioning supply")
    E = "E", _("Water supply; sewerage, waste management and remediation")
    F = "F", _("Construction")
    G = "G", _("Wholesale and retail trade; repair of motor vehicles and motorcycles")
    H = "H", _("Transportation and storage")
    I = "I", _("Accommodation and food service activities")
    J = "J", _("Information and communication")
    K = "K", _("Financial and insurance activities")
    L = "L", _("Real estate activities")
    M = "M", _("Professional, scientific and technical activities")
    N = "N", _("Administrative and support service activities")
    O = "O", _("Public administration and defence; compulsory social security")
    P = "P", _("Education")
    Q = "Q", _("Human health and social work activities")
    R = "R", _("Arts, entertainment and recreation")
    S = "S", _("Other service activities")
    T = "T", _("Activities of households as employers")
    U = "U", _("Activities of extraterritorial organizations and bodies")


class Region(TextChoices):
    """World regions, as CTDC publishes them."""

    AFRICA = "Africa", _("Africa")
    AMERICAS_OCEANIA = "Americas/Oceania", _("Americas and Oceania")
    ASIA = "Asia", _("Asia")
    EUROPE = "Europe", _("Europe")


class PerpetratorAge(TextChoices):
    """Age bands of perpetrators in CTDC's victim–perpetrator data."""

    A0_29 = "0-29", _("Under 30")
    A30_38 = "30-38", _("30 to 38")
    A39_47 = "39-47", _("39 to 47")
    A48 = "48+", _("48 and over")


class PerpetratorRelation(TextChoices):
    """Relation of perpetrator and victim in CTDC's victim–perpetrator data."""

    FAMILY = "FamilyIntimatePartner", _("Family or intimate partner")
    FRIEND = "FriendAcquaintance", _("Friend or acquaintance")
    STRANGER = "StrangerUnknownOther", _("Stranger, unknown or other")


class PerpetratorRole(TextChoices):
    """Groups of roles in CTDC's victim–perpetrator data."""

    EXPLOITER = "Exploiter", _("Exploiter")
    RECRUITER = "RecruiterBroker", _("Recruiter or broker")
    TRANSACTION = "TransactionProcess", _("Transport, harbouring, sale or receipt")
    CONTROL = "ControlAbuseKidnap", _("Control, abuse or kidnapping")


class Paid(TextChoices):
    """Whether the victim paid the perpetrator."""

    YES = "Yes", _("Paid")
    NO = "No", _("Did not pay")


class Residence(TextChoices):
    """Measures of the Immigration Services Agency for victims."""

    CHANGE = "change_of_status", _("Change of status of residence")
    SPECIAL_PERMISSION = "special_permission", _("Special permission to stay")
    EXTENSION = "extension", _("Extension of the period of stay")


class Service(TextChoices):
    """Services given under protection."""

    SHELTER_NIGHTS = "shelter_nights", _("Nights of shelter")
    FOOD = "food", _("Food")
    CLOTHING = "clothing", _("Clothing")
    INTERPRETATION = "interpretation", _("Interpretation")
    MEDICAL = "medical", _("Medical care")
    LEGAL = "legal", _("Legal support")
    PSYCHOSOCIAL = "psychosocial", _("Psychosocial support")
    OTHER = "other", _("Other")


class Precision(TextChoices):
    """How exactly a day is known. An imprecise day is the first of its month, year or span."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")
    SPAN = "span", _("Several years together")
    UNKNOWN = "unknown", _("Unknown")


class Change(TextChoices):
    """What a later fact does to the one it supersedes."""

    CORRECTION = "correction", _("Correction")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class Reason(TextChoices):
    """Why a fact was corrected or withdrawn."""

    ENTRY_ERROR = "entry_error", _("Error of entry")
    NEW_INFORMATION = "new_information", _("New information")
    DUPLICATE = "duplicate", _("Counted twice")
    DECISION_CHANGED = "decision_changed", _("The decision was changed")


class Unit(TextChoices):
    """Counting units; they never mix in one table."""

    PERSON = "person", _("persons")
    SUSPECT = "suspect", _("suspects")
    OFFENCE = "offence", _("cases")
    CONTACT = "contact", _("contacts")
    ACT = "act", _("acts")
    SERVICE = "service", _("services")
    SESSION = "session", _("sessions")
    ATTENDEE = "attendee", _("participants")
    COPY = "copy", _("copies")
    CAMPAIGN = "campaign", _("campaigns")
    UNKNOWN = "unknown", _("not stated in the source")


class YearBasis(TextChoices):
    """What a published figure's year means; a source that does not say stays unknown."""

    CALENDAR = "calendar", _("Calendar year")
    FISCAL = "fiscal", _("Fiscal year (from April)")
    SPAN = "span", _("Several years together")
    PART = "part", _("Part of a year")
    UNKNOWN = "unknown", _("Not stated")


class FigureStatus(TextChoices):
    """How sure a published figure is."""

    PUBLISHED = "published", _("Published")
    DERIVED = "derived", _("Derived from published figures")
    CONFLICT = "conflict", _("In conflict with another publication")
    MASKED = "masked", _("Masked by the publisher")
