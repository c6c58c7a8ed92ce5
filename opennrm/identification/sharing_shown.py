"""How pages of sharing name organisations and officials, and what is sealed once somebody asked to read it."""

from base64 import b64decode
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from opennrm.access.reveal import reveal
from opennrm.access.terms import FieldClass
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.identification.forms.referrals import class_names
from opennrm.identification.sharing import SharingRefusal
from opennrm.page.refusals import Refused
from opennrm.reporting import spoken
from opennrm.systems.pushing import about
from opennrm.vault.models import Inbox
from opennrm.vault.unlocked import Unlocked

PAGE = 50
ENVELOPED = ("text", "ask")  # fields another system may fill


def body_names() -> dict[str, str]:
    """Organisations by their name of today."""
    return dict(bodies())


def official_names(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Officials by name; nobody is empty."""
    found = shown_many(Official.objects.filter(pk__in={each for each in ids if each}))
    return {each: found.get(each, "") if each else "" for each in [None, *found]}


def language_name(tag: str) -> str:
    """What a language is called in the language of the page."""
    return spoken.name(tag, get_language() or "en") if tag else ""


def shared_words(classes: str) -> str:
    """Classes of field of a row, in words."""
    return " · ".join(class_names(frozenset(FieldClass(each) for each in classes.split())))


def form_page(request: HttpRequest, template: str, form: Form, **more: object) -> HttpResponse:
    """A page with a form and the languages to choose from; 422 where what was filled in cannot be used."""
    context = {"form": form, "languages_offered": spoken.offered(get_language() or "en"), **more}
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def page_of(request: HttpRequest, rows: "QuerySet[Any]") -> dict[str, object]:
    """One page of a list, for ``page/pages.html``."""
    return {"page": Paginator(rows, PAGE).get_page(request.GET.get("page"))}


def words_of(
    row: Model, fields: Iterable[tuple[str, str]], *, purpose: str, inbox: Unlocked | None = None
) -> list[tuple[str, str]]:
    """What is sealed in fields of a row that hold something, with their titles: a line in the audit for each.

    What another system sent is sealed to the receiver's inbox besides: ``inbox`` opens it, where it is that one.
    """
    found = [(title, field) for field, title in fields if getattr(row, field) is not None]
    return [(title, _revealed(row, field, purpose, inbox)) for title, field in found]


def _revealed(row: Model, field: str, purpose: str, inbox: Unlocked | None) -> str:
    try:
        if field in ENVELOPED and getattr(row, "envelope", None):
            return _out_of_envelope(row, field, purpose, inbox)
        return reveal(row, field, purpose=purpose) or ""
    except Refused as refused:
        return str(refused)


def _out_of_envelope(row: Any, field: str, purpose: str, inbox: Unlocked | None) -> str:
    theirs = Inbox.objects.filter(organisation=row.to_id).first()
    if inbox is None or theirs is None or inbox.inbox != theirs.pk:
        raise Refused(SharingRefusal.IN_ENVELOPE)
    text = reveal(row, field, purpose=purpose) or ""
    return inbox.open(b64decode(text), about=about(row.envelope)).decode(errors="replace")
