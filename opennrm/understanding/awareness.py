"""The words of chapter 6: what sessions and campaigns were, and for whom."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SessionKind(TextChoices):
    """Sessions of education and training (annual report, chapter 6)."""

    TRAINING = "training", _("Training of officials")
    LIFE_SAFETY = "life_safety", _("Life safety education at schools")
    LECTURE = "lecture", _("Lecture or awareness event")


class Audience(TextChoices):
    """Whom a session was for; pupils by the age groups for which there are materials of life safety education."""

    POLICE = "police", _("Police officers")
    PROSECUTORS = "prosecutors", _("Prosecutors and their staff")
    IMMIGRATION = "immigration", _("Immigration officers")
    COAST_GUARD = "coast_guard", _("Coast guard officers")
    LABOUR = "labour", _("Labour standards inspectors and labour bureaus")
    CONSULTING = "consulting", _("Consulting officers of support and guidance centers")
    LEGAL_AFFAIRS = "legal_affairs", _("Human rights staff of legal affairs bureaus")
    CONSULAR = "consular", _("Consular and visa staff")
    INTERPRETERS = "interpreters", _("Interpreters")
    PRESCHOOL = "preschool", _("Preschool children")
    ELEMENTARY_LOWER = "elementary_lower", _("Elementary school, lower and middle grades")
    ELEMENTARY_UPPER = "elementary_upper", _("Elementary school, upper grades")
    JUNIOR_HIGH = "junior_high", _("Junior high school")
    HIGH_SCHOOL = "high_school", _("High school")
    UNIVERSITY = "university", _("University, or before leaving high school")
    TEACHERS = "teachers", _("Teachers and school staff")
    EMPLOYERS = "employers", _("Employers and supervising organisations")
    PUBLIC = "public", _("General public")
    OTHER = "other", _("Other")


class CampaignMedium(TextChoices):
    """By what a campaign reached people."""

    POSTER = "poster", _("Posters")
    LEAFLET = "leaflet", _("Leaflets")
    CARD = "card", _("Wallet cards")
    WEB = "web", _("Websites")
    SOCIAL = "social", _("Social media")
    BROADCAST = "broadcast", _("Television and radio")
    TRANSPORT = "transport", _("Stations, airports and vehicles")
    EVENT = "event", _("Events")
    OTHER = "other", _("Other")
