"""The way in: password, second factor, passkey; the way out."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from opennrm.accounts import actions, demo, factors, forms, recovery, sessions
from opennrm.accounts.models import Account
from opennrm.accounts.reauth import safe
from opennrm.accounts.terms import Factor
from opennrm.page.headers import with_script
from opennrm.page.refusals import Refused
from opennrm.vault.actions import record

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """A page for those who are not signed in yet: the middleware lets it by."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


@open_to_all
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail address and password; nothing opens by them alone."""
    going = safe(request, request.POST.get("next") or request.GET.get("next", ""))
    form = forms.SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.check_password(form.cleaned_data["email"], form.cleaned_data["password"])
            actions.refuse_stranded(account, at_home=demo.is_at_home(request))
        except Refused as refused:
            form.refused(refused)
        else:
            sessions.begin_half(request, account, going_to=going)
            return redirect("accounts:factor" if factors.proofs(account).exists() else "accounts:set_up")
    shown = {"form": form, "next": going, "ended": "ended" in request.GET, "demo": demo.printed(request)}
    return render(request, "accounts/sign_in.html", shown)


@open_to_all
@with_script
def factor(request: HttpRequest) -> HttpResponse:
    """The second factor of whoever has just given their password."""
    account = sessions.half(request.session)
    if account is None:
        return redirect("accounts:sign_in")
    if not factors.proofs(account).exists():
        return redirect("accounts:set_up")
    form = forms.Code(request.POST if "code" in request.POST else None)
    if request.method == "POST" and (passed := _proof(request, account, form)):
        return _enter(request, account, passed)
    shown = {
        "form": form,
        "options": factors.challenge(request, account) if factors.of(account, Factor.PASSKEY).exists() else None,
        "app": factors.of(account, Factor.APP).exists(),
        "demo": demo.printed(request),
    }
    return render(request, "accounts/factor.html", shown)


def _proof(request: HttpRequest, account: Account, form: forms.Code) -> Factor | None:
    """Which factor was proved; None with the reason in the form."""
    try:
        if "credential" in request.POST:
            factors.check_passkey(request.POST["credential"], request=request, account=account)
            return Factor.PASSKEY
        if form.is_valid():
            return actions.confirm_code(account, form.cleaned_data["code"])
    except Refused as refused:
        if not form.is_bound:
            form.data, form.is_bound = request.POST.copy(), True
        form.full_clean()
        form.errors.clear()
        form.refused(refused, "code" if "code" in request.POST else None)
    return None


@open_to_all
@with_script
def passkey(request: HttpRequest) -> HttpResponse:
    """A passkey alone: the device it lies on asks for its own code or finger, so it is two factors in one."""
    form = forms.Passkey(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = factors.check_passkey(form.cleaned_data["credential"], request=request)
            actions.refuse_stranded(account, at_home=demo.is_at_home(request))
        except Refused as refused:
            form.refused(refused)
        else:
            return _enter(request, account, Factor.PASSKEY)
    going = safe(request, request.GET.get("next", ""))
    request.session["going"] = going
    return render(request, "accounts/passkey.html", {"form": form, "options": factors.challenge(request)})


def _enter(request: HttpRequest, account: Account, passed: Factor) -> HttpResponse:
    going = sessions.going_to(request.session) or request.session.get("going", "")
    sessions.begin(request, account, factor=passed)
    if account.recoveries.open().exists():
        messages.warning(
            request, _("Somebody asked for a recovery of your account. If it was not you, cancel it here.")
        )
        return redirect("accounts:own")
    return redirect(safe(request, going))


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, and forget what the browser kept of it."""
    if isinstance(request.user, Account):
        with transaction.atomic():
            record("signed.out", request.user.word, by=request.user.official.word)
    request.session.flush()
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@open_to_all
def cannot(request: HttpRequest) -> HttpResponse:
    """Ask for a recovery, without having signed in."""
    form = forms.Ask(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            recovery.ask_by_email(form.cleaned_data["email"])
        except Refused as refused:
            form.refused(refused)
        else:
            return render(request, "accounts/asked.html")
    return render(request, "accounts/cannot.html", {"form": form})
