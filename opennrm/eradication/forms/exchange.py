"""What officials fill in of exchanges, conferences, partners, agreements and packages."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, people
from opennrm.agencies.models import Official
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.eradication.actions.exchanges import Noted
from opennrm.eradication.actions.partners import Agreed, Named
from opennrm.eradication.exchange_terms import Act, Closing, ConferenceWay, DataClass, Direction, PartnerKind
from opennrm.eradication.models import Agreement, Partner
from opennrm.understanding import countries

OPEN, LATE, CONFERENCES, ALL = "open", "late", "conferences", "all"
SHOWN = [
    (OPEN, _("open requests")),
    (LATE, _("past their day")),
    (CONFERENCES, _("conferences")),
    (ALL, _("all exchanges")),
]
UNCHOSEN = [("", "–")]


def partner_choices() -> Choices:
    """Partners in use, in the language of the page."""
    return [(str(each.pk), each.name.of(get_language())) for each in Partner.objects.used()]


def country_choices() -> Choices:
    """Countries by name in the language of the page."""
    named = ((code, text.of(get_language())) for code, text in countries.names().items() if code != "XS")
    return [*UNCHOSEN, *sorted(named, key=lambda each: each[1])]


def investigators(organisation: str) -> Choices:
    """Who of an organisation may investigate, to choose from."""
    today = timezone.localdate()
    serving = Official.objects.serving(today).filter(organisation=organisation).with_posts()
    return people([each for each in serving if may(each.post(), Power.INVESTIGATE, today)])


class ExchangeFilterForm(forms.Form):
    """Which exchanges a list shows."""

    show = forms.ChoiceField(label=_("Exchanges"), required=False, choices=SHOWN)
    partner = forms.ChoiceField(label=_("Partner"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [("", _("All")), *partner_choices()]  # type: ignore[attr-defined]


class ExchangeForm(forms.Form):
    """A request, or information without a request."""

    partner = forms.ChoiceField(label=_("Partner"))
    direction = forms.ChoiceField(label=_("Which way"), choices=Direction.choices, widget=forms.RadioSelect)
    act = forms.ChoiceField(
        label=_("What"),
        choices=[each for each in Act.choices if each[0] != Act.REPLY],
        widget=forms.RadioSelect,
        help_text=_("A reply is entered on the page of its request."),
    )
    on = Day(label=_("Sent or received on"))
    due = Day(label=_("Answer due by"), required=False, help_text=_("Needed for a request."))
    reference = forms.CharField(label=_("File number"), required=False, max_length=60, help_text=_("No name."))
    words = forms.CharField(
        label=_("What it says"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Sealed. Where a victim is sheltered never goes to a partner."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [*UNCHOSEN, *partner_choices()]  # type: ignore[attr-defined]

    def noted(self) -> Noted:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Noted(
            partner=Partner.objects.get(pk=said["partner"]),
            direction=Direction(said["direction"]),
            act=Act(said["act"]),
            on=said["on"],
            words=said["words"],
            due=said["due"],
            reference=said["reference"],
        )


class ReplyForm(forms.Form):
    """The reply to a request."""

    closing = forms.ChoiceField(
        label=_("What was answered"),
        choices=[(each.value, each.label) for each in (Closing.ANSWERED, Closing.REFUSED)],
        widget=forms.RadioSelect,
        initial=Closing.ANSWERED,
    )
    sent = Day(label=_("Sent or received on"))
    words = forms.CharField(
        label=_("What it says"), max_length=10_000, widget=forms.Textarea({"rows": 6}), help_text=_("Sealed.")
    )


class CloseForm(forms.Form):
    """That no reply comes."""

    closing = forms.ChoiceField(
        label=_("How it ended"),
        choices=[(each.value, each.label) for each in (Closing.WITHDRAWN, Closing.NO_ANSWER)],
        widget=forms.RadioSelect,
    )


class DueForm(forms.Form):
    """A later day."""

    due = Day(label=_("Answer due by"))


class ConferenceForm(forms.Form):
    """A conference to come, or one that was held and is entered after."""

    partners = forms.MultipleChoiceField(label=_("Partners that take part"), widget=forms.CheckboxSelectMultiple)
    on = Day(label=_("Day"))
    way = forms.ChoiceField(label=_("How"), choices=ConferenceWay.choices, widget=forms.RadioSelect, initial="online")
    agenda = forms.CharField(
        label=_("Agenda"), max_length=10_000, widget=forms.Textarea({"rows": 5}), help_text=_("Sealed.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].choices = partner_choices()  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """The minutes."""

    minutes = forms.CharField(
        label=_("Minutes"), max_length=40_000, widget=forms.Textarea({"rows": 14}), help_text=_("Sealed.")
    )


class DecisionForm(forms.Form):
    """What was decided; who does it, one of us or a partner."""

    words = forms.CharField(
        label=_("What was decided"), max_length=4_000, widget=forms.Textarea({"rows": 3}), help_text=_("Sealed.")
    )
    who = forms.ChoiceField(label=_("Our official who does it"), required=False)
    partner = forms.ChoiceField(label=_("Or the partner who does it"), required=False)
    due = Day(label=_("By when"))

    def __init__(self, *args: Any, organisation: str, partners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [*UNCHOSEN, *investigators(organisation)]  # type: ignore[attr-defined]
        self.fields["partner"].choices = [*UNCHOSEN, *partners]  # type: ignore[attr-defined]


class PartnerForm(forms.Form):
    """A partner of the directory."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[*UNCHOSEN, *PartnerKind.choices])
    country = forms.ChoiceField(label=_("Country"), required=False, help_text=_("Empty for an international one."))
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_ja = forms.CharField(label=_("Name in Japanese"), max_length=200)
    source = forms.CharField(label=_("Source"), required=False, max_length=300, help_text=_("Where this was seen."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]

    def named(self) -> Named:
        """What was filled in, for the action."""
        return Named(**(self.cleaned_data | {"kind": PartnerKind(self.cleaned_data["kind"])}))


class KeysForm(forms.Form):
    """The public lines a partner sent."""

    seals = forms.CharField(
        label=_("Line to seal with"), max_length=200, help_text=_("It begins with opennrm-package-seal.")
    )
    signs = forms.CharField(
        label=_("Line to verify signatures by"), max_length=200, help_text=_("It begins with opennrm-package-sign.")
    )


class AgreementForm(forms.Form):
    """What may pass, for what, and how long it is kept."""

    reference = forms.CharField(
        label=_("Reference"), max_length=60, help_text=_("As both sides write it; it stands in every package.")
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = forms.CharField(label=_("Purpose"), max_length=500, widget=forms.Textarea({"rows": 3}))
    basis = forms.CharField(label=_("Where it can be read"), max_length=300)
    classes = forms.MultipleChoiceField(
        label=_("Classes of field that may pass"),
        choices=DataClass.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("There is no class for victims: what concerns them goes through identification, with consent."),
    )
    keep_days = forms.IntegerField(label=_("Days a package is kept"), min_value=1, max_value=36_500)
    since = Day(label=_("First day"))
    until = Day(label=_("Last day"), required=False)

    def agreed(self) -> Agreed:
        """What was filled in, for the action."""
        return Agreed(**self.cleaned_data)


class PackageForm(forms.Form):
    """A file under an agreement."""

    agreement = forms.ChoiceField(label=_("Agreement"))
    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, accept: str, hint: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agreement.objects.in_force(timezone.localdate()).select_related("partner")
        named = [(str(each.pk), f"{each.reference} ({each.partner.name.of(get_language())})") for each in rows]
        self.fields["agreement"].choices = [*UNCHOSEN, *named]  # type: ignore[attr-defined]
        self.fields["file"].widget = forms.FileInput({"accept": accept})
        self.fields["file"].help_text = hint

    def under(self) -> Agreement:
        """The agreement that was chosen."""
        return Agreement.objects.select_related("partner").get(pk=self.cleaned_data["agreement"])
