"""What an investigator fills in about suspects: who they are, what they are suspected of, the steps taken."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Clock, Day
from opennrm.eradication.actions.charges import Known, Taken
from opennrm.eradication.forms.investigations import NONE, SEALED, WhyForm, offer, words
from opennrm.eradication.investigation_terms import ChargeAct
from opennrm.eradication.step_rules import CLOCKED, OF_MONEY, WHY
from opennrm.identification.forms.cases import nationalities
from opennrm.understanding.terms import Occupation, SentenceBand, Sex, SuspectRole

OLDEST = date(1900, 1, 1)
MUST = {
    ChargeAct.GUILTY: ("sentence",),
    ChargeAct.NOT_PROSECUTE: ("why",),
    ChargeAct.FAMILY_DECIDE: ("why",),
    **{act: ("amount",) for act in OF_MONEY},
}


class SuspectForm(forms.Form):
    """Who is suspected. What is sealed is not shown; left empty it stays as it is."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200, help_text=SEALED)
    alias = forms.CharField(label=_("Alias"), required=False, max_length=200, help_text=SEALED)
    birth_date = Day(label=_("Day of birth"), required=False, help_text=SEALED)
    age = forms.IntegerField(label=_("Age, if the day is not known"), required=False, min_value=0, max_value=120)
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[*NONE, *Sex.choices])
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    occupation = forms.ChoiceField(label=_("Occupation"), required=False, choices=[*NONE, *Occupation.choices])
    role = forms.MultipleChoiceField(
        label=_("Roles in the process"),
        required=False,
        choices=SuspectRole.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "nationality", nationalities())

    def clean_birth_date(self) -> date | None:
        """A day on which somebody alive can have been born."""
        day: date | None = self.cleaned_data["birth_date"]
        if day is not None and not OLDEST <= day <= timezone.localdate():
            raise forms.ValidationError(_("Nobody of today was born on that day. Correct the year."))
        return day

    def known(self) -> Known:
        """What was filled in."""
        told = {name: self.cleaned_data[name] for name in self.fields if name not in {"offences", "reason", "role"}}
        return Known(**told, role=frozenset(self.cleaned_data["role"]))


class NewSuspectForm(SuspectForm):
    """Somebody suspected, and of which offences."""

    offences = forms.MultipleChoiceField(label=_("Suspected of"), required=False, widget=forms.CheckboxSelectMultiple)
    field_order = ("name", "alias", "offences")

    def __init__(self, *args: Any, offences: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "offences", offences)
        if not offences:
            del self.fields["offences"]


class SuspectRightForm(SuspectForm, WhyForm):
    """A suspect put right."""


class SameForm(forms.Form):
    """A suspect of another investigation who is the same person."""

    code = forms.CharField(label=_("Code of the other investigation"), max_length=20)
    number = forms.IntegerField(label=_("Number of the suspect there"), min_value=1, max_value=999)


class ChargeForm(forms.Form):
    """One more offence somebody is suspected of."""

    offence = forms.ChoiceField(label=_("Offence"))

    def __init__(self, *args: Any, offences: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "offence", offences)


class StepForm(forms.Form):
    """A step of a charge: its day, and what else this act says."""

    day = Day(label=_("On which day"))
    clock = Clock(label=_("At what time"), required=False, help_text=_("The hours of the law are reckoned from it."))
    why = forms.ChoiceField(label=_("How, or why"), required=False)
    sentence = forms.ChoiceField(label=_("Sentence"), choices=[*NONE, *SentenceBand.choices], required=False)
    stayed = forms.BooleanField(label=_("Its execution is suspended"), required=False)
    amount = forms.IntegerField(label=_("Amount in yen"), required=False, min_value=1, max_value=10**15)
    detail = words(_("In words"), required=False, rows=3)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, act: ChargeAct, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act
        asked = {"day", "detail", "seen"}
        asked |= {"clock"} if act in CLOCKED else set()
        asked |= {"sentence", "stayed"} if act == ChargeAct.GUILTY else set()
        asked |= {"amount"} if act in OF_MONEY else set()
        asked |= {"why"} if act in WHY else set()
        for name in self.fields.keys() - asked:
            del self.fields[name]
        for name in MUST.get(act, ()):
            self.fields[name].required = True
        if act in WHY:
            offer(self, "why", [*NONE, *WHY[act].choices])

    def taken(self) -> Taken:
        """What was filled in."""
        told = self.cleaned_data
        more = {name: told[name] for name in ("clock", "why", "sentence", "stayed", "amount", "detail") if name in told}
        return Taken(self.act, told["day"], **more)


class StrikeForm(WhyForm):
    """Striking out what was entered by mistake."""

    why = words(_("What was wrong"), rows=3)
