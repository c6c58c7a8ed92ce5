"""The forms of pages that compose the rooms below."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.prevention.contracts import why_not_corporate_number
from opennrm.prevention.examining_terms import ExaminationRefusal


class EmployerForm(forms.Form):
    """A corporate number, in digits of any width."""

    number = forms.CharField(label=_("Corporate number"), max_length=30, help_text=_("13 digits"))

    def clean_number(self) -> str:
        """The digits alone; a fault where the first does not check the others."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["number"]).replace("-", "").replace(" ", "")
        if why_not_corporate_number(typed):
            raise forms.ValidationError(str(ExaminationRefusal.NUMBER.label))
        return typed


class LeaveForm(forms.Form):
    """The day from which an official opens nothing more."""

    on = Day(
        label=_("First day without access"), help_text=_("Today ends their access at once, with all they hold open.")
    )
