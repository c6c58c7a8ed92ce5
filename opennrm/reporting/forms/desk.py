"""What an official fills in about a report: filters of the queue, and what is to be done with one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.access.terms import Basis
from opennrm.reporting.rules import LONGEST
from opennrm.reporting.spoken import name, read
from opennrm.reporting.terms import ReportKind, ReportState, Urgency

Choices = list[tuple[str, str]]

MINE, UNASSIGNED = "mine", "unassigned"
BASES = [(basis.value, basis.label) for basis in Basis if basis != Basis.VITAL_INTEREST]


class LanguageField(forms.CharField):
    """A language, chosen from a list that narrows while one types, or typed: its tag, or its name. Answers a tag."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Language"))
        kwargs.setdefault("help_text", _("Type its beginning and choose, or type its code (vi, my, zh-Hans)."))
        widget = forms.TextInput({"list": "languages", "autocomplete": "off", "autocapitalize": "none"})
        super().__init__(max_length=60, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        tag = read(typed) if typed else ""
        if tag is None:
            raise forms.ValidationError(_("No language is called so. Choose one from the list, or type its code."))
        return tag


class FilterForm(forms.Form):
    """Which reports of the queue to show; empty fields leave everything in."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all that wait")), *ReportState.choices]
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), required=False, coerce=int, empty_value=None, choices=[("", _("all")), *Urgency.choices]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *ReportKind.choices])
    language = forms.ChoiceField(label=_("Language"), required=False)
    whose = forms.ChoiceField(
        label=_("Handled by"),
        required=False,
        choices=[("", _("anybody")), (MINE, _("me")), (UNASSIGNED, _("nobody yet"))],
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = get_language() or "en"
        named = sorted(((tag, name(tag, page)) for tag in languages), key=lambda each: each[1])
        self.fields["language"].choices = [("", _("all")), *named]  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Who handles a report."""

    to = forms.ChoiceField(label=_("Who handles it"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]


class UrgencyForm(forms.Form):
    """How soon somebody must act."""

    urgency = forms.TypedChoiceField(label=_("Urgency"), coerce=int, choices=Urgency.choices)


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label=_("Note for colleagues"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The reporter never sees it. It is sealed; who reads it leaves a line."),
    )


class TemplateForm(forms.Form):
    """Which template a reply begins from, and in which language."""

    template = forms.ChoiceField(label=_("Template"), required=False)
    language = LanguageField(required=False, help_text="")

    def __init__(self, *args: Any, templates: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [("", _("none")), *templates]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the reporter will read, and the places it names."""

    language = LanguageField(label=_("Language of the reply"))
    text = forms.CharField(
        label=_("Reply"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("The reporter reads this. Write short sentences, and no name of anybody."),
    )
    help = forms.MultipleChoiceField(
        label=_("Who can help: places the reply names"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Best first: open now, in this language. Their numbers are shown below your text."),
    )

    def __init__(self, *args: Any, points: Choices, away: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["help"].choices = points  # type: ignore[attr-defined]
        self.fields["help"].required = away
        self.fields["help"].error_messages["required"] = _(
            "Choose at least one place that can help: nobody is sent away with nothing."
        )


class HandOverForm(forms.Form):
    """Makes another organisation the holder of a report."""

    to = forms.ChoiceField(
        label=_("Organisation"), help_text=_("Only organisations with an inbox: another could read nothing.")
    )
    basis = forms.ChoiceField(label=_("What this rests on"), choices=[("", "–"), *BASES])
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept with the grant. Name no person."),
    )
    keep = forms.BooleanField(
        label=_("We read on, beside them"),
        required=False,
        initial=True,
        help_text=_("Without this we are shut out at once, and only they can let us in again."),
    )
    understood = forms.BooleanField(
        label=_("I have read what they will be able to read"),
        error_messages={"required": _("Read above what they will be able to read, and say so here.")},
    )

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "–"), *bodies]  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Which earlier report a report belongs to."""

    into = forms.ChoiceField(label=_("Belongs to"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reports: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = reports  # type: ignore[attr-defined]
