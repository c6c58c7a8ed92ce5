"""What an official fills in to decide, and to record that the person asked for a decision anew."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.identification.forms.screenings import LONGEST
from opennrm.identification.terms import Standing

OUTCOMES = [(each.value, each.label) for each in Standing if each != Standing.UNDECIDED]


class DecisionForm(forms.Form):
    """A decision: its outcome and the reason. ``seen`` is the last decision the official had before their eyes."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=OUTCOMES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("What it rests on, in your words. Sealed; it stands with your name."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AppealForm(forms.Form):
    """That the person does not agree."""

    asked = Day(label=_("On which day did the person ask for it?"))
    words = forms.CharField(
        label=_("Why, in their words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Sealed. They need not give a reason."),
    )
