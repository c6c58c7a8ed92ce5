"""The forms of contact points: the entry with its numbers and hours, languages, verification."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.contact_points import Entry, Number
from opennrm.agencies.forms.choices import Clock, Day, bodies
from opennrm.agencies.languages import called, known
from opennrm.agencies.models import ContactPoint, Organisation
from opennrm.agencies.opening import MONTH_AND_DAY, Interval
from opennrm.agencies.terms import Evidence, Holidays, Reach, Refusal, Weekday
from opennrm.page.bilingual import Text

PAIRED = ("name", "operator_note", "hours", "languages_note")
BREAK: dict[str, Any] = {"regex": MONTH_AND_DAY, "required": False, "max_length": 5}
WRITE_BREAK = {"invalid": _("Write month and day, such as 12-29.")}


class SearchForm(forms.Form):
    """Which contact points to list; in the URL."""

    q = forms.CharField(label=_("Part of a name or number"), required=False)
    language = forms.CharField(label=_("Language code"), required=False, help_text=_("Such as vi or pt."))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("public", _("Shown to the public")),
            ("waiting", _("Reserved until verified")),
            ("overdue", _("Not verified for twelve months")),
        ],
    )


class EntryForm(forms.Form):
    """What the directory says of a contact point."""

    name_ja = forms.CharField(label=_("Name in Japanese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    operator = forms.ChoiceField(label=_("Operator"), choices=bodies)
    operator_note_ja = forms.CharField(label=_("Note on the operator, Japanese"), max_length=300, required=False)
    operator_note_en = forms.CharField(label=_("Note on the operator, English"), max_length=300, required=False)
    hours_ja = forms.CharField(label=_("Hours in words, Japanese"), max_length=200, required=False)
    hours_en = forms.CharField(label=_("Hours in words, English"), max_length=200, required=False)
    holidays = forms.ChoiceField(label=_("On national holidays"), choices=Holidays)
    break_from = forms.RegexField(label=_("Closed every year from"), error_messages=WRITE_BREAK, **BREAK)
    break_until = forms.RegexField(
        label=_("Closed every year until"),
        help_text=_("Month and day, such as 01-03."),
        error_messages=WRITE_BREAK,
        **BREAK,
    )
    languages_note_ja = forms.CharField(label=_("Note on the languages, Japanese"), max_length=300, required=False)
    languages_note_en = forms.CharField(label=_("Note on the languages, English"), max_length=300, required=False)
    as_of = forms.CharField(label=_("Time the source speaks of"), max_length=80, required=False)
    evidence = forms.ChoiceField(
        label=_("How sure it is"),
        choices=Evidence,
        help_text=_("Only the first three are shown to the public; all others are reserved until verified."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    note = forms.CharField(label=_("Why it changes"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("break_from")) != bool(said.get("break_until")) and not self.errors:
            self.add_error("break_until", _("Write both days of the yearly break, or neither."))
        return said

    def entry(self, numbers: list[Number], week: list[Interval]) -> Entry:
        """What was written, as the action takes it."""
        said = self.cleaned_data
        texts: dict[str, Any] = {field: Text(said[f"{field}_en"], said[f"{field}_ja"]) for field in PAIRED}
        return Entry(
            operator=Organisation.objects.get(pk=said["operator"]),
            week=week,
            numbers=numbers,
            holidays=Holidays(said["holidays"]),
            evidence=Evidence(said["evidence"]),
            **{key: said[key] for key in ("break_from", "break_until", "as_of", "source")},
            **texts,
        )


class NewForm(EntryForm):
    """A new contact point."""

    code = forms.SlugField(
        label=_("Code"), max_length=64, help_text=_("Small letters, digits and hyphens. It stays for good.")
    )
    field_order = ("code",)


class NumberForm(forms.Form):
    """One way to reach the point; an empty number takes the row away."""

    number = forms.CharField(label=_("Number or address"), max_length=80, required=False)
    reach = forms.ChoiceField(label=_("How"), choices=Reach)
    languages = forms.CharField(
        label=_("Languages of this number"), max_length=300, required=False, help_text=_("Codes between blanks.")
    )

    def clean_languages(self) -> str:
        tags = str(self.cleaned_data["languages"]).split()
        if not all(known(tag) for tag in tags):
            raise forms.ValidationError(str(Refusal.UNKNOWN_LANGUAGE.label))
        return " ".join(tags)


class HoursForm(forms.Form):
    """Open on a day of the week; empty times take the row away."""

    weekday = forms.TypedChoiceField(label=_("Day of the week"), choices=Weekday, coerce=int)
    opens = Clock(label=_("Opens"), required=False)
    closes = Clock(label=_("Closes"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (said.get("opens") is None) != (said.get("closes") is None) and not self.errors:
            self.add_error("closes", _("Write both times, or neither. 00:00 to 00:00 is the whole day."))
        return said


NumberForms = forms.formset_factory(NumberForm, extra=2)
HoursForms = forms.formset_factory(HoursForm, extra=2)


class VerifyForm(forms.Form):
    """What came of asking the operator."""

    evidence = forms.ChoiceField(
        label=_("What was found"),
        choices=[
            (each.value, each.label)
            for each in (Evidence.VERIFIED, Evidence.ATTESTED, Evidence.MAY_BE_CLOSED, Evidence.LIKELY_SUPERSEDED)
        ],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The page with its address, or who was asked and how.")
    )
    on = Day(label=_("Day on which it was checked"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class LanguageForm(forms.Form):
    """A language that is spoken."""

    language = forms.CharField(label=_("Language code"), max_length=35, help_text=_("Such as vi, pt-BR or zh."))
    since = Day(label=_("Since"), required=False, help_text=_("Leave it empty where nobody knows since when."))


class EndForm(forms.Form):
    """The last day of a language."""

    until = Day(label=_("Last day"))


def initial(point: ContactPoint) -> dict[str, Any]:
    """An entry as the form shows it."""
    names = [name for name in EntryForm.base_fields if name not in {"note", "operator"}]
    return {name: getattr(point, name) for name in names} | {"operator": point.operator_id}


def numbers_of(forms_: Any) -> list[Number]:
    """The numbers written, those left empty taken away."""
    said = [form.cleaned_data for form in forms_ if form.cleaned_data.get("number")]
    return [Number(each["number"].strip(), Reach(each["reach"]), each["languages"]) for each in said]


def week_of(forms_: Any) -> list[Interval]:
    """The hours written, those left empty taken away."""
    said = [form.cleaned_data for form in forms_ if form.cleaned_data.get("opens") is not None]
    return [Interval(each["weekday"], each["opens"], each["closes"]) for each in said]


def language_name(tag: str, language: str) -> str:
    """A language as a page names it, with its code."""
    return f"{called(tag, language)} ({tag})"
