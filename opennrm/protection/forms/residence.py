"""What an official fills in about residence."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.page.bilingual import label_of
from opennrm.protection.checklists import Item
from opennrm.protection.procedures import PaperState, ProcedureKind, Sure
from opennrm.understanding.terms import ResidenceStatus

STATUSES = [("", "–"), *ResidenceStatus.choices]
WITHIN = (7, 14, 30, 60, 90)


class StayForm(forms.Form):
    """Which status the person has, and until when."""

    status = forms.ChoiceField(
        label=_("Status of residence"),
        required=False,
        choices=[("", _("leave as it stands in the case")), *ResidenceStatus.choices],
        help_text=_("It is sealed in the case. Who reads it leaves a line."),
    )
    until = Day(
        label=_("Last day of the stay"),
        required=False,
        help_text=_("You are reminded of it long before. Empty where it has none."),
    )


class BeginForm(forms.Form):
    """Which procedure to begin."""

    kind = forms.ChoiceField(label=_("Procedure"), choices=ProcedureKind.choices, widget=forms.RadioSelect)
    office = forms.CharField(label=_("Office"), max_length=80, required=False)
    due = Day(
        label=_("Apply by"),
        required=False,
        help_text=_("Empty: a month before the stay ends, where its end is known. Never after it."),
    )


class ApplyForm(forms.Form):
    """When and where it was applied for."""

    day = Day(label=_("Day of the application"))
    office = forms.CharField(label=_("Office"), max_length=80, required=False)
    number = forms.CharField(
        label=_("Number of the application"), max_length=60, required=False, help_text=_("Kept sealed.")
    )
    due = Day(label=_("Ask about the answer on"), required=False)


class DayForm(forms.Form):
    """The day something happened."""

    day = Day(label=_("Day"))


class NotedForm(DayForm):
    """The day, and what was said."""

    note = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept sealed. Empty leaves the note that stands."),
    )


class GrantedForm(NotedForm):
    """What was granted, until when. Provisional release grants no status, and always has an end."""

    field_order = ("day", "status", "until", "note")
    status = forms.ChoiceField(label=_("Status granted"), choices=STATUSES)
    until = Day(label=_("Until"), required=False, help_text=_("Empty only for permanent residence."))

    def __init__(self, *args: Any, release: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if release:
            del self.fields["status"]
            self.fields["until"].required, self.fields["until"].help_text = True, ""


class HoldsForm(forms.Form):
    """After a grant entered by mistake: the stay as it really is."""

    status = forms.ChoiceField(
        label=_("Status of residence the person really has"),
        required=False,
        choices=[("", _("leave as it stands in the case")), *ResidenceStatus.choices],
    )
    until = Day(label=_("Last day of the stay"), required=False)


class DueForm(forms.Form):
    """When the next step is due."""

    due = Day(label=_("Next step due on"), required=False, help_text=_("Empty: nothing is due."))


class PapersForm(forms.Form):
    """What is known of each document of the checklist."""

    def __init__(self, *args: Any, papers: tuple[Item, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in papers:
            field = forms.ChoiceField(label=label_of(each.text), choices=PaperState.choices)
            field.help_text = Sure(each.sure).label
            self.fields[each.code] = field


class ExpiringForm(forms.Form):
    """Which ends of stay to show."""

    within = forms.TypedChoiceField(
        label=_("Ends within"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("any time")), *((days, format_lazy(_("{days} days"), days=days)) for days in WITHIN)],
    )
    whose = forms.ChoiceField(label=_("Worked on by"), required=False, choices=[("", _("anybody")), ("mine", _("me"))])
