"""Opening the organisation's inbox by phrase, and locking it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from opennrm.accounts import forms, inboxes
from opennrm.accounts.reauth import safe
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.terms import Power
from opennrm.page.refusals import Refused
from opennrm.vault.terms import SlotKind


@door(Power.RECEIVE)
@sensitive_post_parameters()
def inbox(request: HttpRequest) -> HttpResponse:
    """Whether the inbox is open; its phrase opens it."""
    found = inboxes.inbox_of(request)
    form = forms.Phrase(request.POST or None)
    going = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        try:
            inboxes.unlock(request, form.cleaned_data["phrase"])
        except Refused as refused:
            form.refused(refused, "phrase")
        else:
            messages.success(request, _("The inbox is open until you lock it or your session ends."))
            return redirect(safe(request, going) if going else "accounts:inbox")
    slots = found.slots.filter(kind=SlotKind.MEMBER, member=official_of(request).word) if found else None
    shown = {
        "inbox": found,
        "member": slots is not None and slots.exists(),
        "open": inboxes.unlocked(request) is not None,
        "lead": official_of(request).place().lead,
        "form": form,
        "next": going,
    }
    return render(request, "accounts/inbox.html", shown)


@door(Power.RECEIVE)
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Shut it."""
    inboxes.lock(request)
    messages.success(request, _("The inbox is locked."))
    return redirect("accounts:inbox")
