"""What people fill in to ask for a table."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.publication.answering import YEAR, Asked, populations
from opennrm.publication.forms.releases import policy_choices
from opennrm.understanding.definitions import schemes


class AskedForm(forms.Form):
    """Rows, columns, years, population and filter; the policy says what is withheld."""

    population = forms.ChoiceField(label=_("Who or what is counted"))
    rows = forms.ChoiceField(label=_("Rows of the table"))
    columns = forms.ChoiceField(label=_("Columns of the table"), initial=YEAR)
    first = forms.IntegerField(label=_("First year"), min_value=2000, max_value=2100)
    last = forms.IntegerField(label=_("Last year"), min_value=2000, max_value=2100)
    only = forms.ChoiceField(label=_("Only those who are"), required=False)
    policy = forms.ChoiceField(label=_("For whom"), initial="public", help_text=_("The policy says what is withheld."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, known = get_language(), populations()
        used = dict.fromkeys(scheme for each in known.values() for scheme in each.dimensions)
        named = [(id, schemes()[id].title.of(language)) for id in used]
        only = [
            (each.title.of(language), [(f"{each.id}:{c.code}", c.label.of(language)) for c in each.categories])
            for each in (schemes()[id] for id in used)
            if each.categories
        ]
        choices: dict[str, list[Any]] = {
            "population": [(each.id, each.label.of(language)) for each in known.values()],
            "rows": named,
            "columns": [(YEAR, _("Years")), *named],
            "only": [("", _("all")), *only],
            "policy": policy_choices(),
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What a valid form asks for."""
        return Asked(**self.cleaned_data)


class SaveForm(forms.Form):
    """Under which name a table is saved."""

    title = forms.CharField(label=_("Save it as"), max_length=160, help_text=_("Name no person."))
