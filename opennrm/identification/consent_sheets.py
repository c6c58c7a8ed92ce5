"""The sheet of consent and what a person consented to, for whichever room asks: identification, and who supports."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, override

from opennrm.identification.forms.consents import SheetForm
from opennrm.identification.forms.referrals import class_names
from opennrm.identification.models import Case, Consent
from opennrm.identification.sharing_shown import body_names, language_name, shared_words
from opennrm.identification.terms import Minor
from opennrm.identification.texts import valid_on
from opennrm.page.dates import written


@dataclass(frozen=True)
class Ways:
    """Where pages of consent lead in the room that shows them. ``withdraw`` names a URL, ``of`` is its object."""

    back: str
    back_label: str
    sheet: str
    record: str
    withdraw: str
    of: str | UUID


@dataclass(frozen=True)
class Shown:
    """A consent as a list shows it, and whether it holds today."""

    consent: Consent
    recipient: str
    shared: str
    holds: bool


def consents_shown(case: Case) -> list[Shown]:
    """What the person consented to, the latest first."""
    given = list(case.consents.order_by("-given", "id"))
    if not given:
        return []
    called = body_names()
    holding = set(case.consents.holding(timezone.localdate()).values_list("pk", flat=True))
    return [
        Shown(each, called.get(each.recipient_id, each.recipient_id), shared_words(each.classes), each.pk in holding)
        for each in given
    ]


def sheet_of(case: Case, form: SheetForm) -> dict[str, Any]:
    """The text of today filled in, its language, and what has to be said beside it."""
    said, page = form.cleaned_data, get_language() or "en"
    text = valid_on(said["purpose"], timezone.localdate())
    if text is None:
        return {"no_text": True}
    _whole, tag = text.in_language(said["language"], otherwise=page)
    classes = said["classes"]
    with override(tag if tag == "ja" else "en"):  # of bodies and of what is shared there are names in these two
        called, listed = body_names(), ("、" if tag == "ja" else ", ").join(class_names(classes))
    asked = {
        "purpose": said["purpose"],
        "recipient": said["recipient"],
        "classes": sorted(each.value for each in classes),
    }
    asked |= {"expires": said["expires"].isoformat(), "language": said["language"], "version": text.version}
    paragraphs = text.filled(
        tag,
        body=called.get(case.owner_id, case.owner_id),
        recipient=called.get(said["recipient"], said["recipient"]),
        classes=listed,
        until=written(said["expires"], tag),
    )
    return {
        "text": text,
        "tag": tag,
        "paragraphs": paragraphs,
        "wanted": language_name(said["language"]),
        "interpreted": tag.split("-")[0] != said["language"].split("-")[0],
        "shown_in": language_name(tag),
        "unread": tag in text.unread,
        "asked": urlencode(asked, doseq=True),
        "child": case.person.minor != Minor.NO,
    }


def asked_by(request: HttpRequest) -> dict[str, Any]:
    """What the sheet asked, to begin the record with."""
    asked = {
        name: request.GET[name]
        for name in ("purpose", "recipient", "expires", "language", "version")
        if name in request.GET
    }
    return asked | ({"classes": request.GET.getlist("classes")} if "classes" in request.GET else {})
