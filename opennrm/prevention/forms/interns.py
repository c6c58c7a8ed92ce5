"""What an officer fills in about a case of a technical intern."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from opennrm.access.terms import FieldClass
from opennrm.agencies.forms.choices import Choices, Day, bodies, prefectures
from opennrm.agencies.forms.corporate import CorporateNumber
from opennrm.agencies.models import Organisation
from opennrm.identification.actions.notices import identifying
from opennrm.identification.forms.code import CaseCode
from opennrm.prevention.actions.intern_requests import SHAREABLE, Asked
from opennrm.prevention.actions.interns import Beginning, Known
from opennrm.prevention.intern_steps import declared
from opennrm.prevention.intern_terms import InternOrigin, InternOutcome, Occupation
from opennrm.reporting import spoken
from opennrm.reporting.terms import Urgency

ALL, MINE, LATE, CLOSED = "all", "mine", "late", "closed"
SEALED = _("Sealed. Who reads it leaves a line.")
BY_HAND = [
    each for each in InternOrigin.choices if each[0] in (InternOrigin.NONE, InternOrigin.NOTICE, InternOrigin.FINDING)
]


def words(label: object, *, required: bool = True, rows: int = 4, hint: object = SEALED) -> forms.CharField:
    """A field for words that are sealed."""
    area = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=10_000, widget=area, help_text=hint)  # type: ignore[arg-type]


def short(label: object, hint: object = SEALED) -> forms.CharField:
    """One line that is sealed."""
    return forms.CharField(label=label, required=False, max_length=300, help_text=hint)  # type: ignore[arg-type]


class FilterForm(forms.Form):
    """Which cases a list shows; empty fields leave everything in."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (MINE, _("my cases")),
            (ALL, _("all open cases")),
            (LATE, _("past a day")),
            (CLOSED, _("closed cases")),
        ],
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    sign = forms.ChoiceField(label=_("Sign"), required=False)
    employer = CorporateNumber(label=_("Corporate number of the employer"), required=False, help_text="")
    code = CaseCode()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"].choices = prefectures()  # type: ignore[attr-defined]
        self.fields["sign"].choices = [("", _("All")), *signs()]  # type: ignore[attr-defined]


class KnownForm(forms.Form):
    """What is known of the case; everything may stay empty."""

    employer = CorporateNumber(label=_("Corporate number of the employer"), required=False)
    occupation = forms.ChoiceField(label=_("Field of work"), required=False, choices=[("", "–"), *Occupation.choices])
    signs = forms.MultipleChoiceField(
        label=_("Signs that were seen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    left_workplace = Day(
        label=_("Left the workplace on"),
        required=False,
        help_text=_("No offence in itself. Ask why, and where it is safe."),
    )
    language = forms.CharField(
        label=_("Language"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"list": "languages"}),
        help_text=_("The language to talk with the intern in."),
    )
    nationality = forms.CharField(
        label=_("Nationality"), required=False, max_length=2, help_text=_("Two letters, as VN or ID (ISO 3166).")
    )
    name = short(_("Name of the intern"))
    contact = short(_("How the intern is reached safely"))
    status = short(_("Status of residence"))
    supervising = short(_("Supervising organisation"))
    sending = short(_("Sending organisation"))
    account = words(_("What is told"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signs"].choices = signs()  # type: ignore[attr-defined]

    def clean_language(self) -> str:
        """The tag of the language that was typed or chosen."""
        typed = self.cleaned_data["language"].strip()
        found = spoken.read(typed) if typed else ""
        if found is None:
            raise forms.ValidationError(_("No language is called so. Choose one from the list."))
        return found

    def clean_nationality(self) -> str:
        """Two capital letters."""
        typed: str = self.cleaned_data["nationality"].strip().upper()
        if typed and not (len(typed) == 2 and typed.isascii() and typed.isalpha()):
            raise forms.ValidationError(_("Two letters, as VN or ID (ISO 3166)."))
        return typed

    def known(self) -> Known:
        """What was filled in, for the action."""
        said = {name: self.cleaned_data[name] for name in KnownForm.base_fields}
        return Known(**said | {"signs": tuple(said["signs"])})


class OpenForm(KnownForm):
    """The same for a new case, and where it is."""

    prefecture = forms.ChoiceField(
        label=_("Prefecture of the workplace"), help_text=_("The case goes to the named officer of its Labour Bureau.")
    )
    origin = forms.ChoiceField(label=_("What it begins from"), choices=BY_HAND, initial=InternOrigin.NONE)
    field_order = ["prefecture", "origin"]

    def __init__(self, *args: Any, fixed: InternOrigin | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"].choices = [("", "–"), *prefectures()[1:]]  # type: ignore[attr-defined]
        if fixed is not None:
            del self.fields["origin"]
        self.fixed = fixed

    def beginning(self, source: Any) -> Beginning:
        """Where it is and what it begins from."""
        origin = self.fixed or InternOrigin(self.cleaned_data["origin"])
        return Beginning(self.cleaned_data["prefecture"], origin, source)


class AskForm(forms.Form):
    """What a partner is asked."""

    step = forms.ChoiceField(label=_("For which step"))
    to = forms.ChoiceField(label=_("Whom"), help_text=_("Those the step names come first."))
    classes = forms.MultipleChoiceField(
        label=_("What they see of the case"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, each.label) for each in SHAREABLE],
        help_text=_("Opened when they accept, and not before."),
    )
    answer_by = Day(label=_("Answer by"))
    words = words(_("What is needed"), hint=_("They read this before they accept. Name nobody."))

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page, today = get_language(), timezone.localdate()
        steps = declared().holding(today)
        first = [code for each in steps for code in each.partners]
        listed = sorted((each for each in bodies() if each[0] != own), key=lambda each: each[0] not in first)
        self.fields["step"].choices = [(each.code, each.title.of(page)) for each in steps]  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", "–"), *listed]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Asked(
            to=Organisation.objects.get(pk=said["to"]),
            step=said["step"],
            classes=frozenset(FieldClass(each) for each in said["classes"]),
            words=said["words"],
            answer_by=said["answer_by"],
        )


class ProtectForm(forms.Form):
    """Asks identification for protection."""

    to = forms.ChoiceField(
        label=pgettext_lazy("receiver", "To"), help_text=_("Organisations with an official who identifies victims.")
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), coerce=int, choices=Urgency.choices, widget=forms.RadioSelect, initial=Urgency.SOON
    )
    text = words(_("What was seen"), hint=_("Sealed; identification alone reads it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = set(identifying(timezone.localdate()).values_list("organisation", flat=True))
        self.fields["to"].choices = [("", "–"), *(each for each in bodies() if each[0] in able)]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What happened."""

    happened = Day(label=_("On which day"))
    text = words(_("What happened"))


class WhoForm(forms.Form):
    """Who works on it."""

    to = forms.ChoiceField(label=_("Who works on it"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """To which prefecture, and why."""

    prefecture = forms.ChoiceField(label=_("Prefecture"))
    reason = words(_("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefecture"].choices = [("", "–"), *prefectures()[1:]]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=InternOutcome.choices, widget=forms.RadioSelect)
    reason = words(_("Reason"))


class ReasonForm(forms.Form):
    """Why."""

    reason = words(_("Reason"))


class PostponeForm(forms.Form):
    """A later day, and why."""

    due = Day(label=_("By when"))
    reason = words(_("Reason"))


class AnswerForm(forms.Form):
    """What a partner says."""

    text = words(_("Answer"), hint=_("Sealed. The other organisation reads it."))


class EnterForm(AnswerForm):
    """What a partner without an account said."""

    declined = forms.BooleanField(label=_("They declined"), required=False)
    field_order = ["declined", "text"]


class NameForm(forms.Form):
    """Who is the officer from which day."""

    official = forms.ChoiceField(label=_("Officer"), required=False)
    since = Day(label=_("From"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["official"].choices = [("", _("nobody")), *people]  # type: ignore[attr-defined]


def signs() -> Choices:
    """The declared signs, in the language of the page."""
    return [(each.code, each.text.of(get_language())) for each in declared().signs]
