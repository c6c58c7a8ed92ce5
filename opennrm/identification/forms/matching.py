"""What the matching officer fills in: which pairs to list, and a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.identification.codes import read
from opennrm.identification.looking import Asked
from opennrm.identification.matching_terms import MatchField
from opennrm.identification.terms import CandidateState, FoundBy
from opennrm.identification.weights import PROPOSED, STRONG

AT_LEAST = [("", _("any")), *((f"{each}", f"{each:.0%}") for each in (0.5, 0.9, 0.99))]


class PairsForm(forms.Form):
    """Which pairs to list."""

    state = forms.ChoiceField(label=_("Pairs"), choices=CandidateState, required=False)
    found_by = forms.ChoiceField(label=_("Found by"), choices=[("", _("all")), *FoundBy.choices], required=False)
    agrees = forms.ChoiceField(label=_("Agree in"), choices=[("", _("any field")), *MatchField.choices], required=False)
    at_least = forms.ChoiceField(label=_("Probability at least"), choices=AT_LEAST, required=False)
    code = forms.CharField(label=_("Code of a case"), max_length=20, required=False)

    def clean_code(self) -> str:
        """The code as it is kept; one that cannot be a code is told."""
        typed: str = self.cleaned_data["code"].strip()
        letters = read(typed) if typed else ""
        if letters is None:
            raise forms.ValidationError(_("That is no code of a case. Check each letter."))
        return letters

    @property
    def asked(self) -> Asked:
        """What the filters ask for; without any, what is open."""
        told = self.cleaned_data
        at_least = float(told["at_least"] or 0)
        return Asked(told["state"] or CandidateState.OPEN, told["found_by"], told["agrees"], at_least, told["code"])


class SameForm(forms.Form):
    """Why two records are of one person."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What was compared, and which body was asked. Name no person."),
    )


class UndoForm(forms.Form):
    """Why a merge is undone."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What shows that these are different persons. Name no person."),
    )


class RangeForm(forms.Form):
    """From which probability on a pair still open narrows the count."""

    at_least = forms.FloatField(
        label=_("Pairs still open from this probability on"),
        min_value=PROPOSED,
        max_value=1,
        initial=STRONG,
        required=False,
        help_text=_("From 0.1 to 1."),
    )
