"""What an official fills in to ask another organisation, to answer it, and to send a notice to identification."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opennrm.access.terms import FieldClass
from opennrm.agencies.forms.choices import Choices, Day, bodies, prefectures
from opennrm.agencies.models import Organisation
from opennrm.identification.actions.notices import Message, identifying
from opennrm.identification.actions.referrals import Asked
from opennrm.identification.consenting import COVERS, Ground
from opennrm.identification.forms.consents import CLASSES, Classes
from opennrm.identification.terms import NoticeKind, ReferralKind
from opennrm.reporting.terms import Urgency

WEEK, QUARTER = timedelta(days=7), timedelta(days=90)
SHOWN = [("answer", _("to answer")), ("others", _("waiting for others")), ("all", _("all"))]


class AskForm(forms.Form):
    """What is asked. Whom, and for what, follows from what it rests on (``rests``: by word, with its ground)."""

    ground = forms.ChoiceField(
        label=pgettext_lazy("referral", "What it rests on"),
        widget=forms.RadioSelect,
        help_text=_("The organisation and the purpose are those of the consent or the exemption."),
    )
    kind = forms.ChoiceField(
        label=_("What is asked"),
        choices=ReferralKind.choices,
        widget=forms.RadioSelect,
        initial=ReferralKind.REFERRAL,
        help_text=_("Only a lead hands a case over; then everything goes, and we see it no more."),
    )
    classes = Classes(help_text=_("Opened when they accept, and not before. Never more than was consented to."))
    answer_by = Day(label=_("Answer by"), help_text=_("Within 60 days. After that it lapses."))
    until = Day(label=_("They see the case until"))
    ask = forms.CharField(
        label=_("What is needed"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("They read this before they accept. Name nobody, and no place of shelter."),
    )

    def __init__(self, *args: Any, rests: dict[str, tuple[str, Ground]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rests = rests
        self.fields["ground"].choices = [(word, called) for word, (called, _g) in rests.items()]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was filled in, for the action."""
        said = self.cleaned_data
        ground = self.rests[said["ground"]][1]
        kind, _colon, pk = said["ground"].partition(":")
        return Asked(
            kind=ReferralKind(said["kind"]),
            purpose=next(iter(COVERS[ground.purpose])),
            to=Organisation.objects.get(pk=ground.recipient),
            classes=said["classes"],
            answer_by=said["answer_by"],
            until=said["until"],
            ask=said["ask"],
            **{kind: UUID(pk)},
        )


class ReasonForm(forms.Form):
    """Why something is declined, handed back, revoked, or no case."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Sealed. The other organisation reads it. Name nobody."),
    )


class ShowForm(forms.Form):
    """Which referrals a list shows."""

    show = forms.ChoiceField(label=_("Referrals"), required=False, choices=SHOWN)


class NoticeForm(forms.Form):
    """Tells identification that somebody may be a victim."""

    kind = forms.ChoiceField(label=_("From what work"), choices=[("", "–"), *NoticeKind.choices])
    to = forms.ChoiceField(
        label=pgettext_lazy("receiver", "To"), help_text=_("Organisations with an official who identifies victims.")
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"),
        coerce=int,
        choices=Urgency.choices,
        widget=forms.RadioSelect,
        initial=Urgency.ORDINARY,
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    reference = forms.CharField(
        label=_("Your own number"), required=False, max_length=40, help_text=_("Of your file. No name, no birth date.")
    )
    text = forms.CharField(
        label=_("What was seen"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Sealed; identification alone reads it. Which signs, how the person is reached safely."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "–"), *_that_identify(timezone.localdate())]  # type: ignore[attr-defined]
        self.fields["prefecture"].choices = [("", "–"), *prefectures()[1:]]  # type: ignore[attr-defined]

    def message(self) -> Message:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Message(
            kind=NoticeKind(said["kind"]),
            to=Organisation.objects.get(pk=said["to"]),
            urgency=Urgency(said["urgency"]),
            text=said["text"],
            prefecture=said["prefecture"],
            reference=said["reference"],
        )


def first_values(today: date) -> dict[str, Any]:
    """What a referral begins with: all classes, a week to answer, three months to see the case."""
    return {
        "classes": [value for value, _label in CLASSES],
        "answer_by": today + WEEK,
        "until": today + QUARTER,
    }


def class_names(classes: frozenset[FieldClass]) -> list[str]:
    """What is shared, in words; all that a case may tell where it says nothing."""
    wanted = {each.value for each in classes}
    return [str(label) for value, label in CLASSES if not wanted or value in wanted]


def _that_identify(on: date) -> Choices:
    able = set(identifying(on).values_list("organisation", flat=True))
    return [(code, name) for code, name in bodies() if code in able]
