"""The forms of sessions, of meetings with partners and their opinions, and of campaigns."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.forms.choices import Choices, Day, bodies, prefectures
from opennrm.agencies.models import Organisation
from opennrm.agencies.terms import OrganisationKind
from opennrm.foundations import chapter_rules
from opennrm.foundations.chapter_rules import Evaluation
from opennrm.foundations.chapter_terms import OpinionState, Way
from opennrm.foundations.exchange_actions import Meeting
from opennrm.foundations.exchanges import PARTNER_CHOICES
from opennrm.foundations.forms import ForForm
from opennrm.foundations.models import Campaign, Exchange, Material, Session
from opennrm.foundations.session_actions import Told
from opennrm.foundations.sessions import EVALUATED
from opennrm.foundations.terms import Taken
from opennrm.page.languages import DECLARED
from opennrm.understanding.awareness import Audience, CampaignMedium, SessionKind
from opennrm.understanding.terms import Body

ALL: Choices = [("", _("All"))]  # type: ignore[list-item]
OUTSIDE = (OrganisationKind.EMBASSY, OrganisationKind.NGO, OrganisationKind.INTERNATIONAL_ORGANISATION)
MOST = 1_000_000


def places() -> Choices:
    """The prefectures, and first that there is none."""
    return [("", str(_("None: online"))), *prefectures()[1:]]


def spoken() -> Choices:
    """The languages a session may be held in, by their own names."""
    return [(code, each.name) for code, each in DECLARED.items()]


def used() -> Choices:
    """The versions of materials that may have been handed out at a session, and none first."""
    rows = Material.objects.exclude(released_on__isnull=True)
    return [
        ("", "–"),
        *((str(row.pk), f"{row.get_kind_display()}: {row.language_name}, {row.version_name}") for row in rows),
    ]


def partners() -> Choices:
    """Organisations of the directory outside the government."""
    outside = set(Organisation.objects.filter(kind__in=OUTSIDE).values_list("pk", flat=True))
    return [(code, name) for code, name in bodies() if code in outside]


class FindSessions(forms.Form):
    """Which sessions to list; in the URL."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=9999)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ALL, *SessionKind.choices])
    audience = forms.ChoiceField(label=_("Audience"), required=False, choices=[*ALL, *Audience.choices])
    organisation = forms.ChoiceField(label=_("Held by"), required=False, choices=lambda: [*ALL, *bodies()])
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False, choices=prefectures)


class SessionForm(ForForm):
    """A session that was held."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices)
    audience = forms.ChoiceField(
        label=_("Audience"),
        choices=Audience.choices,
        help_text=_("Of a session for several audiences, record one for each."),
    )
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What was taught. Name no person."))
    day = Day(label=_("Day"), initial=timezone.localdate, help_text=_("Of a course of several days, the first."))
    way = forms.ChoiceField(label=_("How"), choices=Way.choices, initial=Way.IN_PERSON)
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False, choices=places)
    persons = forms.IntegerField(label=_("Participants"), min_value=1, max_value=MOST)
    language = forms.ChoiceField(label=_("Language"), choices=spoken, initial="ja")
    material = forms.ChoiceField(label=_("Leaflet or poster that was used"), required=False, choices=used)
    taught = forms.CharField(
        label=_("Other teaching material, with its version"),
        required=False,
        max_length=200,
        help_text=_("For example: life safety education, junior high school, edition of April 2021."),
    )
    questions = forms.IntegerField(
        label=_("Questions on a sheet"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("Asked before, after, or both. Numbers of all together; under 5 sheets nothing is recorded."),
    )
    sheets_before = forms.IntegerField(label=_("Sheets before"), required=False, min_value=0, max_value=MOST)
    right_before = forms.IntegerField(label=_("Right answers before"), required=False, min_value=0, max_value=MOST)
    sheets_after = forms.IntegerField(label=_("Sheets after"), required=False, min_value=0, max_value=MOST)
    right_after = forms.IntegerField(label=_("Right answers after"), required=False, min_value=0, max_value=MOST)
    scale = forms.IntegerField(
        label=_("Top of the scale"),
        required=False,
        min_value=2,
        max_value=10,
        help_text=_("Where participants gave a mark: 1 is the lowest, this the highest."),
    )
    marks = forms.IntegerField(label=_("Sheets with a mark"), required=False, min_value=0, max_value=MOST)
    mean = forms.DecimalField(label=_("Mean mark"), required=False, min_value=0, max_digits=4, decimal_places=2)

    groups = (
        (
            _("The session"),
            ("organisation", "kind", "audience", "title", "day", "way", "prefecture", "persons", "language"),
        ),
        (_("Materials"), ("material", "taught")),
        (
            _("What participants knew before and after"),
            ("sheets_before", "right_before", "sheets_after", "right_after", "questions"),
        ),
        (_("The mark they gave"), ("scale", "marks", "mean")),
        (_("Why it is changed"), ("reason",)),
    )

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        found = [(str(title), [self[name] for name in names if name in self.fields]) for title, names in self.groups]
        return [(title, fields) for title, fields in found if fields]

    def told(self) -> Told:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Told(
            kind=SessionKind(said["kind"]),
            audience=Audience(said["audience"]),
            title=said["title"],
            day=said["day"],
            persons=said["persons"],
            way=Way(said["way"]),
            prefecture=said["prefecture"],
            language=said["language"],
            material=Material.objects.get(pk=said["material"]) if said["material"] else None,
            taught=said["taught"],
            evaluation=Evaluation(**{name: said[name] for name in EVALUATED}),
        )


class CorrectSession(SessionForm):
    """A session, put right."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It is kept with the session."))

    @staticmethod
    def of(session: Session) -> dict[str, Any]:
        """What stands now, to begin from."""
        return {name: getattr(session, name) for name in SessionForm.base_fields if name != "organisation"} | {
            "material": session.material_id or ""
        }


class PasteForm(ForForm):
    """Sessions copied out of a spreadsheet, or the text of a CSV file."""

    rows = forms.CharField(
        label=_("Headings and rows"),
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        max_length=1_000_000,
        help_text=_("Copy the cells with their headings out of the spreadsheet and paste them here."),
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It is kept with the record."))


class FindExchanges(forms.Form):
    """Which meetings to list; in the URL."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=9999)
    partner = forms.ChoiceField(label=_("Partner"), required=False, choices=[*ALL, *PARTNER_CHOICES])
    state = forms.ChoiceField(label=_("Opinions"), required=False, choices=[*ALL, *OpinionState.choices])


class ExchangeForm(ForForm):
    """A meeting with partners."""

    partner = forms.ChoiceField(label=_("Kind of partner"), choices=PARTNER_CHOICES)
    title = forms.CharField(label=_("Title"), max_length=200)
    day = Day(label=_("Day"), help_text=_("A day that lies ahead makes it a planned meeting."))
    way = forms.ChoiceField(label=_("How"), choices=Way.choices, initial=Way.IN_PERSON)
    partners = forms.MultipleChoiceField(
        label=_("Organisations of the directory"),
        required=False,
        choices=partners,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label=_("Other organisations"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line. Organisations only: name no person."),
    )
    agenda = forms.CharField(label=_("Agenda"), required=False, max_length=4000, widget=forms.Textarea({"rows": 5}))

    def meeting(self) -> Meeting:
        """What was filled in, for the action."""
        said = self.cleaned_data
        return Meeting(
            partner=Body(said["partner"]),
            title=said["title"],
            day=said["day"],
            way=Way(said["way"]),
            agenda=said["agenda"],
            partners=tuple(Organisation.objects.filter(pk__in=said["partners"])),
            others=said["others"].replace("\r\n", "\n"),
        )


class CorrectExchange(ExchangeForm):
    """A meeting, put right."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It is kept with the record."))

    @staticmethod
    def of(exchange: Exchange) -> dict[str, Any]:
        """What stands now, to begin from."""
        plain = {name: getattr(exchange, name) for name in ("partner", "title", "day", "way", "others", "agenda")}
        return plain | {"partners": list(exchange.partners.values_list("pk", flat=True))}


def soon() -> Any:
    """The day proposed to answer an opinion by."""
    return timezone.localdate() + timedelta(days=chapter_rules.DAYS_TO_ANSWER)


class OpinionForm(forms.Form):
    """What a partner raised."""

    raised_by = forms.CharField(
        label=_("Raised by which organisation"), max_length=200, help_text=_("An organisation, not a person.")
    )
    said = forms.CharField(label=_("Opinion or request"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    responsible = forms.ChoiceField(label=_("Who is to answer"), choices=bodies)
    due = Day(label=_("To be answered by"), initial=soon)


class AnswerOpinion(forms.Form):
    """The answer, and what is promised in it."""

    taken = forms.ChoiceField(label=_("What becomes of it"), choices=Taken.choices)
    said = forms.CharField(label=_("Answer"), max_length=4000, widget=forms.Textarea({"rows": 5}))
    follow_up = Day(
        label=_("Follow-up promised by"), required=False, help_text=_("Empty where the answer promises nothing.")
    )


class CloseOpinion(forms.Form):
    """What came of it."""

    said = forms.CharField(label=_("What came of it"), max_length=4000, widget=forms.Textarea({"rows": 4}))


class ReopenOpinion(forms.Form):
    """Why it waits again."""

    said = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    due = Day(label=_("To be answered by"), initial=soon)


class CampaignForm(ForForm):
    """A campaign."""

    title = forms.CharField(label=_("Title"), max_length=200)
    aim = forms.CharField(
        label=_("Whom it is to reach, and where"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    by_media = forms.MultipleChoiceField(
        label=_("Media"), choices=CampaignMedium.choices, widget=forms.CheckboxSelectMultiple
    )
    starts = Day(label=_("First day"), initial=timezone.localdate)
    ends = Day(label=_("Last day"))

    def told(self) -> dict[str, Any]:
        """What was filled in, for the action."""
        said = self.cleaned_data
        plain = {name: said[name] for name in ("title", "aim", "starts", "ends")}
        return plain | {"media": said["by_media"]}


class CorrectCampaign(CampaignForm):
    """A campaign, put right."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It is kept with the record."))

    @staticmethod
    def of(campaign: Campaign) -> dict[str, Any]:
        """What stands now, to begin from."""
        plain = {name: getattr(campaign, name) for name in ("title", "aim", "starts", "ends")}
        return plain | {"by_media": campaign.media.split(";")}
