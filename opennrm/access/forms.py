"""What people fill in: who else opens a file, why it is shut, an emergency, and what to look for in the audit."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.access.terms import Basis, Purpose
from opennrm.agencies.models import Organisation

BASES = [(basis.value, basis.label) for basis in Basis if basis != Basis.VITAL_INTEREST]


class Day(forms.DateInput):
    """A day, picked from a calendar where the browser has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class NamedOrganisations(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One organisation out of all, by its name of today in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        return getattr(obj, "name", None) or str(obj)


def named_organisations() -> Any:
    """Organisations with ``name``, that of today in the language of the page, by name."""
    named: Any = Organisation.objects.named_on(timezone.localdate(), get_language() or "en")
    return named.order_by("name", "code")


def reason_field(hint: Any = "") -> forms.CharField:
    """A reason in a sentence or two; every grant, revocation and emergency keeps one."""
    return forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=hint or _("Kept with the grant. Name no person."),
    )


class GrantForm(forms.Form):
    """Lets an organisation open a file for a purpose until the end of a day."""

    to = NamedOrganisations(Organisation.objects.none(), label=_("Organisation"))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    basis = forms.ChoiceField(
        label=_("What it rests on"),
        choices=BASES,
        help_text=_("Danger to life is no choice here: use emergency access, which opens a file for four hours."),
    )
    until = forms.DateField(label=_("Until the end of"), widget=Day)
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = named_organisations()  # type: ignore[attr-defined]

    def clean_until(self) -> datetime:
        day: date = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        if day > timezone.localdate() + timedelta(days=3660):
            raise forms.ValidationError(_("This is more than ten years away. Choose an earlier day."))
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class RevokeForm(forms.Form):
    """Shuts an organisation out of a file."""

    reason = reason_field()


class HandOverForm(forms.Form):
    """Makes another organisation the owner of a file."""

    to = NamedOrganisations(Organisation.objects.none(), label=_("New owner"))
    basis = forms.ChoiceField(label=_("What its access rests on"), choices=BASES)
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = named_organisations()  # type: ignore[attr-defined]


class BreakForm(forms.Form):
    """Opens a file at once, for four hours, to whoever fills this in."""

    file = forms.UUIDField(
        label=_("Number of the file"),
        error_messages={"invalid": _("This is no number of a file. Copy it whole, as in 8-4-4-4-12 characters.")},
    )
    purpose = forms.ChoiceField(label=_("Purpose"))
    reason = reason_field(_("What the danger is. A lead reads this. Name no person."))
    danger = forms.BooleanField(
        label=_("Somebody's life or limb is in danger, and there is no time to ask for a grant"),
        error_messages={"required": _("Without danger, ask the organisation that owns the file for a grant.")},
    )

    def __init__(self, *args: Any, purposes: Iterable[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(each.value, each.label) for each in purposes]  # type: ignore[attr-defined]


class AuditForm(forms.Form):
    """What to look for in the audit; empty fields leave everything in."""

    act = forms.CharField(label=_("Act begins with"), required=False, max_length=80)
    subject = forms.CharField(label=_("Upon what"), required=False, max_length=160)
    by = forms.CharField(label=_("By whom: name or number"), required=False, max_length=160)
    since = forms.DateField(label=_("From"), required=False, widget=Day)
    until = forms.DateField(label=_("To"), required=False, widget=Day)
    looks = forms.BooleanField(label=_("Only who looked"), required=False)

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first. Swap them."))
        if asked.get("looks") and not asked.get("subject"):
            self.add_error("subject", _("Say upon what, to see who looked at it."))
        return asked
