"""A made-up room above access: cases with people, notes, links and labels. It exists in tests only."""

from uuid import uuid4

from django.db import models

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.vault.fields import SealedField


class Area(models.Model):
    name = models.CharField(max_length=40)

    class Meta:
        app_label = "madeup"


class Label(models.Model):
    name = models.CharField(max_length=40)

    class Meta:
        app_label = "madeup"


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=40)
    status = models.CharField(max_length=10, default="a")
    opened = models.DateField(null=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cases")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="parts")
    linked = models.ManyToManyField("self", symmetrical=False, related_name="linked_from")
    labels = models.ManyToManyField(Label, related_name="cases")

    class Meta:
        app_label = "madeup"
        indexes = [models.Index(fields=["opened", "id", "file"], name="madeup_case_opened")]

    class Privacy:
        sensitive = ("title", "status", "opened", "area", "parent", "linked", "labels")
        plain = ("id", "file")
        kept = "case"

    class Scoped:
        file = "file"


class OpenCase(Case):
    class Meta:
        app_label = "madeup"
        proxy = True


class Person(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=40)
    full_name = SealedField(under="case.file_id", null=True)
    address = SealedField(under="case.file_id", null=True)
    residence = SealedField(under="case.file_id", null=True)

    class Meta:
        app_label = "madeup"

    class Privacy:
        identifies = ("name", "full_name", "address", "residence")
        plain = ("id", "case")
        open_because = {"name": "made up"}
        kept = "case"

    class Scoped:
        file = "case.file"
        classes = {
            "full_name": FieldClass.IDENTITY,
            "address": FieldClass.SHELTER_LOCATION,
            "residence": FieldClass.IMMIGRATION_STATUS,
        }


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    about = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="notes")
    body = models.CharField(max_length=80)

    class Meta:
        app_label = "madeup"

    class Privacy:
        sensitive = ("about", "body")
        plain = ("id", "case")
        kept = "case"

    class Scoped:
        file = "case.file"
