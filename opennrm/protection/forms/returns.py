"""What an official fills in about a return."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, bodies
from opennrm.page.bilingual import label_of
from opennrm.protection.checklists import factors
from opennrm.protection.journeys import (
    Escort,
    FactorAnswer,
    Funding,
    Programme,
    Receiver,
    ReturnState,
    RiskResult,
    StepKind,
    TracingState,
    TravelDocument,
    WishSays,
)
from opennrm.understanding.countries import names

IOM = "iom"


def sealed_text(label: Any, *, help_text: Any = "") -> forms.CharField:
    """A field whose text is kept sealed."""
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=10_000, widget=forms.Textarea({"rows": 3})
    )


def countries() -> Choices:
    """Countries by name in the language of the page."""
    language = get_language()
    named = ((code, text.of(language)) for code, text in names().items())
    return [("", "–"), *sorted(named, key=lambda each: each[1])]


class BeginForm(forms.Form):
    """That the person wishes to return, where to, and with whose help."""

    wishes = forms.BooleanField(
        label=_("The person said so themselves, and knows that they may change their mind at any time"),
        error_messages={"required": _("Nobody returns without wishing to. Ask the person first.")},
    )
    words = sealed_text(_("What the person said, in their words"), help_text=_("Kept sealed."))
    country = forms.ChoiceField(label=_("Country"))
    programme = forms.ChoiceField(label=_("Programme"), choices=Programme.choices, initial=Programme.IOM)
    partner = forms.ChoiceField(
        label=_("Organisation that arranges it"), help_text=_("The person's consent must be to this organisation.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        self.fields["partner"].choices = bodies()  # type: ignore[attr-defined]
        self.fields["partner"].initial = IOM


class WishForm(forms.Form):
    """What the person says today."""

    says = forms.ChoiceField(
        label=_("Does the person wish to return?"), choices=WishSays.choices, widget=forms.RadioSelect
    )
    words = sealed_text(_("What the person said, in their words"), help_text=_("Kept sealed."))


class RiskForm(forms.Form):
    """An answer to each factor, and what the official concludes."""

    result = forms.ChoiceField(
        label=_("What do you conclude?"),
        choices=RiskResult.choices,
        widget=forms.RadioSelect,
        help_text=_("No sum decides it. One factor alone may be reason enough not to return."),
    )
    measures = sealed_text(
        _("Danger seen, and how it is met"), help_text=_("Kept sealed. Needed unless there is no sign of danger.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {}
        for each in factors():
            field = forms.ChoiceField(
                label=label_of(each.text), choices=FactorAnswer.choices, initial=FactorAnswer.UNKNOWN.value
            )
            field.help_text = each.sure.label
            asked[each.code] = field
        self.fields = asked | self.fields

    def answers(self) -> dict[str, FactorAnswer]:
        """What was answered, by the code of the factor."""
        return {each.code: FactorAnswer(self.cleaned_data[each.code]) for each in factors()}


class JourneyForm(forms.Form):
    """How the person will travel."""

    document = forms.ChoiceField(label=_("Document to travel with"), choices=TravelDocument.choices)
    travel_on = Day(label=_("Day of the journey"), required=False)
    escort = forms.ChoiceField(label=_("Who goes with them"), choices=Escort.choices)
    funding = forms.ChoiceField(label=_("Paid by"), choices=Funding.choices)
    route = sealed_text(_("Route and flights"), help_text=_("Kept sealed. Empty leaves what stands."))


class ReceiveForm(forms.Form):
    """Who received the person."""

    day = Day(label=_("Day"))
    receiver = forms.ChoiceField(label=_("Received by"), choices=Receiver.choices)
    met_by = sealed_text(_("How they are reached there"), help_text=_("Kept sealed."))


class TraceForm(forms.Form):
    """Who looks for the family."""

    partner = forms.ChoiceField(
        label=_("Organisation that looks for the family"),
        help_text=_("The person's consent to family tracing by this organisation must hold."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = bodies()  # type: ignore[attr-defined]
        self.fields["partner"].initial = IOM


class TracedForm(forms.Form):
    """What came of it."""

    state = forms.ChoiceField(
        label=_("Outcome"), choices=[each for each in TracingState.choices if each[0] != TracingState.ASKED]
    )
    words = sealed_text(_("What is known of them"), help_text=_("Kept sealed."))


class StepForm(forms.Form):
    """A step of reintegration."""

    kind = forms.ChoiceField(label=_("Step"), choices=StepKind.choices)
    due = Day(label=_("Due on"))
    amount = forms.DecimalField(label=_("Amount"), required=False, min_value=0, max_digits=12, decimal_places=2)
    currency = forms.RegexField(
        label=_("Currency"),
        regex=r"^[A-Za-z]{3}$",
        required=False,
        help_text=_("Three letters, as in JPY or PHP."),
        error_messages={"invalid": _("Write three letters, as in JPY or PHP.")},
    )
    note = sealed_text(_("Note"), help_text=_("Kept sealed."))

    def clean_currency(self) -> str:
        """Capital letters, however it was typed."""
        return str(self.cleaned_data["currency"]).upper()


class UnderWayForm(forms.Form):
    """Which returns to show."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all under way")), *ReturnState.choices]
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    whose = forms.ChoiceField(label=_("Worked on by"), required=False, choices=[("", _("anybody")), ("mine", _("me"))])

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named, wanted = dict(countries()), set(codes)
        found = sorted((code, named.get(code, code)) for code in wanted)
        self.fields["country"].choices = [("", _("all")), *found]  # type: ignore[attr-defined]
