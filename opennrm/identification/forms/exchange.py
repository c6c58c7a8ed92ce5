"""Forms of files of cases: choosing one, mapping its columns and words; asking for an export."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.access.terms import FieldClass
from opennrm.agencies.forms.choices import bodies
from opennrm.identification.actions.imports import why_not_columns
from opennrm.identification.codes import read
from opennrm.identification.exchange.codes import names, plain
from opennrm.identification.exchange.parcels import read_public
from opennrm.identification.exchange.rows import Columns
from opennrm.identification.exchanging import MOST_CASES, OF_A_RECORD
from opennrm.identification.interchange import ExportForm, ExportRefusal, Target
from opennrm.page.refusals import Refused

NONE = [("", "–")]
LEFT_EMPTY = "-"
NEW = ""


class FileForm(forms.Form):
    """Which file, and by which mapping its columns are read."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ".xlsx,.csv,.json,.sealed"}),
        help_text=_(
            "Excel (.xlsx), CSV, or HTCDS as Excel or JSON; at most 1 MB and 500 rows. The first sheet is read."
        ),
    )
    mapping = forms.ChoiceField(
        label=_("Mapping of the columns"),
        required=False,
        help_text=_("A file of HTCDS needs none."),
    )

    def __init__(self, *args: Any, saved: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(NEW, _("map the columns now")), *((name, name) for name in saved)]
        self.fields["mapping"].choices = choices  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """What each column holds. ``columns`` are the headers as the file has them."""

    name = forms.CharField(
        label=_("Keep this mapping under a name"),
        required=False,
        max_length=80,
        help_text=_("Then the next file of the same kind needs no mapping. Leave it empty to use it only now."),
    )

    def __init__(self, *args: Any, columns: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for at, column in enumerate(columns):
            if column:
                choices = [("", _("leave out")), *Target.choices]
                self.fields[f"column-{at}"] = forms.ChoiceField(label=column, required=False, choices=choices)
        self.order_fields([name for name in self.fields if name != "name"])

    def clean(self) -> dict[str, Any]:
        """Something is mapped, and nothing twice."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and (why := why_not_columns(self.mapped())):
            raise forms.ValidationError(str(why.label))
        return told

    def mapped(self) -> dict[str, Target]:
        """The target of each column that has one."""
        said = {column: self.cleaned_data.get(f"column-{at}") for at, column in enumerate(self.columns) if column}
        return {column: Target(target) for column, target in said.items() if target}


class WordsForm(forms.Form):
    """What words of coded columns mean. ``unknown`` are the words by target."""

    def __init__(self, *args: Any, unknown: dict[Target, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, tuple[Target, str]] = {}
        language = get_language() or "en"
        for target, words in unknown.items():
            choices = [("", _("a mistake: refuse the row")), (LEFT_EMPTY, _("leave it empty"))]
            choices += list(names(target, language).items())  # type: ignore[arg-type]
            for at, word in enumerate(words):
                field = f"word-{target.value}-{at}"
                self.places[field] = (target, word)
                label = _("%(field)s: «%(word)s» means") % {"field": target.label, "word": word[:60]}
                self.fields[field] = forms.ChoiceField(label=label, required=False, choices=choices)

    def added_to(self, columns: Columns) -> Columns:
        """The mapping with what was said of these words."""
        values = {target: dict(words) for target, words in columns.values.items()}
        for field, (target, word) in self.places.items():
            if said := self.cleaned_data.get(field):
                values.setdefault(target, {})[plain(word)] = "" if said == LEFT_EMPTY else said
        return Columns(columns.columns, values)


class ExportRequestForm(forms.Form):
    """Which records go to whom."""

    cases = forms.CharField(
        label=_("Codes of the cases"),
        widget=forms.Textarea({"rows": 5}),
        max_length=2000,
        help_text=_("One a line, at most 30. Each needs a consent to the exchange of the record with this recipient."),
    )
    recipient = forms.ChoiceField(label=_("Who receives them"))
    form = forms.ChoiceField(
        label=_("Form"), choices=ExportForm.choices, widget=forms.RadioSelect, initial=ExportForm.XLSX
    )
    classes = forms.MultipleChoiceField(
        label=_("What is sent of the persons"),
        required=False,
        choices=[(each.value, each.label) for each in FieldClass if each in OF_A_RECORD],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a tick: sex, nationality, language, days and the state of the case alone."),
    )
    key = forms.CharField(
        label=_("Public key of the recipient"),
        required=False,
        max_length=200,
        help_text=_("The line that begins with opennrm-exchange-public. Empty where they have an inbox here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = [*NONE, *bodies()]  # type: ignore[attr-defined]

    def clean_cases(self) -> list[str]:
        """The codes, each once."""
        typed = [word for word in re.split(r"[\s,、;]+", self.cleaned_data["cases"]) if word]
        found = [read(word) for word in typed]
        if wrong := [word for word, code in zip(typed, found, strict=True) if code is None]:
            raise forms.ValidationError(_("This is no code of a case: %(word)s") % {"word": wrong[0][:40]})
        if len(found) > MOST_CASES:
            raise forms.ValidationError(str(ExportRefusal.NO_CASES.label))
        return list(dict.fromkeys(code for code in found if code))

    def clean_key(self) -> bytes:
        """The key as bytes; none where the field is empty."""
        typed = self.cleaned_data["key"].strip()
        try:
            return read_public(typed) if typed else b""
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
