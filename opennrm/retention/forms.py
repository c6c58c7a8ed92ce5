"""What people fill in: what to look for, why and until when a record is kept, what is held, why a hold may end."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Day
from opennrm.retention.read import kinds, title_of
from opennrm.retention.schedule import rules


def reason_field(hint: Any) -> forms.CharField:
    """A reason in a sentence or two."""
    return forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}), help_text=hint)


def number_field(*, required: bool = False) -> forms.CharField:
    """The opaque number of a record or of a file."""
    return forms.CharField(label=_("Number of the record or file"), max_length=64, required=required)


class QueueForm(forms.Form):
    """Which proposals to list."""

    WHICH = (
        ("mine", _("that I may approve")),
        ("open", _("not yet carried out")),
        ("approved", _("approved, can still be stopped")),
        ("stuck", _("approved, could not be carried out")),
        ("closed", _("decided")),
    )
    which = forms.ChoiceField(label=_("Proposals"), choices=WHICH, required=False)
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    number = number_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("all")), *kinds()]  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    """A record somebody asks to have erased before its time."""

    kind = forms.ChoiceField(label=_("Kind of record"))
    row = forms.CharField(label=_("Number of the record"), max_length=64)
    why = reason_field(_("Who asks and on what ground. Name no person."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds()  # type: ignore[attr-defined]


class KeepForm(forms.Form):
    """Why a record stays, and when it is looked at again."""

    until = Day(label=_("Look at it again on"), help_text=_("Before this day no sweep proposes it."))
    reason = reason_field(_("Name no person."))


class HoldForm(forms.Form):
    """What must not go, and why."""

    kind = forms.ChoiceField(label=_("What is held"), required=False)
    number = number_field(required=True)
    why = reason_field(_("For instance a court's order. Name no person."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", _("a whole file, with all that belongs to it"))
        self.fields["kind"].choices = [whole, *kinds()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if not asked.get("kind") and asked.get("number"):
            try:
                asked["file"] = UUID(asked["number"].strip())
            except ValueError:
                self.add_error("number", _("This is no number of a file. Copy it whole, as in 8-4-4-4-12 characters."))
        return asked


class LiftForm(forms.Form):
    """Why a hold may end."""

    why = reason_field(_("Another official reads this and decides."))


class HoldsForm(forms.Form):
    """Which holds to list."""

    WHICH = (("force", _("in force")), ("asked", _("asked to be lifted")), ("lifted", _("lifted")))
    which = forms.ChoiceField(label=_("Holds"), choices=WHICH, required=False)
    number = number_field()


class HeldForm(forms.Form):
    """Whose records are looked for: by a number, or an official by name or address."""

    number = forms.CharField(
        label=_("Number or code of the record, or number of its file"),
        max_length=64,
        required=False,
        help_text=_(
            "As pages of the record show it: a code such as 7F3Q-9K2M, or at least eight letters of the number."
        ),
    )
    name = forms.CharField(
        label=_("Name or address of an official of your organisation"),
        max_length=200,
        required=False,
        help_text=_("Only for what is held of officials. Records of other people are found by their number."),
    )

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if not asked.get("number") and not asked.get("name"):
            self.add_error("number", _("Give a number, or the name of an official."))
        return asked


class TombstoneForm(forms.Form):
    """What to look for among the tombstones; empty fields leave everything in."""

    number = forms.CharField(label=_("Number of the record"), max_length=64, required=False)
    rule = forms.ChoiceField(label=_("Class of record"), required=False)
    since = Day(label=_("From"), required=False)
    until = Day(label=_("To"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = [(code, title_of(code)) for code in rules()]
        self.fields["rule"].choices = [("", _("all")), *classes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first. Swap them."))
        return asked
