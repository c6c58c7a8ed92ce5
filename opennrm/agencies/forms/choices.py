"""What a list to choose from offers: bodies by their name of today, officials by their name."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.agencies import names
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.page.once import once

Choices = list[tuple[str, str]]


class Day(forms.DateField):
    """A day, chosen from a calendar or typed as 2024-04-01."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Clock(forms.TimeField):
    """A time of day, to the minute."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def bodies() -> Choices:
    """Every organisation by its name of today in the language of the page."""
    return list(_bodies(timezone.localdate(), (get_language() or "en").split("-")[0]))


@once
def _bodies(day: date, language: str) -> Choices:
    named = Organisation.objects.named_on(day, language).order_by()
    return sorted(((each.pk, getattr(each, "name", None) or each.pk) for each in named), key=lambda each: each[1])


def bodies_or_none() -> Choices:
    """The same, and none first."""
    return [("", "–"), *bodies()]


def prefectures() -> Choices:
    """The prefectures by their codes, and all first."""
    return [("", str(_("All"))), *((code, str(name)) for code, name in PREFECTURES.items())]


def prefectures_or_none() -> Choices:
    """The same, and first that the body serves the whole country."""
    return [("", str(_("Whole country"))), *prefectures()[1:]]


def people(officials: Iterable[Official]) -> Choices:
    """Officials by name, with their organisation where they are of several."""
    rows = list(officials)
    shown = names.shown_many(rows)
    several = len({row.organisation_id for row in rows}) > 1
    called = dict(bodies()) if several else {}
    found = [(str(row.pk), shown[row.pk] + (f" ({called[row.organisation_id]})" if several else "")) for row in rows]
    return sorted(found, key=lambda each: each[1])
