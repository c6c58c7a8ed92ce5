"""The questions of the public door, one form a page. Every question may stay empty but one: what happened.

The words differ where somebody asks for themselves (``help``) and where they speak of somebody else (``tip``).
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.read import PREFECTURES
from opennrm.reporting.ruby import noruby
from opennrm.reporting.rules import LONGEST
from opennrm.reporting.terms import ReportKind, Topic
from opennrm.reporting.words import languages_by_name, prefecture_named

SHORT, MIDDLE = 200, 2000  # characters
ERRORS = {
    "required": _("Write at least a few words: what happened?"),
    "invalid": _("This is not a day. Choose one in the calendar, or leave it empty."),
    "invalid_choice": _("Choose one of the answers shown."),
    "max_length": _("This is too long. Write the first part here; you can write more after sending."),
}
NOT_LAST_FOUR = _("These are not the last four digits. Look at the receipt number again.")
OPENS_NOTHING = _(
    "This receipt number opens nothing. Compare it with your note, four digits at a time. If it is the same, what you "
    "wrote is perhaps erased already: write to us again."
)
NO_FILE = _("Choose a file first.")
NOT_READABLE = _("This answer cannot be opened. Write to us again, so that we can answer anew.")
YES_NO_UNSURE = [("yes", _("Yes")), ("no", _("No")), ("unsure", _("I am not sure"))]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class Question(forms.Form):
    """One page of the way. ``safety`` are keys of texts that stand above the question."""

    use_required_attribute = False
    title: Any = ""
    safety: tuple[str, ...] = ()

    def __init__(self, *args: Any, kind: str = ReportKind.HELP, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.kind = ReportKind(kind)
        self.words(for_oneself=self.kind == ReportKind.HELP)
        for field in self.fields.values():
            field.error_messages.update(ERRORS)

    def words(self, *, for_oneself: bool) -> None:
        """Put the words of this way on the fields."""

    def answers(self) -> dict[str, Any]:
        """What was answered, as it travels."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


class Choice(forms.Select):
    """A list to choose from: an option holds no markup, so it shows no readings."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django makes it, the readings taken away."""
        return super().create_option(name, value, noruby(label), *args, **kwargs)


class Danger(Question):
    """Before all else."""

    danger = forms.ChoiceField(choices=YES_NO_UNSURE, widget=forms.RadioSelect, required=False)

    def words(self, *, for_oneself: bool) -> None:
        self.fields["danger"].label = (
            _("Are you in danger at this moment?") if for_oneself else _("Is somebody in danger at this moment?")
        )


class What(Question):
    """The one answer that is asked for."""

    what = forms.CharField(widget=forms.Textarea(attrs={"rows": 10}), max_length=LONGEST)

    def words(self, *, for_oneself: bool) -> None:
        field = self.fields["what"]
        field.label = _("What is happening to you?") if for_oneself else _("What did you see or hear?")
        field.help_text = _("Write in any language, as much or as little as you want. A few words are enough.")


class Topics(Question):
    """Who reads it hangs on this."""

    topics = forms.MultipleChoiceField(
        choices=[], widget=forms.CheckboxSelectMultiple, required=False, label=_("What is it about?")
    )

    def words(self, *, for_oneself: bool) -> None:
        self.fields["topics"].choices = Topic.choices  # type: ignore[attr-defined]
        self.fields["topics"].help_text = _("Choose all that fit. It decides which organisations read it.")


class Where(Question):
    """The place."""

    title = _("Where is it?")
    prefecture = forms.ChoiceField(choices=[], required=False, label=_("Prefecture"), widget=Choice)
    place = forms.CharField(required=False, max_length=MIDDLE, label=_("Place"))

    def words(self, *, for_oneself: bool) -> None:
        self.fields["prefecture"].choices = prefectures(_("I do not know, or do not want to say"))  # type: ignore[attr-defined]
        self.fields["place"].help_text = _("A city, a street, a company, a shop, a ship: what you know.")


class Child(Question):
    """A child is read of sooner."""

    child = forms.ChoiceField(choices=YES_NO_UNSURE, widget=forms.RadioSelect, required=False)

    def words(self, *, for_oneself: bool) -> None:
        self.fields["child"].label = (
            _("Are you, or is somebody with you, younger than 18?")
            if for_oneself
            else _("Is somebody younger than 18 involved?")
        )


class More(Question):
    """What somebody needs; or what is known of the people somebody else speaks of."""

    more = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), max_length=MIDDLE, required=False)
    answer_by = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def words(self, *, for_oneself: bool) -> None:
        self.title = _("What do you need?") if for_oneself else _("The people")
        more, day = self.fields["more"], self.fields["answer_by"]
        more.label = _("What do you need most?") if for_oneself else _("What do you know about the people?")
        more.help_text = (
            _(
                "For example: a safe place to sleep, a doctor, your passport, your pay, somebody who speaks your "
                "language."
            )
            if for_oneself
            else _("How many, how old, which language they speak, who controls them. Leave out what you do not know.")
        )
        day.label = _("Is there a day before which something must happen?")
        day.help_text = _("For example: a flight, a payment, the day somebody is moved to another place.")


class Safe(Question):
    """Whether somebody may be reached at all."""

    safety = ("no_visit",)
    may = forms.ChoiceField(
        choices=YES_NO, widget=forms.RadioSelect, required=False, label=_("Is it safe for us to contact you?")
    )


class Reach(Question):
    """How, when, what may be said. Asked only of whoever says that it is safe."""

    title = _("How do we contact you safely?")
    how = forms.CharField(required=False, max_length=MIDDLE, label=_("How can we reach you?"))
    when = forms.CharField(required=False, max_length=MIDDLE, label=_("When is it safe?"))
    say = forms.CharField(required=False, max_length=MIDDLE, label=_("What may we say if somebody else answers?"))
    language = forms.ChoiceField(choices=[], required=False, label=_("Which language do you want the answer in?"))

    def words(self, *, for_oneself: bool) -> None:
        self.fields["how"].help_text = _("A telephone number, an e-mail address, an app and your name there.")
        self.fields["when"].help_text = _("For example: weekdays 12:00 to 13:00, never in the evening.")
        self.fields["language"].choices = languages_by_name()  # type: ignore[attr-defined]


class LastFour(forms.Form):
    """That the receipt was kept. The page says itself what is wrong, also where nothing was typed."""

    use_required_attribute = False
    asked_for = ("last",)
    last = forms.CharField(
        required=False,
        max_length=40,
        label=_("Type the last four digits of your receipt number"),
        help_text=_("So that you and we know that you have it."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ShowReceipt(forms.Form):
    """The receipt, as somebody types it. The page says itself what is wrong, also where nothing was typed."""

    use_required_attribute = False
    asked_for = ("receipt",)
    receipt = forms.CharField(
        required=False,
        max_length=400,
        label=_("Your receipt number"),
        help_text=_("21 digits. With or without spaces, in the digits of any script."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )


class Letter(forms.Form):
    """A further message."""

    use_required_attribute = False
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
        label=_("Write again"),
        error_messages=ERRORS,
    )
    danger = forms.BooleanField(required=False, label=_("I am in danger at this moment"))


class Find(forms.Form):
    """What is looked for among the contact points. Nothing here says who asks."""

    use_required_attribute = False
    language = forms.ChoiceField(choices=[], required=False, label=_("Language"), widget=Choice)
    prefecture = forms.ChoiceField(choices=[], required=False, label=_("Prefecture"), widget=Choice)
    topic = forms.ChoiceField(choices=[], required=False, label=_("What is it about?"), widget=Choice)
    open_now = forms.BooleanField(required=False, label=_("Only where somebody answers the phone now"))

    def __init__(self, *args: Any, languages: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["language"].choices = [("", _("Every language")), *languages.items()]  # type: ignore[attr-defined]
        self.fields["prefecture"].choices = prefectures(_("Every prefecture"))  # type: ignore[attr-defined]
        self.fields["topic"].choices = [("", _("Every topic")), *Topic.choices]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages.update(ERRORS)


def prefectures(empty: Any) -> list[tuple[str, Any]]:
    """The 47, after a choice that leaves it open."""
    return [("", empty), *((code, prefecture_named(code)) for code in sorted(PREFECTURES))]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
