"""What a caseworker fills in about services: what is needed, what was given, why it was refused."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.protection.forms.steps import words
from opennrm.protection.giving import MOST, Declined, ServiceKind, ServiceUnit, SoFar
from opennrm.reporting.forms.desk import LanguageField
from opennrm.reporting.terms import Interpreting

WAYS = [(way.value, way.label) for way in (Interpreting.TELEPHONE, Interpreting.VIDEO, Interpreting.IN_PERSON)]
OTHERS = [(kind.value, kind.label) for kind in ServiceKind if kind != ServiceKind.INTERPRETATION]


class NeedForm(forms.Form):
    """What is needed. An interpreter is looked for on a page of its own."""

    kind = forms.ChoiceField(label=_("What is needed"), choices=OTHERS)
    wanted = Day(label=_("For which day"), required=False)
    text = words(_("In words"), required=False, rows=3)


class HowMuchForm(forms.Form):
    """How much was given, at what cost."""

    quantity = forms.IntegerField(label=_("How much"), min_value=1, max_value=MOST, initial=1)
    measure = forms.ChoiceField(label=_("Counted in"), choices=ServiceUnit.choices)
    cost = forms.IntegerField(label=_("Cost (yen)"), required=False, min_value=0, max_value=100_000_000)


class InterpreterForm(HowMuchForm):
    """An interpreter to look for, and how far one has come already; how much is read where it was interpreted."""

    language = LanguageField()
    way = forms.ChoiceField(label=_("How"), choices=WAYS, widget=forms.RadioSelect)
    wanted = Day(label=_("For which day"))
    so_far = forms.ChoiceField(label=_("How far is it?"), choices=SoFar.choices, widget=forms.RadioSelect)

    field_order = ("language", "way", "wanted", "so_far")


class GiveForm(HowMuchForm):
    """What was given on a day."""

    given = Day(label=_("On which day was it given?"))

    field_order = ("given",)


class DeclineForm(forms.Form):
    """Why the person does not want it."""

    why = forms.ChoiceField(
        label=_("What did the person say?"),
        choices=Declined.choices,
        widget=forms.RadioSelect,
        help_text=_("Refusing costs the person nothing; it may be offered again."),
    )
