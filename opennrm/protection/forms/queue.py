"""What a caseworker looks for: which plans, and a plan by its code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.identification.forms.code import CaseCode

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
    code = CaseCode()


class PeriodForm(forms.Form):
    """Between which days, both included."""

    first = Day(label=_("From"))
    last = Day(label=_("To"))
