"""What a caseworker fills in about a plan: since when, who, aims, tasks, risks, notes, meetings."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day
from opennrm.protection.risks import factors
from opennrm.protection.terms import MeetingWay, NoteKind, RiskLevel, TaskKind

LONGEST = 10_000
SEALED = _("Sealed. Who reads it leaves a line.")


def words(label: object, *, required: bool = True, rows: int = 4, hint: object = SEALED) -> forms.CharField:
    """A field for words that are sealed."""
    area = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, help_text=hint)  # type: ignore[arg-type]


class SinceForm(forms.Form):
    """The day protection really began."""

    since = Day(label=_("Since when is the person protected?"))


class AssignForm(forms.Form):
    """Who works on a plan."""

    to = forms.ChoiceField(label=_("Who works on it"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]


class AimForm(forms.Form):
    """What the person wants."""

    text = words(_("What does the person want?"), hint=_("In their own words. Sealed; who reads it leaves a line."))


class TaskForm(forms.Form):
    """Something to do, by when and by whom."""

    kind = forms.ChoiceField(label=_("What is to be done"), choices=TaskKind.choices)
    due = Day(label=_("By when"))
    who = forms.ChoiceField(label=_("Who does it"))
    text = words(_("In words"), required=False, rows=3)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined]


class RiskForm(forms.Form):
    """How great the danger is, why, and what is done about it."""

    factors = forms.MultipleChoiceField(
        label=_("What makes the danger greater?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Tick what is so. Nothing is added up: the level is your judgement. The list is this project's own; "
            "it was taken from no published instrument."
        ),
    )
    level = forms.ChoiceField(label=_("How great is the danger?"), choices=RiskLevel.choices, widget=forms.RadioSelect)
    text = words(_("What is done about it"))
    again = Day(label=_("By when is it looked at again?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page, listed = get_language(), factors().by_code.values()
        self.fields["factors"].choices = [(each.code, each.title.of(page)) for each in listed]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What happened."""

    kind = forms.ChoiceField(label=_("What was it"), choices=NoteKind.choices)
    happened = Day(label=_("On which day"))
    text = words(_("What happened"))


class MeetingForm(forms.Form):
    """A meeting to come."""

    day = Day(label=_("On which day"))
    way = forms.ChoiceField(label=_("How"), choices=MeetingWay.choices, widget=forms.RadioSelect)
    text = words(_("What it is about"), hint=_("For your own organisation. What others see is written for each."))


class InviteForm(forms.Form):
    """Who takes part, and what they are told beforehand."""

    organisation = forms.ChoiceField(
        label=_("Organisation"),
        help_text=_("The person's consent to support by it must be entered in the case."),
    )
    text = words(_("The agenda, as this organisation sees it"), required=False, rows=3)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = bodies  # type: ignore[attr-defined]


class RecordForm(forms.Form):
    """What was said at a meeting, for one's own organisation."""

    text = words(_("Your record of the meeting"), hint=_("Nobody but your organisation sees it."))


class ShareForm(forms.Form):
    """What one participant is told."""

    text = words(
        _("What was agreed, as this organisation sees it"),
        hint=_("It sees these words and nothing else of the plan or of what others were told."),
    )
