"""Filters of the list, a new case, who the person is, and the small verbs of a case's page."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.access.terms import FieldClass
from opennrm.agencies.forms.choices import Choices, Day, prefectures
from opennrm.identification.actions.cases import Details
from opennrm.identification.ages import minor_on
from opennrm.identification.rules import MOST
from opennrm.identification.terms import Closing, Due, Minor, NameKind, Origin, Standing
from opennrm.reporting.forms.desk import LanguageField
from opennrm.reporting.terms import Urgency
from opennrm.understanding import countries
from opennrm.understanding.terms import Body, Channel, ResidenceStatus, Sex

MINE, NOBODY = "mine", "nobody"
OLDEST = date(1900, 1, 1)
NONE = [("", "–")]
BY_HAND = [(each.value, each.label) for each in Origin if each not in {Origin.REPORT, Origin.CONSULTATION, Origin.FILE}]
SUMMARY = [(each.value, each.label) for each in FieldClass if each != FieldClass.SHELTER_LOCATION]


def nationalities() -> Choices:
    """Every country by its name in the language of the page."""
    language = get_language() or "en"
    named = [(code, text.of(language)) for code, text in countries.names().items()]
    return [*NONE, *sorted(named, key=lambda each: each[1])]


class FilterForm(forms.Form):
    """Which cases to show, and what to look for: a code, or a name however written."""

    q = forms.CharField(label=_("Code or name"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("open")), ("due", _("due today or before")), ("closed", _("closed")), ("all", _("all"))],
    )
    standing = forms.ChoiceField(label=_("Decision"), required=False, choices=[("", _("all")), *Standing.choices])
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), required=False, coerce=int, empty_value=None, choices=[("", _("all")), *Urgency.choices]
    )
    whose = forms.ChoiceField(
        label=_("Worked on by"),
        required=False,
        choices=[("", _("anybody")), (MINE, _("me")), (NOBODY, _("nobody yet"))],
    )


class NewCaseForm(forms.Form):
    """What the cases of an incident have in common. Who the persons are comes on the next page."""

    origin = forms.ChoiceField(label=_("What it begins from"), choices=BY_HAND)
    persons = forms.IntegerField(
        label=_("How many persons"),
        min_value=1,
        max_value=MOST,
        initial=1,
        help_text=_("Several persons of one incident are entered once and get a case each."),
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), coerce=int, choices=Urgency.choices, widget=forms.RadioSelect, initial=Urgency.ORDINARY
    )
    channel = forms.ChoiceField(label=_("How it came to be known"), required=False, choices=[*NONE, *Channel.choices])
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    recognised_by = forms.MultipleChoiceField(
        label=_("Recognised by"), required=False, choices=Body.choices, widget=forms.CheckboxSelectMultiple
    )
    outline = forms.CharField(
        label=_("Outline"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Sealed in each case. Who reads it leaves a line."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"].choices = [*NONE, *prefectures()[1:]]  # type: ignore[attr-defined]


class PersonRow(forms.Form):
    """Who one of several persons is, in one row: what is empty stays as it was."""

    open_fields = ("sex", "nationality", "language")
    sealed_texts = ("contact", "phone", "document", "status_at_entry", "status")

    name = forms.CharField(label=_("Name as written"), required=False, max_length=200)
    kana = forms.CharField(label=_("Reading in kana"), required=False, max_length=200)
    latin = forms.CharField(label=_("Name in Latin letters"), required=False, max_length=200)
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[*NONE, *Sex.choices])
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    language = LanguageField(required=False, help_text="")
    birth_date = Day(label=_("Day of birth"), required=False)
    age = forms.IntegerField(label=_("Age, if the day is not known"), required=False, min_value=0, max_value=120)
    minor = forms.ChoiceField(label=_("Under 18"), choices=Minor.choices, initial=Minor.NOT_SURE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nationality"].choices = nationalities()  # type: ignore[attr-defined]

    def clean_birth_date(self) -> date | None:
        """A day on which somebody alive can have been born."""
        day: date | None = self.cleaned_data["birth_date"]
        if day is not None and not OLDEST <= day <= timezone.localdate():
            raise forms.ValidationError(_("Nobody of today was born on that day. Correct the year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Under 18 or not agrees with the day of birth, or is taken from it."""
        told: dict[str, Any] = super().clean() or {}
        birth, said = told.get("birth_date"), Minor(told.get("minor") or Minor.NOT_SURE)
        reckoned = minor_on(birth, timezone.localdate(), said=said)
        if birth is not None and said not in {Minor.NOT_SURE, reckoned}:
            self.add_error("minor", _("The day of birth says otherwise. Correct one of the two."))
        age = told.get("age")
        if birth is None and age is not None and said == Minor.NOT_SURE:
            told["minor"] = Minor.YES if age < 18 else Minor.NO
        return told

    def details(self) -> Details:
        """What was filled in."""
        told = self.cleaned_data
        names = [(NameKind(kind), told.get(kind.value, "")) for kind in NameKind]
        rest = (*self.open_fields, *self.sealed_texts)
        until = told.get("status_until")
        return Details(
            names=tuple((kind, text) for kind, text in names if text),
            birth_date=told["birth_date"],
            age=told["age"],
            minor=Minor(told["minor"]),
            status_until=until.isoformat() if until else "",
            **{name: told.get(name, "") for name in rest},
        )


class PersonForm(PersonRow):
    """Who the person is, whole."""

    alias = forms.CharField(label=_("Another name they are called by"), required=False, max_length=200)
    contact = forms.CharField(
        label=_("How the person is reached safely"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The way, the hours, what may be said and to whom."),
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    document = forms.CharField(label=_("Number of passport or residence card"), required=False, max_length=60)
    status_at_entry = forms.ChoiceField(
        label=_("Status of residence at entry"), required=False, choices=[*NONE, *ResidenceStatus.choices]
    )
    status = forms.ChoiceField(
        label=_("Status of residence now"), required=False, choices=[*NONE, *ResidenceStatus.choices]
    )
    status_until = Day(label=_("Last day of the period of stay"), required=False)

    sealed_fields = (*(kind.value for kind in NameKind), "birth_date", *PersonRow.sealed_texts, "status_until")


class DueForm(forms.Form):
    """What is due next, and when."""

    due = Day(label=_("Due"), required=False, help_text=_("Empty: nothing is due."))
    due_for = forms.ChoiceField(label=_("For"), choices=Due.choices)


class UrgencyForm(forms.Form):
    """How urgent the case is."""

    urgency = forms.TypedChoiceField(label=_("Urgency"), coerce=int, choices=Urgency.choices)


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label=_("Note for colleagues"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It is sealed; who reads it leaves a line."),
    )


class RecogniseForm(forms.Form):
    """Who recognised the person."""

    bodies = forms.MultipleChoiceField(
        label=_("Recognised by"), choices=Body.choices, widget=forms.CheckboxSelectMultiple
    )


class SupportForm(forms.Form):
    """Why caseworkers of the organisation may open the case."""

    reason = forms.CharField(
        label=_("Why support is needed"), max_length=300, help_text=_("Kept with the grant. Name no person.")
    )


class CloseForm(forms.Form):
    """Why the case is closed."""

    why = forms.ChoiceField(label=_("Why"), choices=[*NONE, *Closing.choices])


class SummaryForm(forms.Form):
    """What a printed summary shows, by class of field."""

    classes = forms.MultipleChoiceField(
        label=_("What it shows"),
        required=False,
        choices=SUMMARY,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each sealed field that is printed leaves a line. Tick no more than is needed."),
    )
