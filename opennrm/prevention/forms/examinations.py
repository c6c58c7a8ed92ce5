"""What is filled in during an examination: findings, letters and answers, measures, the decision and its review."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day
from opennrm.identification.forms.referrals import NoticeForm
from opennrm.prevention.actions.examinations import Found
from opennrm.prevention.criteria import Criterion
from opennrm.prevention.examining_terms import (
    ExaminationKind,
    ExaminationState,
    MeasureKind,
    MeasureState,
    PaperKind,
    Result,
    Review,
)
from opennrm.prevention.letter_texts import texts
from opennrm.prevention.measures import grounds
from opennrm.prevention.models import Line
from opennrm.prevention.terms import Outcome
from opennrm.reporting import spoken

LONGEST = 10_000
SEALED = _("Sealed. Who reads it leaves a line.")


def words(label: object, *, required: bool = True, rows: int = 4, hint: object = SEALED) -> forms.CharField:
    """A field for words that are sealed."""
    area = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, help_text=hint)  # type: ignore[arg-type]


class QueueForm(forms.Form):
    """Which examinations to show."""

    mine = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[("", _("all examinations")), ("mine", _("my examinations"))]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("not decided")), *ExaminationState.choices, ("all", _("All"))]
    )
    kind = forms.ChoiceField(label=_("How"), required=False, choices=[("", _("All")), *ExaminationKind.choices])


class LinesForm(forms.Form):
    """What an official found of the criteria of one group in one contract, all on one page."""

    def __init__(
        self, *args: Any, lines: list[Line], criteria: dict[str, Criterion], papers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            name, exception = line.pk.hex, criteria[line.criterion].may_not_apply
            kept = {Outcome.NOT_APPLICABLE} if exception or line.reckoned == Outcome.NOT_APPLICABLE else set()
            choices = [each for each in Outcome.choices if each[0] != Outcome.NOT_APPLICABLE or kept]
            self.fields[f"outcome-{name}"] = forms.ChoiceField(
                label=_("What you find"), choices=choices, initial=line.outcome
            )
            self.fields[f"evidence-{name}"] = words(_("What shows it"), required=False, rows=2, hint="")
            self.fields[f"paper-{name}"] = forms.ChoiceField(
                label=_("Document"), required=False, choices=[("", "–"), *papers], initial=str(line.paper_id or "")
            )
            self.fields[f"seen-{name}"] = forms.CharField(widget=forms.HiddenInput, initial=line.outcome)

    def rows(self) -> list[dict[str, Any]]:
        """The fields of each line, bound, for the template."""
        parts = ("outcome", "evidence", "paper", "seen")
        return [{"line": line} | {part: self[f"{part}-{line.pk.hex}"] for part in parts} for line in self.lines]

    def found(self) -> list[Found]:
        """What was found."""
        said = self.cleaned_data
        return [
            Found(
                line=line.pk,
                seen=said[f"seen-{line.pk.hex}"],
                outcome=Outcome(said[f"outcome-{line.pk.hex}"]),
                evidence=said[f"evidence-{line.pk.hex}"],
                paper=UUID(paper) if (paper := said[f"paper-{line.pk.hex}"]) else None,
            )
            for line in self.lines
        ]


class LetterForm(forms.Form):
    """In which language besides Japanese, and by when."""

    language = forms.ChoiceField(
        label=_("Language of the worker"), help_text=_("The Japanese letter always goes with it.")
    )
    due = Day(label=_("Answer by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = get_language() or "en"
        self.fields["language"].choices = [(tag, spoken.name(tag, page)) for tag in texts()]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What became of a letter."""

    what = forms.ChoiceField(
        label=_("What happened"),
        choices=[("answered", _("The employer answered")), ("dropped", _("Wait no longer: withdraw the letter"))],
        widget=forms.RadioSelect,
        initial="answered",
    )
    day = Day(label=_("On which day"))
    text = words(_("What the employer answered"), required=False, rows=6)


class MeasureForm(forms.Form):
    """What the authority does."""

    kind = forms.ChoiceField(label=_("Measure"), choices=MeasureKind.choices, widget=forms.RadioSelect)
    due = Day(
        label=_("To be fulfilled by"), required=False, help_text=_("Guidance and an order to improve name a day.")
    )
    reason = words(_("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, page = grounds(), get_language()
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (each.value, f"{each.label} — {known[each].law_text.of(page)} [{known[each].evidence.label}]")
            for each in MeasureKind
        ]


class SettleForm(forms.Form):
    """What became of a measure."""

    state = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)
    note = words(_("How that is known"))

    def __init__(self, *args: Any, stands: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = [MeasureState.FULFILLED, MeasureState.NOT_FULFILLED, MeasureState.WITHDRAWN]
        shown = [MeasureState.WITHDRAWN] if stands else ends
        self.fields["state"].choices = [(each.value, each.label) for each in shown]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """The decision."""

    result = forms.ChoiceField(label=_("Decision"), choices=Result.choices, widget=forms.RadioSelect)
    reason = words(_("Reason"), rows=6)


class ReviewForm(forms.Form):
    """What a colleague found of the decision."""

    finding = forms.ChoiceField(label=_("Does the decision stand?"), choices=Review.choices, widget=forms.RadioSelect)
    reason = words(_("Reason"))


class SuspectForm(NoticeForm):
    """Tells identification; what kind of work it comes from, and the file's number, are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for known in ("kind", "prefecture", "reference"):
            del self.fields[known]


class PaperForm(forms.Form):
    """A document."""

    kind = forms.ChoiceField(label=pgettext_lazy("document", "What it shows"), choices=PaperKind.choices)
    file = forms.FileField(
        label=_("Document"),
        help_text=_("PDF, picture or plain text, up to 5 MB. What it hides is taken out; then it is sealed."),
    )
