"""The forms of officials, their absences and their turns of duty."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Clock, Day, people
from opennrm.agencies.models import Official
from opennrm.agencies.roles import ROLES
from opennrm.agencies.terms import Weekday
from opennrm.page.bilingual import label_of

ROLE_NAMES = [(code, label_of(role.name)) for code, role in ROLES.items()]


class SearchForm(forms.Form):
    """Which officials to list; in the URL."""

    q = forms.CharField(
        label=_("Part of a name"), required=False, help_text=_("Accents and kinds of kana do not matter.")
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *ROLE_NAMES])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Serving")), ("left", _("Left")), ("all", _("All"))],
    )
    lead = forms.BooleanField(label=_("Leads only"), required=False)

    def __init__(self, *args: Any, organisations: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "organisation", [("", str(_("All"))), *organisations])


class NameForm(forms.Form):
    """What an official is called."""

    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("Sealed; only colleagues on these pages see it.")
    )
    title = forms.CharField(
        label=_("Post"), max_length=120, required=False, help_text=_("As the office's directory prints it.")
    )


class RolesForm(forms.Form):
    """What an official may do."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    lead = forms.BooleanField(
        label=_("Lead of the organisation"),
        required=False,
        help_text=_("Takes the open work of whoever leaves, and appoints in their own organisation."),
    )

    def __init__(self, *args: Any, all_roles: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        given = [role for role in ROLES.values() if role.by_lead or all_roles]
        offered = [(role.code, f"{label_of(role.name)}: {label_of(role.description)}") for role in given]
        _offer(self, "roles", offered)


class AppointForm(NameForm, RolesForm):
    """A new official."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    on = Day(label=_("First day"))
    field_order = ("organisation", "name", "title", "on", "roles", "lead")

    def __init__(self, *args: Any, organisations: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "organisation", organisations)


class AbsenceForm(forms.Form):
    """Who stands in, from when until when."""

    substitute = forms.ChoiceField(
        label=_("Substitute"),
        help_text=_("Somebody of the same organisation, or of the same kind of body. They see its files meanwhile."),
    )
    since = Day(label=_("First day away"))
    until = Day(label=_("Last day away"))

    def __init__(self, *args: Any, substitutes: Iterable[Official], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "substitute", people(substitutes))


class TurnForm(forms.Form):
    """A weekly turn of duty."""

    official = forms.ChoiceField(label=_("Official"))
    weekday = forms.TypedChoiceField(label=_("Day of the week"), choices=Weekday, coerce=int)
    starts = Clock(label=_("From"))
    ends = Clock(label=_("Until"), help_text=_("A time not after the start runs past midnight."))

    def __init__(self, *args: Any, officials: Iterable[Official], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "official", people(officials))


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = choices
