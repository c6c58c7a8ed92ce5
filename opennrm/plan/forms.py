"""What people fill in at the desk of the plan: filters, a text with activities and figures, a question, a year."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, bodies
from opennrm.plan.models import BodyProgress, Measure, ReportingYear
from opennrm.plan.pointers import Found
from opennrm.plan.progress_rules import Activity
from opennrm.plan.progress_terms import ActivityKind, Counted, State
from opennrm.plan.reporting import Words
from opennrm.plan.terms import Chapter

LATE = "late"
LONGEST = 8000  # characters of one text
MOST = 1_000_000_000


class FindForm(forms.Form):
    """Which progress to show; in the address."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    chapter = forms.TypedChoiceField(
        label=_("Chapter"), required=False, coerce=int, empty_value=None, choices=[("", _("All")), *Chapter.choices]
    )
    body = forms.ChoiceField(label=_("Body"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), (LATE, _("Past the due day")), *State.choices]
    )

    def __init__(self, *args: Any, years: list[int], named: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("The latest")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]
        if len(named) < 2:
            del self.fields["body"]


class WriteForm(forms.Form):
    """The words of a version. The numbers of figures stand in it as {1}, {2}."""

    text_ja = forms.CharField(
        label=_("What was done, in Japanese"), required=False, max_length=LONGEST, strip=True,
        widget=forms.Textarea({"rows": 9, "lang": "ja"}),
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("What was done, in English"), required=False, max_length=LONGEST, strip=True,
        widget=forms.Textarea({"rows": 9, "lang": "en"}),
        help_text=_("One language may stay empty: it is marked «to be translated». Name no person."),
    )  # fmt: skip
    without = forms.MultipleChoiceField(
        label=_("Take out of the list of figures"), required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("Why the wording changes"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("The body reads it beside the new version."),
    )  # fmt: skip

    def __init__(self, *args: Any, secretariat: bool, figures: list[Found], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if secretariat or not figures:
            del self.fields["without"]
        else:
            listed = [(each.pointer, f"{{{at}}} {each.label}, {each.year}") for at, each in enumerate(figures, start=1)]
            self.fields["without"].choices = listed  # type: ignore[attr-defined]
        if not secretariat:
            del self.fields["why"]

    def words(self) -> Words:
        """The text in each language."""
        return Words(ja=self.cleaned_data["text_ja"], en=self.cleaned_data["text_en"])


class ActivityForm(forms.Form):
    """One activity; empty, it is none."""

    day = Day(label=_("Day"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=ActivityKind.choices)
    text_ja = forms.CharField(
        label=_("In Japanese"), required=False, max_length=300, widget=forms.TextInput({"lang": "ja"})
    )
    text_en = forms.CharField(
        label=_("In English"), required=False, max_length=300, widget=forms.TextInput({"lang": "en"})
    )
    number = forms.IntegerField(label=_("Number"), required=False, min_value=0, max_value=MOST)
    counted = forms.ChoiceField(label=_("Counts"), required=False, choices=Counted.choices)
    link = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")
    gone = forms.BooleanField(label=_("Take this activity out"), required=False)

    def clean(self) -> dict[str, Any]:
        """An activity has its day and says what it was."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        said = given.get("text_ja") or given.get("text_en")
        if not given.get("gone") and (said or given.get("link") or given.get("number") is not None or given.get("day")):
            if not given.get("day") and "day" not in self.errors:
                self.add_error("day", _("Give the day on which it was held."))
            if not said:
                self.add_error("text_ja", _("Say what it was, in Japanese or in English."))
        return given

    def activity(self) -> Activity | None:
        """What was filled in; None where nothing was, or it is taken out."""
        given = self.cleaned_data
        if given.get("gone") or not given.get("day"):
            return None
        return Activity(
            day=given["day"],
            kind=ActivityKind(given["kind"] or ActivityKind.OTHER),
            text_ja=given["text_ja"],
            text_en=given["text_en"],
            number=given["number"],
            counted=Counted(given["counted"] or Counted.PARTICIPANTS),
            link=given["link"],
        )


ActivityForms = forms.formset_factory(ActivityForm, extra=2, max_num=100)


def filled_in(activities: tuple[Activity, ...]) -> list[dict[str, object]]:
    """Activities as the forms begin with them."""
    return [vars(each) for each in activities]


class AnswerForm(forms.Form):
    """What the body answers to the secretariat's question, when it sends."""

    answer = forms.CharField(
        label=_("Answer to the secretariat"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )


class QuestionForm(forms.Form):
    """What the secretariat asks."""

    question = forms.CharField(label=_("What you ask"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class FigureForm(forms.Form):
    """Which table or series to choose a figure from; in the address."""

    table = forms.ChoiceField(label=_("Table or series"), required=False)
    year = forms.IntegerField(label=_("Year of the figure"), required=False, min_value=2000, max_value=2100)

    def __init__(self, *args: Any, tables: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [("", _("Choose one")), *tables]  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """A year to open."""

    year = forms.IntegerField(label=_("Year reported on"), min_value=2000, max_value=2100)
    due = Day(
        label=_("Due day"), required=False, help_text=_("Left empty: the last day of February of the year after.")
    )


class DueForm(forms.Form):
    """Another due day."""

    due = Day(label=_("Due day"))

    def day(self) -> date:
        """The day."""
        found: date = self.cleaned_data["due"]
        return found


class AssignForm(forms.Form):
    """A measure and the body that reports on it."""

    measure = forms.ModelChoiceField(Measure.objects.none(), label=_("Measure of the plan"))
    body = forms.ChoiceField(label=_("Body"), choices=lambda: [("", _("Choose one")), *bodies()])

    def __init__(self, *args: Any, year: ReportingYear, labels: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        field.queryset = Measure.objects.filter(plan=year.plan_id)  # type: ignore[attr-defined]
        field.label_from_instance = lambda each: labels[each.pk]  # type: ignore[attr-defined]


class UnassignForm(forms.Form):
    """What to take back."""

    progress = forms.ModelChoiceField(BodyProgress.objects.none())

    def __init__(self, *args: Any, year: ReportingYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["progress"].queryset = BodyProgress.objects.filter(year=year)  # type: ignore[attr-defined]
