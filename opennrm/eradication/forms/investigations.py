"""What an investigator fills in: filters, a new investigation, offences, and the small verbs."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, prefectures
from opennrm.agencies.forms.corporate import CorporateNumber
from opennrm.eradication.actions.investigations import Beginning, Committed
from opennrm.eradication.investigation_terms import Begun, ChargeState, Ended
from opennrm.eradication.related import RelatedOffence
from opennrm.eradication.statutes import provisions
from opennrm.understanding.terms import Exploitation, Reason, Statute

LONGEST = 10_000
NONE = [("", "–")]
MINE = "mine"
SEALED = _("Sealed. Who reads it leaves a line.")
BY_HAND = [(each.value, each.label) for each in Begun]
REASONS = [(each.value, each.label) for each in Reason if each != Reason.DUPLICATE]


def words(label: object, *, required: bool = True, rows: int = 4, hint: object = SEALED) -> forms.CharField:
    """A field for words that are sealed."""
    area = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, help_text=hint)  # type: ignore[arg-type]


def offer(form: forms.BaseForm, field: str, choices: Choices) -> None:
    """Give a field what it offers as the page is drawn."""
    form.fields[field].choices = choices  # type: ignore[attr-defined]


class InvestigationFilter(forms.Form):
    """Which investigations to show, and what to look for: a code, or a suspect's name however written."""

    q = forms.CharField(label=_("Code or a suspect's name"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("open")), ("closed", _("closed")), ("all", _("all"))]
    )
    stands = forms.ChoiceField(
        label=_("A suspect is"),
        required=False,
        choices=[("", _("anywhere")), ("unaccounted", _("not accounted for")), *ChargeState.choices],
    )
    statute = forms.ChoiceField(label=_("Statute"), required=False, choices=[("", _("all")), *Statute.choices])
    whose = forms.ChoiceField(label=_("Led by"), required=False, choices=[("", _("anybody")), (MINE, _("me"))])


class DetailsForm(forms.Form):
    """What an investigation is about."""

    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    employer = CorporateNumber(
        label=_("Corporate number of the employer"),
        required=False,
        help_text=_("13 digits, and no name: what examiners know of this employer is joined by the number alone."),
    )
    outline = words(_("Outline"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "prefecture", [*NONE, *prefectures()[1:]])


class NewInvestigationForm(DetailsForm):
    """An investigation to open."""

    begun = forms.ChoiceField(label=_("What it begins from"), choices=BY_HAND)
    case = forms.CharField(
        label=_("Code of a case of identification"),
        required=False,
        max_length=20,
        help_text=_("Its person joins as a victim by a pseudonym. The case itself is not opened here."),
    )
    notice = forms.ChoiceField(label=_("Notice it begins from"), required=False)
    related = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("begun", "notice", "case")

    def __init__(self, *args: Any, notices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "notice", [*NONE, *notices])
        if not notices:
            del self.fields["notice"]

    def beginning(self) -> Beginning:
        """What was filled in."""
        told = self.cleaned_data
        same = {name: told[name].strip() for name in ("case", "prefecture", "employer", "outline")}
        notice = told.get("notice")
        if told["related"]:
            return Beginning(begun=Begun.RELATED_OFFENCE, source=told["related"], **same)
        begun = Begun.NOTICE if notice else Begun(told["begun"])
        return Beginning(begun=begun, source=UUID(notice) if notice else None, **same)

    def clean_related(self) -> UUID | None:
        """A related offence of the scope in force, or none."""
        found: UUID | None = self.cleaned_data["related"]
        if found and not RelatedOffence.objects.filter(pk=found).exists():
            raise forms.ValidationError(_("This related offence is not here. Open the investigation from its page."))
        return found


class OffenceForm(forms.Form):
    """An offence: under which provisions, committed when, with which exploitation."""

    provisions = forms.MultipleChoiceField(
        label=_("Provisions of law"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An offence is one, under however many provisions. The law alone is authoritative."),
    )
    first = Day(label=_("Committed on, or from"))
    last = Day(label=_("Until, where it went on"), required=False)
    incident = forms.IntegerField(
        label=_("Number of the incident"),
        min_value=1,
        max_value=999,
        initial=1,
        help_text=_("Offences committed at once have the same number. Incidents are not counted as offences."),
    )
    exploitation = forms.MultipleChoiceField(
        label=_("Exploitation"), required=False, choices=Exploitation.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = get_language()
        offer(self, "provisions", [(code, each.named(page)) for code, each in provisions().items()])

    def committed(self) -> Committed:
        """What was filled in."""
        told = self.cleaned_data
        exploitation = frozenset(told["exploitation"])
        return Committed(
            told["provisions"], told["first"], told["last"], exploitation=exploitation, incident=told["incident"]
        )


class WhyForm(forms.Form):
    """Why an entry is changed: the register says it beside the correction."""

    reason = forms.ChoiceField(label=_("Why it is changed"), choices=REASONS)


class OffenceRightForm(OffenceForm, WhyForm):
    """An offence put right."""


class DayForm(forms.Form):
    """A day on which something was so."""

    day = Day(label=_("On which day"))


class NoteForm(forms.Form):
    """A step of the investigation in words."""

    happened = Day(label=_("On which day"))
    text = words(_("What was done"))


class AssignForm(forms.Form):
    """Who leads an investigation."""

    to = forms.ChoiceField(label=_("Who leads it"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", people)


class VictimForm(forms.Form):
    """A victim who joins by a pseudonym."""

    case = forms.CharField(
        label=_("Code of the case"),
        max_length=20,
        help_text=_("Identification gives the code. Here stands a pseudonym and nothing else of the person."),
    )


class JoinForm(forms.Form):
    """Another body that investigates jointly."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    until = Day(label=_("Until which day"))
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("It stands in the list of grants: no names."))

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", bodies)


class CloseForm(forms.Form):
    """How an investigation ended."""

    ended = forms.ChoiceField(label=_("How it ended"), choices=Ended.choices)


class PrintForm(forms.Form):
    """What a printed summary shows."""

    names = forms.BooleanField(
        label=_("With names, days of birth and words"),
        required=False,
        help_text=_("Each field that is opened leaves a line with your name."),
    )
