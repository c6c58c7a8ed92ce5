"""What people fill in at the desk of releases: a budget, a request, a decision, a partner's key, filters."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.disclosure.policies import policies
from opennrm.page.bilingual import Text
from opennrm.publication.models import Budget
from opennrm.publication.terms import Method, Promise, ReleaseState

LONGEST = 2_000_000  # characters of a pasted file


def policy_choices() -> list[tuple[str, str]]:
    """The policies by name, in the language of the page."""
    return [(each.id, Text(each.title.en, each.title.ja).of(get_language())) for each in policies()]


class BudgetForm(forms.Form):
    """How much a year may spend about a population. Declared once."""

    population = forms.CharField(label=_("Population"), max_length=120, help_text=_("For instance: victims protected"))
    year = forms.IntegerField(label=_("Year of the records"), min_value=2000, max_value=2100)
    epsilon = forms.DecimalField(
        label=_("Budget: ε of all releases together"), min_value=Decimal("0.0001"), max_value=8, decimal_places=4,
        help_text=_("Above 0, at most 8. It cannot be changed later."),
    )  # fmt: skip


class AskForm(forms.Form):
    """A release to ask for: a table, or made-up records with their page."""

    KINDS = (
        ("table", _("A table of counts: small ones are withheld or rounded here")),
        ("records", _("Made-up records, as opennrm synthesize wrote them")),
    )
    budget = forms.ModelChoiceField(Budget.objects.all(), label=_("Population and year"))
    title_en = forms.CharField(label=_("Title in English"), max_length=160)
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=160)
    why = forms.CharField(
        label=_("What it is for"), max_length=300, widget=forms.Textarea({"rows": 2}), help_text=_("Name no person.")
    )
    kind = forms.ChoiceField(label=_("What goes out"), choices=KINDS, widget=forms.RadioSelect, initial="table")
    policy = forms.ChoiceField(label=_("For whom"), initial="public", help_text=_("The policy says what is withheld."))
    method = forms.ChoiceField(label=_("How a table is protected"), choices=Method, initial=Method.SUPPRESS)
    content = forms.CharField(
        label=_("The file"), max_length=LONGEST, strip=False,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=_("CSV, pasted whole. A table: one row a cell, margins under «Total», the count under «value»."),
    )  # fmt: skip
    page = forms.CharField(
        label=_("The page beside made-up records"), max_length=LONGEST, required=False, strip=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=_("JSON, pasted whole. For a table leave it empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].choices = policy_choices()  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a request is refused, or a release withdrawn."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text=_("Of a withdrawal everybody reads it. Name no person."),
    )  # fmt: skip


class KeyForm(forms.Form):
    """The key of a partner."""

    key = forms.CharField(
        label=_("Public key of the partner"),
        max_length=200,
        help_text=_("The line that opennrm exchange key gave them."),
    )


class QueueForm(forms.Form):
    """Which requests to list."""

    state = forms.ChoiceField(
        label=_("Requests"), required=False,
        choices=[("", _("all")), ("mine", _("that I may approve")), *ReleaseState.choices],
    )  # fmt: skip
    policy = forms.ChoiceField(label=_("For whom"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].choices = [("", _("all")), *policy_choices()]  # type: ignore[attr-defined]


class LedgerForm(forms.Form):
    """Which lines of the ledger to list."""

    year = forms.ChoiceField(label=_("Year of the records"), required=False)
    promise = forms.ChoiceField(label=_("Promise"), required=False, choices=[("", _("all")), *Promise.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = Budget.objects.order_by("-year").values_list("year", flat=True).distinct()
        self.fields["year"].choices = [("", _("all")), *((str(y), str(y)) for y in years)]  # type: ignore[attr-defined]
