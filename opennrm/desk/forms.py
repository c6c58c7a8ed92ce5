"""The forms of pages that compose the rooms below."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.agencies.forms.corporate import CorporateNumber


class EmployerForm(forms.Form):
    """Which employer to look for in every room."""

    number = CorporateNumber()


class LeaveForm(forms.Form):
    """The day from which an official opens nothing more."""

    on = Day(
        label=_("First day without access"), help_text=_("Today ends their access at once, with all they hold open.")
    )
