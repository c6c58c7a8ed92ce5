"""What an official fills in about the end of a plan and what comes after."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.protection.endings import Fares
from opennrm.protection.terms import Ending


class EndForm(forms.Form):
    """Why the plan ends, and whether the case closes with it."""

    why = forms.ChoiceField(label=_("Why does the plan end?"), choices=Ending.choices, widget=forms.RadioSelect)
    day = Day(label=_("Day"))
    close_case = forms.BooleanField(
        label=_("Close the case as well"),
        required=False,
        help_text=_(
            "Not where identification still has something to do. A plan begun by mistake leaves the case open."
        ),
    )

    def __init__(self, *args: Any, with_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_case:
            del self.fields["close_case"]


class FollowUpForm(forms.Form):
    """How the person fares."""

    fares = forms.ChoiceField(label=_("How does the person fare?"), choices=Fares.choices, widget=forms.RadioSelect)
    day = Day(label=_("Day they were asked"))
    note = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept sealed."),
    )


class DueForm(forms.Form):
    """Which follow-ups to show."""

    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[("", _("by today")), ("month", _("within a month")), ("all", _("all that wait"))],
    )
    whose = forms.ChoiceField(label=_("Worked on by"), required=False, choices=[("", _("anybody")), ("mine", _("me"))])
