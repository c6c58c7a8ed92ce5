"""What people fill in about editions: on the public pages, and at the desk where they are written and signed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.publication.models import Edition


class VerifyForm(forms.Form):
    """The digest of a file somebody downloaded."""

    sha256 = forms.CharField(
        label=_("SHA-256 of your file"), max_length=300,
        help_text=_("64 signs, 0 to 9 and a to f. A whole line of sha256sum will do."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class CompareForm(forms.Form):
    """Two editions."""

    old = forms.ChoiceField(label=_("Earlier edition"))
    new = forms.ChoiceField(label=_("Later edition"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.name, each.name) for each in Edition.objects.only("year", "number")]
        for name in ("old", "new"):
            self.fields[name].choices = named  # type: ignore[attr-defined]


class BuildForm(forms.Form):
    """Which year to build a draft of; of a year that is published, why there is to be another edition."""

    year = forms.IntegerField(label=_("Year reported on"), min_value=2000, max_value=2100)
    reason_en = forms.CharField(
        label=_("Why another edition, in English"), max_length=300, required=False,
        help_text=_("Only where the year is published already. Everybody reads it. Name no person."),
    )  # fmt: skip
    reason_ja = forms.CharField(label=_("Why another edition, in Japanese"), max_length=300, required=False)


class NoteForm(forms.Form):
    """The answer to one finding with exactly one arithmetic."""

    check = forms.CharField(widget=forms.HiddenInput, max_length=80)
    arithmetic = forms.CharField(widget=forms.HiddenInput, max_length=500, strip=False)
    en = forms.CharField(label=_("Note in English"), max_length=500, widget=forms.Textarea({"rows": 2}))
    ja = forms.CharField(label=_("Note in Japanese"), max_length=500, widget=forms.Textarea({"rows": 2}))


class SignForm(forms.Form):
    """A signature: on the draft as the page showed it."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=10)


class SendBackForm(forms.Form):
    """Why a draft is sent back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


class TextForm(forms.Form):
    """A section's text in both languages, over the version that was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    en = forms.CharField(
        label=_("Text in English"), max_length=20_000, required=False,
        widget=forms.Textarea({"rows": 12, "lang": "en"}),
        help_text=_("A blank line ends a paragraph; lines that begin with «- » are a list."),
    )  # fmt: skip
    ja = forms.CharField(
        label=_("Text in Japanese"), max_length=20_000, required=False,
        widget=forms.Textarea({"rows": 12, "lang": "ja"}),
    )  # fmt: skip


class ExampleForm(TextForm):
    """A case example, with its title."""

    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=160, required=False)
    made_up = forms.BooleanField(
        label=_("Made up for a demonstration"), required=False, help_text=_("The report says so beside it.")
    )
    field_order = ("seen", "title_en", "title_ja", "en", "ja", "made_up")


class RemarkForm(forms.Form):
    """A remark on a section."""

    text = forms.CharField(
        label=_("Remark"), max_length=1000, widget=forms.Textarea({"rows": 2}), help_text=_("Name no person.")
    )
