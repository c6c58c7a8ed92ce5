"""A form without its token: refused before any view is asked. An official's leaves a line in the audit."""

from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from opennrm.accounts import sessions
from opennrm.accounts.models import Account
from opennrm.agencies.doors import note_once


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page that says how to go on. Of strangers nothing is noted: they could fill the audit."""
    account = request.user
    match = request.resolver_match
    if match is not None and isinstance(account, Account) and sessions.has_passed(request.session):
        note_once("form.refused", match.func, by=account.official)
    return csrf_failure(request, reason)
