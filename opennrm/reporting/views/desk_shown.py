"""How the pages of the desk name officials, organisations, languages, reports; and the inbox that is open."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.access.doors import row_or_404
from opennrm.accounts import inboxes
from opennrm.reporting.models import Report


def report_or_404(pk: UUID) -> Report:
    """A report of the scope in force, with whoever holds it."""
    return row_or_404(Report.objects.select_related("owner", "merged_into"), pk)


def to_inbox(request: HttpRequest) -> HttpResponse:
    """To the page that opens the inbox, and back here."""
    return redirect(f"{reverse('accounts:inbox')}?{urlencode({'next': request.get_full_path()})}")


def inbox_state(request: HttpRequest) -> dict[str, object]:
    """Whether the inbox is open, and where to open it and come back."""
    back = urlencode({"next": request.get_full_path()})
    return {"open": inboxes.unlocked(request) is not None, "unlock": f"{reverse('accounts:inbox')}?{back}"}
