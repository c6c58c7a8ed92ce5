"""What a caseworker looks for: which plans, and a plan by its code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.identification.codes import read

BEGIN, MINE, ALL, TASKS = "begin", "mine", "all", "tasks"


class QueueForm(forms.Form):
    """Which part of the queue to show; empty fields leave everything in."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (MINE, _("my plans")),
            (ALL, _("all plans")),
            (BEGIN, _("cases to begin")),
            (TASKS, _("my tasks")),
        ],
    )
    state = forms.ChoiceField(
        label=_("Plans that"), required=False, choices=[("", _("go on")), ("ended", _("have ended"))]
    )
    code = forms.CharField(label=_("Code of the case"), required=False, max_length=20)

    def clean_code(self) -> str:
        """The code as it is kept; a fault where it is none."""
        typed = self.cleaned_data["code"].strip()
        code = read(typed) if typed else ""
        if code is None:
            raise forms.ValidationError(
                _("This is no code of a case: it has eight letters and digits, as in 7F3Q-9K2M.")
            )
        return code


class PeriodForm(forms.Form):
    """Between which days, both included."""

    first = Day(label=_("From"))
    last = Day(label=_("To"))
