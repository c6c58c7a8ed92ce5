"""The forms of materials and of their copies."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, bodies
from opennrm.agencies.models import Organisation
from opennrm.foundations import rules, texts
from opennrm.foundations.models import Campaign, Material, name_of
from opennrm.foundations.terms import MaterialKind, State, Taken

MOST = 10_000_000  # copies in one order


def languages() -> Choices:
    """Every language that is whole, by its own name."""
    return [(code, name_of(code)) for code in texts.languages()]


def all_or_languages() -> Choices:
    """The same, and all first."""
    return [("", str(_("All"))), (rules.MANY, name_of(rules.MANY)), *languages()]


def released() -> Choices:
    """The released versions, to order copies of."""
    rows = Material.objects.released()
    return [(str(row.pk), f"{row.get_kind_display()}: {row.language_name}, {row.version_name}") for row in rows]


def campaigns() -> Choices:
    """The campaigns copies may be for, and none first."""
    return [("", "–"), *((row.code, f"{row.title} ({row.code})") for row in Campaign.objects.standing())]


def in_a_year() -> date:
    """The review due of what is made today."""
    return rules.review_due(timezone.localdate())


class FindForm(forms.Form):
    """Which versions to list; in the URL."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *MaterialKind.choices])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=all_or_languages)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *State.choices])


class PrintForm(forms.Form):
    """A kind and a language. A compact leaflet is in all languages, whichever is chosen."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MaterialKind.choices)
    language = forms.ChoiceField(
        label=_("Language"), choices=languages, help_text=_("A compact leaflet is always in all languages.")
    )

    def chosen(self) -> tuple[MaterialKind, str]:
        """The kind, and the language a version of it is kept under."""
        kind = MaterialKind(self.cleaned_data["kind"])
        return kind, rules.MANY if kind is MaterialKind.COMPACT else self.cleaned_data["language"]


class DraftForm(PrintForm):
    """A new draft."""

    review = Day(
        label=_("To be reviewed by"),
        initial=in_a_year,
        help_text=_("It is printed small on the material. On that day somebody reads it again."),
    )


class ForForm(forms.Form):
    """For which organisation; the choice is the secretariat's, everybody else acts for their own."""

    organisation = forms.ChoiceField(label=_("Organisation"), choices=bodies)

    def __init__(self, *args: object, own: Organisation, any_body: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.own = own
        if any_body:
            self.fields["organisation"].initial = own.pk
        else:
            del self.fields["organisation"]

    def body(self) -> Organisation:
        """The organisation it is for."""
        code = self.cleaned_data.get("organisation")
        return Organisation.objects.get(pk=code) if code else self.own


class CommentForm(ForForm):
    """What an organisation says of a draft."""

    said = forms.CharField(
        label=_("What should change, and why"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("Write of the text and the layout. Name no person."),
    )


class AnswerForm(forms.Form):
    """What becomes of it."""

    taken = forms.ChoiceField(label=_("What becomes of it"), choices=Taken.choices)
    answer = forms.CharField(label=_("Answer"), max_length=4000, required=False, widget=forms.Textarea)


class WithdrawForm(forms.Form):
    """Why a version is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It is kept with the version."))


class OrderForm(ForForm):
    """How many copies of a version."""

    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST)
    campaign = forms.ChoiceField(label=_("For the campaign"), required=False, choices=campaigns)


class HandOutForm(forms.Form):
    """How many copies reached the organisation, and when."""

    copies = forms.IntegerField(label=_("Copies handed out"), min_value=1, max_value=MOST)
    day = Day(label=_("Day"), initial=timezone.localdate)


class OwnCopiesForm(ForForm):
    """Copies an organisation printed and handed out itself."""

    material = forms.ChoiceField(label=_("Material"), choices=released)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST)
    campaign = forms.ChoiceField(label=_("For the campaign"), required=False, choices=campaigns)
    day = Day(label=_("Day"), initial=timezone.localdate)


class CorrectForm(forms.Form):
    """The right number."""

    copies = forms.IntegerField(
        label=_("Copies handed out"),
        min_value=0,
        max_value=MOST,
        help_text=_("0 where none were handed out after all."),
    )


class YearForm(forms.Form):
    """Which copies to list; in the URL."""

    year = forms.IntegerField(label=_("Handed out in the year"), required=False, min_value=2000, max_value=9999)
