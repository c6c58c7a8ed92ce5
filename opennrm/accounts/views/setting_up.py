"""Opening an account by its link, and setting up what proves who one is: also later, from one's own account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from opennrm.accounts import actions, factors, forms, links, reauth, sessions
from opennrm.accounts.models import Account
from opennrm.accounts.seals import host_of, next_passkey_name
from opennrm.accounts.terms import Factor, Purpose
from opennrm.accounts.views.entering import open_to_all
from opennrm.agencies.roles import ROLES
from opennrm.page.headers import with_script
from opennrm.page.refusals import Refused

ORIGIN_ONLY = "strict-origin"  # a link's address is told to nobody, not even to this site's own pages


def by_owner(view: Callable[[HttpRequest, Account], HttpResponse]) -> Callable[..., HttpResponse]:
    """For the account's owner: signed in and just confirmed, or halfway in with nothing set up yet.

    Halfway in with a factor, one proves it first: a password alone adds none.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "official", None) is not None:
            return _when_fresh(request, *args, **kwargs)
        account = sessions.half(request.session)
        if account is None:
            return redirect("accounts:sign_in")
        if factors.proofs(account).exists():
            return redirect("accounts:factor")
        return view(request, account, *args, **kwargs)

    @reauth.fresh()
    def _when_fresh(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, signed_in(request), *args, **kwargs)

    return open_to_all(guarded)


def signed_in(request: HttpRequest) -> Account:
    """The account of whoever is signed in: for views behind a door."""
    account = request.user
    if not isinstance(account, Account):
        raise TypeError("the desk's middleware did not run")
    return account


@open_to_all
@sensitive_post_parameters()
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password by a one-time link; then a factor is set up."""
    try:
        found = links.find(token)
        form = forms.NewPassword(request.POST or None, account=found.account)
        if request.method == "POST" and form.is_valid():
            account = actions.accept(found, form.cleaned_data["password"])
            sessions.begin_half(request, account)
            return redirect("accounts:set_up")
    except Refused as refused:
        return _only_origin(render(request, "accounts/link_over.html", {"reason": str(refused)}, status=410))
    official, language = found.account.official, get_language() or "en"
    shown = {
        "form": form,
        "account": found.account,
        "recovery": found.purpose == Purpose.RECOVERY,
        "organisation": official.organisation.name_on(timezone.localdate(), language),
        "roles": [ROLES[held.role].name.of(language) for held in official.held.all()],
    }
    return _only_origin(render(request, "accounts/link.html", shown))


@by_owner
def set_up(request: HttpRequest, account: Account) -> HttpResponse:
    """App or passkey."""
    return render(request, "accounts/set_up.html", {"passkeys": _takes_passkeys(request)})


@by_owner
def app(request: HttpRequest, account: Account) -> HttpResponse:
    """An authenticator app: its secret, and its first code."""
    form = forms.FirstCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factors.add_app(account, form.cleaned_data["code"], request=request)
        except Refused as refused:
            form.refused(refused, "code")
        else:
            return _added(request, account, Factor.APP)
    shown = {"form": form, "enrolment": factors.enrolment(account, factors.new_secret(account, request))}
    return render(request, "accounts/app.html", shown)


@with_script
@by_owner
def new_passkey(request: HttpRequest, account: Account) -> HttpResponse:
    """A passkey: needs a script, since a browser makes none without."""
    names = {"name": next_passkey_name(factors.of(account, Factor.PASSKEY).count())}
    form = forms.NamedPasskey(request.POST or None, initial=names)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            factors.add_passkey(account, given["credential"], name=given["name"], request=request)
        except Refused as refused:
            form.refused(refused)
        else:
            return _added(request, account, Factor.PASSKEY)
    possible = _takes_passkeys(request)
    options = factors.passkey_options(account, request) if possible else None
    return render(request, "accounts/new_passkey.html", {"form": form, "options": options, "passkeys": possible})


def _added(request: HttpRequest, account: Account, factor: Factor) -> HttpResponse:
    """Whoever came halfway in is in; their recovery codes come first."""
    if getattr(request, "official", None) is None:
        sessions.begin(request, account, factor=factor)
    messages.success(request, _("This is set up: you sign in with it from now on."))
    return redirect("accounts:codes" if factors.codes_to_show(account, request) else "accounts:own")


def _takes_passkeys(request: HttpRequest) -> bool:
    """Browsers make passkeys for a name, never for an address in digits."""
    host = host_of(request)
    return not (host.startswith("[") or host.replace(".", "").isdigit())


def _only_origin(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = ORIGIN_ONLY
    return response
