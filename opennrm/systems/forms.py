"""What a lead fills in to make a key for a system."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opennrm.access.terms import Purpose
from opennrm.agencies.forms.choices import Day, people
from opennrm.agencies.models import Official
from opennrm.systems.rules import LONGEST
from opennrm.systems.terms import Use

QUARTER = timedelta(days=90)


class KeyForm(forms.Form):
    """A key: for which system, in whose name, what it may, until when."""

    name = forms.CharField(
        label=_("System"), max_length=80, help_text=_("What it is called among you. No person's name.")
    )
    official = forms.ChoiceField(
        label=_("In the name of"),
        help_text=_(
            "It may do what this official's roles let them do, and no more. They hear of it, and may revoke it."
        ),
    )
    uses = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Use.choices, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        required=False,
        choices=[("", "–"), *Purpose.choices],
        help_text=_("Of all but facts: it sees what its official sees for this purpose."),
    )
    exchange = forms.CharField(
        label=_("Exchange key"),
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "The public line of «opennrm exchange key», made where the system runs. Identities are sealed to it."
        ),
    )
    until = Day(
        label=pgettext_lazy("key", "Until the end of"), help_text=_("A year from now at most; a quarter is safer.")
    )

    def __init__(self, *args: Any, by: Official, **kwargs: Any) -> None:
        today = timezone.localdate()
        start = {"until": today + QUARTER, "official": str(by.pk)}
        super().__init__(*args, **{"initial": start, **kwargs})
        colleagues = Official.objects.serving(today).filter(organisation=by.organisation_id)
        self.fields["official"].choices = people(colleagues)  # type: ignore[attr-defined]
        self.fields["until"].widget.attrs |= {"min": today + timedelta(days=1), "max": today + LONGEST}

    def said(self) -> dict[str, Any]:
        """What was filled in, for the action."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "uses": [Use(each) for each in given["uses"]],
            "purpose": Purpose(given["purpose"]) if given["purpose"] else None,
            "until": given["until"],
            "exchange": given["exchange"],
        }
