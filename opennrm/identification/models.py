"""What identification holds: the person, the case that asks whether they are a victim, and who works on it.

One case is one person's and has one file; an incident ties the cases together that were opened at once. The other nouns
stand beside: ``screenings``, ``consents``, ``referrals``, ``matches``.
"""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.consents import Consent, ConsentGrant, Exemption
from opennrm.identification.exchanges import Elsewhere, Export, ExportCase, ImportMapping
from opennrm.identification.matches import Candidate, LinkKey, MatchQuestion, MatchState, Merge, Moved
from opennrm.identification.referrals import Notice, Referral
from opennrm.identification.screenings import Decision, Screening, ScreeningAnswer
from opennrm.identification.terms import Closing, Due, Minor, NameKind, Origin, Standing
from opennrm.reporting.terms import Urgency
from opennrm.understanding.facts import new_id
from opennrm.understanding.terms import Channel, Sex
from opennrm.vault.fields import BlindIndexField, SealedField

__all__ = [
    "Candidate",
    "Case",
    "CaseAssignment",
    "CaseNote",
    "Consent",
    "ConsentGrant",
    "Decision",
    "Elsewhere",
    "Exemption",
    "Export",
    "ExportCase",
    "ImportMapping",
    "Incident",
    "LinkKey",
    "MatchQuestion",
    "MatchState",
    "Merge",
    "Moved",
    "NamePair",
    "Notice",
    "Person",
    "PersonName",
    "Referral",
    "Screening",
    "ScreeningAnswer",
]


OPEN = Q(closed__isnull=True)


class Incident(models.Model):
    """What several cases have in common: that they were opened at once. It tells nothing; the cases tell."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    opened = models.DateField()

    class Privacy:
        plain = ("id", "opened")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)


class Person(models.Model):
    """A person as one case knows them. ``key`` is their key in the register: one person has one, in however many cases.

    The day of birth is sealed; ``age`` is what was said or seen, in years, on ``age_on``. ``minor`` is whether they
    were under 18 when it was last asked. The statuses of residence are sealed codes of ``ResidenceStatus``. ``matched``
    is all a body learns of another that knows the person: that the matching officer settled it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, default=new_id, db_index=True)
    sex = models.CharField(max_length=20, choices=Sex, default="", blank=True)
    nationality = models.CharField(max_length=2, default="", blank=True)
    language = models.CharField(max_length=35, default="", blank=True)
    minor = models.CharField(max_length=10, choices=Minor, default=Minor.NOT_SURE)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    age_on = models.DateField(null=True, blank=True)
    birth_date = SealedField(under="file_id", null=True)
    birth_index = BlindIndexField(of="birth_date")
    contact = SealedField(under="file_id", null=True)  # how they are reached safely, and what may be said
    phone = SealedField(under="file_id", null=True)
    phone_index = BlindIndexField(of="phone")
    document = SealedField(under="file_id", null=True)  # number of a passport or residence card
    document_index = BlindIndexField(of="document")
    status_at_entry = SealedField(under="file_id", null=True)
    status = SealedField(under="file_id", null=True)
    status_until = SealedField(under="file_id", null=True)  # last day of the period of stay, ISO 8601
    status_at_protection = SealedField(under="file_id", null=True)  # where another was granted since
    matched = models.DateField(null=True, blank=True)  # since when another record is counted as the same person

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identification_an_age_has_its_day",
                condition=Q(age__isnull=True, age_on__isnull=True) | Q(age__isnull=False, age_on__isnull=False),
            )
        ]

    class Scoped:
        file = "file"
        classes = {
            "birth_date": FieldClass.IDENTITY,
            "contact": FieldClass.CONTACT,
            "phone": FieldClass.CONTACT,
            "document": FieldClass.IDENTITY,
            "status_at_entry": FieldClass.IMMIGRATION_STATUS,
            "status": FieldClass.IMMIGRATION_STATUS,
            "status_until": FieldClass.IMMIGRATION_STATUS,
            "status_at_protection": FieldClass.IMMIGRATION_STATUS,
        }

    class Privacy:
        identifies = (
            "birth_date",
            "birth_index",
            "contact",
            "phone",
            "phone_index",
            "document",
            "document_index",
            "status_at_entry",
            "status",
            "status_until",
            "status_at_protection",
        )
        sensitive = ("sex", "nationality", "language", "minor", "age", "age_on")
        plain = ("id", "file", "key", "matched")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this person."""
        return f"person:{self.pk}"


class PersonName(models.Model):
    """One name of a person, sealed; found whole by its blind index and in part by its pairs of letters."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=10, choices=NameKind)
    text = SealedField(under="person.file_id", null=True)
    text_index = BlindIndexField(of="text")

    class Meta:
        ordering = ["person", "kind", "id"]

    class Scoped:
        file = "person.file"
        classes = {"text": FieldClass.IDENTITY}

    class Privacy:
        identifies = ("text", "text_index")
        sensitive = ("kind",)
        plain = ("id", "person")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)


class NamePair(models.Model):
    """The digest of two letters that stand side by side in a name: an index finds 田中 in 田中太郎 among a million."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pairs", db_index=False)
    name = models.ForeignKey(PersonName, on_delete=models.CASCADE, related_name="pairs")
    digest = models.CharField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["digest", "person"], name="identification_pairs")]

    class Scoped:
        file = "person.file"

    class Privacy:
        identifies = ("digest",)
        sensitive = ()
        plain = ("id", "person", "name")
        kept = "case"
        open_because = {"digest": "a keyed digest (HMAC) of two letters, as in a blind index (naming.py)"}

    def __str__(self) -> str:
        return str(self.pk)


class CaseQuerySet(models.QuerySet["Case"]):
    """Reads of the cases the scope may see."""

    def open(self) -> Self:
        """Those not closed."""
        return self.filter(closed__isnull=True)

    def queue(self) -> Self:
        """What is open: the most urgent first, then what is due first."""
        return self.open().order_by("urgency", "due", "id")

    def of(self, official: Official) -> Self:
        """Those assigned to an official now."""
        return self.filter(worker=official)

    def due_by(self, day: date) -> Self:
        """Open ones in which something is due by a day, the earliest first."""
        return self.open().filter(due__lte=day).order_by("due", "urgency", "id")

    def supported(self) -> Self:
        """What protection pulls: open cases for which support was asked for."""
        return self.open().filter(support_asked__isnull=False)


class Case(models.Model):
    """That a person may be a victim of trafficking: what it began from, what was decided, what is due, how it ended.

    ``standing`` is the latest decision, ``confirmed`` the day the person was (first, and still is) a confirmed victim.
    ``recognised_by`` are codes of ``Body``: who recognised the person in this case. ``protected`` is the day protection
    began. The register's facts follow from these (``counting``). ``worker`` works on it now.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="case")
    code = models.CharField(max_length=12, unique=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    opened = models.DateField()
    origin = models.CharField(max_length=15, choices=Origin)
    report = models.UUIDField(null=True, blank=True)  # what it began from: their ids, no keys, since they end earlier
    consultation = models.UUIDField(null=True, blank=True)
    channel = models.CharField(max_length=20, choices=Channel, default="", blank=True)
    prefecture = models.CharField(max_length=2, default="", blank=True)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.ORDINARY)
    outline = SealedField(under="file_id", null=True)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.UNDECIDED)
    decided = models.DateField(null=True, blank=True)
    confirmed = models.DateField(null=True, blank=True)
    recognised_by = models.JSONField(default=list, blank=True)
    support_asked = models.DateField(null=True, blank=True)
    protected = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    due_for = models.CharField(max_length=12, choices=Due, default="", blank=True)
    closed = models.DateField(null=True, blank=True)
    closing = models.CharField(max_length=15, choices=Closing, default="", blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identification_a_closed_case_says_why",
                condition=Q(closed__isnull=True, closing="") | Q(closed__isnull=False) & ~Q(closing=""),
            ),
            models.CheckConstraint(
                name="identification_a_decision_has_its_day",
                condition=Q(standing=Standing.UNDECIDED, decided__isnull=True)
                | ~Q(standing=Standing.UNDECIDED) & Q(decided__isnull=False),
            ),
            models.CheckConstraint(
                name="identification_confirmed_since_a_day",
                condition=Q(standing=Standing.CONFIRMED, confirmed__isnull=False)
                | ~Q(standing=Standing.CONFIRMED) & Q(confirmed__isnull=True),
            ),
            models.CheckConstraint(
                name="identification_due_says_for_what",
                condition=Q(due__isnull=True, due_for="") | Q(due__isnull=False) & ~Q(due_for=""),
            ),
        ]
        indexes = [
            models.Index(fields=["urgency", "due", "id", "file"], name="identification_queue", condition=OPEN),
            models.Index(fields=["due", "urgency", "id", "file"], name="identification_due", condition=OPEN),
            models.Index(fields=["standing", "opened", "id", "file"], name="identification_standing"),
            models.Index(fields=["opened", "id", "file"], name="identification_opened"),
            models.Index(fields=["worker", "due"], name="identification_worker", condition=OPEN),
        ]

    class Scoped:
        file = "file"
        classes = {"outline": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("outline",)
        sensitive = (
            "origin",
            "channel",
            "prefecture",
            "urgency",
            "standing",
            "decided",
            "confirmed",
            "recognised_by",
            "support_asked",
            "protected",
            "due",
            "due_for",
            "closing",
        )
        plain = (
            "id",
            "file",
            "person",
            "code",
            "owner",
            "worker",
            "incident",
            "opened",
            "report",
            "consultation",
            "closed",
        )
        kept = "case"

    def __str__(self) -> str:
        return self.code

    @property
    def word(self) -> str:
        """How the audit names this case."""
        return f"case:{self.pk}"


class CaseAssignment(models.Model):
    """Who works on a case, from a day until another took it over or it ended."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(until__isnull=True), name="identification_one_works_on_a_case"
            )
        ]

    class Scoped:
        file = "case.file"

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "case", "official", "since", "until")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)


class CaseNote(models.Model):
    """What an official noted in a case, for colleagues."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = SealedField(under="case.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]

    class Scoped:
        file = "case.file"
        classes = {"text": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("text",)
        sensitive = ()
        plain = ("id", "case", "by", "on")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)
