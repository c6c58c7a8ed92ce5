"""Nobody reaches a page of the desk without having signed in, past a second factor, as an official who serves."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from opennrm.accounts import inboxes, sessions
from opennrm.accounts.models import Account
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown
from opennrm.vault import master


class SignedIn:
    """Middleware: sets ``request.official``, read anew; whoever is not signed in is sent to the sign-in page.

    ``request.official`` carries ``shown`` and ``organisation_name`` for the head of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "session"):
            inboxes.carry(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> HttpResponse | None:
        """Sends to the sign-in page, but for views marked ``open_to_all``."""
        came_with_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        official = _official(request)
        request.official = official  # type: ignore[attr-defined]
        if official is not None:
            sessions.touch(request.session)
        if official is not None or getattr(view, "open_to_all", False):
            return None
        asked = {"next": request.get_full_path()} | ({"ended": "1"} if came_with_session else {})
        return redirect(f"{reverse('accounts:sign_in')}?{urlencode(asked)}")


def _official(request: HttpRequest) -> Official | None:
    """Whoever this session belongs to, if they may still be here; of one who may not, every session ends."""
    account = request.user
    if not isinstance(account, Account) or not sessions.has_passed(request.session):
        return None
    official = Official.objects.with_posts().get(pk=account.official_id)
    if not official.post().serves(timezone.localdate()) or (account.demo and not master.is_demo()):
        sessions.end_all(account, by=None)
        request.session.flush()
        return None
    official.shown = shown(official)  # type: ignore[attr-defined]
    official.organisation_name = official.organisation.name_on(  # type: ignore[attr-defined]
        timezone.localdate(), get_language() or "en"
    )
    return official
