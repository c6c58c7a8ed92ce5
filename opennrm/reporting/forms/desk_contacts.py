"""What an official fills in at the consultation desk: a contact, a report told by voice, an interpreter."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day, prefectures
from opennrm.foundations.chapter_rules import read_code
from opennrm.foundations.models import Campaign
from opennrm.reporting.actions.consultations import Contact
from opennrm.reporting.answers import Answers
from opennrm.reporting.answers import Contact as Reached
from opennrm.reporting.forms.desk import LanguageField
from opennrm.reporting.rules import LONGEST
from opennrm.reporting.terms import ContactWay, Found, Interpreting, Outcome, ReportKind, Topic, Urgency

WAYS = [(way.value, way.label) for way in ContactWay if way != ContactWay.WEB]
BY_INTERPRETER = [
    (way.value, way.label) for way in (Interpreting.TELEPHONE, Interpreting.VIDEO, Interpreting.IN_PERSON)
]
FINDINGS = [(found.value, found.label) for found in Found if found != Found.SEARCHING]


class InHand(forms.Form):
    """What every contact is noted with: the way, the language, how the two sides understood each other."""

    way = forms.ChoiceField(label=_("Way"), choices=WAYS, widget=forms.RadioSelect, initial=ContactWay.TELEPHONE)
    language = LanguageField()
    interpreting = forms.ChoiceField(
        label=_("Interpreter"), choices=Interpreting.choices, initial=Interpreting.NOT_NEEDED
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    campaign = forms.CharField(
        label=_("Code on the poster or leaflet"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Only if they name it. Counted by month, kept with no contact."),
    )

    def clean_campaign(self) -> str:
        """The code of a campaign that has begun. Refused for another."""
        typed: str = self.cleaned_data["campaign"].strip()
        code = read_code(typed)
        if typed and not Campaign.objects.begun(timezone.localdate()).filter(code=code).exists():
            raise forms.ValidationError(_("No campaign has this code. Look again, or leave it empty."))
        return code

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"].choices = [  # type: ignore[attr-defined]
            ("", _("not said")),
            *prefectures()[1:],
        ]


class ContactForm(InHand):
    """A contact, in under a minute."""

    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)
    urgency = forms.TypedChoiceField(
        label=_("Urgency"),
        coerce=int,
        choices=list(reversed(Urgency.choices)),
        widget=forms.RadioSelect,
        initial=Urgency.ORDINARY,
    )
    outline = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Sealed. Who reads it leaves a line."),
    )
    may_call_back = forms.BooleanField(label=_("It is safe to call back"), required=False)
    call_back = forms.CharField(
        label=_("How, when, and what may be said"),
        required=False,
        max_length=1_000,
        help_text=_("Sealed. For example: mobile, after 22:00, say you are from the library."),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect, initial=Outcome.ANSWERED
    )

    field_order = (
        "way", "language", "interpreting", "topic", "prefecture", "campaign", "urgency", "outline", "may_call_back",
        "call_back", "outcome",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("call_back", "").strip() and not said.get("may_call_back"):
            self.add_error("may_call_back", _("You wrote how to call back. Say that it is safe, or take that out."))
        return said

    def contact(self) -> Contact:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Contact(
            way=ContactWay(said["way"]),
            language=said["language"],
            interpreting=Interpreting(said["interpreting"]),
            topic=Topic(said["topic"]),
            outcome=Outcome(said["outcome"]),
            urgency=Urgency(said["urgency"]),
            prefecture=said["prefecture"],
            may_call_back=said["may_call_back"],
            call_back=said["call_back"],
            outline=said["outline"],
            campaign=said.get("campaign", ""),
        )

    def as_report(self) -> dict[str, Any]:
        """The same, to begin a report with."""
        said = self.cleaned_data
        return {
            "way": said["way"],
            "language": said["language"],
            "interpreting": said["interpreting"],
            "prefecture": said["prefecture"],
            "campaign": said["campaign"],
            "topics": [said["topic"]],
            "danger": said["urgency"] == Urgency.NOW,
            "what": said["outline"],
            "may": said["may_call_back"],
            "how": said["call_back"],
        }


class CorrectionForm(ContactForm):
    """A contact of today, put right. What is sealed is not shown, and stays where nothing is written in its place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["campaign"]  # which code it was is kept nowhere
        kept = _("Leave empty to keep what was sealed.")
        self.fields["outline"].help_text = self.fields["call_back"].help_text = kept
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (outcome.value, outcome.label) for outcome in Outcome if outcome != Outcome.REPORTED
        ]


class VoiceForm(InHand):
    """A report as somebody tells it to an official."""

    kind = forms.ChoiceField(
        label=_("Who is it about?"), choices=ReportKind.choices, widget=forms.RadioSelect, initial=ReportKind.HELP
    )
    danger = forms.BooleanField(label=_("Somebody is in danger now"), required=False)
    what = forms.CharField(
        label=_("What happened?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("In their words. It is sealed; nobody reads it but the organisations that receive it."),
    )
    topics = forms.MultipleChoiceField(
        label=_("What is it about?"), required=False, choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label=_("Where exactly?"), required=False, max_length=500)
    child = forms.ChoiceField(
        label=_("Is a child among them?"),
        required=False,
        choices=[("", _("not known")), ("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    answer_by = Day(label=_("By when is an answer needed?"), required=False)
    may = forms.BooleanField(label=_("It is safe to call back"), required=False)
    how = forms.CharField(label=_("How may they be reached?"), required=False, max_length=500)
    when = forms.CharField(label=_("When?"), required=False, max_length=500)
    say = forms.CharField(
        label=_("What may be said to whoever answers?"),
        required=False,
        max_length=500,
        help_text=_("Ask this in full: a wrong word to the wrong person puts them in danger."),
    )

    field_order = (
        "way", "language", "interpreting", "kind", "danger", "what", "topics", "prefecture", "place", "child",
        "answer_by", "may", "how", "when", "say",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("may") and not said.get("how", "").strip():
            self.add_error("how", _("Say how this person is reached safely, or that they must not be called."))
        return said

    def answers(self) -> Answers:
        """What was told, as the door would have it."""
        said = self.cleaned_data
        return Answers(
            kind=ReportKind(said["kind"]),
            language=said["language"],
            what=said["what"],
            topics=frozenset(Topic(topic) for topic in said["topics"]),
            prefecture=said["prefecture"],
            place=said["place"],
            danger=said["danger"],
            child={"yes": True, "no": False}.get(said["child"]),
            answer_by=said["answer_by"],
            contact=Reached(may=said["may"], how=said["how"], when=said["when"], say=said["say"]),
        )

    def contact(self, on: date) -> Contact:
        """The contact beside it. How to call back is sealed with the report alone."""
        said = self.cleaned_data
        return Contact(
            way=ContactWay(said["way"]),
            language=said["language"],
            interpreting=Interpreting(said["interpreting"]),
            topic=Topic(said["topics"][0]) if said["topics"] else Topic.OTHER,
            outcome=Outcome.REPORTED,
            urgency=self.answers().urgency(on),
            prefecture=said["prefecture"],
            campaign=said["campaign"],
        )


class SpokenForm(forms.Form):
    """What the reporter read back."""

    last_four = forms.CharField(
        label=_("The last four digits, as they say them"),
        max_length=40,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class BookForm(forms.Form):
    """An interpreter to look for."""

    language = LanguageField()
    way = forms.ChoiceField(
        label=_("How"), choices=BY_INTERPRETER, widget=forms.RadioSelect, initial=Interpreting.TELEPHONE
    )
    wanted_for = Day(label=_("For which day"))


class EndSearchForm(forms.Form):
    """What became of the search."""

    found = forms.ChoiceField(label=_("What was found"), choices=FINDINGS, widget=forms.RadioSelect)
    language = LanguageField(label=_("Which language was found"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("found") == Found.OTHER_LANGUAGE and not said.get("language"):
            self.add_error("language", _("Say which language was found instead."))
        return said


class BookingFilter(forms.Form):
    """Which bookings to show."""

    found = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *Found.choices])
    language = LanguageField(required=False, help_text="")
