"""What a caseworker fills in about shelter: for whom and when, a shelter and its beds, who may know where it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, prefectures_or_none
from opennrm.agencies.models import Organisation
from opennrm.protection.actions.shelters import Described, Location
from opennrm.protection.housing import LONGEST, Need, ShelterKind, Takes, Who
from opennrm.reporting.forms.desk import LanguageField
from opennrm.reporting.spoken import read


class PlaceForm(forms.Form):
    """For whom a place is looked for, and for which nights."""

    who = forms.ChoiceField(label=_("For whom"), choices=Who.choices)
    children = forms.IntegerField(label=_("Children along"), min_value=0, max_value=20, initial=0)
    since = Day(label=_("First night"))
    nights = forms.IntegerField(label=_("Nights"), min_value=1, max_value=LONGEST, initial=1)
    language = LanguageField(required=False, help_text="")
    disability = forms.BooleanField(label=_("With a disability"), required=False)
    pet = forms.BooleanField(label=_("With a pet"), required=False)

    def need(self) -> Need:
        """What was filled in, for the rules."""
        said = self.cleaned_data
        return Need(**(said | {"who": Who(said["who"])}))


class UntilForm(forms.Form):
    """How long a bed is kept."""

    until = Day(label=_("Until the morning of"))


class LeftForm(forms.Form):
    """The day somebody left."""

    left = Day(label=_("On which day did they leave?"))


class ShelterForm(forms.Form):
    """What caseworkers look up of a shelter, and where it stands."""

    code = forms.CharField(
        label=_("Code name"), max_length=40, help_text=_("All caseworkers see it: nothing that tells where it stands.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ShelterKind.choices)
    takes = forms.MultipleChoiceField(
        label=_("Whom it takes"), choices=Takes.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.CharField(
        label=_("Languages spoken there"),
        required=False,
        max_length=200,
        help_text=_("Names or codes with commas between them: vi, ne, Filipino."),
    )
    accessible = forms.BooleanField(label=_("Can be used with a disability"), required=False)
    pets = forms.BooleanField(label=_("Pets may come along"), required=False)
    prefecture = forms.ChoiceField(
        label=_("Prefecture, if it may be known"), required=False, help_text=_("All caseworkers see it.")
    )
    entrusted_by = forms.ChoiceField(label=_("Entrusted and paid by"), required=False)
    cost_night = forms.IntegerField(label=_("Price of a night (yen)"), required=False, min_value=0, max_value=1_000_000)
    address = forms.CharField(
        label=_("Address and the way there"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
        help_text=_("Sealed. Your organisation opens it, and those you let know. Leave empty to keep what was sealed."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Sealed like the address. Leave empty to keep what was sealed."),
    )

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nowhere = [("", _("not said")), *prefectures_or_none()[1:]]
        self.fields["prefecture"].choices = nowhere  # type: ignore[attr-defined]
        self.fields["entrusted_by"].choices = [("", _("nobody")), *bodies]  # type: ignore[attr-defined]

    def clean_languages(self) -> tuple[str, ...]:
        """Tags, in the order they were written."""
        typed = self.cleaned_data["languages"].replace("、", ",").replace(";", ",")
        tags = [(each.strip(), read(each)) for each in typed.split(",") if each.strip()]
        if unknown := [each for each, tag in tags if tag is None]:
            raise forms.ValidationError(_("No language is called so: %(names)s") % {"names": ", ".join(unknown)})
        return tuple(dict.fromkeys(tag for _typed, tag in tags if tag))

    def described(self) -> Described:
        """What was filled in, for the action."""
        same = ("code", "accessible", "pets", "prefecture", "cost_night", "languages")
        said = self.cleaned_data
        payer = said["entrusted_by"]
        return Described(
            kind=ShelterKind(said["kind"]),
            takes=tuple(said["takes"]),
            entrusted_by=Organisation.objects.get(pk=payer) if payer else None,
            **{name: said[name] for name in same},
        )

    def location(self) -> Location:
        """Where it stands, for the action."""
        return Location(self.cleaned_data["address"], self.cleaned_data["phone"])


class BedForm(forms.Form):
    """A bed, or a room."""

    name = forms.CharField(label=_("Bed or room"), max_length=20)
    sleeps = forms.IntegerField(label=_("Sleeps how many"), min_value=1, max_value=20, initial=1)


class KnowForm(forms.Form):
    """Who else may know where a shelter stands."""

    to = forms.ChoiceField(label=_("Organisation"))
    until = Day(label=_("Until when"))
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = bodies  # type: ignore[attr-defined]
