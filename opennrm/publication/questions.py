"""A table somebody asked for (a question in parliament, the press), saved so that it can be run again next year."""

import uuid

from django.db import models

from opennrm.agencies.models import Official


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reads of saved questions."""

    def seen_by(self, official: Official) -> "QuestionQuerySet":
        """Those of the official's organisation: what is asked in parliament is not out before it is answered."""
        return self.filter(by__organisation=official.organisation_id).select_related("by")


class Question(models.Model):
    """A definition by name: ``asked`` holds what the form took, no number of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    asked = models.JSONField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]

    class Privacy:
        sensitive = ("title",)
        plain = ("id", "asked", "by", "at")
        kept = "publication"

    def __str__(self) -> str:
        return f"question:{self.pk}"
