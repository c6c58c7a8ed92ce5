"""What an official fills in about consent: the sheet to read out, what was answered, and an exemption."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opennrm.access.terms import FieldClass
from opennrm.agencies.forms.choices import Day, bodies_or_none
from opennrm.agencies.models import Organisation
from opennrm.identification.actions.consents import Told
from opennrm.identification.consenting import OF_A_CASE
from opennrm.identification.terms import ConsentGiver, ConsentHow, ConsentPurpose, WithoutConsent
from opennrm.identification.texts import texts
from opennrm.reporting.forms.desk import LanguageField

CLASSES = [(each.value, each.label) for each in OF_A_CASE]
HALF_A_YEAR = timedelta(days=183)


class Classes(forms.MultipleChoiceField):
    """Which classes of field are shared."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("What is shared"))
        kwargs.setdefault("error_messages", {"required": _("Choose what is shared: at least one.")})
        super().__init__(choices=CLASSES, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> frozenset[FieldClass]:
        return frozenset(FieldClass(each) for each in super().clean(value))


class SheetForm(forms.Form):
    """What is asked of a person: for what, who will know, what, until when, in which language."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=[("", "–"), *ConsentPurpose.choices])
    recipient = forms.ChoiceField(label=_("Who will know"))
    classes = Classes()
    expires = Day(label=_("Last day"), help_text=_("At most one year."))
    language = LanguageField(label=_("Language of the person"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = bodies_or_none()  # type: ignore[attr-defined]


class ConsentForm(SheetForm):
    """What the person answered, as it is recorded."""

    version = forms.ChoiceField(
        label=_("Version of the text"), help_text=_("As it stands on the sheet that was read out.")
    )
    giver = forms.ChoiceField(
        label=_("Who consented"),
        choices=ConsentGiver.choices,
        widget=forms.RadioSelect,
        initial=ConsentGiver.SELF,
        help_text=_(
            "For a child, or where it is not sure: a guardian who has no part in what happened, or a Child Guidance "
            "Center."
        ),
    )
    heard = forms.BooleanField(label=_("The child was heard, and understood what is asked"), required=False)
    how = forms.ChoiceField(
        label=_("How"), choices=ConsentHow.choices, widget=forms.RadioSelect, initial=ConsentHow.SIGNED
    )
    given = Day(label=_("Day of the consent"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Sealed. Of a spoken consent: who was there, who interpreted."),
    )

    field_order = (
        "purpose",
        "recipient",
        "classes",
        "language",
        "version",
        "giver",
        "heard",
        "how",
        "given",
        "expires",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = [(text.version, f"{text.version} ({text.purpose.label})") for text in texts()]
        self.fields["version"].choices = [("", "–"), *called]  # type: ignore[attr-defined]

    def told(self) -> Told:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Told(
            purpose=ConsentPurpose(said["purpose"]),
            recipient=Organisation.objects.get(pk=said["recipient"]),
            classes=said["classes"],
            version=said["version"],
            language=said["language"],
            giver=ConsentGiver(said["giver"]),
            how=ConsentHow(said["how"]),
            given=said["given"],
            expires=said["expires"],
            heard=said["heard"],
            note=said["note"],
        )


class ExemptionForm(forms.Form):
    """Sharing without consent, as one official proposes it."""

    path = forms.ChoiceField(label=_("Path the law allows"), choices=WithoutConsent.choices, widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=[("", "–"), *ConsentPurpose.choices])
    recipient = forms.ChoiceField(label=_("Who will know"))
    law = forms.CharField(
        label=_("Law and article"), max_length=200, help_text=_("The one that allows it, by its name and article.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Sealed. Why consent cannot be asked or waited for. The second official reads this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = bodies_or_none()  # type: ignore[attr-defined]

    def proposed(self) -> dict[str, Any]:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return {
            "path": WithoutConsent(said["path"]),
            "purpose": ConsentPurpose(said["purpose"]),
            "recipient": Organisation.objects.get(pk=said["recipient"]),
            "law": said["law"],
            "reason": said["reason"],
        }


def first_values(language: str) -> dict[str, Any]:
    """What a sheet begins with: everything shared, for half a year, in the person's language."""
    everything = [each.value for each in OF_A_CASE]
    return {"classes": everything, "expires": timezone.localdate() + HALF_A_YEAR, "language": language}
