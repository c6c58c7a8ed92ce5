"""The forms of organisations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day, bodies_or_none, prefectures, prefectures_or_none
from opennrm.agencies.models import Organisation
from opennrm.agencies.organisations import Entry
from opennrm.agencies.terms import OrganisationKind
from opennrm.page.bilingual import Text


class SearchForm(forms.Form):
    """Which organisations to list; in the URL."""

    q = forms.CharField(label=_("Part of a name or code"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *OrganisationKind.choices])
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False, choices=prefectures)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("suspended", _("Suspended")), ("on_screen", _("Made or changed on screen"))],
    )


class EntryForm(forms.Form):
    """What the directory says of a body, besides its names."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind)
    parent = forms.ChoiceField(label=_("Body above it"), required=False, choices=bodies_or_none)
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False, choices=prefectures_or_none)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where this was seen: an act, a page with its address, a letter."),
    )

    def entry(self) -> Entry:
        """What was written, as the action takes it."""
        said = self.cleaned_data
        return Entry(
            kind=OrganisationKind(said["kind"]),
            parent=Organisation.objects.filter(pk=said["parent"]).first() if said["parent"] else None,
            prefecture=said["prefecture"],
            source=said["source"],
        )


class NamesForm(forms.Form):
    """A name in both languages, with its abbreviations."""

    name_ja = forms.CharField(label=_("Official name in Japanese"), max_length=200)
    name_en = forms.CharField(label=_("Official name in English"), max_length=200)
    short_ja = forms.CharField(label=_("Abbreviation in Japanese"), max_length=40, required=False)
    short_en = forms.CharField(label=_("Abbreviation in English"), max_length=40, required=False)

    def name(self) -> Text:
        """The name."""
        return Text(self.cleaned_data["name_en"], self.cleaned_data["name_ja"])

    def short(self) -> Text:
        """The abbreviation."""
        return Text(self.cleaned_data["short_en"], self.cleaned_data["short_ja"])


class NewForm(NamesForm, EntryForm):
    """A new organisation."""

    code = forms.SlugField(
        label=_("Code"), max_length=64, help_text=_("Small letters, digits and hyphens. It stays for good.")
    )
    since = Day(
        label=_("Name in use since"), required=False, help_text=_("Leave it empty where nobody knows since when.")
    )
    field_order = (
        "code",
        "name_ja",
        "name_en",
        "short_ja",
        "short_en",
        "since",
        "kind",
        "parent",
        "prefecture",
        "source",
    )


class EditForm(EntryForm):
    """A change of the entry."""

    note = forms.CharField(label=_("Why it changes"), max_length=300, required=False)


class RenameForm(NamesForm):
    """A further name from a day on."""

    since = Day(label=_("First day of the new name"), help_text=_("The name before ends the day before, and stays."))
    note = forms.CharField(label=_("Why it changes"), max_length=300, required=False)


class ReasonForm(forms.Form):
    """A reason that is kept."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It is kept with the organisation."))
