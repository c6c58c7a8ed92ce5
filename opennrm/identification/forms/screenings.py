"""What an official fills in for an interview: where and how safe, one part of the questions, what it comes to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from opennrm.identification.actions.screenings import Drawn, Given, Setting
from opennrm.identification.indicators import Indicator, may_be_child
from opennrm.identification.questions import StopReason
from opennrm.identification.terms import Answer, Minor, Place
from opennrm.page.bilingual import label_of
from opennrm.reporting.forms.desk import LanguageField
from opennrm.reporting.terms import Interpreting
from opennrm.understanding.terms import Exploitation, Industry, MeansOfControl, RecruiterRelation

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
NOT_ASKED = ("", _("Not asked"))
CHOOSE = ("", "–")
UNSAID = {"required": _("Say yes or no, before any question is asked.")}
LONGEST = 10_000


class SettingForm(forms.Form):
    """What is recorded before any question: where, through whom, in what language, and whether it is safe."""

    place = forms.ChoiceField(label=_("Where"), choices=[CHOOSE, *Place.choices])
    interpreting = forms.ChoiceField(label=_("Interpreter"), choices=[CHOOSE, *Interpreting.choices])
    language = LanguageField()
    alone = forms.ChoiceField(
        label=_("Is nobody present whom the person may fear?"),
        error_messages=UNSAID,
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("An employer, a broker, a relative, or an interpreter of their choosing. «No» lets it wait."),
    )
    safe = forms.ChoiceField(
        label=_("Does the person feel safe to speak here and now?"),
        error_messages=UNSAID,
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("Ask them. «No» keeps a record and lets the interview wait: no question is asked."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = self.data.get("place") == Place.PAPERS
        self.fields["alone"].required = self.fields["safe"].required = not papers

    def setting(self) -> Setting:
        """What was filled in, for the action."""
        said = self.cleaned_data
        place, interpreting = Place(said["place"]), Interpreting(said["interpreting"])
        return Setting(place, interpreting, said["language"], said["alone"] == "yes", said["safe"] == "yes")


class AgeForm(forms.Form):
    """Whether the person is, or was when it happened, under 18."""

    minor = forms.ChoiceField(
        label=_("Is the person under 18, or were they when it happened?"),
        choices=Minor.choices,
        widget=forms.RadioSelect,
        help_text=_("«Not sure» is treated as yes: of means nothing is asked, and none is needed."),
    )


class BeginForm(SettingForm, AgeForm):
    """An interview to begin."""

    field_order = ("minor", "place", "interpreting", "language", "alone", "safe")


class StopForm(forms.Form):
    """Why an interview waits."""

    because = forms.ChoiceField(label=_("Why it waits"), choices=StopReason.choices, widget=forms.RadioSelect)


@dataclass(frozen=True)
class Asked:
    """A question with its two fields: the answer, and the person's words."""

    item: Indicator
    answer: BoundField
    words: BoundField


class PartForm(forms.Form):
    """The questions of one part. A question that was not asked stays so; what was sealed is not shown."""

    def __init__(
        self, *args: Any, items: Sequence[Indicator], answers: Mapping[str, Answer], told: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"answer-{item.code}"] = forms.ChoiceField(
                label=label_of(item.text),
                required=False,
                choices=[*Answer.choices, NOT_ASKED],
                widget=forms.RadioSelect,
                initial=answers.get(item.code, ""),
            )
            self.fields[f"words-{item.code}"] = forms.CharField(
                label=_("In the person's words"),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 2}),
                help_text=_("Words are kept already. Leave empty to keep them.") if item.code in told else "",
            )

    def questions(self) -> Iterator[Asked]:
        """The questions in order."""
        for item in self.items:
            yield Asked(item, self[f"answer-{item.code}"], self[f"words-{item.code}"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.items:
            if said.get(f"words-{item.code}", "").strip() and said.get(f"answer-{item.code}") == "":
                self.add_error(f"answer-{item.code}", _("You wrote the person's words. Choose an answer too."))
        return said

    def given(self) -> dict[str, Given]:
        """What was filled in, by the codes of the questions."""
        said = self.cleaned_data
        return {
            item.code: Given(
                Answer(chosen) if (chosen := said[f"answer-{item.code}"]) else None, said[f"words-{item.code}"]
            )
            for item in self.items
        }


class DrawnForm(forms.Form):
    """What the interview comes to, for the register. Of a child no means is asked for."""

    exploitation = forms.MultipleChoiceField(
        label=_("Forms of exploitation"),
        required=False,
        choices=Exploitation.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    means = forms.MultipleChoiceField(
        label=_("Means of control"),
        required=False,
        choices=MeansOfControl.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    recruiter = forms.ChoiceField(
        label=_("Who recruited them"), required=False, choices=[("", _("not known")), *RecruiterRelation.choices]
    )
    industry = forms.MultipleChoiceField(
        label=_("Industry"), required=False, choices=Industry.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, minor: Minor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_be_child(minor):
            del self.fields["means"]

    def drawn(self) -> Drawn:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Drawn(
            exploitation=frozenset(said["exploitation"]),
            means=frozenset(said.get("means", ())),
            recruiter=said["recruiter"],
            industry=frozenset(said["industry"]),
        )
