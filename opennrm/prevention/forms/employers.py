"""What is filled in about an employer: who it is, who stands beside it, its contracts, a file of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, prefectures
from opennrm.agencies.forms.corporate import CorporateNumber
from opennrm.prevention.actions.employers import Described
from opennrm.prevention.contracts import COLUMNS, FLAGS, Mistake
from opennrm.prevention.criteria import every
from opennrm.prevention.examining_terms import TieKind
from opennrm.prevention.models import Contract, Employer, Tie
from opennrm.prevention.sharing import ADDRESS
from opennrm.prevention.terms import PayUnit
from opennrm.understanding.countries import names
from opennrm.understanding.terms import Industry

SEALED = _("Sealed. Who reads it leaves a line.")
NOT_SAID = ("", _("not shown"))
YES_NO = [NOT_SAID, ("yes", _("yes")), ("no", _("no"))]
OF_THE_ROW = ("contract", "employer")


class EmployerForm(forms.Form):
    """Who an employer is. The number is given once."""

    number = CorporateNumber()
    name = forms.CharField(
        label=_("Name of the corporation"),
        required=False,
        max_length=200,
        help_text=_("As published beside the number. A natural person who employs has no corporate number."),
    )
    industry = forms.ChoiceField(label=_("Industry"), required=False, choices=[("", "–"), *Industry.choices])
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=400, help_text=SEALED)

    def __init__(self, *args: Any, employer: Employer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"].choices = [("", "–"), *prefectures()[1:]]  # type: ignore[attr-defined]
        if employer is not None:
            del self.fields["number"]
            self.initial = {name: getattr(employer, name) for name in ("name", "industry", "prefecture")}
            if employer.address is not None:
                self.fields["address"].help_text = _("Sealed. Leave it empty to keep what is there.")
        self.employer = employer

    def described(self) -> Described:
        """What was said of it."""
        said = {name: self.cleaned_data[name] for name in ("name", "industry", "prefecture", "address")}
        return Described(self.employer.number if self.employer else self.cleaned_data["number"], **said)


class TieForm(forms.Form):
    """Somebody who stands beside an employer."""

    kind = forms.ChoiceField(label=_("Who it is"), choices=TieKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=200, help_text=SEALED)
    number = forms.CharField(
        label=_("Registration or licence number"),
        required=False,
        max_length=40,
        help_text=_("Of a broker or a support organisation. Equal numbers show who shares them."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    since = Day(label=_("Since"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = get_language() or "en"
        self.fields["country"].choices = [("", "–"), *_countries(page)]  # type: ignore[attr-defined]


class UntilForm(forms.Form):
    """The last day of something."""

    day = Day(label=_("On which day"))


class NotNeeded(forms.Form):
    """A deed that asks for nothing more."""


class ContractForm(forms.Form):
    """The terms of a contract, each as it stands in the papers; what is not shown stays empty."""

    def __init__(self, *args: Any, contract: Contract | None = None, brokers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = get_language()
        if contract is None:
            self.fields["code"] = forms.CharField(
                label=_("Id of the contract"), max_length=60, help_text=_("The employer's own. No name of a worker.")
            )
        for name, text in COLUMNS.items():
            if name not in OF_THE_ROW:
                self.fields[name] = _column(name, text.of(page))
        self.fields["broker"] = forms.ChoiceField(
            label=_("Through which broker"), required=False, choices=[("", "–"), *brokers]
        )
        if contract is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
            broker = str(contract.broker_id or "")
            self.initial = {**contract.terms, "broker": broker, "version": contract.version}
        else:
            self.initial = {"pay_currency": "JPY", **self.initial}

    def terms(self) -> dict[str, str]:
        """The terms by column; an empty one takes away what was there."""
        return {name: self.cleaned_data.get(name, "") for name in COLUMNS if name not in OF_THE_ROW}

    def broker(self) -> Tie | None:
        """The broker chosen."""
        chosen = self.cleaned_data["broker"]
        return Tie.objects.filter(pk=chosen).first() if chosen else None

    def tell(self, mistakes: Sequence[Mistake]) -> None:
        """Say at each field what to write instead."""
        language = get_language()
        for each in mistakes:
            field = each.column if each.column in self.fields else None
            text = _("Expected: %(what)s") % {"what": each.wanted(language)}
            self.add_error(field, text if field else f"{each.column}: {text}")


class ExamineForm(forms.Form):
    """Which contracts are examined, how closely, by the law of which day."""

    contracts = forms.MultipleChoiceField(label=_("Contracts"), widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(label=_("How"))
    law_day = Day(label=_("Criteria that hold on"))

    def __init__(self, *args: Any, contracts: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contracts"].choices = contracts  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.initial.setdefault("contracts", [each for each, _name in contracts])

    def clean_law_day(self) -> Any:
        """A day on which criteria hold."""
        day = self.cleaned_data["law_day"]
        if not any(each.hold(day) for each in every()):
            first = min(each.since for each in every())
            raise forms.ValidationError(_("No criteria hold on that day. Name %(day)s or later.") % {"day": first})
        return day


class FindForm(forms.Form):
    """Which employers to show; empty fields leave everything in."""

    named = forms.CharField(label=_("Corporate number or name"), required=False, max_length=200)
    industry = forms.ChoiceField(label=_("Industry"), required=False, choices=[("", _("All")), *Industry.choices])
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"].choices = prefectures()  # type: ignore[attr-defined]


class SharedForm(forms.Form):
    """What is shared."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("employers", "What is shared"),
        required=False,
        choices=[("", _("anything")), *TieKind.choices, (ADDRESS, _("Address"))],
    )
    troubled = forms.BooleanField(label=_("Only where somebody has findings or missing workers"), required=False)


class TakeInForm(forms.Form):
    """A file of contracts."""

    file = forms.FileField(
        label=_("File of contracts"),
        help_text=_("CSV in UTF-8, with the columns of the example. What cannot be read is told; the rest is kept."),
    )


def _column(name: str, text: str) -> forms.Field:
    if name in FLAGS:
        return forms.ChoiceField(label=_LABELS[name], required=False, choices=YES_NO, help_text=text)
    if name.endswith("_unit"):
        units = [("", "–"), *((each.value, each.label) for each in PayUnit)]
        return forms.ChoiceField(label=_LABELS[name], required=False, choices=units, help_text=text)
    return forms.CharField(label=_LABELS[name], required=False, max_length=200, help_text=text)


def _countries(page: str) -> Choices:
    return sorted(((code, text.of(page)) for code, text in names().items()), key=lambda each: each[1])


_LABELS: Mapping[str, Any] = {
    "dispatched": _("Dispatched to another body"),
    "support_entrusted": _("All support entrusted"),
    "pay": _("Pay"),
    "pay_unit": _("Pay is for"),
    "pay_currency": _("Currency"),
    "japanese_pay": _("Pay of a Japanese in the same work"),
    "japanese_pay_unit": _("That pay is for"),
    "japanese_pay_currency": _("Its currency"),
    "weekly_hours": _("Hours a week"),
    "ordinary_weekly_hours": _("Hours of ordinary workers"),
    "home_leave": _("Leave for a visit home"),
    "fare_home": _("Fare home"),
    "deposit": _("Deposit taken"),
    "penalty": _("Penalty agreed"),
    "passport_kept": _("Passport kept"),
    "bankbook_kept": _("Bankbook kept"),
    "pay_traceable": _("Traceable pay"),
    "worker_language": _("Language of the worker"),
    "support_languages": _("Languages of the support"),
}
