"""One's own account: what proves who one is, recovery codes, password, sessions; and proving it again."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from opennrm.accounts import actions, factors, forms, reauth, recovery, rules, sessions
from opennrm.accounts.seals import secrets_of
from opennrm.accounts.terms import Factor
from opennrm.accounts.views.setting_up import signed_in
from opennrm.agencies.doors import door, official_of
from opennrm.page.headers import with_script
from opennrm.page.refusals import Refused


@door()
def own(request: HttpRequest) -> HttpResponse:
    """The account at a glance."""
    account = signed_in(request)
    shown = {
        "account": account,
        "app": factors.of(account, Factor.APP).first(),
        "passkeys": factors.of(account, Factor.PASSKEY),
        "only_one": factors.proofs(account).count() == 1,
        "codes_left": factors.codes_left(account, request),
        "sessions": account.sessions.count(),
        "recovery": account.recoveries.open().first(),
    }
    return render(request, "accounts/own.html", shown)


@door()
@reauth.fresh()
def drop_factor(request: HttpRequest, factor: int) -> HttpResponse:
    """Take an app or a passkey away, after asking."""
    account = signed_in(request)
    row = get_object_or_404(factors.proofs(account), pk=factor)
    if request.method == "POST":
        factors.drop(account, row)
        messages.success(request, _("It is removed: nobody signs in with it any more."))
        return redirect("accounts:own")
    return render(request, "accounts/drop_factor.html", {"factor": row, "is_app": row.type == "totp"})


@door()
@reauth.fresh()
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, shown until their owner has them; and new ones."""
    account = signed_in(request)
    if request.method == "POST" and "again" in request.POST:
        with secrets_of(account, request):
            factors.make_codes(account)
        return redirect("accounts:codes")
    if request.method == "POST":
        factors.put_away_codes(account)
        return redirect("desk:home")
    return render(request, "accounts/codes.html", {"codes": factors.codes_to_show(account, request)})


@door()
@reauth.fresh()
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """A new password; the other sessions end."""
    account = signed_in(request)
    form = forms.NewPassword(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        actions.change_password(account, form.cleaned_data["password"])
        sessions.end_all(account, by=official_of(request), but=sessions.word_of(request.session))
        account.refresh_from_db()
        update_session_auth_hash(request, account)
        messages.success(request, _("Your password is changed. Your other sessions have ended."))
        return redirect("accounts:own")
    return render(request, "accounts/password.html", {"form": form})


@door()
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in; end one, or all others."""
    account, here = signed_in(request), sessions.word_of(request.session)
    if request.method == "POST" and "others" in request.POST:
        count = sessions.end_all(account, by=official_of(request), but=here)
        messages.success(request, _("Sessions ended: %(count)d.") % {"count": count})
        return redirect("accounts:sessions")
    shown = {"sessions": account.sessions.all(), "here": here, "idle": rules.IDLE, "whole": rules.WHOLE}
    return render(request, "accounts/sessions.html", shown)


@door()
@require_POST
def end_session(request: HttpRequest, word: UUID) -> HttpResponse:
    """End one session of one's own."""
    if sessions.end(signed_in(request), [word], by=official_of(request)):
        messages.success(request, _("The session has ended."))
    return redirect("accounts:sessions")


@door()
@with_script
@sensitive_post_parameters()
def confirm(request: HttpRequest) -> HttpResponse:
    """Prove again who one is: password and code, or a passkey."""
    account = signed_in(request)
    going = reauth.safe(request, request.POST.get("next") or request.GET.get("next", ""))
    form = forms.Confirm(request.POST if "password" in request.POST else None)
    try:
        if _proved(request, form):
            sessions.confirm(request.session)
            return redirect(going)
    except Refused as refused:
        form = forms.Confirm({}) if not form.is_bound else form
        form.errors.clear()
        form.refused(refused)
    options = factors.challenge(request, account) if factors.of(account, Factor.PASSKEY).exists() else None
    return render(request, "accounts/confirm.html", {"form": form, "next": going, "options": options})


def _proved(request: HttpRequest, form: forms.Confirm) -> bool:
    account = signed_in(request)
    if request.method != "POST":
        return False
    if "credential" in request.POST:
        factors.check_passkey(request.POST["credential"], request=request, account=account)
        return True
    if not form.is_valid():
        return False
    actions.confirm_password(account, form.cleaned_data["password"])
    actions.confirm_code(account, form.cleaned_data["code"])
    return True


@door()
@require_POST
def cancel_own_recovery(request: HttpRequest) -> HttpResponse:
    """Somebody asked for it, and it was not its owner."""
    for found in signed_in(request).recoveries.open():
        recovery.cancel(found, by=official_of(request))
    messages.success(request, _("The recovery is cancelled. Tell your lead that you did not ask for it."))
    return redirect("accounts:own")
