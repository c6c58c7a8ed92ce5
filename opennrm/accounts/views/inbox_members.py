"""Founding an inbox, its members and their phrases, a new key, the key on paper. What is made is shown once."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.accounts import forms, inboxes, members
from opennrm.accounts.reauth import fresh
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown
from opennrm.agencies.terms import Power
from opennrm.page.refusals import Refused
from opennrm.vault import inboxes as vault
from opennrm.vault.models import Inbox
from opennrm.vault.unlocked import Unlocked

View = Callable[..., HttpResponse]


def opened(view: View) -> View:
    """Hands a view the inbox and its open half; who has locked it opens it on the way and comes back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        inbox, half = inboxes.inbox_of(request), inboxes.unlocked(request)
        if inbox is None or half is None:
            return redirect(f"{reverse('accounts:inbox')}?next={reverse('accounts:inbox_members')}")
        return view(request, inbox, half, *args, **kwargs)

    return guarded


@door(Power.RECEIVE)
@fresh()
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Found the organisation's inbox; its first phrase and its recovery key are shown once."""
    if request.method != "POST":
        return render(request, "accounts/inbox_found.html")
    return _shown_once(request, members.found(by=official_of(request)), official_of(request))


@door(Power.RECEIVE)
@fresh()
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """A new phrase by the key on paper."""
    inbox = inboxes.inbox_of(request)
    if inbox is None:
        raise Http404
    form = forms.RecoveryKey(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = members.recover(inbox, recovery_key=form.cleaned_data["recovery_key"], by=official_of(request))
        except Refused as refused:
            form.refused(refused, "recovery_key")
        else:
            return _shown_once(request, made, official_of(request))
    return render(request, "accounts/inbox_recover.html", {"form": form}, status=422 if form.is_bound else 200)


@door(Power.RECEIVE)
@require_safe
@opened
def listed(request: HttpRequest, inbox: Inbox, half: Unlocked) -> HttpResponse:
    """Who has a phrase, and what can be done."""
    shown = {
        "members": members.members(inbox),
        "form": forms.Joining(among=members.who_may_join(inbox)),
        "leaver": inbox.keys.filter(retired_at__isnull=True, known_to_leaver=True).exists(),
    }
    return render(request, "accounts/inbox_members.html", shown)


@door(Power.RECEIVE)
@fresh()
@require_POST
@opened
def give(request: HttpRequest, inbox: Inbox, half: Unlocked) -> HttpResponse:
    """A phrase for a colleague, or a new one for whoever lost theirs or let somebody see it."""
    try:
        who = get_object_or_404(Official, pk=UUID(request.POST.get("official", "")))
    except ValueError:
        raise Http404 from None
    return _shown_once(request, members.give(half, inbox, who, by=official_of(request)), who)


@door(Power.RECEIVE)
@fresh()
@require_POST
@opened
def remove(request: HttpRequest, inbox: Inbox, half: Unlocked, pk: UUID) -> HttpResponse:
    """Take a member's phrase away."""
    members.remove(inbox, get_object_or_404(Official, pk=pk), by=official_of(request))
    messages.success(request, _("The phrase opens nothing any more. Give the inbox a new key now."))
    return redirect("accounts:inbox_members")


@door(Power.RECEIVE)
@fresh()
@require_POST
@opened
def new_key(request: HttpRequest, inbox: Inbox, half: Unlocked) -> HttpResponse:
    """A new key pair: what comes in from now on opens to today's members alone; phrases stay."""
    inboxes.keep(request, vault.rotate(half, by=official_of(request).word))
    messages.success(request, _("The inbox has a new key. Phrases stay as they are; what came before still opens."))
    return redirect("accounts:inbox_members")


@door(Power.RECEIVE)
@fresh()
@require_POST
@opened
def new_paper(request: HttpRequest, inbox: Inbox, half: Unlocked) -> HttpResponse:
    """A new recovery key; the paper of before opens nothing any more."""
    made = vault.replace_recovery_key(half, by=official_of(request).word)
    return _shown_once(request, members.Made(half, recovery_key=made), official_of(request))


def _shown_once(request: HttpRequest, made: members.Made, who: Official) -> HttpResponse:
    inboxes.keep(request, made.opened)
    return render(request, "accounts/inbox_once.html", {"made": made, "who": shown(who)})
