"""What officials fill in of related offences, of what goes to identification, and of a suspect who may be a victim."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, bodies, prefectures
from opennrm.agencies.models import Organisation
from opennrm.eradication.actions.flags import Possible
from opennrm.eradication.actions.related import Described
from opennrm.eradication.models import RelatedOffence
from opennrm.eradication.related_terms import Considered, Ground, Stage
from opennrm.eradication.signs import declared
from opennrm.identification.actions.notices import identifying
from opennrm.identification.terms import Minor
from opennrm.reporting.terms import Urgency
from opennrm.understanding.terms import RelatedOffence as Kind

SIGNS, NONE, WAITING, ALL = "signs", "none", "waiting", "all"
SHOWN = [
    (SIGNS, _("with signs, to be looked at")),
    (NONE, _("without signs, to be looked at")),
    (WAITING, _("waiting for identification")),
    (ALL, _("all")),
]
UNCHOSEN = [("", "–")]


def that_identify() -> Choices:
    """Organisations in which somebody identifies victims today."""
    able = set(identifying(timezone.localdate()).values_list("organisation", flat=True))
    return [*UNCHOSEN, *((code, name) for code, name in bodies() if code in able)]


def circumstances() -> Choices:
    """What an official ticks, in the language of the page."""
    return [(code, text.of(get_language())) for code, text in declared().circumstances.items()]


class RelatedFilterForm(forms.Form):
    """Which offences a list shows."""

    show = forms.ChoiceField(label=_("Offences"), required=False, choices=SHOWN)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Kind.choices])
    number = forms.CharField(label=_("Your number"), required=False, max_length=40)


class ObserveForm(forms.Form):
    """What was seen; the reading follows from it."""

    minor = forms.ChoiceField(
        label=_("Is a person under 18 involved?"),
        choices=Minor.choices,
        widget=forms.RadioSelect,
        initial=Minor.NOT_SURE,
        help_text=_("Not sure is read as yes."),
    )
    observed = forms.MultipleChoiceField(
        label=_("What was seen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what was found. The signs that follow are shown next; nothing is decided by them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observed"].choices = circumstances()  # type: ignore[attr-defined]


class RelatedForm(ObserveForm):
    """A related offence that was cleared."""

    number = forms.CharField(
        label=_("Your number of the case"), max_length=40, help_text=_("Of your file. No name, no birth date.")
    )
    kind = forms.ChoiceField(label=_("Kind of offence"), choices=[*UNCHOSEN, *Kind.choices])
    cleared = Day(label=_("Cleared on"))
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    persons = forms.IntegerField(
        label=_("Persons who may be victims"), required=False, min_value=0, max_value=10_000, initial=0
    )
    account = forms.CharField(
        label=_("Outline"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Sealed. Your organisation alone reads it."),
    )
    field_order = ["number", "kind", "cleared", "prefecture", "persons", "minor", "observed", "account"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"].choices = [*UNCHOSEN, *prefectures()[1:]]  # type: ignore[attr-defined]

    def described(self) -> Described:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Described(
            number=said["number"],
            kind=said["kind"],
            cleared=said["cleared"],
            observed=tuple(said["observed"]),
            prefecture=said["prefecture"],
            persons=said["persons"] or 0,
            minor=Minor(said["minor"]),
            account=said["account"],
        )


class RelatedFileForm(forms.Form):
    """A CSV of offences."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ".csv"}),
        help_text=_("CSV in UTF-8, at most 1 MB and 5,000 rows. The columns stand below."),
    )


class SendForm(forms.Form):
    """What goes to identification."""

    to = forms.ChoiceField(label=_("Sent to"), help_text=_("Organisations with an official who identifies victims."))
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), coerce=int, choices=Urgency.choices, widget=forms.RadioSelect, initial=Urgency.ORDINARY
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Sealed; identification alone reads it. Add how the persons are reached safely."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = that_identify()  # type: ignore[attr-defined]

    def receiver(self) -> Organisation:
        """Whom it goes to."""
        return Organisation.objects.get(pk=self.cleaned_data["to"])


class SendManyForm(forms.Form):
    """Ticked offences, sent at once with their signs as why."""

    to = forms.ChoiceField(label=_("Send the ticked ones to"))
    offence: "forms.ModelMultipleChoiceField[RelatedOffence]" = forms.ModelMultipleChoiceField(
        label=_("Offences"), queryset=None
    )

    def __init__(self, *args: Any, offences: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = that_identify()  # type: ignore[attr-defined]
        self.fields["offence"].queryset = offences  # type: ignore[attr-defined]


class NoSignsForm(forms.Form):
    """That there are no signs. Required where some fired."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Needed where a sign fired. Sealed."),
    )


class FlagForm(forms.Form):
    """A suspect who may be a victim."""

    suspect = forms.CharField(
        label=_("Key of the suspect"), max_length=64, help_text=_("It stands on the suspect's page. No name.")
    )
    stage = forms.ChoiceField(label=_("How far the case has come"), choices=[*UNCHOSEN, *Stage.choices])
    grounds = forms.MultipleChoiceField(
        label=_("Why the suspect may be a victim"), choices=Ground.choices, widget=forms.CheckboxSelectMultiple
    )
    to = forms.ChoiceField(label=_("Sent to"), help_text=_("Organisations with an official who identifies victims."))
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), coerce=int, choices=Urgency.choices, widget=forms.RadioSelect, initial=Urgency.SOON
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    words = forms.CharField(
        label=_("What was seen"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Sealed; you and identification read it. How the person is reached, until when they are held."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = that_identify()  # type: ignore[attr-defined]
        self.fields["prefecture"].choices = [*UNCHOSEN, *prefectures()[1:]]  # type: ignore[attr-defined]

    def possible(self) -> Possible:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Possible(
            suspect=said["suspect"],
            stage=Stage(said["stage"]),
            grounds=said["grounds"],
            to=Organisation.objects.get(pk=said["to"]),
            words=said["words"],
            urgency=Urgency(said["urgency"]),
            prefecture=said["prefecture"],
        )


class ConsiderForm(forms.Form):
    """What became of the case."""

    became = forms.ChoiceField(label=_("What became of the case"), choices=Considered.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=4_000, widget=forms.Textarea({"rows": 4}), help_text=_("Sealed.")
    )
